"""``NEAR/n``: do words stand within n words of each other, in either order?

Neighbours are 1 apart. Words match by any of their forms, phrases and patterns exactly. Where a
script writes no spaces, two characters count as a word; a Korean word matches with its endings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from engine.models.terms import Kind, Segment, forms, segments
from engine.search.phrases import Phrase, comparable, is_wild

DEFAULT = 10
"""Words, where only NEAR is said."""
LARGEST = 100

_WORD = 2  # a word is two units long, a character of an unspaced run one
_Places = list[tuple[int, int]]
"""Where an operand stands: its first and last unit."""


class Chain(msgspec.Struct, frozen=True):
    """``a NEAR/3 b NEAR/5 c`` as it was asked for."""

    operands: tuple[str, ...]
    quoted: tuple[bool, ...]
    """Which of them are phrases."""
    distances: tuple[int, ...]
    """One fewer than operands."""


class Near:
    """A chain to be looked for; made once, tried on many texts."""

    def __init__(self, chain: Chain, languages: Sequence[str]) -> None:
        """Look for a chain.

        Args:
            chain: what is asked for.
            languages: ISO 639-1 of the stems that count as the same word.
        """
        self._languages = tuple(languages) or ("en",)
        self._distances = chain.distances
        self._operands = [
            self._operand(text, quoted=quoted)
            for text, quoted in zip(chain.operands, chain.quoted, strict=True)
        ]
        self._known: dict[str, frozenset[int]] = {}

    def stands_in(self, comparable_text: str) -> bool:
        """Whether a text, already `comparable`, has the operands as near as that."""
        exact = {
            place: operand.spans(comparable_text)
            for place, operand in enumerate(self._operands)
            if isinstance(operand, Phrase)
        }
        if not all(exact.values()):
            return False
        starts, units, words = self._laid_out(comparable_text)
        places: list[_Places] = []
        for place in range(len(self._operands)):
            if place in exact:
                found = [_units(span, starts, units) for span in exact[place]]
            else:
                found = [(unit, unit + _WORD - 1) for unit, of in words if place in of]
            if not found:
                return False
            places.append(found)
        return self._chained(places)

    def _chained(self, places: list[_Places]) -> bool:
        reached = places[0]
        for (_, following), distance in zip(pairwise(places), self._distances, strict=True):
            reached = [
                place for place in following if any(_near(place, one, distance) for one in reached)
            ]
        return bool(reached)

    def _laid_out(self, text: str) -> tuple[list[int], list[int], list[tuple[int, frozenset[int]]]]:
        """Where words begin in the text and in units, and which operands each of them is."""
        starts: list[int] = []
        units: list[int] = []
        words: list[tuple[int, frozenset[int]]] = []
        unit = 0
        for segment in segments(text):
            if segment.kind is Kind.NAME:
                continue
            starts.append(segment.start)
            units.append(unit)
            if segment.kind is Kind.WORD:
                found = self._known.get(segment.text)
                if found is None:
                    found = self._known[segment.text] = self._operands_of(segment)
                if found:
                    words.append((unit, found))
                unit += _WORD
            elif _is_spaced(segment.text):
                unit += _WORD
            else:
                starts += range(segment.start + 1, segment.end)
                units += range(unit + 1, unit + segment.end - segment.start)
                unit += segment.end - segment.start
        return starts, units, words

    def _operand(self, text: str, *, quoted: bool) -> Phrase | frozenset[str]:
        """What to look for: the forms of a word, or what stands there exactly."""
        found = list(segments(comparable(text)))
        if quoted or is_wild(comparable(text)) or len(found) != 1 or found[0].kind is not Kind.WORD:
            return Phrase(text)
        return self._forms(found[0])

    def _forms(self, segment: Segment) -> frozenset[str]:
        return frozenset(form for one in self._languages for form in forms(segment, one))

    def _operands_of(self, segment: Segment) -> frozenset[int]:
        own = self._forms(segment)
        return frozenset(
            place
            for place, operand in enumerate(self._operands)
            if not isinstance(operand, Phrase) and operand & own
        )


def _is_spaced(run: str) -> bool:
    """Whether a run is Hangul, which has spaces between its words."""
    return "\uac00" <= run[0] <= "\ud7a3" or "\u1100" <= run[0] <= "\u11ff"


def _units(span: tuple[int, int], starts: Sequence[int], units: Sequence[int]) -> tuple[int, int]:
    first = max(0, bisect_right(starts, span[0]) - 1)
    last = max(first, bisect_right(starts, span[1] - 1) - 1)
    if not starts:
        return 0, 0
    end = units[last + 1] - 1 if last + 1 < len(units) else units[last] + _WORD - 1
    return units[first], max(units[first], end)


def _near(one: tuple[int, int], other: tuple[int, int], distance: int) -> bool:
    """Whether two places, that do not overlap, are at most so many words apart."""
    earlier, later = sorted((one, other))
    gap = later[0] - earlier[1]
    return 0 < gap <= _WORD * (distance - 1) + 1
