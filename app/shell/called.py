"""Does what a start asks for: the first one's own wishes and those of later ones."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.look.style import SCHEMES
from app.shell.following_links import FollowingLinks

if TYPE_CHECKING:
    from app.link.engine_link import EngineLink
    from app.look.style import Style
    from app.shell.calling import Request
    from app.shell.searching import Searching
    from app.shell.staying import Staying
    from app.shell.window import MainWindow


class Called(QObject):
    """Connects starts with the window. All of it runs in the GUI thread."""

    def __init__(
        self,
        link: EngineLink,
        window: MainWindow,
        staying: Staying,
        searching: Searching,
        style: Style,
    ) -> None:
        super().__init__(window)
        self._link = link
        self._window = window
        self._staying = staying
        self._searching = searching
        self._style = style
        self._links = FollowingLinks(link, window, searching)
        self._waiting: tuple[str, ...] = ()
        link.engine_ready.connect(self._engine_ready)

    @Slot(object)
    def carry_out(self, request: Request) -> None:
        """Show the window and do the rest; a quiet start only tells that somebody is here."""
        if request.quiet:
            return
        if request.theme in SCHEMES:
            self._style.choose(request.theme)
        if request.library:
            self._link.turn_to(request.library)
            self._searching.turn_to(request.library)
        if request.toggle:
            self.toggle()
            return
        if request.token:  # Qt hands it to the compositor with the next activation
            os.environ["XDG_ACTIVATION_TOKEN"] = request.token
        self._window.bring_forward()
        if request.query:
            self._window.bring_search()
            self._window.search.field.setText(request.query)
        self.lead(request)

    def lead(self, request: Request) -> None:
        """Go where a request leads: its link, its folder, then what it adds to the library."""
        if request.link:
            self._links.follow(request.link)
        elif request.folder:
            self._links.search_in(request.folder)
        self.add(request.paths)

    def add(self, paths: tuple[str, ...]) -> None:
        """Put folders into the library, as soon as there is an engine."""
        self._waiting += paths
        self._take_in()

    @Slot()
    def toggle(self) -> None:
        """Bring the window, ready for a query; put it away where it is in front."""
        window = self._window
        in_front = window.isVisible() and window.isActiveWindow() and not window.isMinimized()
        if not in_front:
            window.bring_search()
        elif self._staying.stays:
            window.hide()
        else:
            window.showMinimized()

    @Slot(object)
    def _engine_ready(self, _connected: object) -> None:
        self._take_in()

    def _take_in(self) -> None:
        if self._link.ready and self._waiting:
            paths, self._waiting = self._waiting, ()
            self._window.folders_dropped.emit(paths)
