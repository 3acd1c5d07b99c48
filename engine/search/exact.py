"""What was asked for to the letter, where words alone do not tell: quoted phrases, and ``§ 9``.

The words of a phrase are there where the phrase is, though a line breaks in one of them and its
halves are other terms. And a number behind a sign is a name (``§ 9``, ``Art. 5``, ``#12``) that
terms do not have: its sign is none. The name gets a term of its own here, which passages have where
it stands in them. The number by itself is a small part of it: it finds what has the name, and
whoever wrote "section 9" is found as well, below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.models.bm25 import analyse_query, idf
from engine.models.bm25_marks import merged
from engine.models.terms import fold, normalise, term_id
from engine.models.terms_place import PlacedText
from engine.search.phrases import Exact, Phrase, comparable, is_wild

if TYPE_CHECKING:
    from engine.models.bm25 import QueryTerm
    from engine.search.fusion import FloatMatrix
    from engine.search.question import Question

    Span = tuple[int, int]

_ALONE = 0.2
"""Of the weight of a name such as "§ 9", what the number alone has. Set, not fitted: no judged set
asks so. It leaves a chance of about a quarter where nothing else is asked for."""
_NAMES = re.compile(
    r"(?<!\w)(?P<sign>§{1,2}|¶|\#|№|(?:art|no|nr|abs)\.)\s{0,3}"
    r"(?P<number>\d{1,9}(?:[.,/-]\d{1,9}){0,5}[a-z]?)(?!\w)",
    re.IGNORECASE,
)


def exactly(question: Question, phrases: Sequence[str], passages: int) -> Question:
    """Return a question whose phrases, and numbers behind signs, count where they stand.

    Args:
        question: all else that it asks for is settled.
        phrases: that are demanded.
        passages: in the library.
    """
    for text in phrases:
        if (phrase := Phrase(text)) and not any(is_wild(word) for word in text.split()):
            question = _quoting(question, phrase, text, passages)
    for found in _NAMES.finditer(question.analysis.text):
        question = _naming(question, found)
    return question


def _quoting(question: Question, phrase: Phrase, text: str, passages: int) -> Question:
    """A question that also has the words of a phrase which are nowhere as they are written."""
    said = {term.id for term in analyse_query(text, question.analysis.languages).terms}
    asked = {term.id: term.share for term in question.analysis.terms if term.id in said}
    weights = dict(zip(question.terms.tolist(), question.weights.tolist(), strict=True))
    rarest = float(idf([1], passages)[0])
    new = {term: share * rarest for term, share in asked.items() if term not in weights}
    return replace(
        _weighing(question, weights | new),
        exact=(*question.exact, Exact(phrase, tuple(asked))),
    )


def _naming(question: Question, found: re.Match[str]) -> Question:
    """A question in which a sign and its number are a word, of which the number is a part."""
    first, last = found.span("number")
    surface = found[0]
    name_id = term_id(fold(normalise(surface)))
    weights = dict(zip(question.terms.tolist(), question.weights.tolist(), strict=True))
    own = [
        term
        for term in question.analysis.terms
        if any(first <= begin and stop <= last for begin, stop in term.spans)
    ]
    weight = sum(weights.get(term.id, 0.0) for term in own)
    if not own or not weight or name_id in weights:
        return question
    name = replace(
        own[0],
        id=name_id,
        surface=surface,
        share=(1 - _ALONE) * sum(term.share for term in own),
        spans=(found.span(),),
    )
    parts = {term.id for term in own}
    weights |= {term: _ALONE * weights[term] for term in parts & weights.keys()}
    weights[name.id] = (1 - _ALONE) * weight

    def part(term: QueryTerm) -> QueryTerm:
        if term.id not in parts:
            return term
        return replace(term, surface=surface, share=_ALONE * term.share)

    analysis = question.analysis
    words = list(analysis.words)
    words[name.word] = surface
    return replace(
        _weighing(question, weights),
        analysis=replace(analysis, terms=(*map(part, analysis.terms), name), words=tuple(words)),
        exact=(*question.exact, Exact(_pattern(found), (name.id,), tuple(parts & weights.keys()))),
    )


def _pattern(found: re.Match[str]) -> re.Pattern[str]:
    """What finds a name, with a blank behind its sign or without."""
    sign = comparable(found["sign"].replace("№", "no."))
    same = "§{1,2}" if "§" in sign else re.escape(sign.rstrip("."))
    point = r"\.?" if sign.endswith(".") else ""
    edge = r"(?<!\w)" if point else ""
    return re.compile(rf"{edge}{same}{point}\s*{re.escape(comparable(found['number']))}(?!\w)")


def _weighing(question: Question, weights: dict[int, float]) -> Question:
    ids = np.array(sorted(weights), np.uint32)
    told = np.array([weights[term] for term in ids.tolist()], np.float32)
    return replace(question, terms=ids, weights=told)


def counted(question: Question, texts: Sequence[str], counts: FloatMatrix) -> FloatMatrix:
    """Return how often passages have each term, shape (n, terms), with what stands there exactly.

    Args:
        question: from `exactly`.
        texts: of n passages.
        counts: by their words alone; changed in place.
    """
    if not question.exact:
        return counts
    plain = [comparable(text) for text in texts]
    for one in question.exact:
        often = np.array([len(one.spans(text)) for text in plain], np.float32)
        places = np.searchsorted(question.terms, np.array(one.terms, np.uint32))
        counts[:, places] = np.maximum(counts[:, places], often[:, None])
    return counts


def marked(question: Question, text: str, marks: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the marks of a text with all that stands there exactly, each as one."""
    if not question.exact:
        return marks
    placed = PlacedText(text)
    plain: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(placed.text):
        here = comparable(sign)  # marks that most texts leave out are none
        plain.append(here)
        places += [place] * len(here)
    whole = "".join(plain)
    spans = (span for one in question.exact for span in one.spans(whole))
    exact = [placed.span(places[start], places[end - 1] + 1) for start, end in spans if start < end]
    return tuple(merged((*marks, *exact))) if exact else marks
