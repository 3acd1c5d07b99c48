"""What BM25 counts: the terms of a text, the same on the side of the passage and of the query.

A text is normalised (NFKC, case folded, invisible characters out) and cut into segments:

- a *word* gives its exact form, accents folded, and its Snowball stem where that differs;
- a *run* of a script written without spaces (Han with Kana, Thai, …) and each Hangul word give
  their pairs of characters, or the one character that they are;
- a *compound* (``foo_bar``, ``1.0.21``, ``state-of-the-art``, ``AB-1234/5``, an e-mail address,
  ``c++``) gives itself whole, a long number its digits alone, and then its parts as words.

Exact forms and stems share one space of terms on purpose. ``run`` is the exact form of "run" and
the stem of "running", so a passage about running is found by either word, and a word that is its
own stem costs one term and not two.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from engine.models.terms_fold import fold
from engine.models.terms_runs import HAN_KANA, HANGUL, SPACELESS, indexed
from engine.models.terms_stem import roots

TOKENIZER_VERSION = 2  # stored with every index: another number means that it must be rebuilt
LARGEST_TERM = 2**32 - 2  # Milvus refuses the dimension 2^32 - 1

_RUNS = HANGUL + HAN_KANA + SPACELESS


def _marks() -> str:
    """Return the combining marks: no letters to `re`, though Indic and Arabic words hold them."""
    runs = re.compile(f"[{_RUNS}]")
    signs = (chr(code) for code in range(0x300, 0x3000))
    return "".join(s for s in signs if unicodedata.category(s)[0] == "M" and not runs.match(s))


_LETTER = f"[^\\W_{_RUNS}]"
_INNER = (  # signs inside words, left out of them: п'ять, צה"ל, col·legi
    "(?<=[\u0400-\u052f])['\u2019](?=[\u0400-\u052f])"
    "|(?<=[\u05d0-\u05ea])['\"\u2019\u201d](?=[\u05d0-\u05ea])"
    "|(?<=l)\u00b7(?=l)"
)
_WORD = f"{_LETTER}+(?:(?:[{_marks()}]+|{_INNER}){_LETTER}*)*"
_SEGMENT = re.compile(
    f"(?P<sharp>(?<![^\\W_])[a-z](?:\\+\\+|\\#)(?![^\\W_]))"
    f"|(?P<word>{_WORD})(?P<name>(?:(?:__?|[.@\u2010-]|(?<=[0-9])/|/(?=[0-9])){_WORD})+)?"
    f"|(?P<run>[{HANGUL}]+|[{HAN_KANA}]+|[{SPACELESS}]+)"
)
_PART = re.compile(_WORD)
_BARE = str.maketrans("", "", "'\"\u2019\u201d\u00b7")
_PLAIN = re.compile(r"[a-z]+|[0-9]+")
_SIGNS = re.compile(r"[./-]")
_MANY = 7
"""Digits from which on a number is the same however it is cut: of a book, a telephone, a day."""
INVISIBLE = dict.fromkeys(
    (
        *(0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF),
        *range(0x200C, 0x2010),  # joiners and direction marks; U+200B, a break, is left to separate
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        0x640,  # the Arabic stroke that stretches a word
        *(0x2BB, 0x2BC, 0x5F3, 0x5F4),  # letters' apostrophes, Hebrew signs of abbreviation
    )
)
"""What is left out."""
_ZEROS = (  # those of scripts that the Unicode Standard gives digits of their own, and NFKC leaves
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20"
    "\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50"
    "\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0"
)
SAME = {**INVISIBLE, **{ord(zero) + n: str(n) for zero in _ZEROS for n in range(10)}}
"""What is left out or, digits, written otherwise: a number is the same in any script."""
OTHERWISE = f"[{''.join(map(chr, SAME))}]"
"""Any sign of those, as a regular expression."""
_OTHERWISE = re.compile(OTHERWISE)  # most texts have none: looking is 30 times as quick
_DOTTED = "i\u0307"  # what folding the case makes of İ


class Kind(Enum):
    """How a segment is turned into terms."""

    WORD = "word"
    RUN = "run"
    NAME = "name"


class Segment(NamedTuple):
    """A word, a run without spaces or a whole compound, at [start, end) of the normalised text."""

    kind: Kind
    start: int
    end: int
    text: str


def normalise(text: str) -> str:
    """Return the text in the form in which terms are compared: NFKC, folded case, nothing unseen.

    Digits of all scripts are ASCII, and İ is an i. Source: Unicode 16, toNFKC_Casefold (section
    3.13.5), with U+200B kept as a break.
    """
    if text.isascii():
        return text.lower()
    if _OTHERWISE.search(text):
        text = text.translate(SAME)
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded).replace(_DOTTED, "i")


def segments(text: str) -> Iterator[Segment]:
    """Cut a *normalised* text; a compound comes before its parts, which lie inside it."""
    for match in _SEGMENT.finditer(text):
        kind, (start, end) = match.lastgroup, match.span()
        if kind in {"name", "sharp"}:
            yield Segment(Kind.NAME, start, end, match[0].replace("\u2010", "-").translate(_BARE))
            for part in _PART.finditer(text, start, end):
                yield Segment(Kind.WORD, *part.span(), part[0].translate(_BARE))
        else:
            found = match[0] if match[0].isascii() else match[0].translate(_BARE)
            yield Segment(Kind.RUN if kind == "run" else Kind.WORD, start, end, found)


def forms(segment: Segment, language: str) -> tuple[str, ...]:
    """Return the terms of one segment: exact form first, then what it may be a form of.

    Args:
        segment: from `segments`; of a run see `engine.models.terms_runs`.
        language: ISO 639-1 of the text around it, "" for unknown (stemmed as English).
    """
    text = segment.text
    if segment.kind is Kind.RUN:
        return tuple(indexed(text)[0])
    if segment.kind is Kind.NAME:
        whole = fold(text)
        digits = _SIGNS.sub("", whole)
        return (whole, digits) if len(digits) >= _MANY and digits.isdecimal() else (whole,)
    exact = text if language == "vi" else fold(text)
    return tuple(dict.fromkeys((exact, *roots(text, language))))


def document_terms(text: str, language: str) -> tuple[list[str], int]:
    """Return a *normalised* text's terms, repeated as they occur, and its length in words.

    A bigram counts as a word and a compound as its parts, so that the length says how much a text
    has to say and not how many terms the analysis makes of it.
    """
    if _PLAIN.fullmatch(text):  # most words of most texts
        return list(forms(Segment(Kind.WORD, 0, len(text), text), language)), 1
    terms: list[str] = []
    length = 0
    for segment in segments(text):
        if segment.kind is Kind.RUN:
            found, pairs = indexed(segment.text)
            length += pairs
        else:
            found = forms(segment, language)
            length += segment.kind is Kind.WORD
        terms += found
    return terms, length


def term_id(term: str) -> int:
    """Return the term's dimension in a sparse vector: in [1, 2^32 - 2], the same everywhere.

    CRC-32 is no worse than a cryptographic hash here: terms are not chosen by an adversary, terms
    of up to four bytes never collide, and of a million different terms some 116 pairs share a
    dimension (n²/2³³), which adds up two document frequencies and hurts nobody. 0 stays free for
    the sentinel that stands in rows without terms.
    """
    return 1 + zlib.crc32(term.encode("utf-8", "surrogatepass")) % LARGEST_TERM
