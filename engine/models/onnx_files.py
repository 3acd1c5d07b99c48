"""The files of a model exported to ONNX, opened: a tokenizer, and a session of onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from tokenizers import Tokenizer

from engine.models.errors import ModelDamagedError, ModelMissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.models.vectors import FloatMatrix

_QUIET = 3  # onnxruntime's severity "error"
_APART = b"location"
"""Stands in a model whose weights are in other files, which it names: protobuf ends at 2 GB."""


class Node(Protocol):
    """One input of a session."""

    name: str


class Session(Protocol):
    """What is used of onnxruntime.InferenceSession, which has no types of its own."""

    def get_inputs(self) -> Sequence[Node]:
        """Return what it is fed."""
        ...

    def run(self, names: None, feed: dict[str, NDArray[np.int64]], /) -> Sequence[FloatMatrix]:
        """Return all outputs. Its exceptions have no common class below Exception."""
        ...


def model_path(folder: Path) -> Path:
    """Return where a folder has its model: in itself, or in ``onnx`` as hubs have it."""
    below = folder / "onnx" / "model.onnx"
    return (
        below if below.exists() and not (folder / "model.onnx").exists() else folder / "model.onnx"
    )


def open_tokenizer(path: Path, tokens: int) -> Tokenizer:
    """Return a tokenizer, padding nothing and cutting after so many tokens.

    Raises:
        ModelMissingError: the file is not there.
        ModelDamagedError: it is no tokenizer.
    """
    content = _read(path)
    try:
        tokenizer = Tokenizer.from_buffer(content)
    except Exception as error:  # tokenizers raises bare Exception and ValueError
        raise ModelDamagedError(f"{path}: {error}", path=str(path)) from error
    tokenizer.no_padding()
    cast("Any", tokenizer).enable_truncation(tokens)  # its stub leaves the rest untyped
    return tokenizer


def open_session(path: Path) -> Session:
    """Return a model, loaded; each run of it takes one thread.

    Raises:
        ModelMissingError: the file is not there.
        ModelDamagedError: it is no model.
    """
    import onnxruntime as untyped  # pyright: ignore[reportMissingTypeStubs]

    onnxruntime, content = cast("Any", untyped), _read(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _QUIET
    options.enable_mem_pattern = False  # plans memory for each length it meets, and keeps the plans
    try:
        model = str(path) if _APART in content else content
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # see `Session.run`
        raise ModelDamagedError(f"{path}: {error}", path=str(path)) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ModelMissingError(f"{path} is not there", path=str(path)) from error
    except OSError as error:
        raise ModelDamagedError(f"{path}: {error.strerror}", path=str(path)) from error
