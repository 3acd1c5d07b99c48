"""The comparison that ends a storm notices whatever is wrong with an index."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from engine.jobs.index import CATALOGUE_FILE
from engine.models import registry
from engine.service.models import DENSE
from engine.store.open import StoreSetting, open_store
from engine.store.vectors import Place
from tests.process.indexing_parts import fill, opened, run
from tests.process.torture_compare import Difference, compare_all
from tests.process.torture_expected import Expected, expected

SOME = "(SELECT min(place) FROM passages)"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    fill(tmp_path / "files", 3, paragraphs=4)
    with opened(tmp_path / "library", tmp_path / "files", dense_model=DENSE) as index:
        run(index)
    return tmp_path / "library"


@pytest.fixture
def due(tmp_path: Path) -> dict[str, Expected]:
    return expected([tmp_path / "files"])


def test_it_is_content_with_a_sound_index(library: Path, due: dict[str, Expected]) -> None:
    compare_all(library, due, seed=1)


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        (f"UPDATE passages SET text = 'x' WHERE place = {SOME}", "passages"),
        (f"UPDATE passages SET start = start + 1 WHERE place = {SOME}", "passages"),
        (f"UPDATE passages SET heading = '' WHERE place = {SOME}", "passages"),
        (f"DELETE FROM passages WHERE place = {SOME}", "passages"),
        ("INSERT INTO passages VALUES(1 << 40, 1, 0, 1, 0, '', '', 'x', 0)", "catalogue"),
        ("UPDATE files SET path = path || '2' WHERE id = 1", "files"),
        ("UPDATE files SET state = 'seen' WHERE id = 1", "files"),
        ("UPDATE files SET hash = x'00' WHERE id = 1", "files"),
        ("UPDATE files SET passages = 9 WHERE id = 1", "totals"),
        ("UPDATE totals SET tokens = tokens + 1", "totals"),
        ("UPDATE terms SET df = df + 1 WHERE id = (SELECT min(id) FROM terms)", "terms"),
        ("UPDATE files SET mean = mean * 1.1 WHERE id = 1", "vectors"),
    ],
)
def test_it_notices_a_wrong_catalogue(
    library: Path, due: dict[str, Expected], statement: str, complaint: str
) -> None:
    with contextlib.closing(sqlite3.connect(library / CATALOGUE_FILE)) as database, database:
        database.execute(statement)
    with pytest.raises(Difference, match=complaint):
        compare_all(library, due, seed=1)


def test_it_notices_rows_that_are_missing_or_lie_elsewhere(
    library: Path, due: dict[str, Expected]
) -> None:
    store = open_store(StoreSetting(), library, "library", registry.find(DENSE).dim)
    with contextlib.closing(store):
        store.retag({1: Place("/elsewhere/report0.md", "md", 0)})
        store.delete_files([2])
    with pytest.raises(Difference, match="store rows: 3 differ"):
        compare_all(library, due, seed=1)


def test_it_notices_vectors_of_something_else(library: Path, due: dict[str, Expected]) -> None:
    with contextlib.closing(sqlite3.connect(library / CATALOGUE_FILE)) as database, database:
        # The texts of two passages are exchanged everywhere but in the vectors.
        first, second = database.execute("SELECT place, pk FROM passages LIMIT 2").fetchall()
        for place, pk in ((first[0], -1), (second[0], first[1]), (first[0], second[1])):
            database.execute("UPDATE passages SET pk = ? WHERE place = ?", (pk, place))
    with pytest.raises(Difference, match="vectors"):
        compare_all(library, due, seed=1)
