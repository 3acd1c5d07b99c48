"""Brings the selected hit's document into the preview: opened, read and rendered by the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.shell.illustrating import Illustrating
from app.shell.rendering import Latest, Rendering, is_changed
from engine.protocol.messages import (
    DocumentOpened,
    DocumentRead,
    ListModels,
    ModelsListed,
    OpenDocument,
    PageRendered,
    ReadDocument,
    RenderPage,
)

if TYPE_CHECKING:
    from app.link.answers import Answer
    from app.link.engine_link import EngineLink
    from app.look.preferences import Preferences
    from app.preview.held import StretchWish
    from app.shell.window import MainWindow
    from engine.protocol.messages import Event, Hit, LibraryInfo

_ABOVE = 1_500
"""Characters above a passage that are read with it."""
_AROUND = {"markdown": 4_000, "html": 4_000, "code": 5_000}
_USUAL_AROUND = 6_000
"""Characters that are read at first, the passage among them."""
_FOLDED = "why-folded"


class Previewing(QObject):
    """Connects the preview with the link. All of it runs in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._link = link
        self._pane = window.passage
        self._results = window.results.view
        self._preferences = preferences
        self._opened: DocumentOpened | None = None
        self._key = ("", "", 0.0, 0)
        """Library, path, time and size of the document that is open or being opened."""
        self._shown = self._key
        """The same of the document that was last put into a view."""
        self._asked = Latest(link)
        self._more = Latest(link)
        self._renderer = Rendering(link, window.passage.pages, self)
        self._illustrator = Illustrating(link, window.passage.text, self)
        self._hits: tuple[Hit, ...] = ()
        self._libraries: dict[str, LibraryInfo] = {}
        self._models: dict[str, str] = {}
        self._listen()

    @Slot(object)
    def show_hit(self, hit: Hit | None) -> None:
        """Open the hit's document, or go to the hit in the one that is open."""
        if hit is None:
            self._leave()
            return
        self._tell_siblings(hit)
        self._name_models(hit)
        key = (hit.library, hit.path, hit.modified, hit.size)
        if key == self._key:
            if self._opened is not None:
                self._pane.header.show_document(self._opened)
                self._show_in(self._opened)
        else:
            self._leave()
            self._key = key
            self._asked.ask(OpenDocument(library=hit.library, path=hit.path), self._take_opened)

    def _listen(self) -> None:
        pane, link = self._pane, self._link
        pane.hit_shown.connect(self.show_hit)
        pane.step_requested.connect(self._step)
        self._renderer.document_changed.connect(self._open_again)
        pane.text.stretch_wanted.connect(self._read_on)
        link.searches.answered.connect(self._keep_hits)
        link.searches.finished.connect(self._keep_hits)
        link.libraries_changed.connect(self._libraries_changed)
        link.engine_ready.connect(self._engine_ready)
        pane.why.set_folded(folded=self._preferences.flag(_FOLDED, default=True))
        pane.why.folded_changed.connect(self._remember_folded)

    def _leave(self) -> None:
        """Wait for nothing of the document that was open."""
        self._asked.call_off()
        self._read_no_further()
        self._renderer.leave()
        self._illustrator.leave()
        self._opened = None
        self._key = ("", "", 0.0, 0)

    @Slot(object)
    def _take_opened(self, event: Event) -> None:
        if isinstance(event, DocumentOpened):
            self._opened = event
            self._pane.header.show_document(event)
            self._renderer.enter(self._key[0], event.path, event.version)
            self._illustrator.enter(self._key[0], event.path)
            self._show_in(event)
        else:
            self._leave()
            self._pane.show_passage()

    @Slot()
    def _open_again(self) -> None:
        """Forget what is shown of a file that was written to since, and open it as it is now."""
        hit, key = self._pane.hit, self._key
        if hit is None or self._opened is None:
            return
        self._leave()
        self._key, self._shown = key, ("", "", 0.0, 0)
        self._asked.ask(OpenDocument(library=hit.library, path=hit.path), self._take_opened)

    def _show_in(self, opened: DocumentOpened) -> None:
        """Show the present hit in its document."""
        hit = self._pane.hit
        if hit is None:
            return
        if opened.pages:
            ask = RenderPage(
                library=hit.library,
                path=hit.path,
                page=hit.page or 1,
                passage=hit.text,
                marks=hit.marks,
                best=hit.best,
                version=opened.version,
            )
            self._asked.ask(ask, self._take_boxes)
        elif self._shows_text_at(hit, opened.kind):
            self._asked.call_off()
            self._pane.go_to(())
        else:
            self._read_no_further()
            start = max(hit.start - _ABOVE, 0)
            length = max(_AROUND.get(opened.kind, _USUAL_AROUND), hit.end - start)
            ask = ReadDocument(library=hit.library, path=hit.path, start=start, length=length)
            self._asked.ask(ask, self._take_text)

    def _shows_text_at(self, hit: Hit, kind: str) -> bool:
        """Whether the hit's document is on the screen as text, the hit with it."""
        pane = self._pane
        on_screen = self._shown == self._key and pane.views.currentWidget() is pane.text
        return on_screen and pane.text.holds(hit, hit.path, kind)

    @Slot(object)
    def _take_boxes(self, event: Event) -> None:
        if self._opened is None:
            return
        if is_changed(event):
            self._open_again()
            return
        boxes, extent = (), (0.0, 1.0)
        if isinstance(event, PageRendered):
            boxes, extent = event.boxes, event.extent
        if self._shown == self._key and self._pane.shows_pages_of(self._opened.path):
            self._pane.go_to(boxes)
        else:
            self._shown = self._key
            self._pane.show_pages(self._opened, boxes, extent)

    @Slot(object)
    def _take_text(self, event: Event) -> None:
        if isinstance(event, DocumentRead) and self._opened is not None:
            self._shown = self._key
            self._pane.show_text(event, self._opened.kind)
        else:
            self._pane.show_passage()

    @Slot(object)
    def _read_on(self, wish: StretchWish) -> None:
        library, path, *_ = self._key
        if self._opened is not None and self._shown == self._key:
            ask = ReadDocument(library=library, path=path, start=wish.start, length=wish.length)
            self._more.ask(ask, self._take_more)
        else:  # what is on the screen is a document that was left
            self._pane.text.refuse_stretch()

    @Slot(object)
    def _take_more(self, event: Event) -> None:
        if isinstance(event, DocumentRead):
            self._pane.text.add_stretch(event)
        else:
            self._pane.text.refuse_stretch()

    def _read_no_further(self) -> None:
        self._more.call_off()
        self._pane.text.refuse_stretch()

    @Slot(object)
    def _keep_hits(self, answer: Answer) -> None:
        self._hits = answer.hits
        if self._pane.hit is not None:
            self._tell_siblings(self._pane.hit)

    def _siblings(self, hit: Hit) -> list[Hit]:
        """The hits in the same file, in its order."""
        same = {
            other.passage: other
            for other in (*self._hits, hit)
            if (other.library, other.path) == (hit.library, hit.path)
        }
        return sorted(same.values(), key=lambda other: (other.start, other.passage))

    def _tell_siblings(self, hit: Hit) -> None:
        keys = [other.passage for other in self._siblings(hit)]
        self._pane.bar.show_hits(keys.index(hit.passage) + 1, len(keys))

    @Slot(object)
    def _step(self, by: int) -> None:
        hit = self._pane.hit
        if hit is None:
            return
        siblings = self._siblings(hit)
        place = [other.passage for other in siblings].index(hit.passage) + by
        if 0 <= place < len(siblings) and not self._results.go_to(siblings[place]):
            self._pane.show_hit(siblings[place])  # else the list's selection has brought it here

    @Slot(object)
    def _libraries_changed(self, libraries: tuple[LibraryInfo, ...]) -> None:
        self._libraries = {info.name: info for info in libraries}

    @Slot(object)
    def _engine_ready(self, _connected: object) -> None:
        self._leave()
        self._link.ask(ListModels(), self._take_models)
        if self._pane.hit is not None:
            self.show_hit(self._pane.hit)

    @Slot(object)
    def _take_models(self, event: Event) -> None:
        if isinstance(event, ModelsListed):
            self._models = {model.id: model.name for model in event.models}

    def _name_models(self, hit: Hit) -> None:
        info = self._libraries.get(hit.library)
        if info is not None:
            dense = self._models.get(info.dense_model, "") if hit.parts.dense is not None else ""
            fine = self._models.get(info.reranker, "") if hit.parts.rerank is not None else ""
            self._pane.why.show_models(dense, fine)

    @Slot(object)
    def _remember_folded(self, folded: bool) -> None:  # noqa: FBT001 - what the signal carries
        self._preferences.put(_FOLDED, folded)
