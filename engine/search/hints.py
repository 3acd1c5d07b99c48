"""What would help to find more: a model that knows the language of what is asked or searched."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

from engine.models.entry import ModelEntry, knows
from engine.models.errors import ModelCatalogueError
from engine.models.registry import load_catalogue
from engine.models.terms import Kind, normalise, segments
from engine.protocol.messages import QueryNote

if TYPE_CHECKING:
    from engine.search.question import Question
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import Totals

_log = logging.getLogger(__name__)

MAJORITY = 0.6
"""Share of a library's passages from which on their language is the library's."""
_FIRST = "potion-multilingual-128m"
"""Searches and indexes nearly as fast as the bundled model."""
_QUESTION = "Found by words alone: the model does not know the language of the question."
_FILES = "Most files are found by words alone: the model does not know their language."
_WORDS, _SIGNS = 2, 4
"""A query of fewer words, or signs of a script without spaces, is a name that words find."""


class Hints:
    """Tells which model would help. Thread-safe."""

    def __init__(self, catalogue: CatalogueReader, model: ModelEntry | None) -> None:
        """Look at a library and the dense model that it has; None where words alone are wanted."""
        self._catalogue = catalogue
        self._model = model
        self._known: tuple[int, str] = (-1, "")

    def notes(self, query: str, question: Question, totals: Totals) -> tuple[QueryNote, ...]:
        """Return the note ``language-unknown``, or nothing.

        Args:
            query: as it was typed.
            question: about it.
            totals: the library's.
        """
        if self._model is None or _is_name(question.text):
            return ()
        for language, said in (
            (question.language, _QUESTION),  # told for sure, or hinted at and in the library
            (self._majority(totals), _FILES),
        ):
            if language and not knows(self._model, language):
                helping = helper(language)
                if not helping or helping == self._model.id:
                    return ()
                return (
                    QueryNote(
                        code="language-unknown",
                        start=0,
                        end=len(query),
                        message=said,
                        meant=helping,
                        cause=language,
                    ),
                )
        return ()

    def _majority(self, totals: Totals) -> str:
        passages, language = self._known
        if passages != totals.passages:
            found = self._catalogue.passages_by_language()
            language = max(found, key=found.__getitem__, default="")
            if found and found[language] < MAJORITY * sum(found.values()):
                language = ""
            self._known = (totals.passages, language)
        return language


@cache
def helper(language: str) -> str:
    """Return the id of the dense model that is easiest to have and knows a language, or nothing.

    Args:
        language: ISO 639-1.
    """
    try:
        entries = [one for one in load_catalogue() if one.kind == "dense" and not one.broken]
    except ModelCatalogueError:
        _log.warning("no model can be offered", exc_info=True)
        return ""
    able = [one for one in entries if one.hub and knows(one, language)]
    for one in able:
        if one.id == _FIRST:
            return one.id
    able = [one for one in able if one.family in {"static", "onnx"}]
    return min(able, key=lambda one: one.download_bytes).id if able else ""


def _is_name(text: str) -> bool:
    """Whether a text is one word or number, which needs no understanding."""
    words = signs = inside = 0
    for segment in segments(normalise(text)):
        if segment.kind is Kind.RUN and segment.text[0] < "\uac00":
            signs += len(segment.text)
        elif segment.start >= inside and not segment.text.isdecimal():
            words += 1
            inside = segment.end  # the parts of a compound lie in it
    return signs <= _SIGNS and words + (signs > 0) < _WORDS
