"""Each published version of the catalogue has a stored example and a test that starts from it."""

import sqlite3
from pathlib import Path

import pytest

from engine.store import migrations
from engine.store.catalogue import Catalogue
from engine.store.catalogue_states import State

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
