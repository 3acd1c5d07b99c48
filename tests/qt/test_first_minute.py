"""A person who never saw the window finds a passage within a minute, with keys and mouse.

The pictures of the way stay in ``tests/qt/output/first-minute``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from app.look.colours import Tints
from app.look.palette import own_palette
from tests.qt.display import Display, missing, stroke_of
from tests.qt.screenshots.home import data_of, end_engine, furnish

pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}"),
    pytest.mark.timeout(150),
]
ALBUM = Path(__file__).parent / "output" / "first-minute"
QUESTION = "money back if I am unhappy with my purchase"
ANSWER = "refund"
"""Stands in the passage that answers, and not in the question."""
MIDDLE = (0.2, 0.3, 0.8, 0.95)
RESULTS = (0.25, 0.1, 0.68, 0.9)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    home = furnish(tmp_path)
    yield home
    end_engine(home)


@pytest.fixture
def display() -> Iterator[Display]:
    shutil.rmtree(ALBUM, ignore_errors=True)
    ALBUM.mkdir(parents=True)
    with Display(ALBUM) as display:
        yield display


@pytest.fixture
def program(display: Display, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = display.environment | {"HOME": str(home), "LC_ALL": "C.UTF-8"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-m", "app", "--data", str(data_of(home)), "--theme", "light"]
    display.begin()
    process = subprocess.Popen(command, env=environment)
    yield process
    process.terminate()
    process.wait(20)


def test_a_new_person_finds_a_passage_within_a_minute(
    qapp: QApplication, display: Display, program: subprocess.Popen[bytes]
) -> None:
    tints = Tints.of(own_palette(dark=False))
    display.wait_for_window("Findling")
    start = display.wait_to_see(partial(_see, tints.accent, MIDDLE, 50))
    display.picture("the-first-screen-offers-folders-and-start")
    display.click((start[0], start[1] + 10))
    display.wait_to_see(partial(_see_rail, tints.selected))
    display.picture("searching-is-possible-while-files-are-read")
    display.type(QUESTION[:14])
    display.picture("answers-come-while-typing")
    display.type(QUESTION[14:])
    row = display.wait_to_see(partial(_see, tints.accent, RESULTS, 8))
    display.picture("passages-with-the-best-first")
    display.click(row)
    display.press("ctrl+c")
    display.picture("the-passage-in-its-document")
    seconds = display.seconds()
    assert ANSWER in display.pasted()
    assert seconds < 60
    assert len(display.pictures) == 5


def _see(
    colour: QColor, area: tuple[float, float, float, float], least: int, image: QImage
) -> tuple[int, int] | None:
    return stroke_of(colour, image, area, least)


def _see_rail(selected: QColor, image: QImage) -> tuple[int, int] | None:
    return stroke_of(selected, image, (0.0, 0.0, 0.1, 0.2), 40)
