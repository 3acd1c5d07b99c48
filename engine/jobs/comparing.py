"""Whether the vector store holds the passages that the catalogue says it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.store.catalogue_rows import FileRow, passage_keys
from engine.store.catalogue_states import State
from engine.store.filters import stored_path
from engine.store.fingerprints import Fingerprints, fingerprints, joined

if TYPE_CHECKING:
    from engine.store.catalogue import Catalogue
    from engine.store.vectors import VectorStore


@dataclass(frozen=True, slots=True)
class Difference:
    """What is wrong in a store.

    Attributes:
        strangers: ids that the catalogue does not have, or has without passages.
        wrong: files of the catalogue whose rows are not those that they should be.
        held: those among ``wrong`` that have rows at all.
    """

    strangers: list[int] = field(default_factory=list[int])
    wrong: list[FileRow] = field(default_factory=list[FileRow])
    held: list[int] = field(default_factory=list[int])

    def __bool__(self) -> bool:
        return bool(self.strangers or self.wrong)


def difference(
    library: str, catalogue: Catalogue, store: VectorStore, *, closely: bool
) -> Difference:
    """Compare by the number of passages; ``closely``: passage by passage, all but the vectors."""
    if not closely:
        if store.count() == catalogue.totals().passages:
            return Difference()
        return _by_counts(catalogue, store.file_counts(), set())
    stored = joined(list(store.fingerprints()))
    expected = _expected(library, catalogue)
    known = set(expected.files.tolist())
    odd = set(_files_without_match(expected, stored))
    odd |= known.intersection(_files_without_match(stored, expected))
    ids, counts = np.unique(stored.files, return_counts=True)
    return _by_counts(catalogue, dict(zip(ids.tolist(), counts.tolist(), strict=True)), odd)


def _by_counts(catalogue: Catalogue, held: dict[int, int], odd: set[int]) -> Difference:
    rows = {row.id: row for row in catalogue.files_in() if row.passages}
    wrong = [row for i, row in rows.items() if i in odd or held.get(i, 0) != row.passages]
    return Difference(
        strangers=[file for file in held if file not in rows],
        wrong=wrong,
        held=[row.id for row in wrong if row.id in held],
    )


def _expected(library: str, catalogue: Catalogue) -> Fingerprints:
    """Return the fingerprints of INDEXED files: of others a scan may know more than the store."""
    rows = catalogue.files_in(State.INDEXED)
    pks: list[int] = []
    files: list[int] = []
    sizes: list[int] = []
    paths: list[str] = []
    for row in rows:
        pks += passage_keys(library, row.id, row.passages)
        files += [row.id] * row.passages
        sizes += [row.size] * row.passages
        paths += [stored_path(row.path)] * row.passages
    return fingerprints(pks, files, sizes, paths)


def _files_without_match(some: Fingerprints, others: Fingerprints) -> list[int]:
    return np.unique(some.files[~np.isin(some.marks, others.marks)]).tolist()
