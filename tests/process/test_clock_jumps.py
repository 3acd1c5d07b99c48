"""A clock that is set back or forward, for the engine and the store's server alike."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.host.launch import child_environment
from engine.store.open import lite_version

SOURCE = Path(__file__).with_name("clock_shift.c")
COMPILER = shutil.which("cc")


@pytest.mark.skipif(sys.platform != "linux" or not COMPILER, reason="needs LD_PRELOAD and cc")
@pytest.mark.skipif(lite_version() >= (3,), reason="about Milvus Lite 2.5's rows")
@pytest.mark.timeout(120)
def test_a_clock_set_back_hides_nothing_for_long(tmp_path: Path) -> None:
    library, shift = tmp_path / "shift.so", tmp_path / "shift"
    build = [str(COMPILER), "-shared", "-fPIC", "-o", str(library), str(SOURCE)]
    subprocess.run(build, check=True, capture_output=True)
    shift.write_bytes(bytes(8))
    folders = [str(tmp_path / "state"), str(tmp_path / "documents")]
    done = subprocess.run(
        [sys.executable, "-m", "tests.process.clock_jumping", *folders],
        env=child_environment({"LD_PRELOAD": str(library), "CLOCK_SHIFT": str(shift)}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "reopened store-remade",
        "running store-broken",
        "reopened store-remade unfinished",
        "forward",
    ]
