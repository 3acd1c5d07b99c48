"""Goes where links lead: to a search, to a passage of a document that a library knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.look import figures, words
from app.search.scope import Scope
from app.shell.showing_passages import PassageShowing
from engine.protocol.links import BadLinkError, OpenLink, SearchLink, parse_link
from engine.protocol.messages import DocumentOpened, Failed, OpenDocument

if TYPE_CHECKING:
    from app.link.engine_link import EngineLink
    from app.shell.searching import Searching
    from app.shell.window import MainWindow
    from engine.protocol.messages import Event, LibraryInfo

_TOPIC = "link"


class FollowingLinks(QObject):
    """Follows one link at a time, the latest wins. All of it runs in the GUI thread.

    A link may come from anywhere, so it leads to nothing but a view: see `engine.protocol.links`.
    A folder may come from the person alone, who is offered to add it where it is in no library.
    """

    def __init__(self, link: EngineLink, window: MainWindow, searching: Searching) -> None:
        super().__init__(window)
        self._link = link
        self._window = window
        self._searching = searching
        self._passages = PassageShowing(link, window)
        self._libraries: tuple[LibraryInfo, ...] | None = None
        self._waiting: Callable[[], None] | None = None
        self._open: OpenLink | None = None
        self._library = ""
        """The one that is being asked."""
        self._untried: list[str] = []
        self._asked: int | None = None
        link.libraries_changed.connect(self._libraries_changed)

    def follow(self, text: str) -> None:
        """Go where a link leads, or say why not."""
        self._begin()
        try:
            wanted = parse_link(text)
        except BadLinkError as error:
            self._say(words.sentence(error.code, str(error)), words.hint(error.code, error.hint))
            return
        if isinstance(wanted, SearchLink):
            self._search(wanted)
        else:
            self._open = wanted
            self._when_known(self._try_libraries)

    def search_in(self, folder: str) -> None:
        """Search in a folder that the person chose elsewhere.

        Args:
            folder: absolute.
        """
        self._begin()
        self._when_known(lambda: self._search_in(folder))

    def _begin(self) -> None:
        self._window.banner.retract(_TOPIC)
        self._waiting, self._open = None, None
        self._passages.forget()
        if self._asked is not None:
            self._link.call_off(self._asked)
            self._asked = None

    def _when_known(self, act: Callable[[], None]) -> None:
        """Act now, or as soon as there is an engine that says which libraries there are."""
        if self._libraries is not None and self._link.ready:
            act()
        else:
            self._waiting = act

    @Slot(object)
    def _libraries_changed(self, libraries: tuple[LibraryInfo, ...]) -> None:
        self._libraries = libraries
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _search(self, wanted: SearchLink) -> None:
        query = wanted.query
        if wanted.folder:
            query = f"{query} {in_folder(wanted.folder)}".strip()
        if wanted.library:
            self._searching.turn_to(wanted.library)
        self._window.go_to_search()
        self._searching.search_for(query, wanted.library)

    def _search_in(self, folder: str) -> None:
        if not self._holds(folder):
            self._say(
                self.tr("{0} is in no library.").format(figures.place(folder)),
                action=self.tr("Add it"),
                todo=lambda: self._add(folder),
            )
            return
        self._search_there(folder)

    def _add(self, folder: str) -> None:
        self._window.banner.retract(_TOPIC)
        self._window.folders_dropped.emit((folder,))
        self._search_there(folder)

    def _search_there(self, folder: str) -> None:
        self._window.go_to_search()
        self._searching.search_for(f"{in_folder(folder)} ")

    def _holds(self, folder: str) -> bool:
        """Whether anything in a folder may be indexed: it is in a library's folder, or has one."""
        roots = (root for info in self._libraries or () for root in info.folders)
        wanted = PurePath(folder)
        return any(
            wanted.is_relative_to(root) or PurePath(root).is_relative_to(wanted) for root in roots
        )

    def _try_libraries(self) -> None:
        wanted = self._open
        if wanted is None:
            return
        names = [info.name for info in self._libraries or ()]
        first = [name for name in names if name == wanted.library]
        # Its library may have another name by now.
        self._untried = first + [name for name in names if name != wanted.library]
        self._try_next(wanted)

    def _try_next(self, wanted: OpenLink) -> None:
        if not self._untried:
            self._asked = None
            self._say(self.tr("{0} is in no library.").format(figures.place(wanted.path)))
            return
        self._window.go_to_search()
        self._library = self._untried.pop(0)
        command = OpenDocument(library=self._library, path=wanted.path)
        self._asked = self._link.ask(command, self._opened)

    @Slot(object)
    def _opened(self, event: Event) -> None:
        wanted = self._open
        if wanted is None:
            return
        self._asked = None
        if isinstance(event, DocumentOpened):
            self._show(wanted, event)
        elif isinstance(event, Failed) and event.code in ("not-indexed", "unknown-library"):
            self._try_next(wanted)
        elif isinstance(event, Failed):
            facts = dict(event.facts)
            self._say(
                words.sentence(event.code, event.message, facts),
                words.hint(event.code, event.hint),
            )

    def _show(self, wanted: OpenLink, opened: DocumentOpened) -> None:
        self._open = None
        self._passages.expect(wanted, self._library, opened)
        self._searching.search_for(wanted.query)
        label = self.tr("In “{0}”").format(PurePath(wanted.path).name)
        self._window.scope_chosen.emit(Scope(label, paths=(wanted.path,)))

    def _say(
        self, text: str, hint: str = "", action: str = "", todo: Callable[[], None] | None = None
    ) -> None:
        self._window.banner.say(text, hint, action=action, topic=_TOPIC, todo=todo)


def in_folder(folder: str) -> str:
    """The part of a query that looks into one folder only."""
    return f'in:"{figures.place(folder)}"'
