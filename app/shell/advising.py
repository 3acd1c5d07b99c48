"""What to say of an answer, and what to try where there is none. Pure but for the language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.look import figures
from app.look.evidence import was_compared
from app.results.notice import Advice, Offer, Section
from app.search.pieces import filter_text, note_text
from engine.protocol.messages import WEAK_SCORE

if TYPE_CHECKING:
    from app.link.answers import Answer
    from app.link.search_line import Wish
    from engine.protocol.messages import (
        Hit,
        PastSearch,
        QueryNote,
        QueryPiece,
        QueryRead,
        SavedSearch,
    )

_OFFERED = 5
"""Filters, saved and former searches that are offered at most, each."""
MEANT, STRANGE = "did-you-mean", "language-unknown"
"""Codes of notes that have a line of their own above the results."""
MEANT_KEYS = "Alt+Return"
_MEANT = 2
"""Misspelt words that are mended at most."""
_NOTES = 3
"""Notes on a query that one line has room for; a pasted text may have hundreds."""


@dataclass(frozen=True, slots=True)
class DropPiece:
    """The wish to search without a filter."""

    piece: QueryPiece


@dataclass(frozen=True, slots=True)
class DropFilters:
    """The wish to search without any filter."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The wish to search for what was meant."""

    query: str


@dataclass(frozen=True, slots=True)
class LearnHow:
    """The wish to see how one can search."""


@dataclass(frozen=True, slots=True)
class Widen:
    """The wish to search everywhere: in all libraries, and not only in some files."""


def summary(answer: Answer) -> str:
    """What came of a query, in one line."""
    parts: list[str] = []
    if answer.hits:
        parts += (_found(answer.hits), figures.elapsed(answer.seconds))
    if not answer.final:
        parts.append(QCoreApplication.translate("Summary", "refining the order…"))
    parts.extend(note_text(note) for note in islice(_plain(answer.notes), _NOTES))
    return "  ·  ".join(parts)


def meant(notes: Iterable[QueryNote]) -> tuple[QueryNote, ...]:
    """The notes on words that are nowhere, each with a query of its own."""
    found = {note.meant: note for note in notes if note.code == MEANT and note.meant}
    return tuple(islice(found.values(), _MEANT))


def advice(
    wish: Wish,
    read: QueryRead,
    notes: Sequence[QueryNote] = (),
    *,
    indexing: bool,
    confined: bool,
) -> Advice:
    """What to try where nothing was found, or nothing that answers well.

    Args:
        wish: what was looked for.
        read: its query as the engine reads it.
        notes: of the answer.
        indexing: whether more may be found in a moment.
        confined: whether the search is kept to some files or to what is like something.
    """
    filters = [piece for piece in read.pieces if piece.kind == "filter"]
    offers = [_mean(note) for note in meant(notes)]
    offers += [_drop(piece) for piece in filters[:_OFFERED]]
    if len(filters) > 1:
        text = QCoreApplication.translate("Advice", "Search without any filter")
        offers.append(Offer(text, DropFilters(), "filter"))
    if (wish.library or confined) and not wish.similar:  # without a query nothing would be left
        text = QCoreApplication.translate("Advice", "Search everywhere")
        offers.append(Offer(text, Widen(), "library"))
    if wish.query:
        text = QCoreApplication.translate("Advice", "How to search")
        offers.append(Offer(text, LearnHow(), "help"))
    tips = _tips(wish, read, indexing=indexing)
    return Advice(tips, (Section(tuple(offers)),) if offers else (), soon=indexing)


def _tips(wish: Wish, read: QueryRead, *, indexing: bool) -> tuple[str, ...]:
    if indexing:
        said = QCoreApplication.translate(
            "Advice", "Indexing is still under way: more may be found in a moment."
        )
        return (said,)
    if wish.similar:
        return ()  # there are no words that could be others
    tips = [note_text(note) for note in islice(_plain(read.notes), _NOTES)]
    if any(piece.kind == "phrase" for piece in read.pieces):
        tips.append(
            QCoreApplication.translate(
                "Advice", "Words in quotation marks must stand together just so: leave these out."
            )
        )
    if wish.query and not any(piece.kind == "filter" for piece in read.pieces):
        tips.append(
            QCoreApplication.translate(
                "Advice", "Check the spelling, and whether the file's folder is in a library."
            )
        )
    tips.append(
        QCoreApplication.translate("Advice", "Say it in other words, or with fewer of them.")
    )
    return tuple(tips)


def former(saved: Sequence[SavedSearch], recent: Sequence[PastSearch]) -> tuple[Section, ...]:
    """Searches to ask again."""
    kept = tuple(Offer(s.name, s, "star") for s in saved[:_OFFERED])
    asked = tuple(Offer(p.query, p, "clock") for p in recent[:_OFFERED])
    titled = (
        Section(kept, QCoreApplication.translate("Advice", "Saved searches")),
        Section(asked, QCoreApplication.translate("Advice", "Recent searches")),
    )
    return tuple(section for section in titled if section.offers)


def _plain(notes: Iterable[QueryNote]) -> Iterable[QueryNote]:
    """The notes that have no line of their own."""
    return (note for note in notes if note.code not in (MEANT, STRANGE))


def _mean(note: QueryNote) -> Offer:
    text = QCoreApplication.translate("Advice", "Did you mean “{0}”?").format(note.meant)
    return Offer(text, Meant(note.meant), "search", MEANT_KEYS)


def _drop(piece: QueryPiece) -> Offer:
    text = QCoreApplication.translate("Advice", "Search without “{0}”").format(filter_text(piece))
    return Offer(text, DropPiece(piece), "filter")


def _found(hits: Sequence[Hit]) -> str:
    strong = [hit for hit in hits if hit.score >= WEAK_SCORE or not was_compared(hit)]
    files, weak = len({(hit.library, hit.path) for hit in strong}), len(hits) - len(strong)
    if not strong:
        return QCoreApplication.translate("Summary", "Weaker matches only")
    passages = QCoreApplication.translate("Summary", "%n passage(s)", "", len(strong))
    in_files = QCoreApplication.translate("Summary", "%n file(s)", "", files)
    text = QCoreApplication.translate("Summary", "{0} in {1}").format(passages, in_files)
    if not weak:
        return text
    return QCoreApplication.translate("Summary", "{0}, {1} weaker").format(
        text, figures.count(weak)
    )
