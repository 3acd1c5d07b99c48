"""The file of a BM25 model: the JSON of pymilvus' `BM25EmbeddingFunction`, with a table of ours.

That function ignores the table ``findling``; its own files have none, and the document frequencies
are then computed back from the inverse ones that they hold. Source of the form:
``BM25EmbeddingFunction.save`` of pymilvus.model 0.3.4.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from engine.models.terms import TOKENIZER_VERSION
from engine.protocol.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = "v1"
_EPSILON = 0.25
"""Share of the mean weight that stands there for words in more than half of the texts."""
_OURS = "findling"


class BM25FileError(ModelError):
    """A saved BM25 model is damaged or was made by another tokeniser."""

    code = "bm25-file"
    hint = "Fit it again."


@dataclass(frozen=True, slots=True)
class SavedBM25:
    """What a file holds: k1, b, totals of texts and words, and each word with its frequency."""

    language: str
    k1: float
    b: float
    total: int
    words: int
    names: Sequence[str]
    frequencies: Sequence[int]


def write_bm25(model: SavedBM25, path: Path) -> None:
    """Write a model.

    Raises:
        OSError: the disk refuses.
    """
    state = {
        "version": _VERSION,
        "corpus_size": model.total,
        "avgdl": model.words / model.total if model.total else 0.0,
        "idf_word": list(model.names),
        "idf_value": _weights(model),
        "k1": model.k1,
        "b": model.b,
        "epsilon": _EPSILON,
        _OURS: {
            "tokenizer": TOKENIZER_VERSION,
            "language": model.language,
            "words": model.words,
            "frequencies": list(model.frequencies),
        },
    }
    path.write_text(json.dumps(state), encoding="utf-8")


def read_bm25(path: Path) -> SavedBM25:
    """Read a model that we or pymilvus wrote.

    Raises:
        BM25FileError: the file is damaged or made by another version of the tokeniser.
    """
    try:
        state = cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))
        ours = cast("dict[str, Any]", state.get(_OURS, {}))
        if ours and ours["tokenizer"] != TOKENIZER_VERSION:
            raise BM25FileError("another tokenizer version", path=str(path))
        total, names = int(state["corpus_size"]), [str(name) for name in state["idf_word"]]
        found = SavedBM25(
            language=str(ours.get("language", "en")),
            k1=float(state["k1"]),
            b=float(state["b"]),
            total=total,
            words=int(ours["words"]) if ours else round(float(state["avgdl"]) * total),
            names=names,
            frequencies=_frequencies(ours, state, total),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise BM25FileError(str(error), path=str(path)) from error
    if len(found.frequencies) != len(names):
        raise BM25FileError("words and weights do not fit together", path=str(path))
    return found


def _frequencies(ours: dict[str, Any], state: dict[str, Any], total: int) -> list[int]:
    if ours:
        return [int(count) for count in ours["frequencies"]]
    return [_frequency(float(weight), total) for weight in state["idf_value"]]


def _weights(model: SavedBM25) -> list[float]:
    """Return log((N - df + .5) / (df + .5)), the share of the mean where that is below 0."""
    weights = [
        math.log(max(model.total - count, 0) + 0.5) - math.log(count + 0.5)
        for count in model.frequencies
    ]
    least = _EPSILON * sum(weights) / len(weights) if weights else 0.0
    return [least if weight < 0 else weight for weight in weights]


def _frequency(weight: float, total: int) -> int:
    """Return the document frequency that has this weight; of one that was raised, too small."""
    odds = math.exp(weight)
    return min(total, max(0, round((total + 0.5 - 0.5 * odds) / (1 + odds))))
