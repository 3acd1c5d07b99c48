"""What closing the window means: the end, or on to the place beside the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QSystemTrayIcon

from app.look.preference_names import STAY, TRAY
from app.shell.tray import Tray
from engine.protocol.messages import Event, Quit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.link.engine_link import EngineLink
    from app.look.preferences import Preferences
    from app.settings.program import ProgramSection
    from app.shell.window import MainWindow

_TOLD = "stay_told"
_PATIENCE_MS = 2_000
"""How long the end waits for the engine to hear of it."""


class Staying(QObject):
    """Keeps the program beside the clock where the person wants that. In the GUI thread."""

    def __init__(
        self,
        application: QApplication,
        link: EngineLink,
        window: MainWindow,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._link = link
        self._window = window
        self._preferences = preferences
        self._ending = False
        self.restarting = False
        """Whether the program is to start again when it has ended."""
        self.tray: Tray | None = None
        window.installEventFilter(self)
        window.quit_requested.connect(self.quit)
        window.restart_requested.connect(self.restart)
        preferences.changed.connect(self._follow)
        self._follow(TRAY)

    @property
    def stays(self) -> bool:
        """Whether closing the window leaves the program running."""
        tray = self.tray
        return tray is not None and tray.visible() and self._preferences.flag(STAY)

    def connect_page(self, section: ProgramSection) -> None:
        """Tell the settings whether there is a place for an icon."""
        section.show_tray(possible=QSystemTrayIcon.isSystemTrayAvailable())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Hide the window in place of closing it."""
        if event.type() != QEvent.Type.Close or watched is not self._window:
            return False
        if self._ending or not self.stays or self._application.isSavingSession():
            return False
        event.ignore()
        self._window.hide()
        if self.tray is not None and not self._preferences.flag(_TOLD):
            self._preferences.put(_TOLD, True)  # noqa: FBT003 - a value
            self.tray.tell_staying()
        return True

    def begin_quietly(self, *, keys: bool) -> None:
        """Begin without a window: beside the clock, for the keys, or only to start the engine.

        Args:
            keys: the window can be brought by keys, as long as the program runs.
        """
        self._application.setQuitOnLastWindowClosed(False)
        if self.tray is None and not keys:
            self._link.engine_ready.connect(self._engine_begun)

    @Slot(object)
    def _engine_begun(self, _connected: object) -> None:
        if not self._window.isVisible():  # somebody may have asked for it meanwhile
            self._application.quit()
            return
        self._follow(STAY)

    @Slot()
    def quit(self) -> None:
        """End the program; the engine too where it was kept beside the clock."""
        if self._ending:
            return
        self._ending = True
        if self.tray is not None and self._link.ready:
            self._link.ask(Quit(), self._engine_ends)
            QTimer.singleShot(_PATIENCE_MS, self._application.quit)
        else:
            self._application.quit()

    @Slot()
    def give_way(self) -> None:
        """Let the program end now: the system waits for it, and the window is not kept.

        The engine ends too where it was kept beside the clock, but is not waited for.
        """
        if not self._ending and self.stays:
            self._link.part_with(Quit())
        self._ending = True

    @Slot()
    def restart(self) -> None:
        """End the window; whoever started it starts it again."""
        self._ending = self.restarting = True
        self._application.quit()

    @Slot(object)
    def _engine_ends(self, _event: Event) -> None:
        self._application.quit()

    @Slot(object)
    def _follow(self, name: str) -> None:
        if name not in (TRAY, STAY):
            return
        wanted = self._preferences.flag(TRAY)
        if wanted and self.tray is None:
            self.tray = self._make_tray()
        if self.tray is not None:
            self.tray.show(wanted=wanted)
            if not wanted:
                self.tray.deleteLater()
                self.tray = None
        # A dialog that is closed while the window is hidden must not end the program.
        self._application.setQuitOnLastWindowClosed(not (wanted and self._preferences.flag(STAY)))

    def _make_tray(self) -> Tray:
        tray = Tray(self._link, self)
        tray.open_requested.connect(self._window.bring_forward)
        tray.search_requested.connect(self._window.bring_search)
        tray.quit_requested.connect(self.quit)
        return tray
