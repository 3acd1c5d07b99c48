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

_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
"""“state-of-the-art”: words, and no name."""


def names_first(question: Question) -> Question:
    """Return a question in which each whole name weighs more than its parts can together."""
    weights = dict(zip(question.terms.tolist(), question.weights.tolist(), strict=True))
    before = sum(weights.values())
    for whole, parts in _names(question.text):
        own = _ids(whole, question)
        others = {term for part in parts for term in _ids(part, question)} - own
        if own & weights.keys():
            # However often it stands there, a part adds less than k1 + 1 times its weight.
            least = (K1 + 1) * sum(weights.get(term, 0.0) for term in others)
            weights |= {term: max(weights[term], least) for term in own & weights.keys()}
    more = sum(weights.values()) - before
    if not more:
        return question
    values = np.array([weights[term] for term in question.terms.tolist()], np.float32)
    return replace(question, weights=values, attainable=question.attainable + more)


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
