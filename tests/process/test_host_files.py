"""Files that processes share: private and written whole, with one holder of a lock."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from engine.host.endpoint import Endpoint, read_endpoint, write_endpoint
from engine.host.lock import FileLock
from engine.host.paths import DataFolder, data_folder
from engine.host.whole_file import write_whole

PATIENCE = 20


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    script = (
        "import os, sys; os.umask(0)\n"
        "from engine.host.paths import data_folder\n"
        "from engine.host.endpoint import Endpoint, write_endpoint\n"
        "data = data_folder(sys.argv[1])\n"
        "write_endpoint(data, Endpoint('a', b'k', 1, '1'))\n"
    )
    root = tmp_path / "data"
    subprocess.run([sys.executable, "-c", script, str(root)], check=True)
    data = DataFolder(root)
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert stat.S_IMODE(data.engine_file.stat().st_mode) == 0o600
    assert read_endpoint(data) == Endpoint("a", b"k", 1, "1")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"address": 3}'])
def test_a_damaged_endpoint_counts_as_none(tmp_path: Path, content: bytes) -> None:
    data = DataFolder(tmp_path)
    data.engine_file.write_bytes(content)
    assert read_endpoint(data) is None


def test_a_file_that_cannot_be_replaced_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - its kind differs by platform
        write_whole(tmp_path / "folder", b"new")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert {entry.name for entry in tmp_path.iterdir()} == {"file", "folder"}


def test_a_lock_has_one_holder_and_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    script = (
        "import sys\nfrom pathlib import Path\nfrom engine.host.lock import FileLock\n"
        "lock = FileLock(Path(sys.argv[1])); assert lock.acquire()\n"
        "print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        lock = FileLock(path)
        assert not lock.acquire()
        holder.kill()
    with lock:
        assert lock.acquire(PATIENCE)


def test_the_data_folder_is_the_explicit_one_then_the_environments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINDLING_DATA", str(tmp_path / "b"))
    assert data_folder(str(tmp_path / "a")).root == tmp_path / "a"
    assert data_folder().root == tmp_path / "b"
    with pytest.raises(ValueError, match="library id"):
        data_folder().library("../..")


def test_an_endpoint_is_written_whole(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    endpoint = Endpoint("/x/ä", os.urandom(32), 12, "0.1.0")
    write_endpoint(data, endpoint)
    assert read_endpoint(data) == endpoint
