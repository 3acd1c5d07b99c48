"""The setting that starts the program at login."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.shell.errand import Errand

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.settings.program import ProgramSection
    from app.shell.autostart import Autostart


class StartingAtLogin(QObject):
    """Asks the system each time: its own settings may have changed it."""

    def __init__(self, autostart: Autostart, section: ProgramSection) -> None:
        super().__init__(section)
        self._autostart = autostart
        self._section = section
        self._asked = 0
        section.login_chosen.connect(self._choose)
        self._ask(autostart.chosen)

    @Slot(bool)
    def _choose(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's value
        self._ask(partial(self._write, wanted=wanted))

    def _ask(self, work: Callable[[], bool | None]) -> None:
        self._asked += 1
        number = self._asked
        Errand(lambda: (number, work()), self._show, self, failed=(number, None)).start()

    def _write(self, *, wanted: bool) -> bool | None:
        try:
            self._autostart.choose(wanted=wanted)
        except OSError:
            return None
        return self._autostart.chosen()

    @Slot(object)
    def _show(self, answer: tuple[int, bool | None]) -> None:
        number, chosen = answer
        if number == self._asked:  # an older one says what held before
            self._section.show_login(possible=chosen is not None, chosen=bool(chosen))
