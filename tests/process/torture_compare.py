"""Index against disk: every file and passage, the terms, the totals, the rows and the vectors."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs.index import CATALOGUE_FILE
from engine.models import registry
from engine.models.bm25 import saturate
from engine.models.encoder import TextEncoder
from engine.models.entry import knows
from engine.models.static import StaticTable
from engine.service.models import DENSE
from engine.store.catalogue_reading import CatalogueReader
from engine.store.catalogue_states import State
from engine.store.filters import And, FileIn, PathIs, PkIn
from engine.store.open import StoreSetting, open_store
from tests.process.torture_expected import Expected

if TYPE_CHECKING:
    from engine.models.encoder import EncodedTexts
    from engine.store.catalogue_rows import FileRow, PassageRow
    from engine.store.rows import Scored
    from engine.store.vectors import VectorStore

SAMPLED = 150
"""Passages whose vectors are compared."""
_SHOWN = 8


class Difference(Exception):  # noqa: N818 - it is what is looked for
    """The index is not what the disk says."""


def compare_files(folder: Path, hashes: Mapping[str, bytes]) -> list[str]:
    """Compare the catalogue's files with the disk's; may be asked while an engine is at it.

    Args:
        folder: the library's.
        hashes: by path, of all files that should be there; empty where one cannot be read.

    Returns:
        The differences, in words.
    """
    with contextlib.closing(CatalogueReader(folder / CATALOGUE_FILE)) as reader:
        rows = {row.path: row for row in reader.files_in()}
    wrong = [f"missing {path!r}" for path in hashes.keys() - rows.keys()]
    wrong += [f"too much {path!r} ({rows[path].state})" for path in rows.keys() - hashes.keys()]
    for path in hashes.keys() & rows.keys():
        row = rows[path]
        if row.state not in (State.INDEXED, State.FAILED):
            wrong.append(f"{row.state} {path!r}")
        elif row.state is State.INDEXED and row.hash != hashes[path]:
            wrong.append(f"stale {path!r}")
    return sorted(wrong)


def compare_all(folder: Path, expected: Mapping[str, Expected], seed: int) -> None:
    """Compare everything; no engine may have the library open.

    Raises:
        Difference: with what differs.
    """
    with contextlib.closing(CatalogueReader(folder / CATALOGUE_FILE)) as reader:
        rows = {row.path: row for row in reader.files_in()}
        _say("files", _files(rows, expected))
        held = {path: reader.passages_of(row.id) for path, row in rows.items()}
        _say("passages", _passages(held, expected))
        _say("totals", _totals(reader, rows, held))
        _say("terms", _terms(reader, held))
    _say("catalogue", _sound(folder / CATALOGUE_FILE, sum(map(len, held.values()))))
    store = open_store(StoreSetting(), folder, folder.name, registry.find(DENSE).dim)
    try:
        _say("store rows", _rows(store, rows, held))
        _say("vectors", _vectors(store, rows, held, seed))
    finally:
        store.close()


def _say(what: str, wrong: list[str]) -> None:
    if wrong:
        shown = "\n  ".join(wrong[:_SHOWN])
        raise Difference(f"{what}: {len(wrong)} differ\n  {shown}")


def _files(rows: Mapping[str, FileRow], expected: Mapping[str, Expected]) -> list[str]:
    wrong = [f"missing {path!r}" for path in expected.keys() - rows.keys()]
    wrong += [f"too much {path!r}" for path in rows.keys() - expected.keys()]
    for path in rows.keys() & expected.keys():
        row, due = rows[path], expected[path]
        state = State.FAILED if due.code else State.INDEXED
        if (row.state, row.code) != (state, due.code):
            wrong.append(f"{row.state} {row.code} instead of {state} {due.code} {path!r}")
        elif not due.code and row.hash != due.hash:
            wrong.append(f"stale {path!r}")
    return wrong


def _passages(held: Mapping[str, list[PassageRow]], expected: Mapping[str, Expected]) -> list[str]:
    found = {path: tuple(map(_piece, passages)) for path, passages in held.items()}
    return [
        f"{path!r}: {len(found[path])} passages, {len(due.pieces)} expected"
        for path, due in expected.items()
        if found[path] != due.pieces
    ]


def _piece(p: PassageRow) -> tuple[int, int, int, int, str, str, str]:
    return p.ordinal, p.start, p.end, p.page, p.heading, p.lang, p.text


def _totals(
    reader: CatalogueReader, rows: Mapping[str, FileRow], held: Mapping[str, list[PassageRow]]
) -> list[str]:
    totals = reader.totals()
    encoded = _encode(TextEncoder(None), _all(held))
    passages, tokens = sum(map(len, held.values())), int(encoded.lengths.sum())
    pks = Counter(p.pk for passages in held.values() for p in passages)
    wrong = [f"key {pk} is there {times} times" for pk, times in pks.items() if times > 1]
    wrong += [
        f"{rows[path].passages} in the row of {path!r}, which has {len(passages)}"
        for path, passages in held.items()
        if rows[path].passages != len(passages)
    ]
    if (totals.passages, totals.tokens) != (passages, tokens):
        wrong.append(f"{totals} instead of {passages} passages, {tokens} tokens")
    return wrong


def _terms(reader: CatalogueReader, held: Mapping[str, list[PassageRow]]) -> list[str]:
    encoded = _encode(TextEncoder(None), _all(held))
    ids, counts = np.unique(encoded.terms, return_counts=True)
    due = dict(zip(ids.tolist(), counts.tolist(), strict=True))
    known = reader.all_df()
    return [
        f"term {term}: in {known.get(term, 0)} passages instead of {due.get(term, 0)}"
        for term in known.keys() | due.keys()
        if known.get(term, 0) != due.get(term, 0)
    ]


def _all(held: Mapping[str, list[PassageRow]]) -> list[PassageRow]:
    return [passage for passages in held.values() for passage in passages]


def _encode(encoder: TextEncoder, passages: Iterable[PassageRow]) -> EncodedTexts:
    passages = list(passages)
    langs = [p.lang for p in passages]
    entry = registry.find(DENSE)
    known = [knows(entry, lang) for lang in langs]
    return encoder.encode([p.text for p in passages], langs, dense_for=known)


def _sound(catalogue: Path, passages: int) -> list[str]:
    """Check that no passage is there of which no file knows, and that SQLite is content."""
    with contextlib.closing(sqlite3.connect(catalogue)) as database:
        (count,) = database.execute("SELECT count(*) FROM passages").fetchone()
        verdict = [str(row[0]) for row in database.execute("PRAGMA integrity_check")]
    wrong = [] if verdict == ["ok"] else verdict
    return wrong if count == passages else [*wrong, f"{count - passages} passages of no file"]


def _rows(
    store: VectorStore, rows: Mapping[str, FileRow], held: Mapping[str, list[PassageRow]]
) -> list[str]:
    counts = store.file_counts()
    due = {rows[path].id: len(passages) for path, passages in held.items() if passages}
    wrong = [
        f"file {file}: {counts.get(file, 0)} rows instead of {due.get(file, 0)}"
        for file in counts.keys() | due.keys()
        if counts.get(file, 0) != due.get(file, 0)
    ]
    for path, passages in held.items():
        if passages:
            keys, file = PkIn(tuple(p.pk for p in passages)), FileIn((rows[path].id,))
            own = store.count(And((keys, file, PathIs(path))))
            if own != len(passages):
                wrong.append(f"{own} of {len(passages)} rows under key, file and path {path!r}")
    return wrong


def _vectors(
    store: VectorStore,
    rows: Mapping[str, FileRow],
    held: Mapping[str, list[PassageRow]],
    seed: int,
) -> list[str]:
    """Compare vectors of a sample: what a search for just them scores is what they should be."""
    every = [(path, passage) for path, passages in held.items() for passage in passages]
    sample = random.Random(seed).sample(every, min(SAMPLED, len(every)))
    entry = registry.find(DENSE)
    encoder = TextEncoder(StaticTable.load(registry.folder(entry)))
    encoded = _encode(encoder, [passage for _, passage in sample])
    wrong: list[str] = []
    for place, (path, passage) in enumerate(sample):
        own = PkIn((passage.pk,))
        dense = encoded.dense[place]
        if dense.any() and not _scores(store.search_dense(dense, 1, own), 1.0):
            wrong.append(f"dense vector of passage {passage.ordinal} of {path!r}")
        first, last = encoded.indptr[place], encoded.indptr[place + 1]
        terms, counts = encoded.terms[first:last], encoded.counts[first:last]
        if not len(terms):
            continue
        weights = saturate(counts, np.full(len(counts), encoded.lengths[place]), rows[path].mean)
        due = float((weights.astype(np.float64) ** 2).sum())
        if not _scores(store.search_sparse(terms, weights, 1, own), due):
            wrong.append(f"sparse vector of passage {passage.ordinal} of {path!r}")
    return wrong


def _scores(hits: Sequence[Scored], due: float) -> bool:
    return len(hits) == 1 and abs(hits[0].score - due) <= 1e-3 * due
