"""``OR``, ``AND`` and ``NOT``: operators of other programs, and none here.

Who writes them between words means no words, so that they are not looked for; a note says what
there is instead. Nothing that they would demand or exclude elsewhere is demanded or excluded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.protocol.messages import QueryNote

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from engine.search.scanning import Piece

_BETWEEN = ("OR", "AND")
_BEFORE = ("NOT",)
_MEANT = ("word", "phrase", "wildcard", "near", "excluded")
_SHOUTED = 2
"""Most words of a query all in capitals in which they are operators: TO BE OR NOT TO BE."""
_SENTENCE = 8
"""Words from which on a query is prose, in which capitals stress: do NOT open the door."""
CODE = "foreign-operator"


def foreign(pieces: Sequence[tuple[str, Piece]], taken: Collection[int]) -> tuple[int, ...]:
    """Return the places of pieces that are such operators, ascending.

    Args:
        pieces: kinds and pieces of the whole query.
        taken: places of those that are something else, operands of NEAR say.
    """
    found = [
        place
        for place, (kind, piece) in enumerate(pieces)
        if kind == "word" and place not in taken and piece.value in _BETWEEN + _BEFORE
    ]
    others = [
        place for place, (kind, _) in enumerate(pieces) if kind in _MEANT and place not in found
    ]
    if not found or not others or len(others) >= _SENTENCE:
        return ()
    said = "".join(pieces[place][1].value for place in others)
    if len(others) > _SHOUTED and said.isupper():
        return ()
    return tuple(
        place
        for place in found
        if place < others[-1] and (pieces[place][1].value in _BEFORE or place > others[0])
    )


def told(piece: Piece) -> QueryNote:
    """Return the note on one."""
    said = (
        f"“{piece.value}” is no operator here: plain words are all looked for, and none is "
        "demanded. To exclude a word, write -word."
    )
    return QueryNote(code=CODE, start=piece.start, end=piece.end, message=said, meant=piece.value)
