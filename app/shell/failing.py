"""Shows the list of failures when it is asked for and keeps it true while it is open."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.link.answers import trouble_of
from app.look import figures
from engine.protocol.messages import Failed, Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.library.failures import FailuresDialog
    from app.link.engine_link import EngineLink
    from engine.protocol.messages import Event, Failure

FRESH_MS = 500
"""How soon an open list is asked for again after something changed."""


class FailureList(QObject):
    """Connects the dialog with the link. All of it runs in the GUI thread."""

    def __init__(self, link: EngineLink, dialog: FailuresDialog) -> None:
        super().__init__(dialog)
        self._link = link
        self._dialog = dialog
        self._wanted = False
        self._library = ""
        self._folder = ""
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(FRESH_MS)
        self._refresh.timeout.connect(self._ask_again)
        link.failures_listed.connect(self.show_failures)
        link.libraries_changed.connect(self._libraries_changed)
        dialog.retry_requested.connect(self._retry_all)
        dialog.retry_one_requested.connect(self._retry)

    @Slot()
    def ask(self) -> None:
        """Open the list of all libraries' failures once it is there."""
        self.ask_for("")

    def ask_for(self, library: str, folder: str = "") -> None:
        """Open the list of one library's failures once it is there; of all for an empty name.

        Args:
            library: its name.
            folder: one of its folders: only what lies in it is listed.
        """
        self._library, self._folder = library, folder
        self._dialog.name_library(figures.place(folder) if folder else library)
        self._wanted = True
        self._link.list_failures()

    @Slot(object)
    def show_failures(self, failures: Sequence[Failure]) -> None:
        """Show a list that came, and the dialog if the person waits for it."""
        self._dialog.show_failures([failure for failure in failures if self._is_meant(failure)])
        if self._wanted:
            self._wanted = False
            self._dialog.show()
            self._dialog.activateWindow()

    def _is_meant(self, failure: Failure) -> bool:
        if self._folder and not PurePath(failure.path).is_relative_to(self._folder):
            return False
        return self._library in ("", failure.library)

    @Slot(object)
    def _libraries_changed(self, _libraries: object) -> None:
        # A timer that runs is left alone: news that never pause must not hold the list up.
        if self._dialog.isVisible() and not self._refresh.isActive():
            self._refresh.start()

    @Slot()
    def _ask_again(self) -> None:
        if self._dialog.isVisible() and self._link.ready:
            self._link.list_failures()

    @Slot()
    def _retry_all(self) -> None:
        if self._library:
            paths = (self._folder,) if self._folder else ()
            again = Index(library=self._library, paths=paths, retry_failed=True, stays=True)
            self._link.ask(again, self._retried)
        else:
            self._link.retry_failed()

    @Slot(object)
    def _retried(self, event: Event) -> None:
        if isinstance(event, Failed) and event.code != "cancelled":
            self._link.command_failed.emit(trouble_of(event))

    @Slot(object)
    def _retry(self, failure: Failure) -> None:
        self._link.retry_file(failure.library, failure.path)
