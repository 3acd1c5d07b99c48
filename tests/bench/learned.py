"""What learned sparse vectors cost a store: ``python -m tests.bench.learned [--rows 20000]``.

Writes the same passages into a store with and one without them, a piece to each in turn, so that a
busy machine slows both. Terms are drawn as SPLADE's are: some 120 of 30,522, a few of them in very
many passages. The last column, one over the other, is what counts.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil

from engine.store.open import StoreSetting, open_store
from engine.store.rows import RowBatch, SparseColumn, SparseRow
from engine.store.vectors import VectorStore

VOCABULARY = 30_522
TERMS, WORDS, QUERY_TERMS = 120, 90, 30
PIECE = 1_000
QUERIES = 30


class Drawing:
    """Draws passages' sparse vectors, common terms more often than rare ones."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        chances = 1 / np.arange(10, VOCABULARY + 10)
        self._chances = chances / chances.sum()

    def rows(self, count: int, entries: int) -> SparseColumn:
        """Return vectors of length 1."""
        drawn = self._rng.choice(VOCABULARY, (count, 2 * entries), p=self._chances)
        terms = [np.unique(row)[:entries] for row in drawn]
        indptr = np.cumsum([0, *map(len, terms)]).astype(np.int64)
        weights = [self._rng.random(len(row)).astype(np.float32) + 0.05 for row in terms]
        unit = [(row / np.linalg.norm(row)).astype(np.float32) for row in weights]
        return SparseColumn(indptr, np.concatenate(terms).astype(np.uint32), np.concatenate(unit))

    def queries(self, entries: int) -> list[SparseRow]:
        """Return some queries."""
        drawn = (self.rows(1, entries) for _ in range(QUERIES))
        return [SparseRow(row.indices, row.values) for row in drawn]

    def passages(self, first: int, count: int, dim: int) -> RowBatch:
        """Return passages without learned vectors."""
        words = self.rows(count, WORDS)
        keys = np.arange(first, first + count, dtype=np.int64)
        dense = self._rng.standard_normal((count, dim)).astype(np.float32)
        return RowBatch(
            pk=keys,
            file=keys // 20,
            path=[f"/home/a/documents/{key // 20}.txt" for key in keys],
            ext=["txt"] * count,
            mtime=keys,
            size=keys,
            ordinal=(keys % 20).astype(np.int32),
            page=np.zeros(count, np.int32),
            lang=["en"] * count,
            dense=dense,
            indptr=words.indptr,
            indices=words.indices,
            values=words.values,
        )


def main() -> None:
    """Write, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--dim", type=int, default=0, help="of dense vectors beside them")
    chosen = parser.parse_args()
    drawing = Drawing(5)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        folders = [Path(folder) / name for name in ("without", "with")]
        stores = [opened.enter_context(closing(begun(at, chosen.dim))) for at in folders]
        print(f"{stores[0].kind}, {chosen.rows} rows, dim {chosen.dim}, {TERMS} learned terms each")
        seconds = [0.0, 0.0]
        for batch in batches(drawing, chosen.rows, chosen.dim):
            for place, store in enumerate(stores):
                piece = batch if store.learns else replace(batch, learned=None)
                seconds[place] += spent(lambda store=store, piece=piece: store.insert(piece))
        line("rows/s written", *(chosen.rows / one for one in seconds))
        line("MB in its process", *resident())
        words, learned = drawing.queries(QUERY_TERMS), drawing.queries(QUERY_TERMS)
        line("ms a search by words", *(searched(store.search_sparse, words) for store in stores))
        line("ms a search by learned terms", None, searched(stores[1].search_learned, learned))
        line("ms to fetch 300 learned rows", None, fetched(stores[1], chosen.rows))
        opened.close()
        line("MB on disk", *map(size, folders))
        line("s to open", *(spent(lambda at=at: begun(at, chosen.dim).close()) for at in folders))


def begun(folder: Path, dim: int) -> VectorStore:
    """Open a store, with learned vectors in a folder of that name."""
    folder.mkdir(exist_ok=True)
    return open_store(StoreSetting(), folder, "bench", dim, learned=folder.name == "with")


def batches(drawing: Drawing, rows: int, dim: int) -> Iterator[RowBatch]:
    """Yield the passages."""
    for first in range(0, rows, PIECE):
        yield replace(drawing.passages(first, PIECE, dim), learned=drawing.rows(PIECE, TERMS))


def searched(search: Callable[..., object], queries: list[SparseRow]) -> float:
    """Return the median time of a search for 100 passages, in ms; the first ones do not count."""
    for query in queries[:3]:
        search(*query, 100)
    return 1000 * statistics.median(
        spent(lambda query=query: search(*query, 100)) for query in queries
    )


def fetched(store: VectorStore, rows: int) -> float:
    """Return the median time to get the vectors of as many passages as a search scores, in ms."""
    rng = np.random.default_rng(1)
    keys: list[list[int]] = [rng.integers(rows, size=300).tolist() for _ in range(10)]
    return 1000 * statistics.median(
        spent(lambda some=some: store.learned_of(some)) for some in keys
    )


def resident() -> list[float]:
    """Return the memory of the stores' own processes, in MB; none where they have none."""
    return [child.memory_info().rss / 1e6 for child in psutil.Process().children()]


def size(folder: Path) -> float:
    """Return what lies in a folder, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def spent(call: Callable[[], object]) -> float:
    """Return how long a call took, in seconds."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def line(what: str, without: float | None = None, having: float | None = None) -> None:
    """Print one measurement: without them, with them, and how many times as much."""
    ratio = f"{having / without:8.2f}" if without and having is not None else " " * 8
    cells = (f"{value:10.2f}" if value is not None else " " * 10 for value in (without, having))
    print(f"{what:32}", *cells, ratio)


if __name__ == "__main__":
    main()
