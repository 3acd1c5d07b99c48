"""Whether two passages say the same: to the letter, or but for a few words.

Nearly the same are texts that share most of their *shingles* (Broder 1997, "On the resemblance and
containment of documents"): every three words in a row, or every five signs in scripts without
spaces. Resemblance alone would take a form letter for a copy of another one, and a row of a table
for its neighbour, so that figures have a veto (see `engine.search.figures`): an amount, a number of
an item, a time, or a "not" that differs makes two texts different, whatever else they share. Days
count as less: a version of a contract differs from the one before in its days. They may differ
where a text is long.

A mail that says little but what it quotes is compared without that little, and without heads.
"""

from __future__ import annotations

import re
from functools import cached_property

from engine.search.figures import Figures, figures
from engine.search.phrases import comparable
from engine.search.quotation import quotation, without_head

NEAR = 0.8
"""Share of all shingles of two texts that both have, from which on they are nearly the same. One
word replaced leaves so much of 29 words, four leave it of 110."""
LONG = 300
"""Characters of letters from which on days may differ: some sixty words."""
_OPENING = 8
"""Words by which most texts are told apart."""
_HEADED = 120
"""Characters below which a text means little without the heading above it: "Price: 300"."""
_WORDS, _SIGNS = 3, 5
_ADDED = 0.15
"""Share of the words quoted in a mail, up to which its own say little: thanks, a name."""

_WORD = re.compile(r"\w+")
_SPACELESS = re.compile(
    "[\u0e01-\u0e7f\u0e81-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17d3\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff]"
)


def opening(text: str) -> tuple[str, ...]:
    """Return the first words of a text's `Wording.text`, without making all of it.

    White space is one in any form, and nothing joins across it (UAX 15 calls such code points
    stable), so that a text's words are those of its beginning and then others.
    """
    *begun, _ = text.split(None, _OPENING) or [""]
    words = comparable(" ".join(begun)).split() if len(begun) == _OPENING else []
    if len(words) < _OPENING:  # it has fewer, or some are left out
        words = comparable(text).split()
    return tuple(words[:_OPENING])


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
        """All numbers but those of days, and words that weigh as much, in their order.

        Without those of a mail's head.
        """
        return self._core.figured.numbers

    @property
    def length(self) -> int:
        """Characters that count, without a mail's head and what adds little to a quotation."""
        return len(self._core.text)

    @property
    def identity(self) -> tuple[str, str] | None:
        """What is equal only of texts that are the `same`; None where nothing is said."""
        headed = len(self.text) < _HEADED
        return (self.text, comparable(self._heading) if headed else "") if self.text else None

    def same(self, other: Wording) -> bool:
        """Whether both say something, and to the letter the same; short ones below one heading."""
        if not self.text or self.text != other.text:
            return False
        headed = len(self.text) < _HEADED and self._heading and other._heading
        return not headed or comparable(self._heading) == comparable(other._heading)

    def near(self, other: Wording) -> bool:
        """Whether both say the same but for a few words, and in figures exactly the same."""
        if self._quoted or other._quoted:
            return self._core.near_as_written(other._core)
        return self.near_as_written(other)

    def resembles(self, other: Wording, share: float) -> bool:
        """Whether both have a share, over 0, of all their shingles, whatever the figures say."""
        ours, theirs = len(self.text), len(other.text)
        if min(ours, theirs) < share * 0.9 * max(ours, theirs):
            return False
        shared = len(self._shingles & other._shingles)
        return 0 < shared >= share * (len(self._shingles) + len(other._shingles) - shared)

    def near_as_written(self, other: Wording) -> bool:
        """The same with all that stands there, also about what is quoted."""
        ours, theirs = self.figured, other.figured
        return (
            ours.numbers == theirs.numbers
            and self._days_agree(other)
            and self.resembles(other, NEAR)
        )

    def _days_agree(self, other: Wording) -> bool:
        """Whether one has all days of the other (a quoted mail says when it was sent), or long."""
        ours, theirs = self.figured.days, other.figured.days
        return ours <= theirs or theirs <= ours or min(len(self.text), len(other.text)) >= LONG

    @cached_property
    def _quoted(self) -> Wording | None:
        """What it quotes, where it says little but that."""
        mail = quotation(self._text)
        if mail is None:
            return None
        quoted = Wording(mail.quoted)
        few = _ADDED * len(_WORD.findall(quoted.text))
        own = Wording(mail.own)
        little = len(_WORD.findall(own.text)) <= few and not own.figured.numbers
        return quoted if little and quoted.text else None

    @cached_property
    def _core(self) -> Wording:
        """What counts of it beside what quotes it."""
        if self._quoted:
            return self._quoted
        body = without_head(self._text)
        return self if body == self._text or not body.strip() else Wording(body)

    @cached_property
    def figured(self) -> Figures:
        """All its figures."""
        return figures(self.text)

    @cached_property
    def _shingles(self) -> frozenset[object]:
        words = _WORD.findall(self.text)
        signs = "".join(words)
        if not signs.isascii() and 2 * len(_SPACELESS.findall(signs)) > len(signs):
            return frozenset(signs[i : i + _SIGNS] for i in range(len(signs) - _SIGNS + 1))
        return frozenset(zip(words, words[1:], words[2:], strict=False))
