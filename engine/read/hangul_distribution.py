"""HWP "distribution documents": readable by anyone, encrypted with a key that they carry along.

The first record of a section (HWPTAG_DISTRIBUTE_DOC_DATA, 256 bytes) is masked by a linear
congruential generator whose seed stands at its beginning; it holds the hex digits of a SHA-1 in
UTF-16, whose first 16 bytes are the key of AES-128 in ECB mode (Hancom's published description of
distribution documents).
AES is FIPS 197, inverse cipher, over all blocks at once.
"""

from __future__ import annotations

import struct
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.read.errors import DamagedError

_Bytes = NDArray[np.uint8]
_HEAD = 4 + 256


def decrypt(data: bytes) -> bytes:
    """Return the section inside. Raises `DamagedError`."""
    if len(data) < _HEAD + 16:
        raise DamagedError("HWP distribution section too short")
    body = np.frombuffer(data, np.uint8, offset=_HEAD)
    blocks = body[: len(body) // 16 * 16].reshape(-1, 16)
    return _decrypt_blocks(blocks, _key(data[4:_HEAD])).tobytes()


def _key(masked: bytes) -> bytes:
    (seed,) = struct.unpack_from("<I", masked)
    state = seed
    clear = bytearray(masked)
    value = left = 0

    def step() -> int:
        nonlocal state
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        return state >> 16 & 0x7FFF

    for at in range(256):
        if not left:
            value = step() & 0xFF
            left = (step() & 0xF) + 1
        if at >= 4:
            clear[at] ^= value
        left -= 1
    offset = 4 + (seed & 0xF)
    return bytes(clear[offset : offset + 16])


def _times(value: int, factor: int) -> int:
    """Multiply in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1 (FIPS 197, 4.2)."""
    product = 0
    while factor:
        if factor & 1:
            product ^= value
        value = value << 1 ^ (0x11B if value & 0x80 else 0)
        factor >>= 1
    return product


@cache
def _tables() -> tuple[list[int], _Bytes, dict[int, _Bytes]]:
    """Return the S-box, its inverse and the products with 9, 11, 13 and 14."""
    box = [0] * 256
    p = q = 1
    while True:  # p runs through all powers of 3, q through their inverses
        p = _times(p, 3)
        q = _times(q, 0xF6)
        rotated = q ^ q << 1 ^ q << 2 ^ q << 3 ^ q << 4
        box[p] = (rotated ^ rotated >> 8) & 0xFF ^ 0x63
        if p == 1:
            break
    box[0] = 0x63
    inverse = np.zeros(256, np.uint8)
    inverse[box] = np.arange(256, dtype=np.uint8)
    products = {
        factor: np.array([_times(value, factor) for value in range(256)], np.uint8)
        for factor in (9, 11, 13, 14)
    }
    return box, inverse, products


def _round_keys(key: bytes) -> list[_Bytes]:
    """Expand a 128-bit key (FIPS 197, 5.2)."""
    box, _, _ = _tables()
    words = [list(key[at : at + 4]) for at in range(0, 16, 4)]
    constant = 1
    for at in range(4, 44):
        word = words[at - 1]
        if at % 4 == 0:
            word = [box[byte] for byte in word[1:] + word[:1]]
            word[0] ^= constant
            constant = _times(constant, 2)
        words.append([a ^ b for a, b in zip(words[at - 4], word, strict=True)])
    return [np.array(words[at : at + 4], np.uint8).reshape(16) for at in range(0, 44, 4)]


def _decrypt_blocks(blocks: _Bytes, key: bytes) -> _Bytes:
    """Return the clear blocks, shape (n, 16)."""
    _, inverse, products = _tables()
    keys = _round_keys(key)
    # Inverse ShiftRows: byte r of column c comes from column c - r.
    rows = np.array([4 * ((column - row) % 4) + row for column in range(4) for row in range(4)])
    state = blocks ^ keys[10]
    for number in range(9, -1, -1):
        state = inverse[state[:, rows]] ^ keys[number]
        if number:
            column = state.reshape(-1, 4, 4)
            mixed = np.zeros_like(column)
            for shift, factor in enumerate((14, 11, 13, 9)):
                mixed ^= products[factor][np.roll(column, -shift, axis=2)]
            state = mixed.reshape(-1, 16)
    return state
