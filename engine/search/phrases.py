"""Exact phrases: does a text contain these very words, however it was typeset?

Case, width and composition do not count (NFKC, case folding), nor do kinds of quotation marks and
dashes, where lines break, and hyphens that only a line break put there, nor the points and signs of
Hebrew and Arabic that most texts leave out. A space stands for punctuation at white space, too:
"writing by" is in "in writing, by mail"; punctuation in a phrase is demanded. Whole words count:
"cat" is not in "category". Scripts that write no spaces, and Korean with its endings, have no such
edges: 복지 is in 복지제도는.

In a pattern ``*`` stands for any letters of a word, up to `_FARTHEST` between others, and ``?``
between letters for one of them. Its letters without accents stand for those with them, too.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple, Protocol

from engine.models.terms import normalise
from engine.search.accents import accented

_SPACED = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"  # Hangul: may break a line at any syllable
_SPACELESS = (
    "\u0e00-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17d3\u3005-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_EDGELESS = re.compile(f"[{_SPACED}{_SPACELESS}]")
_IS_SPACELESS = re.compile(f"[{_SPACELESS}]")
_LETTER = f"[^\\W{_SPACED}{_SPACELESS}]"

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`‹›ʼ׳", "'"),  # noqa: RUF001
        **dict.fromkeys("“”„‟«»″〝〞〟״「」『』", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),  # noqa: RUF001
        "\x02": "-",  # what PDF readers make of a hyphen at the end of a line
        "\ufffe": "-",
        **dict.fromkeys(range(0x591, 0x5BE)),  # Hebrew accents and points
        **dict.fromkeys((0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, 0x640, 0x670)),
        **dict.fromkeys(range(0x64B, 0x660)),  # Arabic vowel signs; above, a stretching line
    }
)

_OTHERWISE = re.compile(f"[{''.join(map(chr, _SAME))}]")

_MARK = "[\u0300-\u036f]"
_MARKS = (
    "[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0730-\u074a\u07a6-\u07b0"
    "\u07eb-\u07f3\u0816-\u0829\u0900-\u0963\u0981-\u0df3\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0f39"
    "\u0f3e-\u0f84\u0f86-\u0fc6\u102b-\u103e\u1056-\u109d\u1712-\u1734\u17b4-\u17d3\u1920-\u193b"
    "\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b44\u1b6b-\u1bf3\u1c24-\u1c37\u1cd0-\u1cff\u3099\u309a"
    "\ua802-\uabed\ufe00-\ufe2f]"
)
"""Signs upon letters, with what lies between them in their scripts: `re` has them for no letters,
and they are no punctuation. The first ones alone follow European letters."""
_EUROPEAN = "\u0590"
_SIGN = r"[^\w\s]"
_MOST = 8
"""Signs of punctuation together. What is longer is a line that was drawn; and a text of nothing
else is looked through in a time in proportion to its length."""
_GAPS = 3  # "mail. ⏎ • Then": white space that punctuation parts
_IS_SIGN = re.compile(_SIGN)

_BROKEN = r"(?:-[^\S\n]*+\n\s*+)?"  # exam-⏎ple
_LINE = r"(?:[^\S\n]*+\n\s*+)?"
_FARTHEST = 40
"""Letters that a wildcard stands for; no word has more, and where no spaces are written it is to
end somewhere."""
_ANY = rf"[\w*]{{0,{_FARTHEST}}}?"  # a text may have asterisks of its own
WILD = r"\*+|(?<=\w)\?(?=\w)"
"""What a pattern has instead of letters, as a regular expression."""
_WILD = re.compile(WILD)
_BARE = re.compile(r"\W+")
_SHORTEST = 2
"""Letters that a pattern needs; one where a script has more of them than an alphabet."""
_SHORTEST_END = 3
"""Letters that a pattern needs which says how words end, or begin with one that is known."""


def comparable(text: str) -> str:
    """The form in which texts are compared; a passage's may be kept for several phrases."""
    return _OTHERWISE.sub(_same, normalise(text))  # some 20 times as quick as to translate it


def _same(sign: re.Match[str]) -> str:
    return _SAME[ord(sign[0])] or ""


class Requirement(Protocol):
    """What a passage must, or must not, have."""

    def stands_in(self, comparable_text: str, /) -> bool:
        """Whether a text, already `comparable`, has it."""
        ...


class Phrase:
    """Words to be found exactly; compiled once, tried on many texts."""

    def __init__(self, text: str) -> None:
        words = comparable(text).split()
        self._pattern = re.compile(_pattern(words)) if words else None

    def spans(self, comparable_text: str) -> list[tuple[int, int]]:
        """Return where a text, already `comparable`, has the phrase."""
        found = self._pattern.finditer(comparable_text) if self._pattern else ()
        return [match.span() for match in found]

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return self._pattern is not None

    def stands_in(self, comparable_text: str) -> bool:
        """Whether a text, already `comparable`, contains the phrase; an empty one always does."""
        return self._pattern is None or self._pattern.search(comparable_text) is not None


class Exact(NamedTuple):
    """Something to be found to the letter."""

    pattern: re.Pattern[str] | Phrase
    """Finds it in what is `comparable`."""
    terms: tuple[int, ...]
    """Of the question; a passage has them where this stands."""
    finds: tuple[int, ...] = ()
    """Terms by which passages are looked for that may have it; none where they are demanded."""

    def spans(self, comparable_text: str) -> list[tuple[int, int]]:
        """Return where it stands in a text, already `comparable`."""
        if isinstance(self.pattern, Phrase):
            return self.pattern.spans(comparable_text)
        return [found.span() for found in self.pattern.finditer(comparable_text)]

    def stands_in(self, comparable_text: str) -> bool:
        """Whether a text, already `comparable`, has it."""
        return bool(self.spans(comparable_text))


def _pattern(words: list[str]) -> str:
    """What finds words next to each other, as a regular expression.

    What follows a wildcard is taken where it comes first, once and for all: that is as good as
    anywhere further on, and the time stays linear however many wildcards there are.
    """
    first, last = words[0][0], words[-1][-1]
    pieces = [f"(?<!{_LETTER})" if _has_edge(first) else ""]
    for i, word in enumerate(words):
        inside, *others = _inside(word)
        if i:  # taken where it comes first, too
            inside = f"(?>{_between_words(words[i - 1][-1], word[0])}{inside})"
        pieces[-1] += inside
        pieces += others
    if _has_edge(last):
        pieces[-1] += f"(?!{_LETTER})"
    if last == "*" and len(pieces) > 1 and not pieces[-1]:
        pieces.pop()  # any letters, or none: no need to look
    start, *others = pieces
    if not start and others:
        start, *others = others
    return start + "".join(f"(?>{_ANY}{piece})" for piece in others)


def is_wild(word: str) -> bool:
    """Whether a word is a pattern: it has ``*`` or ``?`` and letters enough to look for."""
    found = _WILD.search(word)
    if found is None:
        return False
    literal = _BARE.sub("", word)
    if word.startswith(("*", "?")) and not _EDGELESS.search(literal):
        return len(literal) >= _SHORTEST_END
    before = _BARE.sub("", word[: found.start()])
    if len(before) >= _SHORTEST or _EDGELESS.search(literal):
        return bool(literal)
    return len(literal) >= _SHORTEST_END and not literal.isdecimal()  # m?rek; 2*100 is a sum


def is_too_short(word: str) -> bool:
    """Whether a word would be a pattern if it had more letters; a sum such as 2*3 would not."""
    literal = _BARE.sub("", word)
    return bool(_WILD.search(word)) and not is_wild(word) and not literal.isdecimal()


def _has_edge(sign: str) -> bool:
    return re.match(_LETTER, sign) is not None


def _between_words(left: str, right: str) -> str:
    """What may be where a phrase has a space: white space, with punctuation at it.

    Korean spacing is often left out, and other unspaced scripts have none. A word is not two for
    being broken at the end of a line.
    """
    least = 0 if _EDGELESS.match(left) and _EDGELESS.match(right) else 1
    way = "?" if _IS_SIGN.match(right) else "+"  # what is demanded is not to be skipped
    mark = _MARK if left < _EUROPEAN else _MARKS
    broken = r"(?!-[^\S\n]*+\n)" if left.isalpha() else ""
    first = f"(?:(?!{mark}){broken}{_SIGN}{{1,{_MOST}}}{way})?{way}"
    return rf"{first}(?:\s++{_SIGN}{{0,{_MOST}}}{way}){{{least},{_GAPS}}}{way}"


def _inside(word: str) -> list[str]:
    """A word as regular expressions, between which there may be any letters."""
    if not is_wild(word):
        return [_literal(word)]
    pieces = [""]
    at = 0
    for found in _WILD.finditer(word):
        pieces[-1] += _literal(word[at : found.start()], wild=True)
        if found[0] == "?":
            pieces[-1] += r"\w"
        else:
            pieces.append("")
        at = found.end()
    pieces[-1] += _literal(word[at:], wild=True)
    return pieces


def _literal(word: str, *, wild: bool = False) -> str:
    if not word:
        return ""
    spell = accented if wild else re.escape
    parts = [spell(word[0])]
    for left, right in pairwise(word):
        if left == "-":
            parts.append(_LINE)
        elif _IS_SPACELESS.match(left) or _IS_SPACELESS.match(right):
            parts.append(r"\s*")
        elif _EDGELESS.match(left) or _EDGELESS.match(right):
            parts.append(_LINE)
        elif left.isalpha() and right.isalpha():
            parts.append(_BROKEN)
        parts.append(spell(right))
        if wild and (joined := accented(left + right)):
            parts[-3:] = [f"(?:{''.join(parts[-3:])}|{joined})"]
    return "".join(parts)
