"""A query's pieces as chips, and queries with pieces taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.look import words
from app.search.chips import Chip
from app.search.values import size_text, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.protocol.messages import QueryNote, QueryPiece

_CHIPS = ("filter", "bad", "near")
_SOUGHT = ("word", "wildcard", "phrase", "near", "bad")
"""Kinds of what is looked for in texts."""
_DISTANCE = re.compile(r"\d+")
_USUAL_DISTANCE = "10"
"""Words that NEAR alone means."""
PIECE = "piece"
"""The key of chips that stand for a piece of the query."""


def chips_of(
    query: str, pieces: Sequence[QueryPiece], notes: Sequence[QueryNote]
) -> tuple[Chip, ...]:
    """A chip for each filter, for each that was meant to be one, and for nearness that is asked."""
    return tuple(_chip(query, piece, notes) for piece in pieces if piece.kind in _CHIPS)


def note_text(note: QueryNote) -> str:
    """What a note says, as people read it."""
    facts = {"meant": note.meant} if note.meant else None
    said = [words.sentence(note.code, note.message, facts)]
    if note.cause:
        said.append(words.sentence(note.cause, note.message))
    return " ".join(said)


def without(query: str, start: int, end: int) -> str:
    """The query without what stands from ``start`` to ``end``."""
    return " ".join(f"{query[:start]} {query[end:]}".split())


def filters_alone(query: str, pieces: Sequence[QueryPiece]) -> str:
    """The query's filters without its words."""
    return " ".join(query[piece.start : piece.end] for piece in pieces if piece.kind == "filter")


def without_filters(query: str, pieces: Sequence[QueryPiece]) -> str:
    """The query's words without its filters."""
    for piece in reversed(pieces):
        if piece.kind == "filter":
            query = without(query, piece.start, piece.end)
    return query


def has_words(pieces: Iterable[QueryPiece]) -> bool:
    """Whether anything is looked for beside the filters."""
    return any(piece.kind in _SOUGHT for piece in pieces)


def filter_text(piece: QueryPiece) -> str:
    """A filter in a few words: ``Folder: letters``."""
    pattern = {
        "type": QCoreApplication.translate("Filters", "Kind: {0}"),
        "ext": QCoreApplication.translate("Filters", "Extension: {0}"),
        "in": QCoreApplication.translate("Filters", "Folder: {0}"),
        "name": QCoreApplication.translate("Filters", "Name: {0}"),
        "before": QCoreApplication.translate("Filters", "Before: {0}"),
        "after": QCoreApplication.translate("Filters", "Since: {0}"),
        "lang": QCoreApplication.translate("Filters", "Language: {0}"),
    }.get(piece.operator, "{0}")
    sized = piece.operator == "size"
    value = size_text(piece.value) if sized else value_text(piece.operator, piece.value)
    text = pattern.format(value)
    return QCoreApplication.translate("Filters", "Not {0}").format(text) if piece.negated else text


def near_text(written: str) -> str:
    """``NEAR/5`` → at most 5 words apart."""
    found = _DISTANCE.search(written)
    said = QCoreApplication.translate("Filters", "At most {0} words apart")
    return said.format(found[0] if found else _USUAL_DISTANCE)


def _chip(query: str, piece: QueryPiece, notes: Sequence[QueryNote]) -> Chip:
    wrong = piece.kind == "bad"
    written = query[piece.start : piece.end]
    text = written if wrong else near_text(written) if piece.kind == "near" else filter_text(piece)
    said = [n for n in notes if piece.start < n.end and n.start < piece.end] if wrong else []
    hint = " ".join(note_text(note) for note in said)
    return Chip(PIECE, text, wrong, hint, piece.start, piece.end)
