"""Whatever happened to a library's files, opening it mends them, says so, and loses nothing."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.protocol.errors import StoreError
from engine.store import compacting
from engine.store.catalogue_states import State
from engine.store.filters import FileIn
from engine.store.integrity import MARK_FILE
from engine.store.open import CACHE_FILE, CATALOGUE_FILE, embedded_database, lite_version
from engine.store.vector_cache import VectorCache
from engine.store.vectors import Place
from tests.process.damage import DAMAGE, Damage, cut, flip
from tests.process.indexing_parts import Content, content, fill, opened, run

FILES = 12
LITE_25 = lite_version() < (3,)
only_lite_25 = pytest.mark.skipif(not LITE_25, reason="about Milvus Lite 2.5's one file")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents and the state of an index of them; to be copied."""
    folder = tmp_path_factory.mktemp("library")
    fill(folder / "documents", FILES, 6)
    with opened(folder / "state", folder / "documents") as index:
        run(index)
        content(index)
    return folder


@pytest.fixture
def documents(library: Path) -> Path:
    return library / "documents"


@pytest.fixture
def state(library: Path, tmp_path: Path) -> Path:
    """A copy of the state, as it was left by a clean end."""
    return shutil.copytree(library / "state", tmp_path / "state")


@pytest.fixture
def expected(library: Path) -> Content:
    with opened(library / "state", library / "documents") as index:
        return content(index)


def crash(state: Path) -> None:
    """Leave the mark of an unclean end."""
    (state / MARK_FILE).touch()


def codes(index: LibraryIndex) -> list[str]:
    """Return what was mended."""
    return [healed.code for healed in index.healed]


def heals(state: Path, documents: Path, expected: Content) -> list[str]:
    """Open, index, compare; then open once more, which must find nothing. Return what was said."""
    with opened(state, documents) as index:
        said = codes(index)
        run(index)
        assert content(index) == expected
    with opened(state, documents) as index:
        assert index.healed == ()
    return said


def store_file(state: Path) -> Path:
    """Return the store's database."""
    database = embedded_database(state)
    assert database is not None
    return database


def test_a_clean_end_leaves_nothing_to_say(state: Path, documents: Path, expected: Content) -> None:
    assert heals(state, documents, expected) == []
    assert not (state / MARK_FILE).exists()


def test_an_unclean_end_without_damage_is_only_looked_at(
    state: Path, documents: Path, expected: Content
) -> None:
    crash(state)
    assert heals(state, documents, expected) == []


def test_unfinished_files_are_read_again_and_that_is_said(
    state: Path, documents: Path, expected: Content
) -> None:
    with closing(sqlite3.connect(state / CATALOGUE_FILE)) as database:
        database.execute("UPDATE files SET state = ? WHERE id IN (1, 2)", (State.READING,))
        database.commit()
    crash(state)
    assert heals(state, documents, expected) == ["unfinished"]


def test_files_that_waited_at_a_crash_are_told_of_and_after_a_clean_end_not(
    state: Path, documents: Path, expected: Content
) -> None:
    with closing(sqlite3.connect(state / CATALOGUE_FILE)) as database:
        states = [(State.READING, 1), (State.SEEN, 2), (State.SEEN, 3)]
        database.executemany("UPDATE files SET state = ? WHERE id = ?", states[1:])
        database.commit()
        with opened(state, documents) as index:
            assert codes(index) == []
        database.executemany("UPDATE files SET state = ? WHERE id = ?", states)
        database.commit()
    crash(state)
    with opened(state, documents) as index:
        (unfinished,) = index.healed
        assert (unfinished.code, unfinished.count) == ("unfinished", 3)
        assert "3 files" in unfinished.message
        run(index)
        assert content(index) == expected


@pytest.mark.parametrize("content_of_file", [b"", b"not a database, whatever its name says" * 500])
def test_a_catalogue_that_is_none_is_set_aside(
    state: Path, documents: Path, expected: Content, content_of_file: bytes
) -> None:
    (state / CATALOGUE_FILE).write_bytes(content_of_file)
    said = heals(state, documents, expected)
    aside = list(state.glob(f"{CATALOGUE_FILE}.damaged-*"))
    assert [path.read_bytes() for path in aside] == [content_of_file] * len(said)
    assert said == (["catalogue-remade"] if content_of_file else [])


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_catalogue_is_mended_or_set_aside(
    state: Path, documents: Path, damage: Damage, seed: int
) -> None:
    damage(state / CATALOGUE_FILE, random.Random(seed))
    crash(state)
    with opened(state, documents) as index:
        run(index)
        kept = content(index)
        assert len(kept.passages) == FILES
        assert not kept.failures
    if damage is not flip:  # a changed letter of a text is not seen by anyone
        assert list(state.glob(f"{CATALOGUE_FILE}.damaged-*"))


@only_lite_25
@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_store_is_made_anew_from_the_catalogue(
    state: Path, documents: Path, expected: Content, damage: Damage, seed: int
) -> None:
    database = store_file(state)
    damage(database, random.Random(seed))
    crash(state)
    said = heals(state, documents, expected)
    assert set(said) <= {"store-remade", "store-repaired"}
    assert said or damage is flip


@only_lite_25
@pytest.mark.parametrize("seed", range(3))
def test_a_store_cut_short_after_a_clean_end_is_noticed_too(
    state: Path, documents: Path, expected: Content, seed: int
) -> None:
    cut(store_file(state), random.Random(seed))
    assert heals(state, documents, expected)


@only_lite_25
def test_a_removed_store_is_made_anew(state: Path, documents: Path, expected: Content) -> None:
    store_file(state).unlink()
    assert heals(state, documents, expected) == ["store-repaired"]


def test_rows_with_a_former_path_are_found_after_an_unclean_end(
    state: Path, documents: Path, expected: Content
) -> None:
    with opened(state, documents) as index:
        index.store.retag({3: Place("/elsewhere/moved.md", "md", 0)})
    assert heals(state, documents, expected) == []  # counts agree, and nobody looked closer
    crash(state)
    assert heals(state, documents, expected) == ["store-repaired"]


def test_lost_and_foreign_rows_are_put_right(
    state: Path, documents: Path, expected: Content
) -> None:
    with opened(state, documents) as index:
        index.store.delete_files([2])
    with opened(state, documents) as index:
        assert [(healed.code, healed.count) for healed in index.healed] == [("store-repaired", 1)]
        assert index.store.count(FileIn((2,))) == 0
        run(index)
        assert content(index) == expected


def test_a_damaged_cache_is_dropped(state: Path, documents: Path, expected: Content) -> None:
    VectorCache(state / CACHE_FILE).close()
    with (state / CACHE_FILE).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    crash(state)
    assert heals(state, documents, expected) == ["cache-dropped"]


def test_a_store_that_keeps_failing_is_made_anew(
    state: Path, documents: Path, expected: Content
) -> None:
    for _ in range(3):
        with opened(state, documents) as index:
            assert codes(index) == []
            index.distrust()
    assert heals(state, documents, expected) == ["store-remade"]


def test_a_catalogue_damaged_while_it_is_open_is_mended_by_the_next_opening(
    state: Path, documents: Path, expected: Content
) -> None:
    with opened(state, documents) as index:
        with (state / CATALOGUE_FILE).open("r+b") as file:
            rest = (state / CATALOGUE_FILE).stat().st_size - 4096
            file.seek(4096)
            file.write(b"\xff" * rest)
        with pytest.raises(StoreError) as caught:
            run(index)
        assert caught.value.code == "catalogue-damaged"
        index.distrust()
    assert heals(state, documents, expected) == ["catalogue-remade"]


def test_a_catalogue_of_a_newer_version_is_left_alone(state: Path, documents: Path) -> None:
    with closing(sqlite3.connect(state / CATALOGUE_FILE)) as database:
        database.execute("PRAGMA user_version = 900")
    before = {path.name: path.read_bytes() for path in state.iterdir() if path.is_file()}
    for end in (lambda: None, lambda: crash(state)):
        end()
        with pytest.raises(StoreError) as caught, opened(state, documents):
            pass
        assert caught.value.code == "catalogue-too-new"
        after = {path.name: path.read_bytes() for path in state.iterdir() if path.is_file()}
        after.pop(MARK_FILE, None)
        assert after == before


def test_two_cannot_have_a_library_open(state: Path, documents: Path, expected: Content) -> None:
    with opened(state, documents) as index:
        with pytest.raises(StoreError) as caught, opened(state, documents):
            pass
        assert caught.value.code == "store-busy"
        assert content(index) == expected
    assert heals(state, documents, expected) == []


def test_a_library_gives_back_what_removed_files_took(
    state: Path, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "LEAST_BYTES", 1)
    monkeypatch.setattr(compacting, "SPARE_BYTES", 0)
    few = shutil.copytree(documents, tmp_path / "few")
    for path in sorted(few.rglob("*.md"))[1:]:
        path.unlink()
    with opened(state, documents) as index:
        assert index.compact(Token()) == 0
        index.roots = (str(few),)
        run(index)
        kept = content(index)
        before = sum(path.stat().st_size for path in state.iterdir())
        given = index.compact(Token())
        after = sum(path.stat().st_size for path in state.iterdir())
        assert given >= (before - after) // 2 > 0 or not LITE_25
        assert content(index) == kept
        assert index.compact(Token()) == 0
    with opened(state, few) as index:
        assert index.healed == ()
        assert content(index) == kept
