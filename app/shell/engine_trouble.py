"""Says that the engine is gone, and what becomes of that. What was typed stays in its field."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.look import figures, words
from app.shell.errand import Errand
from engine.client import data_folder
from engine.protocol.errors import FindlingError

if TYPE_CHECKING:
    from app.link.answers import Trouble
    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow

TOPIC = "engine"
_FIRST_ATTEMPTS = 1.0
"""Seconds: while the engine is tried again sooner than this, no button for it is offered."""


class EngineTrouble(QObject):
    """Connects the link's losses with the banner. All of it runs in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow, data: str | None) -> None:
        super().__init__(window)
        self._link = link
        self._banner = window.banner
        self._log = ""
        link.engine_lost.connect(self._show)
        link.engine_ready.connect(self._over)
        self._errand = Errand(partial(_log_file, data), self._know_log, self, failed="")
        self._errand.start()

    @Slot(object)
    def _show(self, trouble: Trouble) -> None:
        if trouble.retry_seconds is None:
            self._give_up(trouble)
            return
        soon = trouble.retry_seconds < _FIRST_ATTEMPTS
        code = "engine-lost" if soon else trouble.code
        self._banner.say(
            words.sentence(code, trouble.message),
            words.hint(code, trouble.hint),
            "" if soon else self.tr("Try now"),
            TOPIC,
            self._link.connect_now,
        )

    def _give_up(self, trouble: Trouble) -> None:
        said = self.tr("The search engine stopped again and again and is no longer started.")
        hint = words.sentence(trouble.code, trouble.message)
        if self._log:
            hint = self.tr("Its log says more: {0}").format(figures.place(self._log))
        self._banner.say(said, hint, self.tr("Try again"), TOPIC, self._link.try_again)

    @Slot(object)
    def _over(self, _connected: object) -> None:
        self._banner.hide()

    @Slot(object)
    def _know_log(self, path: str) -> None:
        self._log = path


def _log_file(data: str | None) -> str:
    try:
        return str(data_folder(data).log_file)
    except FindlingError:
        return ""
