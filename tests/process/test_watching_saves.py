"""Programs save, rewrite and download files in watched folders: the whole file is given out."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.files.watching import FolderWatch
from tests.process.watching_parts import Library

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="inotify"),
    pytest.mark.usefixtures("soon_quiet"),
]


@pytest.mark.parametrize(
    "temporary", ["{}.tmp", ".{}.swp", "4913", ".goutputstream-X1Y2Z3", "{}~", "lu83hf2.tmp"]
)
def test_an_editors_atomic_save_marks_the_file(watch: FolderWatch, root: Path, temporary: str):
    library, path = Library(watch, root), root / "sub" / "old.txt"
    beside = path.with_name(temporary.format(path.name))
    beside.write_text("new")
    beside.replace(path)
    library.wait_for(path)


def test_a_save_that_keeps_a_copy_first_marks_the_file(watch: FolderWatch, root: Path):
    """As vim with ``backupcopy=no``: the old one aside, a new one made, the old deleted."""
    library, path = Library(watch, root), root / "sub" / "old.txt"
    path.rename(path.with_name("old.txt~"))
    path.write_text("new")
    path.with_name("old.txt~").unlink()
    library.wait_for(path)


def test_an_office_programs_lock_and_rewriting_in_place_mark_the_file(
    watch: FolderWatch, root: Path
):
    library, path = Library(watch, root), root / "sub" / "old.txt"
    lock = path.with_name(".~lock.old.txt#")
    lock.write_text("me")
    with path.open("r+") as stream:
        stream.truncate(0)
        stream.write("rewritten")
    lock.unlink()
    library.wait_for(path)


def test_a_growing_download_is_given_out_once_when_it_is_whole(watch: FolderWatch, root: Path):
    library, path = Library(watch, root), root / "film.txt"
    script = (
        "import sys, threading\n"
        "with open(sys.argv[1], 'w') as stream:\n"
        "    for _ in range(8):\n"
        "        stream.write('x' * 1000); stream.flush(); threading.Event().wait(0.3)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(path)])
    given = library.wait_for(path)
    size = path.stat().st_size
    assert process.wait() == 0
    assert (given, size) == ([str(path)], 8000)
    assert library.settle() == []
