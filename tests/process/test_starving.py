"""A full disk and a read-only one lose nothing, and say what they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.host.launch import child_environment

IN_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
SCRIPT = 'mount -t tmpfs -o size=60m tmpfs "$1" && exec "$0" -m tests.process.starving "$@"'


def can_mount() -> bool:
    """Tell whether a mount of one's own can be had here."""
    if sys.platform != "linux" or not shutil.which("unshare"):
        return False
    trial = [*IN_NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_mount(), reason="no mount namespaces here")
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "rooms",
    [["400000"], pytest.param(["20000", "200000", "700000"], marks=pytest.mark.slow)],
    ids=len,
)
def test_full_and_read_only_disks_lose_nothing(tmp_path: Path, rooms: list[str]) -> None:
    folders = [tmp_path / "state", tmp_path / "documents"]
    folders[0].mkdir()
    arguments = [*map(str, folders), *rooms]
    done = subprocess.run(
        [*IN_NAMESPACE, "sh", "-c", SCRIPT, sys.executable, *arguments],
        env=child_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    *full, read_only, last = done.stdout.splitlines()
    said = {code for line in full for code in line.split()[1:]}
    # Which of the two meets the end of the disk first is chance
    assert said & {"disk-full", "store-full"}
    assert said <= {"disk-full", "store-full", "nothing"}
    assert (read_only, last) == ("read-only store-read-only", "done")
