"""What must not depend on how an index came about, and how two such are compared."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from engine.jobs.index import CATALOGUE_FILE
from engine.models.registry import find
from engine.service.models import DENSE
from engine.store.catalogue_reading import CatalogueReader
from engine.store.catalogue_rows import PassageRow
from engine.store.catalogue_states import State
from engine.store.filters import And, FileIn, PkIn
from engine.store.open import StoreSetting, open_store

Span = tuple[str, int, int]
Answers = dict[str, dict[Span, float]]
"""By query: path, start and end of its hits in order, with what each shows."""
HITS = 12
"""Hits that are compared."""
_BEST = 3
"""The best hits of either must be among all of the other. Their order may differ between any two
runs: sparse weights rest on the mean passage length of their moment, which is up to 15 % off
(`engine.jobs.indexing.DRIFT`), and hits may be nearly equal."""
_ERR = 0.05
"""How far apart the scores of the same hit may lie, for the same reason."""
_TOLD = 20
"""Differences that a failed test shows."""
_KEYS_AT_ONCE = 500


class Known(NamedTuple):
    """Everything that must not depend on how an index came about."""

    passages: dict[str, list[tuple[int, int, int, int, str, str, str]]]
    """By path: ordinal, start, end, page, heading, lang, text."""
    states: dict[str, tuple[State, str]]
    """By path: state and code of failure."""
    df: dict[int, int]
    totals: tuple[int, int]
    answers: Answers

    def differences(self, other: Known) -> list[str]:
        """Say what differs, a line each: of two whole indexes nobody can read a comparison."""
        found = [
            *_differing(self.passages, other.passages),
            *_differing(self.states, other.states),
            *_differing(self.df, other.df),
        ]
        if self.totals != other.totals:
            found.append(f"totals: {self.totals}, {other.totals}")
        for query, answer in self.answers.items():
            if not _alike(answer, other.answers[query]):
                found.append(f"{query}: {answer}, {other.answers[query]}")
        return found[:_TOLD]


def _differing(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> list[str]:
    both = one.keys() | other.keys()
    return [
        f"{key}: {one.get(key)}, {other.get(key)}"[:200]
        for key in both
        if one.get(key) != other.get(key)
    ]


def _alike(one: dict[Span, float], other: dict[Span, float]) -> bool:
    """Whether two answers are the same but for hits that are nearly equal."""
    best = [*list(one)[:_BEST], *list(other)[:_BEST]]
    return all(hit in one and hit in other and abs(one[hit] - other[hit]) < _ERR for hit in best)


def read_known(reader: CatalogueReader, folder: Path, answers: Answers) -> Known:
    """Read an index without opening it for the engine, which would heal it."""
    rows = reader.files_in()
    stored = {row.id: reader.passages_of(row.id) for row in rows}
    totals = reader.totals()
    assert totals.passages == sum(map(len, stored.values())) == sum(row.passages for row in rows)
    assert totals.tokens == sum(row.tokens for row in rows)
    _check_rows(folder / CATALOGUE_FILE, totals.passages)
    _check_store(folder, stored)
    return Known(
        passages={row.path: [_plain(passage) for passage in stored[row.id]] for row in rows},
        states={row.path: (row.state, row.code) for row in rows},
        df=reader.all_df(),
        totals=(totals.passages, totals.tokens),
        answers=answers,
    )


def _plain(p: PassageRow) -> tuple[int, int, int, int, str, str, str]:
    return p.ordinal, p.start, p.end, p.page, p.heading, p.lang, p.text


def _check_rows(catalogue: Path, passages: int) -> None:
    """Check that no passage is there of which no file knows, and that SQLite is content."""
    with contextlib.closing(sqlite3.connect(catalogue)) as database:
        assert database.execute("SELECT count(*) FROM passages").fetchone() == (passages,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _check_store(folder: Path, stored: dict[int, list[PassageRow]]) -> None:
    """Check that the store holds the catalogue's keys, each once and for its file, and no more."""
    store = open_store(StoreSetting(), folder, folder.name, find(DENSE).dim)
    try:
        counts = {file: len(passages) for file, passages in stored.items() if passages}
        assert store.file_counts() == counts
        for file, passages in stored.items():
            for start in range(0, len(passages), _KEYS_AT_ONCE):
                keys = PkIn(tuple(p.pk for p in passages[start : start + _KEYS_AT_ONCE]))
                assert store.count(And((keys, FileIn((file,))))) == len(keys.pks)
    finally:
        store.close()
