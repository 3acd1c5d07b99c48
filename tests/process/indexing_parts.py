"""What the tests of indexing share: small real documents, and the whole content of an index."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from engine.files.places import Places
from engine.host.cancellation import Token
from engine.jobs.attendant import Alone
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer, IndexOutcome
from engine.models.bm25 import analyse_query
from engine.store.catalogue_rows import FileRow
from engine.store.catalogue_states import State
from engine.store.filters import PkIn

_KEYS_AT_ONCE = 500


class Content(NamedTuple):
    """Everything in an index that must not depend on how it came about."""

    passages: dict[str, list[tuple[int, int, int, int, str, str, str]]]
    """By path: ordinal, start, end, page, heading, lang, text."""
    df: dict[int, int]
    totals: tuple[int, int]
    failures: dict[str, str]


def document(number: int, paragraphs: int) -> str:
    """Return Markdown with words of its own beside common ones."""
    parts = [f"# Report {number}"]
    for paragraph in range(paragraphs):
        words = " ".join(f"word{(number * 31 + paragraph * 7 + n) % 997}" for n in range(60))
        parts.append(f"## Part {paragraph}\n\nThe committee of {number} met and decided: {words}.")
    return "\n\n".join(parts)


def fill(folder: Path, files: int, paragraphs: int = 20) -> None:
    """Write so many documents."""
    for number in range(files):
        path = folder / f"sub{number % 3}" / f"report{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(number, paragraphs), encoding="utf-8")


@contextmanager
def opened(state: Path, *roots: Path, dense_model: str = "") -> Generator[LibraryIndex]:
    """Open an index and close it."""
    index = LibraryIndex.open(state, "library", [str(r) for r in roots], dense_model=dense_model)
    try:
        yield index
    finally:
        index.close()


def run(index: LibraryIndex, *, workers: int = 1, retry_failed: bool = False) -> IndexOutcome:
    """Index once."""
    indexer = Indexer(index, workers=workers)
    return indexer.run(Token(), lambda _: None, retry_failed=retry_failed)


def content(index: LibraryIndex) -> Content:
    """Return what is in an index, having checked that store and catalogue hold the same keys."""
    rows = index.catalogue.files_in()
    stored = {row.id: index.catalogue.passages_of(row.id) for row in rows}
    counts = {file: len(passages) for file, passages in stored.items() if passages}
    assert index.store.file_counts() == counts
    keys = [passage.pk for passages in stored.values() for passage in passages]
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        chunk = tuple(keys[start : start + _KEYS_AT_ONCE])
        assert index.store.count(PkIn(chunk)) == len(chunk)
    totals = index.catalogue.totals()
    assert totals.passages == len(keys)
    assert totals.tokens == sum(row.tokens for row in rows)
    return Content(
        passages={
            row.path: [
                (p.ordinal, p.start, p.end, p.page, p.heading, p.lang, p.text)
                for p in stored[row.id]
            ]
            for row in rows
        },
        df=index.catalogue.all_df(),
        totals=(totals.passages, totals.tokens),
        failures={row.path: row.code for row in rows if row.code},
    )


def row_at(index: LibraryIndex, path: Path) -> FileRow:
    """Return what the catalogue knows of a file."""
    return index.catalogue.files_at([str(path)])[str(path)]


def found(index: LibraryIndex, query: str) -> set[str]:
    """Return the names of the files that a query's terms lead to."""
    terms = sorted({term.id for term in analyse_query(query).terms})
    hits = index.store.search_sparse(
        np.array(terms, np.uint32), np.ones(len(terms), np.float32), 50
    )
    passages = index.catalogue.passages([hit.pk for hit in hits])
    files = index.catalogue.files([p.file for p in passages.values()])
    return {Path(row.path).name for row in files.values()}


def attended(index: LibraryIndex, attendant: Alone) -> IndexOutcome:
    """Index once with somebody who is asked meanwhile."""
    return Indexer(index, workers=1).run(Token(), lambda _: None, attendant=attendant)


def look_at(index: LibraryIndex, *paths: Path) -> IndexOutcome:
    """Index once, at some places alone."""
    places = Places(tuple(str(path) for path in paths))
    return Indexer(index, workers=1).run(Token(), lambda _: None, places=places)


def state_of(index: LibraryIndex, path: Path) -> State | None:
    """Return how far a file is, None where the catalogue does not know it."""
    row = index.catalogue.files_at([str(path)]).get(str(path))
    return row.state if row else None
