"""How a query could go on at the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from engine.protocol.messages import Completion, PastSearch, SavedSearch
from engine.search.completing_values import Value, days, extensions, kinds, languages, sizes
from engine.search.scanning import OPERATORS, Piece, next_piece
from engine.search.typed import is_korean, typed

if TYPE_CHECKING:
    from engine.protocol.messages import QueryNote
    from engine.search.offers import Offers

MOST = 10
"""Completions at a time."""
_FOLDERS = 3
"""Of a plain word that begins like a folder's name."""
_RECENT = 5
_ENOUGH = 3
"""Keys of a plain word that must be there before kinds and folders are offered for it."""
_NEAR = "NEAR/5"
"""Offered between words, to who writes its beginning in capitals."""
_LISTS = ("type", "ext", "lang")
"""Operators that take several values with commas."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Former queries that may be asked again."""

    recent: Sequence[PastSearch] = ()
    saved: Sequence[SavedSearch] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """The piece of the query that the cursor stands in or behind."""

    piece: Piece
    end: int
    """Where the piece ends behind the cursor, in the whole query."""


def complete(query: str, cursor: int, offers: Offers, asked: Asked) -> tuple[Completion, ...]:
    """What the text before the cursor could become, the likeliest first.

    Args:
        query: as it stands in the field.
        cursor: character offset in it.
        offers: what the libraries have.
        asked: former queries.
    """
    head = query[: max(0, min(cursor, len(query)))]
    found = _place(query, head)
    made: list[Completion] = []
    if found is None or not found.piece.operator:
        made += _former(query, head, asked)
    if found is not None:
        ways = _values if found.piece.operator else _words
        made += ways(found, offers)
    unlike = {c.text: c for c in reversed(made) if c.text != query[c.start : c.end]}
    return tuple(islice((c for c in made if unlike.get(c.text) is c), MOST))


def _place(query: str, head: str) -> _Place | None:
    notes: list[QueryNote] = []
    at, last = 0, None
    while (piece := next_piece(head, at, notes)) is not None:
        at, last = piece.end, piece
        if notes and not piece.operator:
            return None  # a phrase that is still being written
        if notes:  # an open quotation mark: all that follows is the value
            value = head[notes[0].start + 1 :]
            last = piece._replace(end=len(head), quoted=True, value=value)
            break
    if last is None or last.end < len(head) or (last.quoted and not last.operator):
        return None
    at, end = 0, last.end
    while (piece := next_piece(query, at, [])) is not None and piece.start <= last.start:
        at, end = piece.end, max(last.end, piece.end)
    return _Place(last, end)


def _former(query: str, head: str, asked: Asked) -> Iterator[Completion]:
    """Whole queries that begin like this one, whose end the cursor must be at."""
    if head != query:
        return
    start = typed(" ".join(query.split()))

    def begins(*texts: str) -> bool:
        return any(typed(text).startswith(start) for text in texts)

    for saved in asked.saved:
        if begins(saved.name, saved.query):
            yield _whole(query, saved.query, "saved", saved.name)
    recent = (past.query for past in asked.recent if begins(past.query))
    for text in islice(recent, _RECENT if start else MOST):
        yield _whole(query, text, "recent", "")


def _whole(query: str, text: str, kind: str, detail: str) -> Completion:
    return Completion(text=text, start=0, end=len(query), kind=kind, detail=detail)


def _words(place: _Place, offers: Offers) -> Iterator[Completion]:
    """What a word may be the beginning of: an operator, a kind of file, a folder."""
    piece = place.piece
    word, sign = piece.value, "-" if piece.negated else ""
    if place.end > piece.end or not word or not word[0].isalnum():
        return  # a word that is being changed, or none
    if piece.start and word.isupper() and _NEAR.startswith(word) and not piece.negated:
        yield _at(place, _NEAR, Value(detail="near"), "operator")
    for name, meaning in _operators(word):
        for relation in "><" if meaning == "size" else ":":
            yield _at(place, sign + name + relation, Value(detail=meaning), "operator")
    korean, keys = is_korean(word), typed(word)
    if len(keys) < _ENOUGH:
        return
    names = {meaning: name for name, meaning in OPERATORS.items() if is_korean(name)}
    for value in islice(kinds(word, offers), 1):
        yield _at(place, f"{sign}{names['type'] if korean else 'type'}:{value.text}", value, "type")
    for value in _folders(word, offers, _FOLDERS):
        text = f"{sign}{names['in'] if korean else 'in'}:{_quoted(value.text)}"
        yield _at(place, text, value, "folder")


def _operators(word: str) -> Iterator[tuple[str, str]]:
    start = typed(word)
    given: set[str] = set()
    for name, meaning in OPERATORS.items():
        if meaning not in given and typed(name).startswith(start):
            given.add(meaning)
            yield name, meaning


def _values(place: _Place, offers: Offers) -> Iterator[Completion]:
    """The values that an operator could have."""
    piece = place.piece
    meaning = piece.meaning
    before, value = "", piece.value
    if meaning in _LISTS and not piece.quoted:
        cut = max(value.rfind(sign) for sign in ",;|") + 1
        before, value = value[:cut], value[cut:]
    front = ("-" if piece.negated else "") + piece.operator + piece.relation + before
    kind = {"in": "folder", "before": "date", "after": "date"}.get(meaning, meaning)
    korean = is_korean(piece.operator)
    for offered in _offered(meaning, piece, value, offers, korean=korean):
        yield _at(place, front + _quoted(offered.text), offered, kind)


def _offered(
    meaning: str, piece: Piece, value: str, offers: Offers, *, korean: bool
) -> Iterable[Value]:
    ways: dict[str, Callable[[], Iterable[Value]]] = {
        "type": lambda: kinds(value, offers, korean=korean),
        "ext": lambda: extensions(value, offers),
        "lang": lambda: languages(value, offers),
        "in": lambda: _folders(value, offers, MOST),
        "name": lambda: (Value(word, files) for word, files in offers.names.beginning(value, MOST)),
        "before": lambda: days(value, offers, after=False, korean=korean),
        "after": lambda: days(value, offers, after=True, korean=korean),
        "size": lambda: sizes(value) if piece.relation != ":" else (),
    }
    return ways.get(meaning, tuple)()


def _folders(text: str, offers: Offers, most: int) -> Iterator[Value]:
    for folder in offers.folders.beginning(text, most):
        yield Value(folder.name, folder.files, folder.path)


def _quoted(value: str) -> str:
    return f'"{value}"' if any(sign.isspace() for sign in value) else value


def _at(place: _Place, text: str, value: Value, kind: str) -> Completion:
    return Completion(
        text=text,
        start=place.piece.start,
        end=place.end,
        kind=kind,
        detail=value.detail,
        count=value.files,
    )
