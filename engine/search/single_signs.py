"""Queries of a single character (税, 집): found in the pairs that the index has of it.

A run of Han gives its pairs, so that a character by itself is a term only where it stands alone.
Which pairs there are the numbers of the terms tell: all that the character could be in are looked
up in the term table, in some 50 ms. One of them in 100,000 may be another term of the same number;
what is marked in a passage is the character, and never that. A Korean syllable, which is a term
before particles, is looked for as the beginning of words where it stands nowhere by itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from engine.models.bm25 import idf
from engine.models.spellings import anchor, is_hangul
from engine.models.terms import LARGEST_TERM, normalise, term_id

if TYPE_CHECKING:
    from engine.models.bm25 import QueryTerm
    from engine.search.question import Question
    from engine.search.vocabulary import Vocabulary
    from engine.store.catalogue_reading import CatalogueReader

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_NEIGHBOURS = tuple(
    map(chr, (*range(0x3005, 0x3008), *range(0x3041, 0x3097), *range(0x30A1, 0x30FD)))
) + tuple(map(chr, range(0x4E00, 0xA000)))
"""What may stand beside one: Kana, and the characters of Unicode 1.1, which texts consist of."""
_MOST = 200
"""Pairs of a character that are asked for; those in most passages."""
_MOST_WORDS = 3
"""Words of one character that are looked up, of a query."""


def widened(
    question: Question, catalogue: CatalogueReader, vocabulary: Vocabulary, passages: int
) -> Question:
    """Return a question that also asks for the pairs of its single characters.

    Any of them counts as the character, once, and is as rare as all of them together.

    Args:
        question: about a text.
        catalogue: the library's.
        vocabulary: its words.
        passages: in the library.

    Raises:
        StoreError: the catalogue failed.
    """
    single = [term for term in question.analysis.terms if len(term.surface) == 1]
    for own in single[:_MOST_WORDS]:
        if len(question.analysis.words[own.word]) == 1:
            sign = normalise(own.surface)
            if _HAN.fullmatch(sign):
                question = _asking(question, own, _pairs(sign, catalogue), passages)
            elif is_hangul(sign) and own.id not in question.terms:
                found = {anchor(one.word): one.df for one in vocabulary.like(f"{sign}*")}
                question = _asking(question, own, found, passages)
    return question


def _pairs(sign: str, catalogue: CatalogueReader) -> dict[int, int]:
    """The pairs that a character is in, and itself, with the passages that each is in."""
    own = sign.encode()
    begun, of_others = crc32(own), _neighbours()
    pairs = [1 + crc32(other, begun) % LARGEST_TERM for other in of_others]
    pairs += [1 + crc32(own, other) % LARGEST_TERM for other in of_others.values()]
    return catalogue.df([*pairs, term_id(sign)])


@cache
def _neighbours() -> dict[bytes, int]:
    """What may stand beside a character, and its checksum, from which that of a pair goes on."""
    return {other.encode(): crc32(other.encode()) for other in _NEIGHBOURS}


def _asking(question: Question, own: QueryTerm, found: dict[int, int], passages: int) -> Question:
    """A question that asks for any of some terms in the place of one."""
    among = sorted(found, key=lambda term: (-found[term], term))[:_MOST]
    if not among or among == [own.id]:
        return question
    first, *others = among
    says = float(idf([min(sum(found.values()), passages)], passages)[0])
    weights = dict(zip(question.terms.tolist(), question.weights.tolist(), strict=True))
    weights |= dict.fromkeys(among, says)
    ids = np.array(sorted(weights), np.uint32)
    terms = {term.id: term for term in question.analysis.terms if term.id != own.id}
    terms |= {term: replace(own, id=term, share=0.0) for term in others}
    terms[first] = replace(own, id=first)
    emphasis = question.emphasis.copy()
    emphasis[own.word] = says
    return replace(
        question,
        terms=ids,
        weights=np.array([weights[term] for term in ids.tolist()], np.float32),
        analysis=replace(question.analysis, terms=tuple(terms.values())),
        alternatives=(*question.alternatives, tuple(among)),
        common=question.common - set(among),
        emphasis=emphasis,
        attainable=question.attainable + says - float(question.emphasis[own.word]),
    )
