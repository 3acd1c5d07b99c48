"""What a query can ask of a file or a passage besides its words: the operators' meanings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec


class Extensions(msgspec.Struct, frozen=True):
    """The file's extension is (not) one of these (lower case, no dot)."""

    values: frozenset[str]
    negated: bool = False


class Folder(msgspec.Struct, frozen=True):
    """The file is (not) in this folder or below: a path, ``~/…`` or a folder's name."""

    name: str
    negated: bool = False


class Name(msgspec.Struct, frozen=True):
    """The file's name contains (does not contain) this."""

    text: str
    negated: bool = False


class Language(msgspec.Struct, frozen=True):
    """The passage is (not) in one of these languages (ISO 639-1)."""

    codes: frozenset[str]
    negated: bool = False


class Modified(msgspec.Struct, frozen=True):
    """Last changed on or after the first instant of `since`, and before that of `before`."""

    since: date | None = None
    before: date | None = None


class Size(msgspec.Struct, frozen=True):
    """At least `least` bytes and fewer than `below`."""

    least: int | None = None
    below: int | None = None


Condition = Extensions | Folder | Name | Language | Modified | Size


def merged(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """The same set-like operator given twice means either: their values are joined."""
    kept: list[Condition] = []
    extensions = frozenset[str]()
    codes = frozenset[str]()
    for condition in conditions:
        if isinstance(condition, Extensions) and not condition.negated:
            extensions |= condition.values
        elif isinstance(condition, Language) and not condition.negated:
            codes |= condition.codes
        else:
            kept.append(condition)
    if extensions:
        kept.append(Extensions(extensions))
    if codes:
        kept.append(Language(codes))
    return tuple(kept)
