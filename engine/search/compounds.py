"""Words that languages write together: found by their parts, and by what they are parts of.

No dictionary: a word is a compound where what is left of it without a known word is known as well,
and known are the words of the library. The other words weigh as far as they say what was asked for:
what stands last in a compound is what it is (a Versicherung), what stands first what it is about.
They are never rarer than the word that was asked for, so that one odd compound does not outdo it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.models.bm25 import QueryTerm, idf
from engine.models.spellings import anchor
from engine.models.terms import fold, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.search.question import Question
    from engine.search.vocabulary import Vocabulary, Words

LANGUAGES = frozenset({"af", "da", "de", "et", "fi", "hu", "is", "nl", "no", "sv"})
_LINKS = ("", "s", "es", "n", "en", "er", "e")  # between parts: Recht-s-schutz
_ENDINGS = ("", "en", "n", "s", "es", "e", "er")
_LEAST_ASKED, _LEAST_PART, _LEAST_WHOLE = 5, 4, 9
_MOST_WORDS = 8
"""Of a query, the longest: a pasted text has enough words of its own."""
_MOST_SEEN, _MOST = 3_000, 50
"""Compounds of a word that are looked at, and that are asked for: those in most passages."""
_LAST, _FIRST = 0.5, 0.25


class Related(NamedTuple):
    """A word that a word is part of, or the other way round, and how much of it that says."""

    word: str
    share: float


def widened(question: Question, vocabulary: Vocabulary, passages: int) -> Question:
    """Return a question that also asks for compounds of its words, and for their parts.

    Args:
        question: about a text without patterns.
        vocabulary: the library's.
        passages: in the library.

    Raises:
        StoreError: the catalogue failed.
    """
    if LANGUAGES.isdisjoint(question.analysis.languages):
        return question
    words = vocabulary.words()
    weights = dict(zip(question.terms.tolist(), question.weights.tolist(), strict=True))
    added: dict[int, tuple[float, QueryTerm]] = {}
    written = question.analysis.words
    longest = sorted(range(len(written)), key=lambda number: -len(written[number]))
    for number in longest[:_MOST_WORDS]:
        terms = [term for term in question.analysis.terms if term.word == number]
        word = fold(normalise(written[number]))
        if not terms or not _counts(word) or any(term.id in question.common for term in terms):
            continue
        shares = {one.word: one.share for one in related(word, words)}
        found = vocabulary.occurring(shares)[:_MOST]
        whole = sum(weights.get(term.id, 0.0) for term in terms) or float(idf([0], passages)[0])
        for one, weight in zip(found, idf([one.df for one in found], passages), strict=True):
            heavy = shares[one.word] * min(float(weight), whole)
            term = replace(terms[0], id=anchor(one.word), share=shares[one.word])
            if term.id not in weights and heavy > added.get(term.id, (0.0, term))[0]:
                added[term.id] = heavy, term
    if not added:
        return question
    weights |= {term: weight for term, (weight, _) in added.items()}
    ids = np.array(sorted(weights), np.uint32)
    terms = (*question.analysis.terms, *(term for _, term in added.values()))
    return replace(
        question,
        terms=ids,
        weights=np.array([weights[term] for term in ids.tolist()], np.float32),
        analysis=replace(question.analysis, terms=tuple({t.id: t for t in terms}.values())),
    )


def related(word: str, words: Words) -> Iterator[Related]:
    """Yield compounds of a word among some words, and the words that it is a compound of.

    Args:
        word: normalised, accents folded.
        words: a library's.
    """
    known = words.spellings
    for one in _holding(words.text, word):
        modifier, _, rest = one.partition(word)
        if modifier and rest in _ENDINGS and _is_known(modifier, known):
            yield Related(one, _LAST)
        elif not modifier and len(rest) >= _LEAST_PART and _goes_on(rest, known):
            yield Related(one, _FIRST)
    if len(word) >= _LEAST_WHOLE:
        yield from _parts(word, known)


def _holding(text: str, word: str) -> Iterator[str]:
    """Yield the lines of a text that hold a word and are longer; one pass, for texts are large."""
    at = text.find(word)
    for _ in range(_MOST_SEEN):
        if at < 0:
            return
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        if end - start > len(word):
            yield text[start:end]
        at = text.find(word, end)


def _goes_on(rest: str, known: dict[str, str]) -> bool:
    """Whether what stands behind a word is one."""
    return any(rest.startswith(link) and rest[len(link) :] in known for link in _LINKS)


def _is_known(modifier: str, known: dict[str, str]) -> bool:
    """Whether what stands before a word is one, or ends with one."""
    if len(modifier) < _LEAST_PART - 1:
        return False
    bare = [
        modifier[: -len(link)] if link else modifier for link in _LINKS if modifier.endswith(link)
    ]
    if any(one in known for one in bare):
        return True
    cuts = range(_LEAST_PART, len(modifier) - _LEAST_PART + 1)
    return any(one[cut:] in known for one in bare for cut in cuts)


def _parts(word: str, known: dict[str, str]) -> Iterator[Related]:
    """Yield the parts of a compound: what it ends with, and what stands before the longest end."""
    first = ""
    for cut in range(_LEAST_PART, len(word) - _LEAST_PART + 1):
        if word[cut:] in known and _is_known(word[:cut], known):
            yield Related(word[cut:], _LAST)
            modifiers = [word[:cut].removesuffix(link) for link in _LINKS]
            first = first or next((one for one in modifiers if one in known), "")
    if first:
        yield Related(first, _FIRST)


def _counts(word: str) -> bool:
    return len(word) >= _LEAST_ASKED and word.isalpha() and word[0] < "\u0250"
