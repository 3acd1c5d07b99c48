"""The Milvus Lite that is not installed here indexes, starves, and is healed, too."""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.contract import other_lite

ROOT = Path(__file__).parents[2]
TESTS = (
    "tests/process/test_indexing.py",
    "tests/process/test_indexing_broken_off.py",
    "tests/process/test_indexing_killed.py",
    "tests/process/test_healing.py",
    "tests/process/test_starving.py",
)


def interpreter(folder: Path, other: Path) -> Path:
    """Make an environment that has the other Lite, and all else from the one this runs in."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    found = next(path for path in folder.rglob("python*") if path.stem == "python")
    paths = (_packages(other), sysconfig.get_path("purelib"))
    (Path(_packages(found)) / "both.pth").write_text("\n".join(paths))
    return found


def _packages(python: Path) -> str:
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_other_milvus_lite_serves_the_whole_indexer(tmp_path: Path) -> None:
    faulthandler.cancel_dump_traceback_later()
    try:
        other = other_lite.python()
    except other_lite.CannotMakeError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no second environment: {error}")
    python = interpreter(tmp_path / "both", other)
    done = subprocess.run(
        [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
