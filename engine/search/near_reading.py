"""``NEAR/n`` in a query: which of its pieces it joins, and what is wrong where it joins none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.search.near import DEFAULT, LARGEST, Chain
from engine.search.scanning import Piece

_NEAR = re.compile(r"NEAR(?:/0*([0-9]+))?")
_OPERANDS = ("word", "phrase", "wildcard")
_ALONE = 2
"""Most words of a query all in capitals in which NEAR alone is the operator."""
_EDGE = "NEAR stands between two words or phrases: tax NEAR/5 refund."
_NUMBER = f"Write a number of words from 1 to {LARGEST}: tax NEAR/5 refund."

Pieces = Sequence[tuple[str, Piece]]


def is_near(word: str) -> bool:
    """Whether a word is the operator: in capitals, for “near” is a word like others."""
    return _NEAR.fullmatch(word) is not None


def chains_of(
    pieces: Pieces, *, shouted: bool = False
) -> tuple[dict[tuple[int, ...], Chain], dict[int, str]]:
    """Find the chains.

    Args:
        pieces: kinds and pieces of the whole query.
        shouted: whether all of it is in capitals, so that NEAR without a number is a word.

    Returns:
        The chains by the places of their pieces, operators included; and by the places of
        operators that join nothing what is wrong, empty where they are words like others.
    """
    told: dict[int, str] = {}
    shouted = shouted and sum(kind in _OPERANDS for kind, _ in pieces) > _ALONE
    for place, (kind, _) in enumerate(pieces):
        if kind == "near":
            wrong = _wrong(pieces, place, shouted=shouted)
            if wrong is not None:
                told[place] = wrong
    found: dict[tuple[int, ...], Chain] = {}
    links: list[int] = []
    for place, (kind, _) in enumerate(pieces):
        if kind != "near" or place in told:
            continue
        if links and place != links[-1] + 2:
            _add(found, pieces, links)
            links = []
        links.append(place)
    if links:
        _add(found, pieces, links)
    return found, told


def _wrong(pieces: Pieces, place: int, *, shouted: bool) -> str | None:
    match = _NEAR.fullmatch(pieces[place][1].value)
    number = match[1] if match else None
    if number is None and shouted:
        return ""
    beside = (pieces[i] if 0 <= i < len(pieces) else None for i in (place - 1, place + 1))
    if not all(one is not None and one[0] in _OPERANDS for one in beside):
        return _EDGE
    if number is not None and not 1 <= int(number[:9]) <= LARGEST:
        return _NUMBER
    return None


def _add(found: dict[tuple[int, ...], Chain], pieces: Pieces, links: Sequence[int]) -> None:
    places = tuple(range(links[0] - 1, links[-1] + 2))
    operands = [pieces[place] for place in places[::2]]
    found[places] = Chain(
        operands=tuple(piece.value for _, piece in operands),
        quoted=tuple(kind == "phrase" for kind, _ in operands),
        distances=tuple(_distance(pieces[place][1].value) for place in links),
    )


def _distance(word: str) -> int:
    match = _NEAR.fullmatch(word)
    return int(match[1]) if match and match[1] else DEFAULT
