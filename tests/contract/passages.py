"""Passages for the store's tests, and what a filter means, told a second time in plain Python."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.store import filters as f
from engine.store.rows import RowBatch, SparseColumn
from engine.store.vectors import MOST_HITS, VectorStore

NASTY_FOLDERS = (
    "/home/u/docs",
    "/home/u/docs-old",
    "/home/u/docs/sub",
    "/home/u/100%",
    "/home/u/a_b",
    "/home/u/{x}",
    '/home/u/say "hi"',
    "/home/u/it's",
    "/home/u/back\\slash",
    "/home/u/back\\nslash",
    "/home/u/new\nline",
    "/home/u/car\rriage\ttab",
    "/home/u/문서",
    "/home/u/" + unicodedata.normalize("NFD", "문서"),
    "/home/u/😀",
    "/home/u/end\\",
    "/home/u/ ",
    "/home/u/$a `b` ;--",
    "/",
)
EXTS = ("md", "pdf", "", "c++", "한", 'q"t')
LANGS = ("en", "ko", "")


@dataclass(frozen=True)
class Row:
    """One passage as its filters see it."""

    pk: int
    file: int
    path: str
    ext: str
    mtime: int
    size: int
    lang: str


def nasty_rows(files: int = 90, passages: int = 2) -> list[Row]:
    """Return passages of files whose names try to break out of a filter."""
    rng = np.random.default_rng(3)
    rows: list[Row] = []
    for file in range(files):
        folder = NASTY_FOLDERS[file % len(NASTY_FOLDERS)].rstrip("/")
        ext, lang = EXTS[file % len(EXTS)], LANGS[file % len(LANGS)]
        mtime, size = (int(value) for value in rng.integers(-50, 50, 2))
        path = f"{folder}/file {file}" + (f".{ext}" if ext else "")
        rows += [
            Row(file * 1000 + part, file, path, ext, mtime, abs(size), lang)
            for part in range(passages)
        ]
    return rows


def batch_of(rows: Sequence[Row], dim: int = 8, entries: int = 5) -> RowBatch:
    """Return the batch with these rows, and vectors that depend on each row's key alone."""
    vectors = [row_vectors(row.pk, dim, entries) for row in rows]
    return RowBatch(
        pk=np.array([row.pk for row in rows], np.int64),
        file=np.array([row.file for row in rows], np.int64),
        path=[row.path for row in rows],
        ext=[row.ext for row in rows],
        mtime=np.array([row.mtime for row in rows], np.int64),
        size=np.array([row.size for row in rows], np.int64),
        ordinal=np.zeros(len(rows), np.int32),
        page=np.zeros(len(rows), np.int32),
        lang=[row.lang for row in rows],
        dense=np.array([dense for dense, _, _ in vectors], np.float32).reshape(len(rows), dim),
        indptr=np.cumsum([0] + [len(terms) for _, terms, _ in vectors]).astype(np.int64),
        indices=np.concatenate([terms for _, terms, _ in vectors]).astype(np.uint32),
        values=np.concatenate([weights for _, _, weights in vectors]).astype(np.float32),
    )


def row_vectors(
    pk: int, dim: int, entries: int
) -> tuple[NDArray[np.float32], NDArray[np.uint32], NDArray[np.float32]]:
    """Return a unit vector, term ids and weights for a key."""
    rng = np.random.default_rng(pk)
    dense = rng.standard_normal(dim).astype(np.float32)
    terms = rng.choice(200, entries, replace=False).astype(np.uint32) * 21_474_836 + 1
    return (
        dense / np.float32(np.linalg.norm(dense)),
        terms,
        rng.random(entries).astype(np.float32) + 0.1,
    )


def plain(first: int, count: int, *, per_file: int = 10, base: str = "/d") -> RowBatch:
    """Return ordinary passages with keys first … first + count - 1."""
    return batch_of(
        [
            Row(pk, pk // per_file, f"{base}/{pk // per_file}.md", "md", pk, 1, "en")
            for pk in range(first, first + count)
        ]
    )


def learning(batch: RowBatch, entries: int = 12, *, dim: int | None = None) -> RowBatch:
    """Return a batch with learned vectors of length 1, and dense ones of this length or as is."""
    learned = learned_column(batch.pk, entries)
    if dim is None:
        return replace(batch, learned=learned)
    return replace(batch, learned=learned, dense=np.zeros((len(batch), dim), np.float32))


def learned_column(keys: NDArray[np.int64], entries: int = 12, words: int = 300) -> SparseColumn:
    """Return vectors that depend on each row's key alone, ascending, from a small vocabulary."""
    terms: list[NDArray[np.uint32]] = []
    weights: list[NDArray[np.float32]] = []
    for key in keys.tolist():
        rng = np.random.default_rng((key, 1))
        terms.append(np.sort(rng.choice(words, entries, replace=False)).astype(np.uint32))
        row = rng.random(entries).astype(np.float32) + np.float32(0.05)
        weights.append(row / np.float32(np.linalg.norm(row)))
    indptr = np.arange(0, entries * len(keys) + 1, entries, dtype=np.int64)
    return SparseColumn(indptr, np.concatenate(terms), np.concatenate(weights))


def with_sparse(batch: RowBatch, terms: list[int], weights: list[float]) -> RowBatch:
    """Return a one-row batch with other sparse entries."""
    return replace(
        batch,
        indptr=np.array([0, len(terms)], np.int64),
        indices=np.array(terms, np.uint32),
        values=np.array(weights, np.float32),
    )


def with_spread_keys(batch: RowBatch) -> RowBatch:
    """Return a batch with keys all over the 63 bits."""
    spread = batch.pk.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(1)
    return replace(batch, pk=spread.astype(np.int64))


def found(store: VectorStore, where: f.Filter | None = None) -> set[int]:
    """Return the keys of all passages that a filter matches, by an exhaustive search."""
    query = np.ones(store.dim, np.float32)
    return {pk for pk, _ in store.search_dense(query, MOST_HITS, where)}


def matches(where: f.Filter, row: Row) -> bool:  # noqa: C901, PLR0911 - one line for each kind
    """Tell whether a filter matches a row."""
    match where:
        case f.And(parts):
            return all(matches(part, row) for part in parts)
        case f.Or(parts):
            return any(matches(part, row) for part in parts)
        case f.Not(part):
            return not matches(part, row)
        case f.Under(folder):
            return row.path.startswith(folder.rstrip("/") + "/")
        case f.PathIs(path):
            return row.path == path
        case f.ExtIn(exts):
            return row.ext in exts
        case f.LangIn(langs):
            return row.lang in langs
        case f.FileIn(files):
            return row.file in files
        case f.PkIn(pks):
            return row.pk in pks
        case f.ModifiedBetween(first, end):
            return _within(row.mtime, first, end)
        case f.SizeBetween(first, end):
            return _within(row.size, first, end)


def _within(value: int, first: int | None, end: int | None) -> bool:
    return (first is None or value >= first) and (end is None or value < end)
