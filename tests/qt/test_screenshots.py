from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.qt.screenshots.sitting import SIZE
from tests.qt.screenshots.states import FRESH, STATES

ROOT = Path(__file__).parents[2]


def test_states_of_a_new_program_are_states() -> None:
    assert set(FRESH) <= set(STATES)


@pytest.mark.timeout(120)
def test_pictures_are_made_by_one_command(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.qt.screenshots",
        str(tmp_path),
        "--only",
        "first-run,results",
    ]
    command += ["--languages", "ko", "--schemes", "dark", "--scales", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("first-run", "results"):
        picture = QImage(str(tmp_path / "ko-dark-2x" / f"{name}.png"))
        assert (picture.width(), picture.height()) == (2 * SIZE[0], 2 * SIZE[1])
