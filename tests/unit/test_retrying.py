"""What can heal is tried again, longer each time; what cannot waits until it changes."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.files.found import Scan
from engine.host.cancellation import Token
from engine.jobs import reading
from engine.jobs.plan import make_plan
from engine.jobs.reading_messages import Refusal, Source
from engine.jobs.retrying import WAITS, due, next_try
from engine.read.version import READERS_VERSION
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FailedFile, FileRow, FoundFile, Signature, TermChange
from engine.store.catalogue_states import State

SIGNATURE = Signature(1, 2, 3, 4, 5)
NOW = 1_700_000_000.0


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite")
    opened.record_scan(added=[FoundFile("/a", SIGNATURE)])
    yield opened
    opened.close()


def fail(
    catalogue: Catalogue, code: str, times: int = 1, readers: int = READERS_VERSION
) -> FileRow:
    for number in range(times):
        if number:
            catalogue.record_scan(changed={1: SIGNATURE})
        catalogue.begin([1])
        failure = FailedFile(SIGNATURE, code, "", "", at=NOW, readers=readers)
        catalogue.finish([], {1: failure}, TermChange.none())
    return catalogue.files([1])[1]


def test_a_file_that_failed_for_what_is_in_it_waits_until_it_changes(catalogue: Catalogue):
    assert next_try(fail(catalogue, "damaged")) is None


def test_a_file_that_could_not_be_opened_is_tried_again_after_a_minute(catalogue: Catalogue):
    assert next_try(fail(catalogue, "no-permission")) == NOW + 60


@pytest.mark.parametrize(("attempts", "wait"), [*enumerate(WAITS, 1), (len(WAITS) + 5, WAITS[-1])])
def test_the_waits_grow_to_a_day(catalogue: Catalogue, attempts: int, wait: float):
    assert next_try(fail(catalogue, "unreadable", times=attempts)) == NOW + wait


def test_a_file_that_took_too_much_memory_gets_one_more_chance(catalogue: Catalogue):
    assert next_try(fail(catalogue, "reader-memory")) == NOW + 60


def test_and_no_third_one(catalogue: Catalogue):
    assert next_try(fail(catalogue, "reader-memory", times=2)) is None


def test_readers_that_learnt_something_try_every_failed_file_once_more(catalogue: Catalogue):
    row = fail(catalogue, "damaged", readers=READERS_VERSION - 1)
    assert due(row, NOW)


def test_a_file_that_was_read_is_never_due(catalogue: Catalogue):
    catalogue.begin([1])
    assert next_try(catalogue.files([1])[1]) is None


def test_due_means_that_the_moment_has_come(catalogue: Catalogue):
    row = fail(catalogue, "no-permission")
    assert not due(row, NOW + 59)
    assert due(row, NOW + 60)


def test_a_failure_in_the_future_is_due_because_a_clock_was_wrong(catalogue: Catalogue):
    row = fail(catalogue, "no-permission", times=5)
    assert due(row, NOW - 86_400)


def test_a_file_that_changed_begins_to_count_anew(catalogue: Catalogue):
    fail(catalogue, "no-permission", times=4)
    catalogue.record_scan(changed={1: Signature(2, 3, 3, 4, 6)})
    assert catalogue.files([1])[1].attempts == 0


def test_a_scan_reads_again_what_is_due_and_what_changed_its_rights(catalogue: Catalogue):
    fail(catalogue, "no-permission")
    same, other = Scan(files={"/a": SIGNATURE}), Scan(files={"/a": Signature(1, 2, 3, 4, 6)})
    for scan, now, expected in ((same, NOW, {}), (same, NOW + 60, {1: SIGNATURE})):
        plan = make_plan(catalogue, scan, Token(), retry=lambda row, at=now: due(row, at))
        assert plan.changed == expected
    assert list(make_plan(catalogue, other, Token(), retry=lambda _: False).changed) == [1]
    assert catalogue.counts()[State.FAILED] == 1


def test_a_file_that_another_program_holds_is_tried_again(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "open in a word processor.txt"
    path.write_text("x")

    def held(_: Path) -> bytes:  # no system here holds files against reading
        raise OSError(errno.EBUSY, "held")

    monkeypatch.setattr(reading, "content_hash", held)
    refusal = reading.read(Source(1, str(path), 1))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "locked"
    assert next_try(fail(catalogue, refusal.code)) == NOW + WAITS[0]
