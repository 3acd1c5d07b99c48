"""How much of what a question asks for is missing in a passage: by its heaviest missing word.

A passage about one of two things is no answer to a question about both, however often it says the
one and whatever is rare. Of ten words five may be missing, though: people say the same in others.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.models.korean import is_verb
from engine.models.question_words import asks
from engine.models.terms import fold, normalise, term_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.models.bm25 import QueryTerm
    from engine.search.fusion import Flags, Places
    from engine.search.question import Question

    Doubles = npt.NDArray[np.float64]

_FORM = 0.6
"""Share of a word's forms that is as good as the word. So is the word itself: a passage whose
language was not told has it under another stem."""
_PAIRS = 0.75
"""Share of a run's pairs of characters that is as good as all."""
_BY_FILE = 0.5
"""What it counts that another passage of the file has the word."""
_EQUAL = 0.5
"""Of a word's weight; how rare it is has the rest. What is asked for may well be frequent."""

_VERB = 0.4
"""What a Korean verb counts beside nouns: it may be there with another ending, and is not seen."""

_ASKED = 3
"""Words from which on a question may do without its mark."""
_LACKED, _MOST = (0.15, 1 / 3, 0.5, 1.0), (1.0, 0.35, 0.25, 0.05)
"""Heaviest missing shares, and the chances that they leave. One of two equal words is half, and
never less than a third. Set, not fitted: no judged set asks in so few words."""


def most_likely(lacked: Doubles) -> Doubles:
    """Return the highest chance that words can give where so much is missing, shape (n,)."""
    return np.interp(lacked, _LACKED, _MOST)


def lone_word(question: Question) -> str:
    """Return the one word of several that says what is asked for; empty where there are more.

    Empty, too, for what is no question but a list of words, and for a name or a number: such a word
    was meant to the letter.
    """
    words = question.analysis.words
    said = _content(question)
    asked = question.text.rstrip().endswith(("?", "\uff1f", "\u061f"))  # also Arabic's
    asked |= len(words) >= _ASKED and asks(words[0], question.analysis.languages)
    if len(said) != 1 or len(words) == 1 or not asked or question.patterns or question.exact:
        return ""
    word = words[said[0]]
    return word if word.isalpha() and (word.islower() or said[0] == 0) else ""


def missing(question: Question, weights: npt.ArrayLike, groups: Places) -> Doubles:
    """Return the share of a question that its heaviest missing word has, shape (n,), 0 to 1.

    Words that only ask and small words are none that can be missing, unless there are no others;
    unknown words weigh as the rarest.

    Args:
        question: what was asked.
        weights: (n, terms), what each term adds to a passage; 0 for what it lacks.
        groups: (n,), the file of each passage.
    """
    has = np.asarray(weights) > 0
    lacked = np.zeros(len(has))
    if not len(has):
        return lacked
    _, owners = np.unique(groups, return_inverse=True)
    heavy = _weights(question)
    for found, weight in zip(_held(question, has), heavy / heavy.sum(), strict=True):
        files = np.zeros(int(owners.max()) + 1)
        np.maximum.at(files, owners, found)
        there = np.maximum(found, _BY_FILE * files[owners])
        lacked = np.maximum(lacked, (1 - there) * weight)
    return lacked


def _held(question: Question, has: Flags) -> Iterator[Doubles]:
    """How much of each word that counts each passage has, a word (n,) at a time: many take room."""
    place = {term: number for number, term in enumerate(question.terms.tolist())}
    stretches: defaultdict[int, defaultdict[str, list[tuple[int, float]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for term in _saying(question):
        stretches[term.word][term.surface].append((place.get(term.id, -1), term.share))
    patterns = {word: place.get(term, -1) for word, term in question.patterns}
    for word in _content(question):
        if (column := patterns.get(word, -1)) >= 0:
            yield has[:, column].astype(np.float64)
            continue
        whole, got = 0.0, np.zeros(len(has))
        for surface, forms in stretches[word].items():
            most = min(sum(share for _, share in forms), 1.0)
            present = np.zeros(len(has))
            exact = place.get(term_id(fold(normalise(surface))), -1)
            for column, share in forms:
                if column >= 0:
                    present += (most if column == exact else share) * has[:, column]
            got += most * np.minimum(present / (_FORM * most), 1)
            whole += most
        yield np.minimum(got / (_PAIRS * whole), 1)


def _weights(question: Question) -> Doubles:
    """What each word that counts weighs, > 0."""
    rarity: list[float] = []
    for word in _content(question):
        terms = [term for term in question.analysis.terms if term.word == word]
        own = [term.share for term in terms if term.id not in question.stand_ins]
        shares = own or [term.share for term in terms]
        said = float(question.emphasis[word]) if word < len(question.emphasis) else 1.0
        rarity.append(said / max(sum(shares), 1e-9))
    rare = np.array(rarity, np.float64)
    counts = [
        _VERB if is_verb(question.analysis.words[word]) else 1.0 for word in _content(question)
    ]
    rare = _EQUAL + (1 - _EQUAL) * rare / max(float(rare.max(initial=0.0)), 1e-9)
    return rare * np.array(counts)


def _saying(question: Question) -> list[QueryTerm]:
    """The terms of a question without those parts of its words that only ask."""
    terms = question.analysis.terms
    saying = {term.word for term in terms if term.id not in question.asking}
    return [term for term in terms if term.id not in question.asking or term.word not in saying]


def _content(question: Question) -> list[int]:
    """The words that say what was asked for, by their numbers; at least one where there is any."""
    patterns = dict(question.patterns).keys()
    having = sorted({term.word for term in question.analysis.terms} | patterns)
    common: defaultdict[int, float] = defaultdict(float)
    for term in question.analysis.terms:
        common[term.word] += term.share if term.id in question.common else -term.share
    small = {word for word, much in common.items() if much >= 0}
    saying = {term.word for term in question.analysis.terms if term.id not in question.asking}
    kept = [word for word in having if word not in small and word in saying | patterns]
    return kept or [word for word in having if word not in small] or having
