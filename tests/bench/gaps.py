"""What holds the window's event loop on a tour of its places: ``python -m tests.bench.gaps``.

A person searches the samples, runs through the results with their previews, and visits every place
for the first time and again. Printed for each part of the tour: the longest gap, and of every gap
over 16 ms what the GUI thread was at. (Indexing while keys are typed is a test: tests/qt.)
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import resources
from tests.qt.gaps import FRAME, LoopWatch
from tests.qt.stage import Stage

SAMPLES = Path(resources.__file__).parent / "samples"
QUESTIONS = ("water", "insurance policy", "keep pipes from freezing", "전세 보증금")
PLACES = ("libraries", "models", "map", "settings", "search")
_STEPS, _STEP_MS, _STAY_MS = 12, 250, 1500


def main() -> int:
    """Take the tour; the exit status."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    scratch = tempfile.TemporaryDirectory(prefix="findling-gaps-")
    with scratch as name, Stage(application, Path(name) / "data") as stage:
        stage.start()
        stage.index(SAMPLES)
        for question in QUESTIONS:
            _watch(f"results of “{question}”", lambda q=question: _run_through(stage, q))
        for turn in ("first", "second"):
            for place in PLACES:
                _watch(f"{turn} visit of {place}", lambda p=place: _visit(stage, p))
    return 0


def _run_through(stage: Stage, question: str) -> None:
    stage.search(question)
    for _ in range(_STEPS):
        stage.press(Qt.Key.Key_Down, QApplication.focusWidget())
        stage.rest(_STEP_MS)
    stage.window.search.take_focus()


def _visit(stage: Stage, place: str) -> None:
    stage.window.pages.go(place)
    stage.rest(_STAY_MS)


def _watch(title: str, act: Callable[[], None]) -> None:
    watch = LoopWatch()
    watch.start()
    act()
    watch.stop()
    late = [gap for gap in watch.gaps if gap.busy > FRAME]
    sys.stdout.write(f"## {title}: {len(late)} calls over {FRAME * 1000:.0f} ms of computing\n")
    sys.stdout.write(watch.report(4 if late else 0) + "\n\n")


if __name__ == "__main__":
    sys.exit(main())
