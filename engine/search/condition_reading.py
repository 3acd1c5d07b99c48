"""Operators with their values: the conditions that they set, or why they set none."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from engine.search.conditions import Condition, Extensions, Folder, Language, Modified, Name, Size
from engine.search.kinds import extensions_of, language_code
from engine.search.scanning import OPERATORS
from engine.search.values import parse_day, parse_size, relative_day

if TYPE_CHECKING:
    from engine.search.scanning import Piece

_ALIKE = 0.7
"""Share of letters in common (difflib) from which on a word is taken for an operator misspelt."""


class NoCondition(Exception):  # noqa: N818 - flow of the parser, and no error
    """An operator that is none; code and words of the note that says so."""

    def __init__(self, code: str, message: str, meant: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.meant = meant
        self.message = message


def condition_of(piece: Piece) -> Condition:
    """Return what an operator asks for.

    Raises:
        NoCondition: it says nothing.
    """
    name = piece.meaning
    if not name:
        raise _unknown(piece.operator)
    value = piece.value.strip()
    if not value:
        raise NoCondition("empty-operator", f"“{piece.operator}:” needs a value right after it.")
    if name == "size":
        return _size(piece, value)
    if name in ("before", "after"):
        return _modified(name, piece, value)
    if name == "in":
        return Folder(value, piece.negated)
    if name == "name":
        return Name(value, piece.negated)
    return _set_of(name, piece, value)


def _unknown(operator: str) -> NoCondition:
    said = f"There is no operator “{operator}:”."
    for meant in get_close_matches(operator.lower(), OPERATORS, 1, _ALIKE):
        return NoCondition("misspelt-operator", f"{said} Did you mean “{meant}:”?", meant)
    return NoCondition("unknown-operator", said)


def _set_of(name: str, piece: Piece, value: str) -> Condition:
    parts = [part for part in re.split(r"[,;|]", value) if part.strip(" .*")]
    if name == "ext":
        values = frozenset(part.strip(" .*").casefold() for part in parts)
        if not values:
            raise NoCondition("empty-operator", f"“{piece.operator}:” needs an extension.")
        return Extensions(values, piece.negated)
    known = [
        (part, extensions_of(part.strip()) if name == "type" else language_code(part.strip()))
        for part in parts
    ]
    bad = [part for part, found in known if not found]
    if bad or not known:
        what, code = ("kind of file", "unknown-type") if name == "type" else _LANGUAGE_NOTE
        raise NoCondition(code, f"“{bad[0] if bad else value}” is no {what} known here.")
    if name == "type":
        return Extensions(
            frozenset(e for part in parts for e in extensions_of(part.strip())), piece.negated
        )
    return Language(frozenset(language_code(part.strip()) for part in parts), piece.negated)


_LANGUAGE_NOTE = ("language", "unknown-language")


def _modified(name: str, piece: Piece, value: str) -> Modified:
    day = parse_day(value) or relative_day(value, date.today())  # noqa: DTZ011 - a person's today
    if day is None:
        raise NoCondition("bad-date", f"“{value}” is no date; write 2024, 2024-05 or 2024-05-17.")
    return Modified(since=day) if (name == "after") != piece.negated else Modified(before=day)


_SPELLINGS = {"=>": ">=", "=<": "<=", "≥": ">=", "≤": "<=", "＞": ">", "＜": "<"}  # noqa: RUF001


def _size(piece: Piece, value: str) -> Size:
    size = parse_size(value)
    relation = _SPELLINGS.get(piece.relation, piece.relation)
    if size is None or relation not in (">", "<", ">=", "<="):
        raise NoCondition("bad-size", "Write a size as size>1MB or size<200kB.")
    edge = size + (relation in (">", "<="))
    return Size(least=edge) if relation.startswith(">") != piece.negated else Size(below=edge)
