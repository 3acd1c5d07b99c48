"""Patterns like ``form*``: the words of a library that they stand for, as terms of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.models.bm25 import QueryTerm, idf
from engine.models.spellings import anchor, is_hangul
from engine.models.terms import fold, normalise
from engine.search.phrases import WILD, comparable, is_wild

if TYPE_CHECKING:
    from engine.search.query import ParsedQuery
    from engine.search.question import Question
    from engine.search.vocabulary import Occurring, Vocabulary

MOST = 200
"""Words that a pattern stands for at most; those in most passages."""
_WORD = re.compile(r"[^\s\"“”„«»「」『』]+")
_EDGES = re.compile(r"^[^\w*]+|[^\w*]+$")


class Expansion(NamedTuple):
    """A pattern and the words that it stands for, those in most passages first."""

    pattern: str
    """As written."""
    words: tuple[Occurring, ...]
    cut: bool = False
    """Whether there are more."""

    @property
    def stand_in(self) -> str:
        """A word for models, which know no patterns."""
        if self.words:
            return self.words[0].spelling
        return " ".join(re.split(WILD, self.pattern)).strip()


def patterns_of(parsed: ParsedQuery) -> tuple[str, ...]:
    """Return the patterns of a query, also those in phrases and chains."""
    operands = (text for chain in parsed.chains for text in chain.operands)
    texts = (*parsed.wildcards, *parsed.phrases, *operands)
    words = (_EDGES.sub("", word) for text in texts for word in _WORD.findall(text))
    return tuple(dict.fromkeys(word for word in words if is_wild(word)))


def expanded(patterns: Sequence[str], vocabulary: Vocabulary) -> tuple[Expansion, ...]:
    """Find the words of patterns.

    Raises:
        StoreError: the catalogue failed.
    """
    found: list[Expansion] = []
    for pattern in patterns:
        words = vocabulary.like(fold(normalise(comparable(pattern))))
        found.append(Expansion(pattern, tuple(words[:MOST]), len(words) > MOST))
    return tuple(found)


def spoken(text: str, expansions: Sequence[Expansion]) -> str:
    """Return a query's text with a word in the place of each pattern."""
    for one in sorted(expansions, key=lambda one: -len(one.pattern)):
        text = text.replace(one.pattern, one.stand_in)
    return " ".join(text.split())


def widened(question: Question, expansions: Sequence[Expansion], passages: int) -> Question:
    """Return a question that also asks for the words of patterns.

    Any of them counts as the word, so what can be attained stays that of one of them.

    Args:
        question: about the text from `spoken`.
        expansions: of its patterns.
        passages: in the library.
    """
    weights = dict(zip(question.terms.tolist(), question.weights.tolist(), strict=True))
    terms = {term.id: term for term in question.analysis.terms}
    shown = list(question.analysis.words)
    alternatives: list[tuple[int, ...]] = []
    for one in expansions:
        words = [word for word in one.words if not is_hangul(word.word)]
        place = _place_of(one.stand_in, question)
        for word, weight in zip(words, idf([w.df for w in words], passages), strict=True):
            term = anchor(word.word)
            weights[term] = max(weights.get(term, 0.0), float(weight))
            terms.setdefault(term, QueryTerm(term, *place))
        if words:
            first = anchor(words[0].word)
            own = {t.id for t in question.analysis.terms if t.word == place[2]} & weights.keys()
            others = own | {anchor(word.word) for word in words}
            alternatives.append((first, *sorted(others - {first})))
            shown[place[2]] = one.pattern
    ids = np.array(sorted(weights), np.uint32)
    return replace(
        question,
        terms=ids,
        weights=np.array([weights[term] for term in ids.tolist()], np.float32),
        analysis=replace(question.analysis, terms=tuple(terms.values()), words=tuple(shown)),
        alternatives=tuple(alternatives),
        common=question.common - {anchor(w.word) for one in expansions for w in one.words},
    )


def _place_of(word: str, question: Question) -> tuple[str, float, int, tuple[tuple[int, int], ...]]:
    """Surface, share, word and spans of what stands for a pattern in the question's text."""
    for term in question.analysis.terms:
        if term.surface == word:
            return term.surface, term.share, term.word, term.spans
    words = question.analysis.words
    at = words.index(word) if word in words else 0
    start = max(0, question.text.find(word))
    return word, 1.0, at, ((start, start + len(word)),)
