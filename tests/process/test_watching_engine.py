"""A live engine whose folders change: what it finds follows by itself."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from engine.client import Client
from engine.protocol import messages as m
from tests.process.indexing_parts import fill
from tests.process.killed_parts import PATIENCE, Findling, end_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify")

_BREATH = threading.Event()
"""Never set: waited on between two questions."""


class Live:
    """An engine that watches a folder."""

    def __init__(self, client: Client, folder: Path) -> None:
        self.client = client
        self.folder = folder

    def hits(self, word: str) -> list[m.Hit]:
        """Return the hits that hold a word."""
        answer = self.client.request(m.Search(f'"{word}"', rerank=False, interim=False), PATIENCE)
        assert isinstance(answer, m.SearchFinished)
        return list(answer.hits)

    def wait_until(self, word: str, *paths: Path, away: bool = False) -> None:
        """Wait until these files, and no others, are found by a word that only they hold."""
        wanted = {(str(path), away) for path in paths}
        end = monotonic() + PATIENCE
        while (found := {(hit.path, hit.away) for hit in self.hits(word)}) != wanted:
            assert monotonic() < end, f"{found} instead of {wanted}"
            _BREATH.wait(0.1)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    place = tmp_path_factory.mktemp("watching")
    folder = place / "documents"
    fill(folder, 12, 2)
    program = Findling(place / "data")
    try:
        with program.connect() as client:
            client.request(m.AddFolders((str(folder),)), PATIENCE)
            live = Live(client, folder)
            live.wait_until("committee of 7 met", folder / "sub1" / "report7.md")
            yield live
    finally:
        end_all(place)


def test_edits_saves_moves_and_deletions_are_followed(live: Live):
    path = live.folder / "sub0" / "report0.md"
    path.write_text("The aardvark sat down.")
    live.wait_until("aardvark", path)
    beside = path.with_name(".report0.md.swp")
    beside.write_text("The binturong sat down.")
    beside.replace(path)
    live.wait_until("binturong", path)
    assert live.hits("aardvark") == []
    path.rename(path.with_name("moved.md"))
    live.wait_until("binturong", path.with_name("moved.md"))
    path.with_name("moved.md").unlink()
    live.wait_until("binturong")


def test_trees_that_come_move_and_go_are_followed(live: Live):
    deep = live.folder / "new" / "very" / "deep"
    deep.mkdir(parents=True)
    (deep / "a.md").write_text("A capybara in a new folder.")
    live.wait_until("capybara", deep / "a.md")
    (live.folder / "new").rename(live.folder / "sub0" / "newer")
    moved = live.folder / "sub0" / "newer" / "very" / "deep"
    live.wait_until("capybara", moved / "a.md")
    (moved / "b.md").write_text("A dugong beside it.")
    live.wait_until("dugong", moved / "b.md")
    shutil.rmtree(live.folder / "sub0" / "newer")
    live.wait_until("capybara")
    live.wait_until("dugong")


def test_rules_are_followed_when_they_are_written_and_taken_back(live: Live):
    path, rules = live.folder / "sub2" / "secret.md", live.folder / "sub2" / ".findlingignore"
    path.write_text("An echidna in secret.")
    live.wait_until("echidna", path)
    rules.write_text("secret.md\n")
    live.wait_until("echidna")
    rules.unlink()
    live.wait_until("echidna", path)


def test_a_download_into_a_new_folder_is_read_when_it_is_whole(live: Live):
    path = live.folder / "downloads" / "film.md"
    path.parent.mkdir()
    with path.open("w") as stream:
        for part in ("first", "second", "last"):
            stream.write(f"The {part} fossa. ")
            stream.flush()
            _BREATH.wait(0.8)
            assert live.hits("fossa") == []
    live.wait_until("last fossa", path)


def test_what_is_on_a_disk_that_is_pulled_out_is_kept_marked_and_comes_back(
    live: Live, tmp_path: Path
):
    disk = live.folder / "disk"
    disk.mkdir()
    with_disk = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    if subprocess.run(with_disk, capture_output=True, check=False).returncode:
        pytest.skip("may not mount")
    mounted = True
    try:
        path = disk / "in" / "d.md"
        path.parent.mkdir()
        path.write_text("A gharial on a disk.")
        live.wait_until("gharial", path)
        shutil.copytree(disk / "in", tmp_path / "in")
        subprocess.run(["umount", str(disk)], check=True)
        mounted = False
        live.wait_until("gharial", path, away=True)
        subprocess.run(with_disk, check=True)
        mounted = True
        shutil.copytree(tmp_path / "in", disk / "in")
        live.wait_until("gharial", path)
    finally:
        if mounted:
            subprocess.run(["umount", str(disk)], check=True)
