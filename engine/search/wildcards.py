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
_PATTERNS = 16
"""That are resolved, of a query; the others are demanded like them, and found without."""
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


class Spoken(NamedTuple):
    """A query's text for models, which know no patterns."""

    text: str
    places: tuple[tuple[int, int, str], ...] = ()
    """Start and end of what stands there for a pattern, and that pattern; ascending."""

    @property
    def typed(self) -> str:
        """The same text with the patterns."""
        pieces: list[str] = []
        at = 0
        for start, end, pattern in self.places:
            pieces += (self.text[at:start], pattern)
            at = end
        return "".join((*pieces, self.text[at:]))

    def span_of(self, start: int, end: int) -> tuple[int, int]:
        """Return where in `typed` a part of the text is: of what stands for a pattern, all of it.

        Args:
            start: in the text.
            end: in the text.
        """
        moved = 0
        for first, last, pattern in self.places:
            if first >= end:
                break
            if last > start:
                return first + moved, first + moved + len(pattern)
            moved += len(pattern) - (last - first)
        return start + moved, end + moved


def patterns_of(parsed: ParsedQuery) -> tuple[str, ...]:
    """Return the first `_PATTERNS` patterns of a query, also those in phrases and chains."""
    operands = (text for chain in parsed.chains for text in chain.operands)
    texts = (*parsed.wildcards, *parsed.phrases, *operands)
    words = (_EDGES.sub("", word) for text in texts for word in _WORD.findall(text))
    return tuple(dict.fromkeys(word for word in words if is_wild(word)))[:_PATTERNS]


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


def spoken(text: str, expansions: Sequence[Expansion]) -> Spoken:
    """Return a query's text with a word in the place of each pattern."""
    typed = " ".join(text.split())
    stand_ins = {one.pattern: one.stand_in for one in expansions}
    if not stand_ins:
        return Spoken(typed)
    longest = sorted(stand_ins, key=len, reverse=True)
    pieces: list[str] = []
    places: list[tuple[int, int, str]] = []
    at = length = 0
    for found in re.finditer("|".join(map(re.escape, longest)), typed):
        before, said = typed[at : found.start()], stand_ins[found[0]]
        start = length + len(before)
        length = start + len(said)
        pieces += (before, said)
        places.append((start, length, found[0]))
        at = found.end()
    return Spoken("".join((*pieces, typed[at:])), tuple(places))


def widened(
    question: Question, said: Spoken, expansions: Sequence[Expansion], passages: int
) -> Question:
    """Return a question that also asks for the words of patterns.

    Any of them counts as the word, so what can be attained stays that of one of them. What a
    passage has of them is told as the pattern.

    Args:
        question: about the text of `said`.
        said: from `spoken`.
        expansions: of its patterns.
        passages: in the library.
    """
    weights = dict(zip(question.terms.tolist(), question.weights.tolist(), strict=True))
    terms = {term.id: _typed(term, said) for term in question.analysis.terms}
    words = list(question.analysis.words)
    alternatives: list[tuple[int, ...]] = []
    patterns: list[tuple[int, int]] = []
    for one in expansions:
        place = _place_of(one, question, said)
        if place is None:
            continue
        words[place.word] = one.pattern
        found = [word for word in one.words if not is_hangul(word.word)]
        for word, weight in zip(found, idf([w.df for w in found], passages), strict=True):
            term = anchor(word.word)
            weights[term] = max(weights.get(term, 0.0), float(weight))
            known = terms.get(term)
            spans = place.spans if known is None else (*known.spans, *place.spans)
            terms[term] = replace(known or place, id=term, spans=tuple(dict.fromkeys(spans)))
        if found:
            first = anchor(found[0].word)
            own = {t.id for t in question.analysis.terms if t.word == place.word} & weights.keys()
            others = own | {anchor(word.word) for word in found}
            alternatives.append((first, *sorted(others - {first})))
            patterns.append((place.word, first))
    ids = np.array(sorted(weights), np.uint32)
    return replace(
        question,
        terms=ids,
        weights=np.array([weights[term] for term in ids.tolist()], np.float32),
        analysis=replace(
            question.analysis, text=said.typed, terms=tuple(terms.values()), words=tuple(words)
        ),
        alternatives=tuple(alternatives),
        patterns=tuple(patterns),
        plain=_plain(question, said),
        common=question.common - {anchor(w.word) for one in expansions for w in one.words},
    )


def _typed(term: QueryTerm, said: Spoken) -> QueryTerm:
    """A term of the spoken text where it is in what was typed."""
    spans = tuple(said.span_of(*span) for span in term.spans)
    return replace(term, spans=spans, surface=said.typed[slice(*spans[0])])


def _place_of(one: Expansion, question: Question, said: Spoken) -> QueryTerm | None:
    """A term as the words of a pattern are, but for its number; None where it has no place."""
    places = [(start, end) for start, end, pattern in said.places if pattern == one.pattern]
    at = 0
    for number, word in enumerate(question.analysis.words):
        at = max(at, said.text.find(word, at))
        if places and places[0][0] <= at < places[0][1]:
            spans = tuple(said.span_of(*place) for place in places)
            return QueryTerm(0, one.pattern, 1.0, number, spans)
        at += len(word)
    return None


def _plain(question: Question, said: Spoken) -> frozenset[int]:
    """The terms that words outside of patterns ask for."""
    return frozenset(
        term.id
        for term in question.analysis.terms
        if not all(
            any(first <= start and end <= last for first, last, _ in said.places)
            for start, end in term.spans
        )
    )
