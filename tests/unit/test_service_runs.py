"""How requests share runs, what waits and what is called off."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.files.changes import Changes
from engine.files.places import Places
from engine.host.cancellation import Token
from engine.protocol import messages as m
from engine.service.answering import Answer
from engine.service.attention import MOST, Attention
from engine.service.library import Library
from engine.service.opening import OpenLibrary
from engine.service.runs import Agenda, Erasure, Run
from engine.service.upkeep import Upkeep
from engine.service.waiting import Waiter
from engine.service.watching import Unwatched
from engine.store.settings import LibrarySettings, new_library


def library(folder: Path) -> Library:
    return Library(new_library("A"), _never, Upkeep(folder, Changes()), Unwatched())


def _never(_: LibrarySettings) -> OpenLibrary:
    raise AssertionError


@pytest.fixture
def one(tmp_path: Path) -> Library:
    return library(tmp_path)


def waiter() -> Waiter:
    return Waiter(Answer(m.Index(), lambda _: None, Token()), 1)


def begun(agenda: Agenda) -> Run:
    job = agenda.begin()
    assert isinstance(job, Run)
    return job


def test_who_asks_for_everything_joins_the_whole_run_under_way(one: Library) -> None:
    agenda = Agenda()
    agenda.queue(one)
    run = begun(agenda)
    assert agenda.join(one, None, retry_failed=False) is run
    other = agenda.join(one, None, retry_failed=True)
    assert other is not run
    assert agenda.join(one, None, retry_failed=False) is other  # it sees what is newer


def test_places_wait_for_a_run_of_their_own_and_share_it(one: Library) -> None:
    agenda = Agenda()
    agenda.queue(one)
    run = begun(agenda)
    first = agenda.join(one, Places(("/a",)), retry_failed=False)
    assert first is not run
    assert agenda.join(one, Places(("/b",)), retry_failed=True) is first
    assert first.places == Places(("/a", "/b"))
    assert first.retry_failed
    assert agenda.queue(one) is not first


def test_a_waiting_whole_run_covers_places(one: Library) -> None:
    agenda = Agenda()
    run = agenda.queue(one)
    assert agenda.join(one, Places(("/a",)), retry_failed=False) is run


def test_a_run_that_nobody_wants_any_more_is_called_off(one: Library) -> None:
    agenda = Agenda()
    run, watcher = agenda.queue(one), waiter()
    run.waiters.append(watcher)
    kept = agenda.join(one, Places(("/a",)), retry_failed=True)
    kept.waiters.append(watcher)
    kept.in_background = True
    agenda.leave(watcher)
    assert run.token.cancelled
    assert not kept.token.cancelled
    assert agenda.waiting == [kept]


def test_a_run_that_is_replaced_hands_its_waiters_on(one: Library) -> None:
    agenda = Agenda()
    agenda.queue(one).waiters.append(waiter())
    run = begun(agenda)
    agenda.replace(run)
    assert run.token.cancelled
    (follower,) = agenda.waiting
    assert isinstance(follower, Run)
    assert len(follower.waiters) == 1
    assert not run.waiters


def test_a_library_that_is_read_is_removed_when_its_run_has_ended(
    one: Library, tmp_path: Path
) -> None:
    agenda, other = Agenda(), library(tmp_path)
    agenda.queue(one)
    run = begun(agenda)
    removals = [
        Erasure(item, Answer(m.RemoveLibrary(library="A"), lambda _: None, Token()))
        for item in (one, other)
    ]
    agenda.waiting += removals
    assert agenda.begin_erasure() is removals[1]
    assert agenda.begin_erasure() is None
    agenda.active.remove(run)
    assert agenda.begin_erasure() is removals[0]


def test_attention_holds_files_and_folders_and_forgets_the_oldest() -> None:
    attention = Attention()
    assert not attention.holds("/a/b.txt")
    attention.draw(["/a/b.txt", "/c"])
    assert attention.holds("/a/b.txt")
    assert attention.holds("/c/d/e.txt")
    assert not attention.holds("/cd/e.txt")
    attention.draw(["/a/b.txt"])
    attention.draw(f"/many/{number}" for number in range(MOST - 1))
    assert attention.holds("/a/b.txt")
    assert not attention.holds("/c/d/e.txt")
