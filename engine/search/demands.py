"""What a passage must have, beside being found: phrases, patterns, words near each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from engine.protocol.messages import QueryNote
from engine.search.near import Near
from engine.search.phrases import Phrase
from engine.search.wildcards import (
    MOST,
    Expansion,
    Spoken,
    expanded,
    patterns_of,
    spoken,
    widened,
)

if TYPE_CHECKING:
    from engine.search.phrases import Requirement
    from engine.search.query import ParsedQuery
    from engine.search.question import Question
    from engine.search.vocabulary import Vocabulary


class Demands(NamedTuple):
    """What a query asks for, its patterns resolved."""

    parsed: ParsedQuery
    expansions: tuple[Expansion, ...]
    notes: tuple[QueryNote, ...]
    said: Spoken

    @property
    def text(self) -> str:
        """What models get."""
        return self.said.text

    def widened(self, question: Question, passages: int) -> Question:
        """Return a question that also asks for what the patterns stand for."""
        if not self.expansions:
            return question
        return widened(question, self.said, self.expansions, passages)

    def required(self, question: Question) -> list[Requirement]:
        """Return what a passage must have."""
        texts = (*self.parsed.phrases, *self.parsed.wildcards)
        demanded: list[Requirement] = [phrase for text in texts if (phrase := Phrase(text))]
        languages = question.analysis.languages
        return demanded + [Near(chain, languages) for chain in self.parsed.chains]

    def missed(self) -> tuple[str, str]:
        """Return code and words of the note that no passage has what is demanded."""
        if self.parsed.phrases:
            return "phrase-not-found", "No passage has these words in this order."
        if self.parsed.chains:
            return "near-not-found", "No passage has these words as near each other as that."
        return "wildcard-not-found", "No passage has a word like this."


def demands_of(query: str, parsed: ParsedQuery, vocabulary: Vocabulary) -> Demands:
    """Resolve what a query demands.

    Raises:
        StoreError: the catalogue failed.
    """
    patterns = patterns_of(parsed)
    if not patterns:
        return Demands(parsed, (), (), Spoken(parsed.text))
    expansions = expanded(patterns, vocabulary)
    notes = tuple(_notes(query, expansions, told=bool(vocabulary.words().spellings)))
    return Demands(parsed, expansions, notes, spoken(parsed.text, expansions))


def _notes(query: str, expansions: Sequence[Expansion], *, told: bool) -> list[QueryNote]:
    if not told:
        said = "Words like this are found among the best passages alone until all files are read."
        return [_note("wildcard-unlisted", query, expansions[0].pattern, said)]
    said = f"More than {MOST} words are like this; passages were looked for by the commonest."
    return [_note("wildcard-too-many", query, one.pattern, said) for one in expansions if one.cut]


def _note(code: str, query: str, pattern: str, said: str) -> QueryNote:
    start = max(0, query.find(pattern))
    return QueryNote(code=code, start=start, end=start + len(pattern), message=said)
