"""Each published version of the former searches has a stored example and is opened from it."""

import sqlite3
from pathlib import Path

import pytest

from engine.store import past_searches
from engine.store.past_searches import Kept, PastSearches

EXAMPLES = Path(__file__).parent / "examples"
VERSIONS = range(1, len(past_searches.MIGRATIONS) + 1)


def test_every_version_has_an_example():
    found = {path.name for path in EXAMPLES.glob("searches_*.sql")}
    assert found == {f"searches_{number}.sql" for number in VERSIONS}


@pytest.mark.parametrize("version", VERSIONS)
def test_searches_of_this_version_open_with_all_they_held(tmp_path: Path, version: int):
    path = tmp_path / "searches.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript((EXAMPLES / f"searches_{version}.sql").read_text(encoding="utf-8"))
    connection.close()
    searches = PastSearches(path)
    assert [(past.query, past.times) for past in searches.history()] == [
        ("여권", 1),
        ("tax form", 3),
    ]
    assert searches.saved() == [Kept("Bills", "type:pdf in:Invoices", "")]
    searches.remember("tax form")
    assert searches.history()[0].times == 4


def test_a_step_that_fails_halfway_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "searches.sqlite"
    PastSearches(path).remember("tax")
    broken = ("CREATE TABLE extra(x INTEGER)", "CREATE TABLE history(again INTEGER)")
    monkeypatch.setattr(past_searches, "MIGRATIONS", (*past_searches.MIGRATIONS, broken))
    with pytest.raises(Exception, match="history"):
        PastSearches(path).history()
    connection = sqlite3.connect(path)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert "extra" not in tables
