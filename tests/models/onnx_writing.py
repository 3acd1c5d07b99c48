"""Small ONNX models, written byte by byte: the library that does so is no dependency.

The format is protobuf, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto; the numbers below
are its fields'.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32] | npt.NDArray[np.int64]

_OPSET, _IR = 17, 8
_FLOAT, _INT = 1, 7
_AXIS, _AXES = 2, 7  # AttributeProto.AttributeType


def node(
    operation: str, inputs: Sequence[str], output: str, attributes: dict[str, int | list[int]]
) -> bytes:
    """Return a NodeProto with one output."""
    return b"".join(
        [
            *(_text(1, name) for name in inputs),
            _text(2, output),
            _text(4, operation),
            *(_field(5, _attribute(name, value)) for name, value in attributes.items()),
        ]
    )


def write(
    path: Path,
    inputs: Sequence[str],
    nodes: Sequence[bytes],
    weights: Mapping[str, Array],
    output: tuple[str, int],
) -> None:
    """Write a model.

    Args:
        path: the file.
        inputs: int64 (batch, length) each.
        nodes: of `node`, in the order in which they run.
        weights: by name.
        output: its name and rank, float32.
    """
    graph = b"".join(
        [
            *(_field(1, one) for one in nodes),
            _text(2, "tiny"),
            *(_field(5, _tensor(name, values)) for name, values in weights.items()),
            *(_field(11, _value(name, _INT, 2)) for name in inputs),
            _field(12, _value(output[0], _FLOAT, output[1])),
        ]
    )
    opset = _text(1, "") + _number(2, _OPSET)
    path.write_bytes(_number(1, _IR) + _field(7, graph) + _field(8, opset))


def answer_first(content: bytes, output: str, rank: int) -> bytes:
    """Return a model whose first output is a value that so far only goes on inside it.

    Messages of the same field that follow each other are one: lists of both, in their order.
    """
    return _field(7, _field(12, _value(output, _FLOAT, rank))) + content


def _attribute(name: str, value: int | list[int]) -> bytes:
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, _AXIS)
    return _text(1, name) + b"".join(_number(8, one) for one in value) + _number(20, _AXES)


def _tensor(name: str, values: Array) -> bytes:
    kind = _FLOAT if values.dtype == np.float32 else _INT
    sizes = b"".join(_number(1, size) for size in values.shape)
    return sizes + _number(2, kind) + _text(8, name) + _field(9, values.tobytes())


def _value(name: str, kind: int, rank: int) -> bytes:
    shape = b"".join(_field(1, _text(2, f"{name}-{axis}")) for axis in range(rank))
    tensor = _number(1, kind) + _field(2, shape)
    return _text(1, name) + _field(2, _field(1, tensor))


def _text(number: int, text: str) -> bytes:
    return _field(number, text.encode())


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative numbers are written as two's complements of 64 bits
    content = b""
    while value > 0x7F:
        content += struct.pack("B", value & 0x7F | 0x80)
        value >>= 7
    return content + struct.pack("B", value)
