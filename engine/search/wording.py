"""Whether two passages say the same: to the letter, or but for a few words.

Nearly the same are texts that share most of their *shingles* (Broder 1997, "On the resemblance and
containment of documents"): every three words in a row, or every five signs in scripts without
spaces. Resemblance alone would take a form letter for a copy of another one, and a row of a table
for its neighbour, so that numbers have a veto: an amount, a number of an item or a time that
differs makes two texts different, whatever else they share. Days count as less: a version of a
contract differs from the one before in its days. They may differ where a text is long.
"""

from __future__ import annotations

import re
from functools import cached_property

from engine.search.phrases import comparable

NEAR = 0.8
"""Share of all shingles of two texts that both have, from which on they are nearly the same. One
word replaced leaves so much of 29 words, four leave it of 110."""
LONG = 300
"""Characters of letters from which on days may differ: some sixty words."""
_HEADED = 120
"""Characters below which a text means little without the heading above it: "Price: 300"."""
_WORDS, _SIGNS = 3, 5

_WORD = re.compile(r"\w+")
_SPACELESS = re.compile(
    "[\u0e01-\u0e7f\u0e81-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17d3\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff]"
)
_YEAR = r"(?:1[89]|2[0-6])\d\d(?!\d)"
_MONTH = r"[^\W\d_]+\.?"
_DAY = re.compile(  # at the beginning of a number
    r"\d{4}([-./])\d{1,2}\1\d{1,2}(?!\d)"  # 2024-03-01
    r"|\d{1,2}([-./])\d{1,2}\2(?:\d{4}|\d\d)(?!\d)"  # 01.03.2024
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|º)?\s(?:(?:de|of)\s)?{_MONTH}(?:\sde|,)?\s{_YEAR}"
    rf"|(?<=[^\W\d_][\s])\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}"  # march 1st, 2024
    r"|\d{2,4}\s?[年년]\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日일])?"
    r"|\d{1,2}:\d\d(?::\d\d)?(?![\d:])"  # the time of a quoted mail
)
_CLAIM = re.compile(rf"(?:copyright|©|\(c\))[\s,]*(?:©|\(c\))?[\s,]*(?:{_YEAR}[\s,-]*)*\Z")
_CLAIMED = re.compile(_YEAR)
_BEFORE = 40
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")


class Wording:
    """A text in the forms in which it is compared, each made when it is first wanted."""

    def __init__(self, text: str, heading: str = "") -> None:
        self._text = text
        self._heading = heading

    @cached_property
    def text(self) -> str:
        """The text without what typesetting adds: case, kinds of quotation marks, line breaks."""
        return " ".join(comparable(self._text).split())

    @property
    def numbers(self) -> tuple[str, ...]:
        """All numbers but those of days and times, ascending."""
        return self._figures[0]

    def same(self, other: Wording) -> bool:
        """Whether both say something, and to the letter the same; short ones below one heading."""
        if not self.text or self.text != other.text:
            return False
        headed = len(self.text) < _HEADED and self._heading and other._heading
        return not headed or comparable(self._heading) == comparable(other._heading)

    def near(self, other: Wording) -> bool:
        """Whether both say the same but for a few words, and in numbers exactly the same."""
        ours, theirs = len(self.text), len(other.text)
        if min(ours, theirs) < NEAR * 0.9 * max(ours, theirs) or self.numbers != other.numbers:
            return False
        if not self._days_agree(other):
            return False
        shared = len(self._shingles & other._shingles)
        return shared > 0 and shared >= NEAR * (len(self._shingles) + len(other._shingles) - shared)

    def _days_agree(self, other: Wording) -> bool:
        """Whether one has all days of the other (a quoted mail says when it was sent), or long."""
        ours, theirs = self._days, other._days
        return ours <= theirs or theirs <= ours or min(len(self.text), len(other.text)) >= LONG

    @property
    def _days(self) -> frozenset[str]:
        return self._figures[1]

    @cached_property
    def _figures(self) -> tuple[tuple[str, ...], frozenset[str]]:
        """The numbers and the days."""
        text, place = self.text, 0
        numbers: list[str] = []
        days: set[str] = set()
        while number := _NUMBER.search(text, place):
            day = _DAY.match(text, number.start()) or _claimed(text, number.start())
            if day:
                days.add(day[0])
            else:
                numbers.append(number[0])
            place = (day or number).end()
        return tuple(sorted(numbers)), frozenset(days)

    @cached_property
    def _shingles(self) -> frozenset[object]:
        words = _WORD.findall(self.text)
        signs = "".join(words)
        if not signs.isascii() and 2 * len(_SPACELESS.findall(signs)) > len(signs):
            return frozenset(signs[i : i + _SIGNS] for i in range(len(signs) - _SIGNS + 1))
        return frozenset(zip(words, words[1:], words[2:], strict=False))


def _claimed(text: str, start: int) -> re.Match[str] | None:
    """The year of a copyright notice."""
    year = _CLAIMED.match(text, start)
    return year if year and _CLAIM.search(text, max(0, start - _BEFORE), start) else None
