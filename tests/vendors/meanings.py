"""What the vendors' models on this machine make of texts: vectors by words, which show meaning."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

_PIECE = re.compile(r"[a-zA-Z]+|[0-9]+|[^\x00-\x7f]|[^\sa-zA-Z0-9]")
_WORD = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")
_ROLE = 0.4
"""How far a query lies from a passage of the same words."""
_AROUND = 0.5
"""How much late chunking takes from the rest of the document."""


def tokens(text: str) -> int:
    """Return about what a vendor's tokenizer counts, rather more than less."""
    return sum(_pieces(piece) for piece in _PIECE.findall(text))


def _pieces(piece: str) -> int:
    if piece[0].isascii() and piece[0].isalpha():
        return math.ceil(len(piece) / 4)
    return math.ceil(len(piece) / 3) if piece.isdigit() and piece.isascii() else len(piece)


def vector(text: str, dim: int, role: str = "") -> Vector:
    """Return shape (dim,), of length 1: texts that share words are near to each other.

    Args:
        text: any.
        dim: length.
        role: ``query`` or ``document`` of a model that tells them apart.
    """
    made = _sum(text, dim)
    if role:
        made = made + _ROLE * _word(f"<{role}>", dim)
    return made / float(np.linalg.norm(made))


def late(texts: Sequence[str], dim: int, role: str) -> list[Vector]:
    """Return the vectors of a document's passages, each in the light of the others."""
    own = [vector(text, dim, role) for text in texts]
    whole = np.mean(own, axis=0)
    mixed = [one + _AROUND * whole for one in own]
    return [one / float(np.linalg.norm(one)) for one in mixed]


def score(query: str, text: str) -> float:
    """Return how well a text answers a query, 0 to 1."""
    cosine = float(vector(query, 256) @ vector(text, 256))
    return round(1 / (1 + math.exp(-8 * (cosine - 0.3))), 6)


def _sum(text: str, dim: int) -> Vector:
    words = sorted(set(_WORD.findall(text.lower()))) or ["<nothing>"]
    made: Vector = np.sum([_word(word, dim) for word in words], axis=0)
    return made / float(np.linalg.norm(made))


@lru_cache(maxsize=4096)
def _word(word: str, dim: int) -> Vector:
    made = np.random.default_rng(zlib.crc32(word.encode())).standard_normal(dim)
    return made / float(np.linalg.norm(made))
