"""Former searches outlast the engine, stay bounded, and are never overwritten unread."""

from __future__ import annotations

import sqlite3
import stat
import sys
import threading
from pathlib import Path

import pytest

from engine.store.past_searches import (
    Kept,
    PastSearches,
    SearchesDamagedError,
    SearchesTooNewError,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "searches.sqlite"


def queries(searches: PastSearches) -> list[str]:
    return [past.query for past in searches.history()]


def test_what_was_asked_last_comes_first_and_counts(path: Path):
    searches = PastSearches(path)
    for query in ("tax", "여권", "tax"):
        searches.remember(query)
    again = PastSearches(path)
    assert queries(again) == ["tax", "여권"]
    assert [past.times for past in again.history()] == [2, 1]


def test_the_history_is_bounded(path: Path):
    searches = PastSearches(path, most=3)
    for number in range(5):
        searches.remember(f"query {number}")
    assert queries(searches) == ["query 4", "query 3", "query 2"]


def test_a_kept_search_is_replaced_by_one_of_its_name_and_listed_by_name(path: Path):
    searches = PastSearches(path)
    searches.save(Kept("Bills", "type:pdf", ""))
    searches.save(Kept("aunt", "in:Letters", "Home"))
    searches.save(Kept("Bills", "type:pdf in:Invoices", ""))
    assert searches.saved() == [
        Kept("aunt", "in:Letters", "Home"),
        Kept("Bills", "type:pdf in:Invoices", ""),
    ]


def test_what_is_kept_follows_its_library_to_a_new_name(path: Path):
    searches = PastSearches(path)
    searches.save(Kept("boats", "canal", "Two"))
    searches.save(Kept("taxes", "tax", "One"))
    searches.rename_library("Two", "Second")
    assert [kept.library for kept in searches.saved()] == ["Second", "One"]


def test_what_is_forgotten_is_not_in_the_file_any_more(path: Path):
    searches = PastSearches(path)
    searches.remember("a very private matter")
    searches.remember("tax")
    searches.save(Kept("Bills", "type:pdf", ""))
    searches.forget(["a very private matter"], ["Bills"])
    assert queries(searches) == ["tax"]
    assert searches.saved() == []
    assert b"very private" not in path.read_bytes()
    searches.forget(history=True)
    assert queries(searches) == []


def test_a_file_of_a_newer_version_is_left_as_it_is(path: Path):
    PastSearches(path).remember("tax")
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA user_version = 9")
    file.close()
    before = path.read_bytes()
    with pytest.raises(SearchesTooNewError):
        PastSearches(path).remember("other")
    assert path.read_bytes() == before


def test_a_file_that_is_none_is_left_as_it_is(path: Path):
    path.write_bytes(b"no database at all, and long enough to be one" * 40)
    with pytest.raises(SearchesDamagedError):
        PastSearches(path).history()
    assert path.read_bytes().startswith(b"no database")


def test_many_threads_remember_at_once(path: Path):
    searches = PastSearches(path)

    def remember(start: int) -> None:
        for number in range(10):
            searches.remember(f"query {start + number}")

    threads = [threading.Thread(target=remember, args=(n * 10,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(queries(searches)) == 40


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes")
def test_only_its_owner_can_read_it(path: Path):
    PastSearches(path).remember("tax")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
