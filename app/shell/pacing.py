"""The settings of background work: what the engine goes by, and wishes that it go by others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from engine.protocol.messages import Event, GetStatus, LibraryInfo, Pace, SetPace, StatusReported

if TYPE_CHECKING:
    from app.link.engine_link import EngineLink
    from app.settings.indexing import IndexingSection
    from app.settings.searching import SearchSection
    from app.shell.window import MainWindow


class Pacing(QObject):
    """Asks at each visit: battery and other programs change it without a word."""

    def __init__(
        self,
        link: EngineLink,
        window: MainWindow,
        section: IndexingSection,
        search: SearchSection,
    ) -> None:
        super().__init__(section)
        self._link = link
        self._section = section
        self._search = search
        self._in_advance = True
        search.in_advance_chosen.connect(self._set_in_advance)
        section.pace_chosen.connect(self._set_pace)
        section.running_chosen.connect(self._set_running)
        link.libraries_changed.connect(self._show_libraries)
        link.engine_ready.connect(self._ask)
        window.pages.visited.connect(self._visited)
        self._ask()

    @Slot(object)
    def _visited(self, name: str) -> None:
        if name == "settings":
            self._ask()

    @Slot()
    def _ask(self) -> None:
        self._link.ask(GetStatus(), self._show_status)

    @Slot(object)
    def _show_status(self, event: Event) -> None:
        if isinstance(event, StatusReported):
            self._section.show_pace(event.pace)
            self._in_advance = event.pace.in_advance
            self._show_ready(event.libraries)
            self._show_libraries(event.libraries)

    @Slot(object)
    def _show_libraries(self, libraries: tuple[LibraryInfo, ...]) -> None:
        all_paused = bool(libraries) and all(info.paused for info in libraries)
        self._section.show_running(running=not all_paused)

    def _show_ready(self, libraries: tuple[LibraryInfo, ...]) -> None:
        self._search.show_in_advance(
            wanted=self._in_advance,
            ready=sum(info.ready for info in libraries),
            most=sum(min(info.ready_most, info.passages) for info in libraries),
        )

    @Slot(bool)
    def _set_in_advance(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's value
        self._link.ask(SetPace(in_advance=wanted), self._chosen)

    @Slot(object)
    def _set_pace(self, pace: Pace) -> None:
        wish = SetPace(on_battery=pace.on_battery, while_working=pace.while_working)
        self._link.ask(wish, self._chosen)

    @Slot(object)
    def _chosen(self, _event: Event) -> None:
        self._ask()  # also where it failed: what is shown is what holds

    @Slot(bool)
    def _set_running(self, running: bool) -> None:  # noqa: FBT001 - a signal's value
        self._link.set_paused("", paused=not running)
