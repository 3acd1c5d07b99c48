"""The window's size, the panes' widths and the page, from one run to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot

if TYPE_CHECKING:
    from app.look.preferences import Preferences
    from app.shell.window import MainWindow

_GEOMETRY, _PANES, _PAGE = "window", "panes", "page"


class Remembering(QObject):
    """Restores at once; keeps whenever the window goes out of sight."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        geometry, panes = preferences.state(_GEOMETRY), preferences.state(_PANES)
        if not geometry.isEmpty():
            window.restoreGeometry(geometry)  # Qt moves it onto a screen that is there
        if not panes.isEmpty():
            window.splitter.restore(panes)
        window.installEventFilter(self)
        # One turn later: the search is on the screen before another page is made.
        QTimer.singleShot(0, self, self._restore_page)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._keep)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Keep what the person arranged."""
        if watched is self._window and event.type() in (QEvent.Type.Hide, QEvent.Type.Close):
            self._keep()
        return False

    @Slot()
    def _keep(self) -> None:
        window = self._window
        self._preferences.put_state(_GEOMETRY, window.saveGeometry())
        # Widths that nobody chose, or those of a narrow window, are no choice.
        if window.splitter.arranged and window.library.isVisibleTo(window.splitter):
            self._preferences.put_state(_PANES, window.splitter.saveState())
        self._preferences.put(_PAGE, window.pages.current)

    def _restore_page(self) -> None:
        page = self._preferences.text(_PAGE, "search")
        if page in self._window.pages.offered() and not self._window.search.field.text():
            self._window.pages.go(page)
