"""What a person does with a hit, a failure or a folder: open it, show it, copy from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot

from app.look import figures
from app.results.rows import place_in_document
from app.shell import opening
from app.shell.looking import Lookout
from app.shell.opening_at import PlaceOpener, Target
from engine.protocol.links import link_to, search_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.library.model import Folder
    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow
    from engine.protocol.messages import Failure, Hit


@dataclass(frozen=True, slots=True)
class _Wanted:
    action: Callable[[str], bool]
    path: str
    away: bool


class Handling(QObject):
    """Obeys the panes; tells the engine what the person looks at. All of it in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow) -> None:
        super().__init__(window)
        self._link = link
        self._banner = window.banner
        self._wanted: _Wanted | None = None
        self._lookout = Lookout(self)
        self._lookout.answered.connect(self._act)
        for source in (window.results.view, window.passage):
            source.open_requested.connect(self._open)
            source.reveal_requested.connect(self._reveal)
        window.failures.reveal_requested.connect(self._reveal)
        window.library.reveal_requested.connect(self._open_folder)
        window.results.hit_selected.connect(self._attend)
        actions = window.results.view.actions_of_hit
        actions.path_copied.connect(self._copy_path)
        actions.passage_copied.connect(self._copy_passage)
        actions.quotation_copied.connect(self._copy_quotation)
        actions.link_copied.connect(self._copy_link)
        window.search.link_copied.connect(self._copy_search_link)
        actions.open_at_requested.connect(self._open_at)
        self._places = PlaceOpener(self)
        self._places.refused.connect(self._open_plainly)

    @Slot(object)
    def _open(self, hit: Hit) -> None:
        self._link.attend(hit.path, at_once=True)
        self._hand(self._open_file, hit.path, away=hit.away)

    @Slot(object)
    def _open_at(self, hit: Hit) -> None:
        self._link.attend(hit.path, at_once=True)
        target = Target(hit.path, hit.page, hit.line)
        self._hand(partial(self._open_place, target), hit.path, away=hit.away)

    def _open_place(self, target: Target, _path: str) -> bool:
        self._places.open(target)
        return True

    def _open_file(self, path: str) -> bool:
        if not opening.would_run(path):
            return opening.open_file(path)
        said = self.tr("Opening {0} would run it. It is shown in its folder instead.")
        self._banner.say(said.format(figures.place(path)))
        return opening.show_in_folder(path)

    @Slot(object)
    def _open_plainly(self, target: Target) -> None:
        if not self._open_file(target.path):
            self._banner.say(self.tr("No program was found that opens this."))

    @Slot(object)
    def _reveal(self, item: Hit | Failure) -> None:
        self._hand(opening.show_in_folder, item.path, away=getattr(item, "away", False))

    @Slot(object)
    def _open_folder(self, folder: Folder) -> None:
        self._hand(opening.open_file, folder.path)

    def _hand(self, action: Callable[[str], bool], path: str, *, away: bool = False) -> None:
        self._wanted = _Wanted(action, path, away)
        self._lookout.ask(path)

    @Slot(object)
    def _act(self, there: bool) -> None:  # noqa: FBT001 - what the signal carries
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        if not there:
            gone = self.tr("{0} is no longer there.")
            away = self.tr("{0} is not there at present. Connect its drive and try again.")
            self._banner.say((away if wanted.away else gone).format(figures.place(wanted.path)))
        elif not wanted.action(wanted.path):
            self._banner.say(self.tr("No program was found that opens this."))

    @Slot(object)
    def _attend(self, hit: Hit | None) -> None:
        if hit is not None and not hit.away:
            self._link.attend(hit.path)

    @Slot(object)
    def _copy_path(self, hit: Hit) -> None:
        opening.copy_text(hit.path)

    @Slot(object)
    def _copy_passage(self, hit: Hit) -> None:
        opening.copy_text(hit.text)

    @Slot(object)
    def _copy_quotation(self, hit: Hit) -> None:
        opening.copy_text(quotation(hit))

    @Slot(object)
    def _copy_link(self, hit: Hit) -> None:
        if link := link_to(hit, self._link.searches.query):
            opening.copy_text(link)

    @Slot()
    def _copy_search_link(self) -> None:
        wish = self._link.searches.wish
        if wish.query:
            opening.copy_text(search_link(wish.query, wish.library))


def quotation(hit: Hit) -> str:
    """A passage with its source, to be pasted into a text."""
    where = place_in_document(hit)
    source = ", ".join(part for part in (" ".join(hit.title.split()), where, hit.path) if part)
    pattern = QCoreApplication.translate("Handling", "“{0}”")
    return f"{pattern.format(' '.join(hit.text.split()))}\n— {source}"
