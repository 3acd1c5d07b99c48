"""What a library needs by itself, and when, with a clock that the test turns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.files.changes import Changes
from engine.files.places import Places
from engine.jobs.retrying import HEALING, next_try
from engine.protocol.errors import StoreError
from engine.read.version import READERS_VERSION
from engine.service.counting import next_retry, retries_due
from engine.service.upkeep import DAY, OVERDUE, RESTS, ROOM, Upkeep
from engine.store.catalogue import Catalogue
from engine.store.catalogue_reading import DiskFullError
from engine.store.catalogue_rows import FailedFile, FoundFile, Signature
from engine.store.catalogue_rows import TermChange as Terms


class Clock:
    """Seconds since the start and since the epoch; they need not agree."""

    def __init__(self) -> None:
        self.running = 1000.0
        self.wall = 1_800_000_000.0

    def turn(self, seconds: float) -> None:
        """Let time pass on both."""
        self.running += seconds
        self.wall += seconds


class Kept:
    """An upkeep with its clock."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        running: Callable[[], float] = lambda: self.clock.running  # noqa: E731
        self.changes = Changes(running)
        wall: Callable[[], float] = lambda: self.clock.wall  # noqa: E731
        self.upkeep = Upkeep(folder, self.changes, clock=running, wall=wall)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_nothing_is_due_before_the_first_look_at_everything(kept: Kept) -> None:
    kept.clock.turn(10 * DAY)
    assert kept.upkeep.due_in() is None
    assert kept.upkeep.take() is None


def test_everything_is_looked_at_once_a_day(kept: Kept) -> None:
    kept.upkeep.looked_at_everything()
    assert kept.upkeep.due_in() == pytest.approx(DAY)
    kept.clock.turn(DAY - 1)
    assert kept.upkeep.take() is None
    kept.clock.turn(1)
    assert kept.upkeep.due_in() == 0
    assert kept.upkeep.take() == Places(everything=True)


def test_a_night_asleep_counts_and_a_clock_set_back_does_no_harm(kept: Kept) -> None:
    kept.upkeep.looked_at_everything()
    kept.clock.wall += DAY  # the machine slept: its running clock stood still
    assert kept.upkeep.take() == Places(everything=True)
    kept.upkeep.looked_at_everything()
    kept.clock.wall -= 365 * DAY
    assert kept.upkeep.take() is None
    kept.clock.turn(DAY)
    assert kept.upkeep.take() == Places(everything=True)


def test_what_changed_is_due_when_it_is_quiet_and_comes_back_when_not_done(
    kept: Kept, tmp_path: Path
) -> None:
    path = str(tmp_path / "gone.txt")
    kept.changes.mark(path)
    due = kept.upkeep.due_in()
    assert due is not None
    assert due < 2
    kept.clock.turn(due)
    places = kept.upkeep.take()
    assert places is not None
    assert places == Places((path,))
    assert kept.upkeep.take() is None
    kept.upkeep.give_back(places)
    kept.clock.turn(10)
    assert kept.upkeep.take() == places


def test_a_whole_run_that_was_not_done_is_owed(kept: Kept) -> None:
    kept.upkeep.give_back(Places(everything=True))
    assert kept.upkeep.due_in() == 0
    assert kept.upkeep.take() == Places(everything=True)
    kept.upkeep.looked_at_everything()
    assert kept.upkeep.take() is None


def test_after_errors_it_rests_longer_each_time_and_says_why(kept: Kept) -> None:
    began = kept.clock.wall
    kept.upkeep.give_back(Places(everything=True))
    for number, rest in enumerate([*RESTS, RESTS[-1]]):
        assert kept.upkeep.failed(StoreError("it broke", hint="mend it")) is (number == 0)
        assert kept.upkeep.due_in() == pytest.approx(rest)
        kept.clock.turn(rest - 0.5)
        assert kept.upkeep.take() is None
        kept.clock.turn(0.5)
        assert kept.upkeep.take() == Places(everything=True)
    (notice,) = kept.upkeep.notices
    assert (notice.code, notice.message, notice.hint) == ("store-failed", "it broke", "mend it")
    assert notice.since == began
    kept.upkeep.succeeded()
    assert kept.upkeep.notices == ()
    kept.upkeep.failed(StoreError())
    assert kept.upkeep.due_in() == pytest.approx(RESTS[0])


def test_a_full_disk_is_tried_again_as_soon_as_there_is_room(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = 1000
    monkeypatch.setattr(kept.upkeep, "_free", lambda: free)
    kept.upkeep.give_back(Places(everything=True))
    for _ in range(4):
        kept.upkeep.failed(DiskFullError("full"))
    assert [notice.code for notice in kept.upkeep.notices] == ["disk-full"]
    due = kept.upkeep.due_in()
    assert due is not None
    assert due <= 10  # it looks whether there is room
    kept.clock.turn(due)
    assert kept.upkeep.take() is None
    free += ROOM
    assert kept.upkeep.take() == Places(everything=True)


def test_a_failed_file_that_can_heal_is_due_again(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    signature = Signature(5, 1, 1, 1)
    paths = ["/a/closed.pdf", "/a/broken.pdf"]
    catalogue.record_scan(added=[FoundFile(path, signature) for path in paths])
    rows = catalogue.files_at(paths)
    catalogue.begin([row.id for row in rows.values()])
    failed = {
        rows["/a/closed.pdf"].id: FailedFile(
            signature, "no-permission", "not yours", "", 1_800_000_000.0, READERS_VERSION
        ),
        rows["/a/broken.pdf"].id: FailedFile(
            signature, "damaged", "no PDF", "", 1_800_000_000.0, READERS_VERSION
        ),
    }
    catalogue.finish([], failed, Terms.none())
    catalogue.close()
    kept = Kept(tmp_path)
    kept.upkeep.succeeded()
    due = kept.upkeep.due_in()
    assert due == pytest.approx(60)
    kept.clock.turn(61)
    assert kept.upkeep.take() == Places(("/a/closed.pdf",))
    assert kept.upkeep.take() is None
    kept.upkeep.succeeded()  # the run that followed could not look at it: no hurry
    assert kept.upkeep.due_in() == pytest.approx(OVERDUE)


def test_files_that_must_change_first_are_not_even_looked_at(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    signature = Signature(5, 1, 1, 1)
    codes = {"/a/1": "damaged", "/a/2": "locked", "/a/3": "encrypted", "/a/4": "unsupported"}
    catalogue.record_scan(added=[FoundFile(path, signature) for path in codes])
    rows = catalogue.files_at(list(codes))
    catalogue.begin([row.id for row in rows.values()])
    failed = {
        row.id: FailedFile(
            signature, codes[path], "", "", 1.8e9, READERS_VERSION - (path == "/a/4")
        )
        for path, row in rows.items()
    }
    catalogue.finish([], failed, Terms.none())
    found = catalogue.failed_by(HEALING, READERS_VERSION)
    assert [row.path for row in found] == ["/a/2", "/a/4"]
    every = catalogue.files_in()
    assert {row.path for row in every if next_try(row) is not None} == {"/a/2", "/a/4"}
    catalogue.close()
    assert next_retry(tmp_path) == 1.8e9
    assert retries_due(tmp_path, 1.8e9) == ("/a/4",)


def test_a_file_that_never_rests_is_due_at_once_when_its_run_failed(kept: Kept) -> None:
    log = "/a/the log.txt"
    kept.upkeep.give_back(Places(("/a/quiet.txt", log), restless=frozenset({log})))
    assert kept.upkeep.due_in() == 0
    assert kept.upkeep.take() == Places((log,), restless=frozenset({log}))
    kept.clock.turn(10)
    assert kept.upkeep.take() == Places(("/a/quiet.txt",))
