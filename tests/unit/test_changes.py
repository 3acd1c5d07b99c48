"""What settles and when, on a clock that the test turns; the files are real."""

from pathlib import Path

import pytest

from engine.files import changes as changes_module
from engine.files.changes import Changes
from engine.files.patience import LONGEST, OPEN_QUIET, QUIET
from engine.files.places import Places
from engine.files.stability import growing


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Waiting:
    """Changes on a clock of their own."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.woken = 0
        self.changes = Changes(self.clock, self._wake)

    def _wake(self) -> None:
        self.woken += 1

    def after(self, seconds: float) -> Places | None:
        self.clock.now += seconds
        return self.changes.take()

    def wait(self) -> Places:
        """Turn the clock on until something is given out."""
        while True:
            seconds = self.changes.due_in()
            assert seconds is not None
            if found := self.after(seconds):
                return found


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


def saved(path: Path, text: str = "x") -> str:
    path.write_text(text)
    return str(path)


def test_nothing_is_due_when_nothing_is_marked(waiting: Waiting):
    assert waiting.changes.due_in() is None
    assert waiting.changes.take() is None


def test_a_saved_file_is_given_out_once_after_a_moment(waiting: Waiting, tmp_path: Path):
    path = saved(tmp_path / "a.txt")
    waiting.changes.mark(path)
    assert waiting.after(QUIET / 2) is None
    assert waiting.changes.due_in() == pytest.approx(QUIET / 2)
    assert waiting.after(QUIET / 2) == Places((path,))
    assert waiting.changes.due_in() is None


def test_every_further_write_makes_it_wait_again_so_that_the_last_one_wins(
    waiting: Waiting, tmp_path: Path
):
    path = saved(tmp_path / "a.txt")
    for _ in range(20):
        waiting.changes.mark(path)
        assert waiting.after(QUIET / 2) is None
    assert waiting.after(QUIET / 2) == Places((path,))


def test_what_still_changes_does_not_hold_back_the_rest(waiting: Waiting, tmp_path: Path):
    quiet, busy = saved(tmp_path / "a.txt"), saved(tmp_path / "b.txt")
    waiting.changes.mark(quiet)
    waiting.after(QUIET / 2)
    waiting.changes.mark(busy)
    assert waiting.after(QUIET / 2) == Places((quiet,))
    assert waiting.after(QUIET / 2) == Places((busy,))


def test_the_two_names_of_a_rename_are_given_out_together(waiting: Waiting, tmp_path: Path):
    old, new = str(tmp_path / "gone.txt"), saved(tmp_path / "new.txt")
    waiting.changes.mark(old)
    waiting.clock.now += 0.01
    waiting.changes.mark(new)
    assert waiting.after(QUIET - 0.01) == Places((old, new))


def test_a_file_that_is_open_for_writing_is_not_quiet(waiting: Waiting, tmp_path: Path):
    path = tmp_path / "download.pdf"
    with path.open("w") as stream:
        stream.write("first half")
        stream.flush()
        waiting.changes.mark(str(path))
        assert waiting.after(QUIET) is None
        assert waiting.after(OPEN_QUIET / 2) is None
    waiting.changes.mark(str(path))  # closed: the system says so
    assert waiting.wait() == Places((str(path),))


def test_a_file_kept_open_is_read_when_nobody_wrote_for_long_then_ever_more_seldom(
    waiting: Waiting, tmp_path: Path
):
    path = tmp_path / "open.txt"
    waits: list[float] = []
    with path.open("w") as stream:
        stream.write("x")
        stream.flush()
        for _ in range(4):
            start = waiting.clock.now
            waiting.changes.mark(str(path))
            assert waiting.wait().restless == {str(path)}
            waits.append(round(waiting.clock.now - start))
    assert waits == [OPEN_QUIET, 2 * OPEN_QUIET, 4 * OPEN_QUIET, 8 * OPEN_QUIET]


def test_a_log_that_never_rests_is_read_after_five_minutes_then_at_growing_distances(
    waiting: Waiting, tmp_path: Path
):
    path = saved(tmp_path / "log.txt")
    start, reads = waiting.clock.now, list[float]()
    while waiting.clock.now < start + 5 * 3600:
        waiting.changes.mark(path)
        if waiting.after(0.5):
            reads.append(waiting.clock.now)
    distances = [round(b - a) for a, b in zip([start, *reads], reads, strict=False)]
    assert distances[:4] == [pytest.approx(LONGEST * n, abs=2) for n in (1, 2, 4, 8)]
    assert max(distances) <= 3602


def test_a_file_saved_every_few_seconds_for_minutes_is_read_less_often(
    waiting: Waiting, tmp_path: Path
):
    path = saved(tmp_path / "autosaved.txt")
    reads = [0, 0]
    for half in (0, 1):
        for _ in range(60):
            waiting.changes.mark(path)
            reads[half] += waiting.after(3) is not None
    assert reads[1] < reads[0] / 2


def test_without_the_systems_word_a_file_must_be_seen_twice_alike(
    waiting: Waiting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def nobody_knows(_path: str) -> None:
        return None

    monkeypatch.setattr("engine.files.stability.being_written", nobody_knows)
    path = tmp_path / "a.txt"
    waiting.changes.mark(saved(path, "x"))
    assert waiting.after(QUIET) is None
    saved(path, "xxx")  # no news of it
    assert waiting.after(QUIET) is None
    assert waiting.after(QUIET) == Places((str(path),))


def test_what_was_being_written_to_when_read_waits_longer_each_time(
    waiting: Waiting, tmp_path: Path
):
    path = saved(tmp_path / "a.txt")
    waits: list[float] = []
    for _ in range(4):
        start = waiting.clock.now
        waiting.changes.put_back([path])
        waiting.wait()
        waits.append(waiting.clock.now - start)
    assert waits == sorted(waits)
    assert waits[-1] > 4 * waits[0]


def test_what_a_run_gives_back_is_given_out_again(waiting: Waiting, tmp_path: Path):
    path = saved(tmp_path / "a.txt")
    waiting.changes.restore(Places((path,), everything=True))
    assert waiting.after(QUIET) == Places((path,))
    assert waiting.after(5) == Places((), everything=True)


def test_lost_events_mean_everything_once(waiting: Waiting, tmp_path: Path):
    waiting.changes.mark_everything()
    waiting.changes.mark_everything()
    assert waiting.wait() == Places((), everything=True)
    assert waiting.changes.due_in() is None


def test_very_many_paths_become_their_folders(waiting: Waiting, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(changes_module, "MOST", 100)
    for n in range(1000):
        waiting.changes.mark(f"/nowhere/{n % 3}/{n}.txt")
    paths = waiting.wait().paths
    assert len(paths) <= 100
    assert {"/nowhere/0", "/nowhere/1", "/nowhere/2"} <= set(paths)


def test_very_many_folders_become_the_whole_library(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(changes_module, "MOST", 100)
    for n in range(1000):
        waiting.changes.mark(f"/nowhere/{n}/a.txt")
    places = [waiting.wait()]
    while waiting.changes.due_in() is not None:
        places.append(waiting.wait())
    assert any(each.everything for each in places)
    assert sum(len(each.paths) for each in places) <= 100


def test_the_waiter_is_woken_only_when_something_is_due_sooner_than_it_was_told(
    waiting: Waiting, tmp_path: Path
):
    path = saved(tmp_path / "a.txt")
    waiting.changes.mark(path)
    assert waiting.woken == 1
    waiting.changes.due_in()
    for _ in range(100):
        waiting.clock.now += 0.001
        waiting.changes.mark(path)
    assert waiting.woken == 1


def test_a_file_that_was_written_to_just_now_and_is_still_open_is_growing(tmp_path: Path):
    path = tmp_path / "film.txt"
    with path.open("w") as stream:
        stream.write("x")
        stream.flush()
        assert growing(str(path), path.stat().st_mtime_ns)
        assert not growing(str(path), path.stat().st_mtime_ns - 60 * 10**9)
    assert not growing(str(path), path.stat().st_mtime_ns)
