"""What the families that need torch share: where a model runs, and how many texts at once.

torch is imported when the first of them is opened, in the embedder's process and nowhere else.
"""

from __future__ import annotations

import gc
import importlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from engine.models.errors import ModelDamagedError, ModelMissingError
from engine.models.texts import says
from engine.protocol.errors import FindlingError

Made = TypeVar("Made")

_FIRST = {"cpu": 2_048, "mps": 8_192, "cuda": 16_384}
_MOST = {"cpu": 4_096, "mps": 32_768, "cuda": 262_144}
"""By device: tokens of a batch, padding included. On a processor more only cost memory."""
_GROWTH = 1.25
_CALM = 8
"""Batches without want of memory, after which the next may be larger."""


def library(name: str) -> Any:  # noqa: ANN401 - a package that need not be there, nor its types
    """Import a package of the extra."""
    return importlib.import_module(name)


class Seat:
    """Where models run on this machine: CUDA, else MPS, else the processor.

    Args:
        threads: how many the processor may spend.
    """

    def __init__(self, threads: int) -> None:
        torch = library("torch")
        library("transformers").utils.logging.disable_progress_bar()
        torch.set_num_threads(threads)
        self.device = "cpu"
        if torch.cuda.is_available():
            self.device = "cuda"
        elif torch.backends.mps.is_available():
            self.device = "mps"

    def precision(self, folder: Path) -> Any:  # noqa: ANN401 - torch.dtype
        """Return the type of numbers that a model is run with.

        float32 on a processor. Else 16 bits: bfloat16 for weights that were trained so, where the
        device has it, since they may exceed float16; float16 for all others, as it has eight times
        bfloat16's resolution.
        """
        torch = library("torch")
        if self.device == "cpu":
            return torch.float32
        if _trained_in(folder) == "bfloat16" and self._has_bfloat16():
            return torch.bfloat16
        return torch.float16

    def _has_bfloat16(self) -> bool:
        return self.device == "cuda" and bool(library("torch").cuda.is_bf16_supported())

    def let_go(self) -> None:
        """Return the memory that torch keeps for later."""
        gc.collect()
        torch = library("torch")
        if self.device != "cpu":
            getattr(torch, self.device).empty_cache()


class Batches:
    """Texts in batches of about the same length, as many as the memory holds. For one thread.

    Args:
        seat: where they are run.
        share: of the usual room, for models that make much of each token.
    """

    def __init__(self, seat: Seat, share: float = 1.0) -> None:
        self._seat = seat
        self._room = _FIRST[seat.device] * share
        self._most = _MOST[seat.device] * share
        self._calm = 0

    def run(
        self, lengths: Sequence[int], work: Callable[[list[int]], Made]
    ) -> Iterator[tuple[list[int], Made]]:
        """Yield places and what became of them, the longest first, until each was had.

        Args:
            lengths: about how many tokens each text has.
            work: is given places, and called again with fewer where the memory did not do.

        Raises:
            MemoryError: it does not even do for one.
            ModelDamagedError: what else went wrong with the model.
        """
        order = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
        start = count = 0
        while start < len(order):
            some = order[start : start + max(1, int(self._room / max(1, lengths[order[start]])))]
            try:
                made = work(some)
            except Exception as error:  # noqa: BLE001 - torch's and models' have nothing in common
                self._shrink(error, len(some) * lengths[some[0]], single=len(some) == 1)
                continue
            yield some, made
            start, count = start + len(some), count + 1
            self._grow()
        if count > 1:
            self._seat.let_go()

    def _grow(self) -> None:
        self._calm += 1
        if self._calm >= _CALM:
            self._calm = 0
            self._room = min(self._most, self._room * _GROWTH)

    def _shrink(self, error: Exception, tokens: int, *, single: bool) -> None:
        """Make the next batch half as large, and no later one as large as this."""
        if isinstance(error, FindlingError) or "CUDA error" in str(error):
            raise error  # after the latter nothing works in this process: let it end
        if not _is_want_of_memory(error):
            raise ModelDamagedError(f"the model failed: {error}") from error
        if single:
            raise MemoryError from error
        self._calm = 0
        self._room, self._most = tokens / 2, min(self._most, tokens * 0.9)
        error.__traceback__ = None  # it holds the batch's tensors
        self._seat.let_go()


def loaded(folder: Path, opener: Callable[[], Made]) -> Made:
    """Return what ``opener`` opens.

    Raises:
        ModelMissingError: the folder is not there.
        ModelDamagedError: it cannot be opened; transformers' and torch's exceptions have no common
            class below Exception.
    """
    if not folder.is_dir():
        raise ModelMissingError(f"{folder} is not there", path=str(folder))
    try:
        return opener()
    except MemoryError:
        raise
    except Exception as error:
        raise ModelDamagedError(f"{folder}: {error}", path=str(folder)) from error


def token_counts(tokenizer: Any, texts: Sequence[str]) -> list[int]:  # noqa: ANN401 - of strangers
    """Return how many tokens of its own each text has."""
    base = library("transformers").PreTrainedTokenizerBase
    if not isinstance(tokenizer, base):  # of a model of words, or one of tokenizers' own
        return [len(text.split()) for text in texts]
    if not texts:
        return []
    found = tokenizer(
        list(texts),
        add_special_tokens=False,
        return_attention_mask=False,
        return_token_type_ids=False,
        verbose=False,
    )
    counts = map(len, found["input_ids"])
    return [count if says(text) else 0 for count, text in zip(counts, texts, strict=True)]


def _is_want_of_memory(error: Exception) -> bool:
    told = str(error).lower()
    return isinstance(error, MemoryError) or any(
        sign in told for sign in ("out of memory", "can't allocate memory", "not enough memory")
    )


def _trained_in(folder: Path) -> str:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return str(config.get("dtype") or config.get("torch_dtype") or "")
    except (OSError, ValueError, AttributeError):
        return ""
