"""The icon beside the clock: the window, a pause, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.look import words
from app.look.icons import program_icon

if TYPE_CHECKING:
    from app.link.answers import Trouble
    from app.link.engine_link import EngineLink
    from engine.protocol.messages import LibraryInfo

_LEFT = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)


class Tray(QObject):
    """Tells the state of the engine in its tool tip. Wishes are signals."""

    open_requested = Signal()
    search_requested = Signal()
    quit_requested = Signal()

    def __init__(self, link: EngineLink, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._paused = False
        self.menu = QMenu()
        self.open = self.menu.addAction(self.tr("Open Findling"))
        self.search = self.menu.addAction(self.tr("Search"))
        self.menu.addSeparator()
        self.pause = self.menu.addAction("")
        self.menu.addSeparator()
        self.quit = self.menu.addAction(self.tr("Quit"))
        self.open.triggered.connect(self.open_requested)
        self.search.triggered.connect(self.search_requested)
        self.pause.triggered.connect(self._pause)
        self.quit.triggered.connect(self.quit_requested)
        self.icon = QSystemTrayIcon(program_icon(), self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        link.libraries_changed.connect(self._show_libraries)
        link.engine_lost.connect(self._show_lost)
        link.engine_ready.connect(self._show_ready)
        self._show_lost(None)

    def show(self, *, wanted: bool) -> None:
        """Show the icon, or take it away."""
        self.icon.setVisible(wanted)

    def visible(self) -> bool:
        """Whether it is there to be clicked."""
        return self.icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def tell_staying(self) -> None:
        """Say where the program has gone."""
        self.icon.showMessage(
            self.tr("Findling is still here"),
            self.tr("Files are kept findable. Click this icon to search; Settings change it."),
            program_icon(),
        )

    @Slot(object)
    def _show_libraries(self, libraries: tuple[LibraryInfo, ...]) -> None:
        self._paused = bool(libraries) and all(info.paused for info in libraries)
        self.pause.setEnabled(bool(libraries))
        self._show_pause()
        running = any(info.progress.running for info in libraries)
        self._say(
            self.tr("Indexing is paused")
            if self._paused
            else (self.tr("Indexing…") if running else self.tr("Up to date"))
        )

    @Slot(object)
    def _show_lost(self, trouble: Trouble | None) -> None:
        self.pause.setEnabled(False)
        self._show_pause()
        if trouble is not None:
            soon = trouble.retry_seconds is not None
            self._say(words.sentence("engine-lost" if soon else trouble.code, trouble.message))

    @Slot(object)
    def _show_ready(self, _connected: object) -> None:
        self._say("")

    def _say(self, state: str) -> None:
        self.icon.setToolTip(f"Findling\n{state}" if state else "Findling")

    def _show_pause(self) -> None:
        self.pause.setText(
            self.tr("Go on with indexing") if self._paused else self.tr("Pause indexing")
        )

    @Slot()
    def _pause(self) -> None:
        self._link.set_paused("", paused=not self._paused)

    @Slot(object)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in _LEFT:
            self.open_requested.emit()
