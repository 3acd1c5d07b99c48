"""Frames on a byte stream: four bytes of length (big endian), then so many bytes."""

from __future__ import annotations

import struct
from typing import BinaryIO

from engine.protocol.errors import FindlingError

MAX_FRAME = 256 * 1024 * 1024
"""Bytes. A longer frame is nonsense: something else than frames is on the stream."""

_LENGTH = struct.Struct(">I")


class FrameError(FindlingError):
    """What came was no frame."""

    code = "bad-frame"


class TruncatedFrameError(FrameError):
    """The stream ended inside a frame."""


def write_frame(stream: BinaryIO, frame: bytes) -> None:
    """Write one frame and flush.

    Raises:
        FrameError: when it is longer than `MAX_FRAME`.
        OSError: when the other side is gone.
    """
    if len(frame) > MAX_FRAME:
        raise FrameError(f"a frame of {len(frame)} bytes")
    stream.write(_LENGTH.pack(len(frame)))
    stream.write(frame)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """Read one frame; None at an orderly end of the stream.

    Raises:
        TruncatedFrameError: when the stream ends inside a frame.
        FrameError: when it carries something else.
    """
    header = _read_exactly(stream, _LENGTH.size)
    if not header:
        return None
    if len(header) < _LENGTH.size:
        raise TruncatedFrameError
    (length,) = _LENGTH.unpack(header)
    if length > MAX_FRAME:
        raise FrameError(f"a frame of {length} bytes")
    frame = _read_exactly(stream, length)
    if len(frame) < length:
        raise TruncatedFrameError
    return frame


def _read_exactly(stream: BinaryIO, count: int) -> bytes:
    """Read ``count`` bytes, fewer only at the end of the stream."""
    parts: list[bytes] = []
    while count:
        part = stream.read(count)
        if not part:
            break
        parts.append(part)
        count -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
