"""What BM25 counts: the terms of a text, the same on the side of the passage and of the query.

A text is normalised (NFKC, case folded, invisible characters out) and cut into segments:

- a *word* gives its exact form, accents folded, and its Snowball stem where that differs;
- a *run* of a script written without spaces (Han with Kana, Thai, …) and each Hangul word give
  their character bigrams, or the one character that they are;
- a *compound* (``foo_bar``, ``1.0.21``, ``state-of-the-art``, an e-mail address, ``c++``) gives
  itself whole, and then its parts as words.

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

from engine.models.terms_stem import fold, stem

TOKENIZER_VERSION = 1  # stored with every index: another number means that it must be rebuilt
LARGEST_TERM = 2**32 - 2  # Milvus refuses the dimension 2^32 - 1

_HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7ff"
_HAN_KANA = (
    "\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_SPACELESS = (  # Thai, Lao, Tibetan, Myanmar, Khmer: letters and signs, without their digits
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u0f40-\u0fbc"
    "\u1000-\u103f\u1050-\u108f\u1780-\u17d3"
)
_RUNS = _HANGUL + _HAN_KANA + _SPACELESS


def _marks() -> str:
    """Return the combining marks: no letters to `re`, though Indic and Arabic words hold them."""
    runs = re.compile(f"[{_RUNS}]")
    signs = (chr(code) for code in range(0x300, 0x3000))
    return "".join(s for s in signs if unicodedata.category(s)[0] == "M" and not runs.match(s))


_LETTER = f"[^\\W_{_RUNS}]"
_WORD = f"{_LETTER}+(?:[{_marks()}]+{_LETTER}*)*"
_SEGMENT = re.compile(
    f"(?P<sharp>(?<![^\\W_])[a-z](?:\\+\\+|\\#)(?![^\\W_]))"
    f"|(?P<word>{_WORD})(?P<name>(?:(?:__?|[.@\u2010-]){_WORD})+)?"
    f"|(?P<run>[{_HANGUL}]+|[{_HAN_KANA}]+|[{_SPACELESS}]+)"
)
_PART = re.compile(_WORD)
_PLAIN = re.compile(r"[a-z]+|[0-9]+")
INVISIBLE = dict.fromkeys(
    (
        *(0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF),
        *range(0x200C, 0x2010),  # joiners and direction marks; U+200B, a break, is left to separate
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
    )
)


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

    Source: Unicode 16, toNFKC_Casefold (section 3.13.5), with U+200B kept as a break.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).casefold()
    return unicodedata.normalize("NFKC", folded)


def segments(text: str) -> Iterator[Segment]:
    """Cut a *normalised* text; a compound comes before its parts, which lie inside it."""
    for match in _SEGMENT.finditer(text):
        kind, (start, end) = match.lastgroup, match.span()
        if kind in {"name", "sharp"}:
            yield Segment(Kind.NAME, start, end, match[0].replace("\u2010", "-"))
            for part in _PART.finditer(text, start, end):
                yield Segment(Kind.WORD, *part.span(), part[0])
        else:
            yield Segment(Kind.RUN if kind == "run" else Kind.WORD, start, end, match[0])


def forms(segment: Segment, language: str) -> tuple[str, ...]:
    """Return the terms of one segment: exact form first, then the stem where it differs.

    Args:
        segment: from `segments`; of a run the bigrams come in order.
        language: ISO 639-1 of the text around it, "" for unknown (stemmed as English).
    """
    text = segment.text
    if segment.kind is Kind.RUN:
        return tuple(text[i : i + 2] for i in range(len(text) - 1)) or (text,)
    exact = fold(text)
    if segment.kind is Kind.NAME:
        return (exact,)
    root = stem(text, language)
    return (exact,) if root == exact else (exact, root)


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
        found = forms(segment, language)
        terms += found
        length += {Kind.WORD: 1, Kind.RUN: len(found), Kind.NAME: 0}[segment.kind]
    return terms, length


def term_id(term: str) -> int:
    """Return the term's dimension in a sparse vector: in [1, 2^32 - 2], the same everywhere.

    CRC-32 is no worse than a cryptographic hash here: terms are not chosen by an adversary, terms
    of up to four bytes never collide, and of a million different terms some 116 pairs share a
    dimension (n²/2³³), which adds up two document frequencies and hurts nobody. 0 stays free for
    the sentinel that stands in rows without terms.
    """
    return 1 + zlib.crc32(term.encode("utf-8", "surrogatepass")) % LARGEST_TERM
