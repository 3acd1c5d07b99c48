"""The first screen's wishes: folders are offered, chosen, dropped, and then indexed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.library.welcome import Offer
from app.shell.errand import Errand
from app.shell.scouting import offers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow


def _usual_places() -> tuple[Offer, ...]:
    return offers(Path.home())


class Welcoming(QObject):
    """Connects the first screen with the link. All of it runs in the GUI thread."""

    def __init__(
        self,
        link: EngineLink,
        window: MainWindow,
        look: Callable[[], tuple[Offer, ...]] = _usual_places,
    ) -> None:
        super().__init__(window)
        self._link = link
        self._window = window
        self._page = window.welcome
        self._wanted: tuple[str, ...] = ()
        self._scout = Errand(look, self._show_offers, self, failed=())
        self._scouted = False
        window.welcome_shown.connect(self._look_around)
        window.welcome_dropped.connect(self._add)
        self._page.add_requested.connect(self._choose)
        self._page.start_requested.connect(self._start)
        link.engine_ready.connect(self._engine_ready)
        link.command_failed.connect(self._refused)

    @Slot()
    def _look_around(self) -> None:
        self._page.wait(waiting=False)
        if not self._scouted:
            self._scouted = True
            self._scout.start()

    @Slot(object)
    def _show_offers(self, found: tuple[Offer, ...]) -> None:
        self._page.offer(found)
        self._page.take_focus()

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Choose a folder to search in"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(QDir.homePath())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._add)
        dialog.open()

    @Slot(object)
    def _add(self, paths: Iterable[str]) -> None:
        chosen = (QDir.toNativeSeparators(path) for path in paths)
        self._page.offer(Offer(path, "chosen", ticked=True) for path in chosen)
        self._page.take_focus()

    @Slot(object)
    def _start(self, paths: tuple[str, ...]) -> None:
        """Have them indexed, as soon as there is an engine."""
        self._wanted = paths
        self._page.wait(waiting=True)
        if self._link.ready:
            self._send()

    @Slot(object)
    def _engine_ready(self, _connected: object) -> None:
        if self._wanted:
            self._send()

    def _send(self) -> None:
        paths, self._wanted = self._wanted, ()
        self._link.add_folders(paths)  # the first screen goes when the engine tells of them

    @Slot(object)
    def _refused(self, _trouble: object) -> None:
        self._page.wait(waiting=False)
