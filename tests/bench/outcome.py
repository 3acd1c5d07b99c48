"""What one run found out about one judged set, and what of that is kept for the next ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tests.bench.judged import RESULTS
from tests.bench.significance import p_value

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from tests.bench.judged import Sample
    from tests.bench.nonsense import Shown
    from tests.bench.orders import Worth
    from tests.bench.significance import Floats

FIGURES = RESULTS / "quality.json"
PER_QUERY = RESULTS / "ndcg.npz"

BM25, STATIC, FUSION, DEFAULT = "BM25", "static", "fusion", "default"
TEXTBOOK = "textbook BM25"
"""Without what the program knows of words; see `tests.bench.textbook`."""
MINILM, MINILM_FUSION = "MiniLM", "MiniLM + BM25"
RECOLL = "Recoll"
PARTS = (BM25, STATIC, FUSION)
"""What the default consists of."""


class Found(msgspec.Struct):
    """What one run found out about one set."""

    name: str
    queries: tuple[str, ...] = ()
    """Ids, in the judgements' order."""
    worths: dict[str, dict[str, Worth]] = {}
    """Order -> query id -> what its ranking is worth. An order that found nothing is absent."""
    samples: list[Sample] = []
    nonsense: Shown | None = None
    ms: dict[str, float] = {}
    """Order -> mean milliseconds of a query, asked alone; ``cached`` and ``p95`` of the default."""
    unknown: float = 0.0
    """Share of the queries whose language no installed model knows."""
    files: int = 0
    passages: int = 0


class Measured(msgspec.Struct, omit_defaults=True):
    """Means over a set's queries."""

    ndcg: float
    recall: float
    mrr: float
    commit: str
    ms: float | None = None
    p: float | None = None
    """The chance that the default differs by as much in nDCG@10 and is no better or worse."""


class Previous(msgspec.Struct):
    """The default as it was stored before."""

    ndcg: float
    commit: str
    p: float


class Kept(msgspec.Struct):
    """A set's figures."""

    commit: str
    date: str
    queries: int
    files: int
    passages: int
    unknown: float
    orders: dict[str, Measured]
    ms_cached: float | None = None
    ms_p95: float | None = None
    nonsense: tuple[int, int, float] = (0, 0, 0.0)
    """Asked, of those with a hit that is no weaker match, highest score."""
    previous: Previous | None = None


def read_figures(file: Path = FIGURES) -> dict[str, Kept]:
    """Return what was stored; nothing where there is no file."""
    return msgspec.json.decode(file.read_bytes(), type=dict[str, Kept]) if file.exists() else {}


class PerQuery:
    """nDCG@10 of each query, by set and order."""

    def __init__(self, file: Path = PER_QUERY) -> None:
        """Read what is stored; nothing where there is no file."""
        self._file = file
        self._arrays: dict[str, np.ndarray] = {}
        if file.exists():
            with np.load(file, allow_pickle=False) as stored:
                self._arrays = dict(stored)

    def of(self, name: str, order: str, queries: tuple[str, ...]) -> Floats | None:
        """Return the values in the queries' order, shape (n,); None where others are stored."""
        ids, values = self._arrays.get(f"{name}|"), self._arrays.get(f"{name}|{order}")
        if ids is None or values is None or tuple(ids.tolist()) != queries:
            return None
        return values.astype(np.float32)

    def put(self, name: str, order: str, queries: tuple[str, ...], values: Floats) -> None:
        """Remember values; those of other queries are forgotten."""
        ids = self._arrays.get(f"{name}|")
        if ids is None or tuple(ids.tolist()) != queries:
            self._arrays = {k: v for k, v in self._arrays.items() if not k.startswith(f"{name}|")}
        self._arrays[f"{name}|"] = np.array(queries, np.str_)
        self._arrays[f"{name}|{order}"] = values.astype(np.float32)

    def write(self, sets: Collection[str]) -> None:
        """Store those of some sets; the bytes depend on the values alone."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        kept = sorted(name for name in self._arrays if name.split("|")[0] in sets)
        columns = {name: self._arrays[name] for name in kept}
        np.savez_compressed(self._file, **columns)  # pyright: ignore[reportArgumentType] - of a flag


def kept(found: Found, before: Kept | None, stored: PerQuery, *, commit: str, date: str) -> Kept:
    """Join a run's findings with what an earlier one stored, and compare; fills in ``stored``.

    Orders that this run left out stay as they were stored, with their commit.
    """
    queries = found.queries
    previous = stored.of(found.name, DEFAULT, queries)
    for order, worths in found.worths.items():
        values = np.array([worths[key].ndcg for key in queries], np.float32)
        stored.put(found.name, order, queries, values)
    orders = dict(before.orders) if before else {}
    orders |= {order: _means(found, order, commit) for order in found.worths}
    default = stored.of(found.name, DEFAULT, queries)
    assert default is not None
    for order, measured in orders.items():
        values = stored.of(found.name, order, queries)
        measured.p = None if order == DEFAULT or values is None else _p(default, values)
    shown = found.nonsense
    new = Kept(
        commit=commit,
        date=date,
        queries=len(queries),
        files=found.files,
        passages=found.passages,
        unknown=found.unknown,
        orders=orders,
        ms_cached=round(found.ms["cached"], 1),
        ms_p95=round(found.ms["p95"], 1),
        nonsense=(shown.asked, shown.above, round(shown.highest, 4)) if shown else (0, 0, 0.0),
    )
    if before and previous is not None:
        old = before.orders[DEFAULT]
        new.previous = Previous(old.ndcg, old.commit, _p(default, previous))
    return new


def _p(one: Floats, other: Floats) -> float:
    return round(p_value(one, other), 5)


def _means(found: Found, order: str, commit: str) -> Measured:
    rows = [found.worths[order][key] for key in found.queries]
    ndcg, recall, mrr = (round(sum(column) / len(rows), 5) for column in zip(*rows, strict=True))
    ms = found.ms.get(order)
    return Measured(ndcg, recall, mrr, commit, None if ms is None else round(ms, 1))


def write_figures(figures: Mapping[str, Kept], file: Path = FIGURES) -> None:
    """Store figures."""
    file.parent.mkdir(parents=True, exist_ok=True)
    plain = msgspec.to_builtins(dict(figures))
    file.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
