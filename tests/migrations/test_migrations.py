"""Each published version of the catalogue has a stored example and a test that starts from it."""

import sqlite3
from pathlib import Path

import msgspec
import pytest

from engine.store import migrations
from engine.store.catalogue import Catalogue
from engine.store.catalogue_reading import CatalogueReader
from engine.store.catalogue_states import State
from engine.store.settings import Settings

EXAMPLES = Path(__file__).parent / "examples"


def restore(tmp_path: Path, version: int) -> Path:
    path = tmp_path / "catalogue.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript((EXAMPLES / f"catalogue_{version}.sql").read_text(encoding="utf-8"))
    connection.close()
    return path


def test_every_version_has_an_example():
    assert {path.stem for path in EXAMPLES.glob("catalogue_*.sql")} == {
        f"catalogue_{number}" for number in range(1, len(migrations.MIGRATIONS) + 1)
    }


@pytest.mark.parametrize("version", range(1, len(migrations.MIGRATIONS) + 1))
def test_a_catalogue_of_this_version_opens_with_all_it_held(tmp_path: Path, version: int):
    catalogue = Catalogue(restore(tmp_path, version))
    files = {row.path: row for row in catalogue.files_in()}
    assert files["/home/a/letter.md"].state is State.INDEXED
    assert files["/home/a/locked.pdf"].code == "encrypted"
    assert [p.text for p in catalogue.passages_of(1)] == ["Dear reader,", "편지를 씁니다."]
    assert catalogue.totals().passages == 2
    assert catalogue.df([7, 9]) == {7: 2, 9: 1}
    assert catalogue.meta()["model"] == "static"
    catalogue.close()


@pytest.mark.parametrize("version", range(1, len(migrations.MIGRATIONS) + 1))
def test_a_catalogue_of_this_version_can_be_read_before_anyone_opened_it(
    tmp_path: Path, version: int
):
    reader = CatalogueReader(restore(tmp_path, version))
    assert [row.code for row in reader.files_in(State.FAILED)] == ["encrypted"]
    reader.close()


def test_a_file_of_the_first_version_has_nothing_that_says_it_changed_or_healed(tmp_path: Path):
    catalogue = Catalogue(restore(tmp_path, 1))
    letter, locked = catalogue.files([1, 2]).values()
    assert letter.signature.untouched_since(msgspec.structs.replace(letter.signature, ctime_ns=5))
    assert (locked.readers, locked.failed_at) == (0, 0)
    catalogue.close()


def test_a_passage_of_an_earlier_version_has_no_line(tmp_path: Path):
    catalogue = Catalogue(restore(tmp_path, 2))
    assert [p.line for p in catalogue.passages_of(1)] == [0, 0]
    catalogue.close()


def test_words_are_there_from_the_fourth_version_on(tmp_path: Path):
    earlier = Catalogue(restore(tmp_path, 3))
    assert earlier.word_batches() == (0, 0)
    assert earlier.words_since(0) == {}
    earlier.close()


def test_words_of_the_fourth_version_are_found_with_their_spelling(tmp_path: Path):
    catalogue = Catalogue(restore(tmp_path, 4))
    assert catalogue.word_batches() == (1, 1)
    assert catalogue.words_since(0) == {"letter": "", "prufung": "prüfung"}
    catalogue.close()


def test_settings_of_the_first_version_open_with_all_they_held(tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.write_bytes((EXAMPLES / "settings_1.toml").read_bytes())
    settings = Settings(path)
    (library,) = settings.libraries
    assert (library.id, library.name, library.folders) == ("a1b2c3", "Notizen", ("/home/a/노트",))
    assert not library.paused
    settings.save()
    assert 'colour = "red" # of a later version' in path.read_text(encoding="utf-8")


def test_a_step_that_fails_halfway_leaves_the_former_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = restore(tmp_path, 1)
    broken = ("CREATE TABLE extra(x INTEGER)", "CREATE TABLE files(again INTEGER)")
    monkeypatch.setattr(migrations, "MIGRATIONS", (migrations.MIGRATIONS[0], broken))
    connection = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(connection)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert "extra" not in tables
    connection.close()
