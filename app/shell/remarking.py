"""What is said above the results: a word that was meant, a strange language, weak matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot

from app.look import figures
from app.look.evidence import was_compared
from app.look.preference_names import UNASKED
from app.look.tongues import spoken_name
from app.results.notice import Advice, Offer
from app.results.remarks import Remark
from app.results.rows import worth_showing
from app.shell import advising
from app.shell.showing_models import get_model, show_model
from engine.protocol.messages import WEAK_SCORE, ListModels, ModelsListed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.link.answers import Answer
    from app.link.engine_link import EngineLink
    from app.look.preferences import Preferences
    from app.shell.searching import Searching
    from app.shell.window import MainWindow
    from engine.protocol.messages import Event, Hit, LibraryInfo, ModelInfo, QueryNote

_SIGNS = "\"'“”„«»「」-.,;:!?()"
"""Around a word, and none of it."""
_WELL = 0.8
"""Chance from which on a hit answers so well that no other model is offered."""


@dataclass(frozen=True, slots=True)
class GetModel:
    """The wish to have a model that knows a language, and to use it."""

    model: str
    library: str = ""
    """That is to use it."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """The wish to hear no more of a language."""

    language: str


class Remarking(QObject):
    """Connects answers with the lines above them. All of it runs in the GUI thread."""

    def __init__(
        self,
        link: EngineLink,
        window: MainWindow,
        searching: Searching,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._link = link
        self._window = window
        self._searching = searching
        self._preferences = preferences
        self._models: dict[str, ModelInfo] = {}
        self._asked = self._fresh = False
        self._libraries: tuple[LibraryInfo, ...] = ()
        self._answer: Answer | None = None
        link.searches.answered.connect(self.show_answer)
        link.searches.finished.connect(self.show_answer)
        link.libraries_changed.connect(self._libraries_changed)
        link.engine_ready.connect(self._forget_models)
        window.search.query_edited.connect(self._query_edited)
        window.remarks.taken.connect(self._take)

    @Slot(object)
    def show_answer(self, answer: Answer) -> None:
        """Say what there is to say of an answer; of an empty one the page itself says it."""
        same = self._answer is not None and self._answer.query == answer.query
        self._answer = answer
        remarks = self._remarks(answer)
        shown = self._window.remarks.shown
        if same and remarks != shown and self._window.results.view.looked_at():
            return  # what a person looks at does not move by itself
        self._window.remarks.show_remarks(remarks)

    def _remarks(self, answer: Answer) -> tuple[Remark, ...]:
        hits = worth_showing(answer.hits)
        if not hits:
            return ()
        found = [meant_remark(answer.query, note, hits) for note in advising.meant(answer.notes)]
        if answer.final:
            found += self._strangers(answer.notes, hits)
            alike = self._link.searches.wish.similar is not None
            weak = weak_remark(hits, self._searching.advice(answer), alike=alike)
            found = found or ([weak] if weak else [])  # what is meant says better what to try
        return tuple(found)

    def _strangers(self, notes: Sequence[QueryNote], hits: Sequence[Hit]) -> list[Remark]:
        found = [note for note in notes if note.code == advising.STRANGE]
        if not found or any(was_compared(hit) and hit.score >= _WELL for hit in hits):
            return []  # who has an answer needs no other model
        if not self._fresh:
            self._ask_for_models()
        if not self._models:
            return []
        unasked = self._preferences.text(UNASKED).split(",")
        for note in found:
            if note.cause and note.cause not in unasked:
                return [self._remark_on(note, hits)]
        return []

    def _remark_on(self, note: QueryNote, hits: Sequence[Hit]) -> Remark:
        """Say of which language a note is, and which model does not know it."""
        dense = {info.name: self._models.get(info.dense_model) for info in self._libraries}
        strange = [hit for hit in hits if hit.language == note.cause]
        library = (strange or hits)[0].library
        present, better = dense.get(library), self._models.get(note.meant)
        return strange_remark(note.cause, present, better, library, asked=not strange)

    def _ask_for_models(self) -> None:
        if not self._asked:
            self._asked = True
            self._link.ask(ListModels(), self._take_models)

    @Slot(object)
    def _take_models(self, event: Event) -> None:
        self._asked = False
        if isinstance(event, ModelsListed):
            self._models, self._fresh = {model.id: model for model in event.models}, True
            if self._answer is not None and self._answer.final:
                self.show_answer(self._answer)

    @Slot(object)
    def _forget_models(self, _connected: object) -> None:
        self._asked = self._fresh = False

    @Slot(object)
    def _libraries_changed(self, libraries: tuple[LibraryInfo, ...]) -> None:
        self._libraries = libraries
        self._fresh = False  # a model may have been downloaded since

    @Slot(str)
    def _query_edited(self, text: str) -> None:
        if self._answer is not None and text.strip() != self._answer.query:
            self._answer = None
            if not text.strip():
                self._window.remarks.show_remarks(())

    @Slot(object)
    def _take(self, wish: object) -> None:
        match wish:
            case GetModel(model=model, library=library):
                models = tuple(self._models.values())
                show_model(self._window, model, models, self._libraries)
                get_model(self._window, self._models.get(model), library)
            case NotNow(language=language):
                known = [code for code in self._preferences.text(UNASKED).split(",") if code]
                self._preferences.put(UNASKED, ",".join(sorted({*known, language})))
                self._window.remarks.show_remarks(
                    tuple(r for r in self._window.remarks.shown if not _offers(r, wish))
                )
                self._window.search.return_to_field()
            case _:
                self._searching.take_advice(wish)


def meant_remark(query: str, note: QueryNote, hits: Sequence[Hit]) -> Remark:
    """Say that a word is nowhere, and what was meant; whether that was looked for as well."""
    word = _slips(query, note)
    known = {part.casefold() for part in query.split()}
    mended = [part for part in note.meant.split() if part.casefold() not in known]
    found = {term.casefold() for hit in hits for term in hit.terms}
    offer = Offer(note.meant, advising.Meant(note.meant), keys=advising.MEANT_KEYS)
    if mended and all(part.casefold().strip("\"'") in found for part in mended):
        said = QCoreApplication.translate(
            "Remarks", "Nothing has “{0}”. “{1}” was searched for instead."
        )
        return Remark(said.format(word, " ".join(mended)), (offer,))
    said = QCoreApplication.translate("Remarks", "Nothing has “{0}”. Did you mean this?")
    return Remark(said.format(word), (offer,))


def _slips(query: str, note: QueryNote) -> str:
    """The words of a query that are others in what was meant."""
    typed, instead = query.split(), note.meant.split()
    pairs = zip(typed, instead, strict=False) if len(typed) == len(instead) else ()
    slips = dict.fromkeys(part.strip(_SIGNS) for part, other in pairs if part != other)
    return "”, “".join(slips) or query[note.start : note.end].strip(_SIGNS)


def strange_remark(
    language: str,
    present: ModelInfo | None,
    better: ModelInfo | None,
    library: str = "",
    *,
    asked: bool = False,
) -> Remark:
    """Say that the model does not know a language, and offer one that does.

    Args:
        language: ISO 639-1.
        present: the model in use, where it is known.
        better: one that knows the language; None where the catalogue has none.
        library: that is to use it.
        asked: whether it is the question's language, not that of what was found.
    """
    name = spoken_name(language)
    model = (
        QCoreApplication.translate("Remarks", "“{0}”").format(present.name)
        if present is not None
        else QCoreApplication.translate("Remarks", "in use")
    )
    said = (
        QCoreApplication.translate(
            "Remarks",
            "Your question is in {0}, which the model {1} does not know: it is answered by its "
            "words alone.",
        )
        if asked
        else QCoreApplication.translate(
            "Remarks",
            "These documents are in {0}, which the model {1} does not know: they are found by "
            "their words alone.",
        )
    ).format(name, model)
    offers: list[Offer] = []
    if better is not None:
        text = (
            QCoreApplication.translate("Remarks", "Use a model that knows {0}")
            if better.state == "installed"
            else QCoreApplication.translate("Remarks", "Get a model that knows {0} ({1})")
        ).format(name, figures.size(better.bytes))
        offers.append(Offer(text, GetModel(better.id, library)))
    not_now = QCoreApplication.translate("Remarks", "Not now")
    return Remark(said, (*offers, Offer(not_now, NotNow(language))))


def weak_remark(hits: Sequence[Hit], advice: Advice, *, alike: bool = False) -> Remark | None:
    """Say kindly that nothing answers well, and what to try; None where something does.

    Args:
        hits: what is shown.
        advice: what could be tried.
        alike: whether what is like something was looked for, and no words.
    """
    if any(hit.score >= WEAK_SCORE or not was_compared(hit) for hit in hits):
        return None
    said = (
        QCoreApplication.translate("Remarks", "Nothing here is much like it.")
        if alike
        else QCoreApplication.translate("Remarks", "Nothing here clearly answers this.")
    )
    count = len(hits)
    shown = (
        QCoreApplication.translate("Remarks", "%n weaker match(es).", "", count)
        if alike
        else QCoreApplication.translate(
            "Remarks", "The %n closest passage(s) are below.", "", count
        )
    )
    offers = tuple(
        offer
        for section in advice.sections
        for offer in section.offers
        if not isinstance(offer.wish, advising.Meant)  # it has a line of its own
    )
    return Remark(f"{said} {shown}", offers, "\n".join(advice.tips))


def _offers(remark: Remark, wish: object) -> bool:
    return any(offer.wish == wish for offer in remark.offers)
