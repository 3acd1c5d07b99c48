"""Names and numbers with signs in them (``foo_bar``, ``AB-1234/5``): the whole beats its parts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.models.bm25 import K1
from engine.models.terms import Kind, Segment, forms, segments, term_id
from engine.models.terms_place import PlacedText

if TYPE_CHECKING:
    from engine.search.question import Question

_WHOLE = (K1 + 1) / (K1 + 2)
"""Share of the whole: however often they stand there, parts count less than k1 + 1 times."""
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
"""“state-of-the-art”: words, and no name."""


def names_first(question: Question) -> Question:
    """Return a question in which each whole name weighs more than its parts ever can.

    Together they weigh what they did: a passage with the name has both.
    """
    weights = dict(zip(question.terms.tolist(), question.weights.tolist(), strict=True))
    once = {term.id for term in question.analysis.terms if len(term.spans) == 1}
    before = dict(weights)
    for whole, parts in _names(question.text):
        own = _ids(whole, question) & weights.keys()
        others = {term for part in parts for term in _ids(part, question)} & once
        others = (others & weights.keys()) - own
        if own and others:
            both = sum(weights[term] for term in own | others)
            for among, share in ((own, _WHOLE), (others, 1 - _WHOLE)):
                held = sum(weights[term] for term in among)
                weights |= {term: weights[term] / held * share * both for term in among}
    if weights == before:
        return question
    values = np.array([weights[term] for term in question.terms.tolist()], np.float32)
    return replace(question, weights=values)


def _names(text: str) -> list[tuple[Segment, list[Segment]]]:
    found: list[tuple[Segment, list[Segment]]] = []
    inside = -1
    for segment in segments(PlacedText(text).text):
        if segment.kind is Kind.NAME:
            inside = segment.end
            if not _HYPHENATED.fullmatch(segment.text):
                found.append((segment, []))
            else:
                inside = -1
        elif segment.start < inside and found:
            found[-1][1].append(segment)
    return found


def _ids(segment: Segment, question: Question) -> set[int]:
    return {
        term_id(form) for one in question.analysis.languages for form in forms(segment, one)
    } or {term_id(segment.text)}
