"""A query cut into pieces: words, phrases, operators with their values."""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.protocol.messages import QueryNote

_QUOTES = {
    '"': '"',
    "＂": "＂",  # noqa: RUF001 - what an East Asian keyboard types
    "“": '”“"',
    "„": '“”‟"',
    "‚": "‘’‛",  # noqa: RUF001 - German, inside of others
    "‘": "’",  # noqa: RUF001 - Korean
    "‹": "›",  # noqa: RUF001
    "›": "‹",  # noqa: RUF001
    "〝": "〟〞",
    "‟": "”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
}
_ALSO_ALONE = "‘‚‹›"  # noqa: RUF001 - beginnings of words, "File › Save"
_CLOSING = set("".join(_QUOTES.values()))
_MINUS = "-−－"  # noqa: RUF001
_SPACE_OR_OPENING = re.compile(r"[\s„«‹「『〝]")  # noqa: RUF001
_RELATION = re.compile(
    r"(size|크기)\s?[:：]?\s?(>=|<=|=>|=<|[<>=≥≤＞＜])\s?",  # noqa: RUF001
    re.IGNORECASE,
)
OPERATORS = {
    "type": "type",
    "filetype": "type",
    "kind": "type",
    "ext": "ext",
    "in": "in",
    "folder": "in",
    "before": "before",
    "after": "after",
    "since": "after",
    "size": "size",
    "name": "name",
    "filename": "name",
    "lang": "lang",
    "language": "lang",
    "종류": "type",
    "확장자": "ext",
    "폴더": "in",
    "이전": "before",
    "이후": "after",
    "크기": "size",
    "이름": "name",
    "언어": "lang",
}
"""As they may be written, lower case -> the plain form; of each form the plain one comes first in
English, and the only one in Korean."""

_KOREAN = "|".join(name for name in OPERATORS if not name.isascii())
_OPERATOR = re.compile(rf"([A-Za-z]{{2,12}}|{_KOREAN})[:：](?![:：]|//)")  # noqa: RUF001


class Piece(NamedTuple):
    """One word, phrase or operator of a query."""

    start: int
    end: int
    negated: bool
    quoted: bool
    operator: str
    """As written, without the colon; empty for a plain word or phrase."""
    relation: str
    """What stands after the operator: ``:`` or, for sizes, ``>=`` and the like."""
    value: str

    @property
    def meaning(self) -> str:
        """The operator's proper name; empty when there is no such operator."""
        return OPERATORS.get(self.operator.lower(), "")


def next_piece(
    query: str, at: int, notes: list[QueryNote], lone: set[str] | None = None
) -> Piece | None:
    """The piece that begins at or after `at`; None at the end. Notes a lone quotation mark.

    Args:
        query: all of it.
        at: offset in it.
        notes: gets what is wrong.
        lone: quotation marks that have no partner from here on, remembered from piece to piece: the
            rest is looked through once for each of them, not once for each time it stands there.
    """
    while at < len(query) and query[at].isspace():
        at += 1
    if at >= len(query):
        return None
    start = at
    following = query[at + 1 : at + 2]
    negated = query[at] in _MINUS and following not in ("", *_MINUS) and not following.isspace()
    if negated:
        at += 1
    operator, relation, at = _operator(query, at)
    if at < len(query) and query[at] in _QUOTES:
        end = -1 if lone and query[at] in lone else _closing(query, at)
        if end > 0:
            value = query[at + 1 : end]
            return Piece(start, end + 1, negated, True, operator, relation, value)  # noqa: FBT003
        if lone is not None:
            lone.add(query[at])
        if query[at] not in _ALSO_ALONE:
            told = "This quotation mark has no partner."
            notes.append(QueryNote(code="unclosed-quote", start=at, end=at + 1, message=told))
        at += 1
    elif at < len(query) and query[at] in _CLOSING:
        at += 1  # a closing mark without an opening one
    found = _SPACE_OR_OPENING.search(query, at)
    end = found.start() if found else len(query)
    return Piece(start, end, negated, False, operator, relation, query[at:end])  # noqa: FBT003


def _operator(query: str, at: int) -> tuple[str, str, int]:
    """Name, relation and end of the operator at `at`; empty strings where there is none."""
    if found := _RELATION.match(query, at):
        return found[1], found[2], found.end()
    found = _OPERATOR.match(query, at)
    if found is None:
        return "", "", at
    rest = query[found.end() : found.end() + 1]
    if found[1].lower() not in OPERATORS and (not rest or rest.isspace() or rest.isdigit()):
        return "", "", at  # "Note: …", "at:15": prose, not an operator
    if not found[1].isascii() and rest.isspace():
        return "", "", at  # "이름: …" as it stands in forms
    return found[1], ":", found.end()


def _closing(query: str, at: int) -> int:
    """Where the quotation that opens at `at` closes, or -1."""
    closers = _QUOTES[query[at]]
    for i in range(at + 1, len(query)):
        if query[i] in closers and not _is_apostrophe(query, i):
            return i
    return -1


def _is_apostrophe(query: str, at: int) -> bool:
    """Whether a mark stands inside a word: that of "don’t" does not end a quotation."""
    inside = query[at] in "’‘‛" and query[at - 1].isalnum()  # noqa: RUF001
    return inside and query[at + 1 : at + 2].isalpha() and query[at + 1].isascii()
