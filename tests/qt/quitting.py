"""``python -m tests.qt.quitting DATA``: the system ends a program that stays beside the clock.

Writes three words: the engine's process, whether the system's wish was accepted, and whether the
person was told that the program stays.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app import __main__, wiring
from app.link.courier import Connected
from app.look.preference_names import STAY, TRAY
from app.wiring import Program, build

_PATIENCE_MS = 5_000


class System(QObject):
    """Wants the program to end as soon as it has an engine."""

    def __init__(self, program: Program) -> None:
        super().__init__(program.window)
        self._preferences = program.preferences
        program.link.engine_ready.connect(self._end)

    @Slot(object)
    def _end(self, connected: Connected) -> None:
        wish = QEvent(QEvent.Type.Quit)
        application = QApplication.instance()
        assert application is not None
        QApplication.sendEvent(application, wish)
        answer = "accepted" if wish.isAccepted() else "refused"
        told = "told" if self._preferences.flag("stay_told") else "silent"
        sys.stdout.write(f"{connected.pid} {answer} {told}\n")
        sys.stdout.flush()
        QTimer.singleShot(_PATIENCE_MS, self, self._give_up)

    @Slot()
    def _give_up(self) -> None:
        QApplication.exit(3)


def _built(
    application: QApplication, *, data: str | None, library: str = "", scheme: str = ""
) -> Program:
    program = build(application, data=data, library=library, scheme=scheme)
    program.preferences.put(TRAY, True)
    program.preferences.put(STAY, True)
    System(program)
    return program


if __name__ == "__main__":
    QSystemTrayIcon.isSystemTrayAvailable = staticmethod(lambda: True)  # this display has none
    wiring.build = _built
    sys.exit(__main__.main(["--data", sys.argv[1]]))
