"""Conditions on passages, and their translation into Milvus' filter language.

Milvus Lite 2.5 sets the rules that the translation keeps for every store: no ``not (…)``, no
chains of more than some fifty terms, no ``in []``, no line breaks in literals, no ``like``. So
negation is carried down to the leaves, chains become balanced trees, leaves over the same field
become one list, and a condition that nothing can meet is reported instead of being sent.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

PATH_BYTES = 8192
"""Longest stored path in UTF-8; no system here has longer ones (Linux 4,096, Windows 32,767 units
but 260 or 1,024 in practice). Longer ones are cut, on both sides alike."""

EXT_BYTES = 512
LANG_BYTES = 64

_CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}


@dataclass(frozen=True, slots=True)
class And:
    """Every part holds; with no parts everything matches."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some part holds; with no parts nothing matches."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Filter


@dataclass(frozen=True, slots=True)
class Under:
    """The file lies in this folder, at any depth."""

    folder: str


@dataclass(frozen=True, slots=True)
class PathIs:
    """The file has exactly this path."""

    path: str


@dataclass(frozen=True, slots=True)
class ExtIn:
    """The file's extension (lower case, without dot) is one of these."""

    exts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LangIn:
    """The passage's language (ISO 639-1, "" for unknown) is one of these."""

    langs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileIn:
    """The catalogue's file id is one of these."""

    files: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PkIn:
    """The passage's key is one of these."""

    pks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ModifiedBetween:
    """first ≤ modification time < end, in seconds since 1970; None leaves a side open."""

    first: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SizeBetween:
    """first ≤ bytes < end; None leaves a side open."""

    first: int | None = None
    end: int | None = None


Filter: TypeAlias = (
    And | Or | Not | Under | PathIs | ExtIn | LangIn | FileIn | PkIn | ModifiedBetween | SizeBetween
)

_Value: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class _OneOf:
    field: str
    values: frozenset[_Value]
    negated: bool


@dataclass(frozen=True, slots=True)
class _Range:
    field: str
    first: _Value | None
    end: _Value | None


@dataclass(frozen=True, slots=True)
class _All:
    parts: tuple[_Term, ...]


@dataclass(frozen=True, slots=True)
class _Any:
    parts: tuple[_Term, ...]


_Term: TypeAlias = _OneOf | _Range | _All | _Any

_EVERYTHING = _All(())
_NOTHING = _Any(())


def expression(where: Filter | None) -> str | None:
    """Return the Milvus expression for a filter.

    Returns:
        "" when everything matches, None when nothing can match (nothing must be asked then).
    """
    term = _EVERYTHING if where is None else _term(where, negated=False)
    if term == _NOTHING:
        return None
    return "" if term == _EVERYTHING else _written(term)


def stored_path(path: str) -> str:
    """Return a path as the rows carry it: what Milvus' literals cannot hold is replaced.

    Line breaks and other control characters become their Unicode pictures, undecodable bytes
    U+FFFD, and Windows' backslashes slashes. Rows and filters both go through here.
    """
    if os.name == "nt":
        path = path.replace("\\", "/")
    return stored_text(path, PATH_BYTES)


def stored_text(text: str, most: int) -> str:
    """Return a text that Milvus' literals and protobuf can hold, cut to `most` bytes of UTF-8."""
    data = text.translate(_CONTROL_PICTURES).encode("utf-8", "surrogatepass")
    return data.decode("utf-8", "replace").encode()[:most].decode("utf-8", "ignore")


def quoted(text: str) -> str:
    """Return a string literal of Milvus' filter language; the text is a stored one."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def of_library(library: str) -> str:
    """Return the expression that matches the rows of a library, by its id, at a shared server."""
    return f"library == {quoted(library)}"


def _term(where: Filter, *, negated: bool) -> _Term:
    match where:
        case Not(part):
            return _term(part, negated=not negated)
        case And(parts) | Or(parts):
            every = isinstance(where, And) != negated
            return _joined((_term(part, negated=negated) for part in parts), every=every)
        case Under(folder):
            start = stored_path(folder).rstrip("/") + "/"
            return _between("path", start, start[:-1] + "0", negated=negated)  # "0" follows "/"
        case ModifiedBetween(first, end):
            return _between("mtime", first, end, negated=negated)
        case SizeBetween(first, end):
            return _between("size", first, end, negated=negated)
        case _:
            return _listed(where, negated=negated)


def _listed(where: PathIs | ExtIn | LangIn | FileIn | PkIn, *, negated: bool) -> _Term:
    match where:
        case PathIs(path):
            return _one_of("path", [stored_path(path)], negated=negated)
        case ExtIn(exts):
            return _one_of("ext", [stored_text(ext, EXT_BYTES) for ext in exts], negated=negated)
        case LangIn(langs):
            return _one_of(
                "lang", [stored_text(lang, LANG_BYTES) for lang in langs], negated=negated
            )
        case FileIn(files):
            return _one_of("file", files, negated=negated)
        case PkIn(pks):
            return _one_of("pk", pks, negated=negated)


def _one_of(field: str, values: Iterable[_Value], *, negated: bool) -> _Term:
    chosen = frozenset(values)
    if not chosen:
        return _EVERYTHING if negated else _NOTHING
    return _OneOf(field, chosen, negated)


def _between(field: str, first: _Value | None, end: _Value | None, *, negated: bool) -> _Term:
    if not negated:
        return _EVERYTHING if first is None and end is None else _Range(field, first, end)
    outside = [_Range(field, None, first)] if first is not None else []
    if end is not None:
        outside.append(_Range(field, end, None))
    return _joined(outside, every=False)


def _joined(parts: Iterable[_Term], *, every: bool) -> _Term:
    """Join by and/or: flatten, drop what decides nothing, unite lists over the same field."""
    kind: Callable[[tuple[_Term, ...]], _Term] = _All if every else _Any
    neutral, deciding = (_EVERYTHING, _NOTHING) if every else (_NOTHING, _EVERYTHING)
    lists: dict[str, frozenset[_Value]] = {}
    rest: list[_Term] = []
    for part in _flat(parts, _All if every else _Any):
        if part == deciding:
            return deciding
        if isinstance(part, _OneOf) and part.negated == every:
            lists[part.field] = lists.get(part.field, frozenset()) | part.values
        elif part != neutral:
            rest.append(part)
    rest += [_OneOf(field, values, every) for field, values in lists.items()]
    return rest[0] if len(rest) == 1 else kind(tuple(rest))


def _flat(parts: Iterable[_Term], kind: type[_All | _Any]) -> Iterable[_Term]:
    for part in parts:
        if isinstance(part, kind) and part.parts:
            yield from part.parts
        else:
            yield part


def _written(term: _Term) -> str:
    match term:
        case _OneOf(field, values, negated):
            listed = ", ".join(_literal(value) for value in sorted(values, key=_order))
            return f"{field} {'not in' if negated else 'in'} [{listed}]"
        case _Range(field, first, end):
            sides = [f"{field} >= {_literal(first)}"] if first is not None else []
            if end is not None:
                sides.append(f"{field} < {_literal(end)}")
            return " and ".join(sides) if len(sides) == 1 else f"({' and '.join(sides)})"
        case _All(parts):
            return _tree([_written(part) for part in parts], " and ")
        case _Any(parts):
            return _tree([_written(part) for part in parts], " or ")


def _tree(parts: Sequence[str], joiner: str) -> str:
    """Bracket a long chain into a balanced tree: Lite 2.5 refuses flat chains over some fifty."""
    level = list(parts)
    while len(level) > 1:
        level = [
            reduce(lambda left, right: f"({left}{joiner}{right})", level[place : place + 2])
            for place in range(0, len(level), 2)
        ]
    return level[0]


def _literal(value: _Value) -> str:
    return quoted(value) if isinstance(value, str) else str(int(value))


def _order(value: _Value) -> tuple[str, int]:
    return (value, 0) if isinstance(value, str) else ("", int(value))
