"""Where watching ends: too many folders, too many events, and disks that come and go."""

import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.files.inotify import Inotify
from engine.files.lookout import LATER_LOOKS
from engine.files.polling import LONGEST, Polled
from engine.files.watching import FolderWatch
from engine.store.catalogue_rows import Trouble
from tests.process.watching_parts import Library

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.files.patience.QUIET", 0.1)
    monkeypatch.setattr("engine.files.watching.TURN", 0.2)


@contextmanager
def watching(limit: int | None = None) -> Generator[FolderWatch]:
    watch = FolderWatch(Inotify(limit))
    try:
        yield watch
    finally:
        watch.close()


@contextmanager
def mounted(folder: Path) -> Generator[None]:
    """Put a disk of one megabyte on a folder."""
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("may not mount")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def folders(root: Path, *counts: tuple[str, int]) -> None:
    for name, count in counts:
        for number in range(count):
            (root / name / str(number)).mkdir(parents=True)


def test_the_heaviest_part_is_polled_where_the_share_ends_and_the_rest_is_watched(tmp_path: Path):
    folders(tmp_path, ("small", 5), ("heavy", 50), ("middle", 10))
    with watching(40) as watch:
        library = Library(watch, tmp_path)
        heavy = Polled(str(tmp_path / "heavy"), "limit")
        assert library.watch.polled == (heavy,)
        assert watch.watches == 18
        (tmp_path / "middle" / "3" / "a.txt").write_text("a")
        library.wait_for(tmp_path / "middle" / "3" / "a.txt")
        (tmp_path / "heavy" / "3" / "a.txt").write_text("a")
        assert library.settle() == []
        watch.turn(time.monotonic() + LONGEST)
        assert library.wait_for(tmp_path / "heavy") == [str(tmp_path / "heavy")]
        assert library.watch.polled == (heavy,)


def test_new_folders_never_take_more_than_the_share(tmp_path: Path):
    with watching(20) as watch:
        library = Library(watch, tmp_path)
        for name in "abcdefgh":
            folders(tmp_path, (name, 10))
            library.settle()
            library.walk(tmp_path)
            assert watch.watches <= 20
        assert library.watch.polled


def test_a_share_of_nothing_polls_the_roots(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    with watching(0) as watch:
        library = Library(watch, tmp_path)
        assert library.watch.polled == (Polled(str(tmp_path), "limit"),)
        assert watch.watches == 0


def test_another_library_that_holds_most_gives_up_first(tmp_path: Path):
    folders(tmp_path, ("large", 30), ("small", 10))
    with watching(35) as watch:
        large = Library(watch, tmp_path / "large")
        assert large.watch.polled == ()
        small = Library(watch, tmp_path / "small")
        assert small.watch.polled == ()
        assert large.watch.polled == (Polled(str(tmp_path / "large"), "limit"),)


def test_a_polled_folder_is_watched_again_when_there_is_room(tmp_path: Path):
    folders(tmp_path, ("one", 40), ("two", 60))
    with watching(80) as watch:
        library = Library(watch, tmp_path)
        polled = Path(library.watch.polled[0].path)
        (other,) = {"one", "two"} - {polled.name}
        library.set_roots(polled)
        library.wait_for(polled)
        assert library.watch.polled == ()
        assert watch.watches == len(list(polled.iterdir())) + 1, other


def in_a_namespace(folder: Path, script: str) -> list[str]:
    """Run a script where the system's own limits are this test's; return the lines it prints."""
    start = (
        "import sys; sys.path.insert(0, '.')\n"
        "from pathlib import Path\n"
        "from engine.files.watching import FolderWatch\n"
        "from tests.process.watching_parts import Library\n"
        "limits = Path('/proc/sys/user')\n"
        f"folder = Path({str(folder)!r})\n"
    )
    command = ["unshare", "-Ur", sys.executable, "-c", start + script + "watch.close()\n"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr:
        pytest.skip("no user namespaces")
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_what_the_system_refuses_is_polled(tmp_path: Path):
    folders(tmp_path, ("sub", 20))
    script = (
        "(limits / 'max_inotify_watches').write_text('1000')\n"
        "watch = FolderWatch()\n"
        "print(watch.limit)\n"
        "(limits / 'max_inotify_watches').write_text('10')\n"
        "library = Library(watch, folder)\n"
        "print(library.watch.polled[0].reason, watch.watches <= 10, watch.limit <= 10)\n"
    )
    assert in_a_namespace(tmp_path, script) == ["500", "limit True True"]


def test_without_any_inotify_instance_the_roots_are_polled(tmp_path: Path):
    script = (
        "(limits / 'max_inotify_instances').write_text('0')\n"
        "watch = FolderWatch()\n"
        "library = Library(watch, folder)\n"
        "library.settle()\n"
        "print(library.watch.polled[0].path, library.watch.polled[0].reason, watch.watches)\n"
    )
    assert in_a_namespace(tmp_path, script) == [f"{tmp_path} limit 0"]


def test_lost_events_have_everything_looked_at(tmp_path: Path):
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.touch()
    two.touch()
    kept = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    with watching() as watch:
        library = Library(watch, tmp_path)
        with watch._source.lock:  # nobody reads the events
            for second in range(kept // 2 + 3000):  # two events each, some are read at once
                os.utime(one, (second, second))
                os.utime(two, (second, second))
        library.wait_for_everything()


def test_a_disk_that_is_taken_away_and_put_back_is_marked_both_times(tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    with watching() as watch:
        with mounted(disk):
            (disk / "sub").mkdir()
            library = Library(watch, tmp_path)
            assert watch.watches == 3
        library.wait_for(disk)
        library.settle()
        assert watch.watches == 2
        with mounted(disk):
            library.wait_for(disk)
            (disk / "a.txt").write_text("a")
            library.wait_for(disk / "a.txt")


def test_a_root_on_a_disk_that_is_taken_away_and_put_back_is_marked_both_times(tmp_path: Path):
    with watching() as watch:
        with mounted(tmp_path):
            library = Library(watch, tmp_path)
        library.wait_for(tmp_path)
        with mounted(tmp_path):
            library.wait_for(tmp_path)


def test_a_missing_place_is_marked_when_it_is_there_again(tmp_path: Path):
    missing = tmp_path / "media" / "stick"
    with watching() as watch:
        library = Library(watch, missing)
        library.watch.scanned([Trouble(str(missing), "folder-missing", "", "")], whole=True)
        library.settle()
        missing.mkdir(parents=True)
        library.wait_for(missing)


def test_a_place_in_trouble_is_looked_at_twice_more_and_then_only_when_it_differs(
    tmp_path: Path,
):
    place = tmp_path / "empty"
    place.mkdir()
    trouble = Trouble(str(place), "folder-missing", "", "")
    with watching() as watch:
        library = Library(watch, tmp_path)
        library.watch.scanned([trouble], whole=True)
        for later in LATER_LOOKS:
            watch.turn(time.monotonic() + later)
            library.wait_for(place)
            library.watch.scanned([trouble], whole=False)
        watch.turn(time.monotonic() + 10 * LATER_LOOKS[-1])
        assert library.settle() == []


def test_ten_thousand_folders_are_entered_and_left_in_seconds(tmp_path: Path):
    folders(tmp_path, *((str(n), 100) for n in range(100)))
    paths = [place for place, _, _ in os.walk(tmp_path)]
    with watching() as watch:
        library = watch.add("test", Library(watch).changes)
        library.set_roots([str(tmp_path)])
        start = time.process_time()
        for path in paths:
            library.entering(path)
        assert watch.watches == len(paths) == 10_101
        library.scanned((), whole=True)
        for path in paths:
            library.entering(path)
        library.scanned((), whole=True)
        assert watch.watches == len(paths)
        library.close()
        assert watch.watches == 0
        assert time.process_time() - start < 6


def test_folders_that_come_and_go_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.files.library_watch._ENTERED_MOST", 10)
    with watching() as watch:
        library = Library(watch, tmp_path)
        for number in range(300):
            folder = tmp_path / str(number)
            folder.mkdir()
            library.walk(folder)
            folder.rmdir()
        library.settle()
        assert watch.watches == 1
        library.watch._entered_most = 0
        library.walk(tmp_path)
        assert library.watch._entered == {str(tmp_path)}
        assert watch._source._held.total() == 1  # pyright: ignore[reportAttributeAccessIssue]


def test_a_folder_at_two_paths_of_a_library_is_marked_at_both(tmp_path: Path):
    folders(tmp_path, ("one", 1), ("two", 0))
    one, two = tmp_path / "one", tmp_path / "two"
    two.mkdir()
    with watching() as watch:
        mount = ["mount", "--bind", str(one), str(two)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("may not mount")
        try:
            library = Library(watch, tmp_path)
            (one / "a.txt").write_text("a")
            library.wait_for(one / "a.txt", two / "a.txt")
            (two / "0" / "b.txt").write_text("b")
            library.wait_for(one / "0" / "b.txt", two / "0" / "b.txt")
            (one / "0").rename(one / "c")
            library.wait_for(two / "c")
            library.settle()
            assert not library.watch.folders.holds(str(one / "0"))
            assert not library.watch.folders.holds(str(two / "0"))
        finally:
            subprocess.run(["umount", str(two)], check=True)
        library.settle()
        (one / "c" / "d.txt").write_text("d")
        library.wait_for(one / "c" / "d.txt")
