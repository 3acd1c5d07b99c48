"""One set of pictures, in one language, scheme and scale: a process of its own."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.look.preferences import Preferences
from tests.qt.screenshots.home import data_of
from tests.qt.screenshots.states import FRESH, STATES, State
from tests.qt.stage import Stage

SIZE = (1180, 760)
_REST_MS = 250


def main(home: Path, target: Path, language: str, scheme: str, only: str) -> int:
    """Make the pictures; the number of states that could not be reached."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Findling")
    target.mkdir(parents=True, exist_ok=True)
    wanted = {name: state for name, state in STATES.items() if not only or name in only.split(",")}
    fresh = {name: state for name, state in wanted.items() if name in FRESH}
    used = {name: state for name, state in wanted.items() if name not in FRESH}
    missed = 0
    for states, data, lasting in (
        (fresh, data_of(home, f"fresh-{target.name}"), False),
        (used, data_of(home), True),
    ):
        if states:
            stage = _open(application, data, language, scheme)
            if lasting:
                _index_all(stage, home)
            missed += sum(not _take(stage, name, states[name], target, home) for name in states)
            stage.leave() if lasting else stage.end()
    return missed


def _open(application: QApplication, data: Path, language: str, scheme: str) -> Stage:
    Preferences(str(data)).put("language", language)
    stage = Stage(application, data, scheme)
    stage.start()
    return stage


def _index_all(stage: Stage, home: Path) -> None:
    if not any(info.folders for info in stage.libraries):
        stage.index(home / "Documents")
    stage.wait(stage.indexed)


def _take(stage: Stage, name: str, state: State, target: Path, home: Path) -> bool:
    stage.window.resize(*SIZE)
    stage.program.style.write_at(100)
    try:
        state(stage, home)
        stage.rest(_REST_MS)
        picture(stage.window).save(str(target / f"{name}.png"))
    except Exception:  # noqa: BLE001 - one state less is no reason to have none
        sys.stderr.write(f"{target.name}/{name}:\n{traceback.format_exc(limit=-3)}\n")
        return False
    finally:
        for other in _others(stage.window):
            other.close()
    return True


def picture(window: QWidget) -> QPixmap:
    """The window with its dialogs, menus and lists over it, as they stand on the screen."""
    shown = window.grab()
    painter = QPainter(shown)
    for other in _others(window):
        place = other.frameGeometry().topLeft() - window.frameGeometry().topLeft()
        if other.isModal() or other.windowTitle():
            spare = window.size() - other.size()
            place = QPoint(spare.width() // 2, spare.height() // 2)
        painter.drawPixmap(place, other.grab())
        if other.isWindow() and other.windowTitle():  # the frame that a window manager would draw
            painter.setPen(window.palette().mid().color())
            painter.drawRect(QRect(place, other.size()))
    painter.end()
    return shown


def _others(window: QWidget) -> list[QWidget]:
    every = QApplication.topLevelWidgets()
    return [widget for widget in every if widget is not window and widget.isVisible()]


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]), 1))
