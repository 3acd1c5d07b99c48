"""What of a query only asks, and is in no passage that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.contractions import pieces
from engine.models.language import detect, small_words
from engine.models.question_endings import parts_that_ask
from engine.models.question_words import asks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.models.bm25 import QueryTerms


def asking(analysis: QueryTerms) -> frozenset[int]:
    """Return the terms of a query that only ask or, of Korean words, say nothing by themselves.

    Of scripts without spaces those that touch what asks, for no answer has such pairs. None where
    nothing else is left.

    Args:
        analysis: of the query.
    """
    asked = bytearray(len(analysis.text))
    for start, end in _places(analysis):
        asked[start:end] = b"\1" * (end - start)
    found = frozenset(
        term.id
        for term in analysis.terms
        if all(any(asked[start:end]) for start, end in term.spans)
    )
    return found if len(found) < len(analysis.terms) else frozenset()


def _places(analysis: QueryTerms) -> Iterator[tuple[int, int]]:
    """Start and end of what only asks, or is short for a small word."""
    yield from pieces(analysis.text)
    languages = (*analysis.languages, detect(analysis.text, brief=True))
    small, at = small_words("ko") | small_words(languages[-1]), 0
    for word in analysis.words:
        start = max(analysis.text.find(word, at), 0)
        at = start + len(word)
        if word.casefold() in small or asks(word, languages):
            yield start, at
        else:
            yield from ((start + a, start + b) for a, b in parts_that_ask(word))
