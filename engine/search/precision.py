"""From a query to the question that it asks, with all that it demands, or probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from engine.protocol.messages import QueryNote
from engine.search import single_signs
from engine.search.absent import nowhere
from engine.search.compounds import Surroundings, widened
from engine.search.conditions import Language
from engine.search.demands import demands_of
from engine.search.exact import exactly
from engine.search.naming import names_first
from engine.search.query import parse_query
from engine.search.spelling import Correction, Spelling
from engine.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.models.encoder import TextEncoder
    from engine.search.phrases import Requirement
    from engine.search.query import ParsedQuery
    from engine.search.question import Asking, Question
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import Totals


class Asked(NamedTuple):
    """What a query asks of one library."""

    question: Question
    required: Sequence[Requirement]
    """What a passage must have."""
    missed: tuple[str, str]
    """Code and words of the note that none has it."""
    notes: tuple[QueryNote, ...]
    hints: frozenset[QueryNote] = frozenset()
    """Those that nobody needs who has an answer."""


class Precision:
    """Reads queries by what a library has. Thread-safe."""

    def __init__(self, catalogue: CatalogueReader, encoder: TextEncoder, asking: Asking) -> None:
        """Read queries to one library."""
        self._asking = asking
        self._catalogue = catalogue
        self._vocabulary = Vocabulary(catalogue)
        self._known = encoder.has_whole
        self._spelling = Spelling(catalogue, self._vocabulary, self._known)

    def asked(
        self,
        query: str,
        parsed: ParsedQuery,
        totals: Totals,
        *,
        typing: bool,
        token: Token | None = None,
    ) -> Asked:
        """Return what a query asks.

        Where none of its words occurs, nor what they are a part of is demanded, that of the query
        that was probably meant: nothing that has the very words could be hidden by it.

        Raises:
            Cancelled: by the token.
            StoreError: the catalogue failed.
        """
        demands = demands_of(query, parsed, self._vocabulary)
        notes = demands.notes
        question = self._asking.question(demands.text, totals)
        question = demands.widened(question, totals.passages)
        question = single_signs.widened(
            question, self._catalogue, self._vocabulary, totals.passages
        )
        question = names_first(widened(question, self._around(parsed, totals)))
        meant = self._spelling.correct(query, parsed, question, typing=typing, token=token)
        required = demands.required(question)
        found = bool(required) or question.finds_words
        inside = self._vocabulary.has_inside
        hints = nowhere(query, parsed, question, meant, inside=inside, typing=typing)
        if meant is not None and not found and meant.sure is not None:
            meant = meant.sure
            notes = (*notes, _did_you_mean(meant, found=False))
            question = self._asking.question(parse_query(meant.meant).text, totals)
        elif meant is not None:
            hints = (_did_you_mean(meant, found=True), *hints)
        question = exactly(question, parsed.phrases, totals.passages)
        return Asked(question, required, demands.missed(), (*notes, *hints), frozenset(hints))

    def _around(self, parsed: ParsedQuery, totals: Totals) -> Surroundings:
        named = [one.codes for one in parsed.conditions if isinstance(one, Language)]
        return Surroundings(
            self._vocabulary,
            totals.passages,
            frozenset[str]().union(*named),
            self._catalogue.passages_by_language,
            self._known,
        )


def _did_you_mean(meant: Correction, *, found: bool) -> QueryNote:
    first = meant.slips[0]
    said = _quoted(slip.word for slip in meant.slips)
    said += " is in no file" if len(meant.slips) == 1 else " are in no file"
    instead = _quoted(slip.instead for slip in meant.slips)
    said += f". Did you mean {instead}?" if found else f": searched for {instead}."
    return QueryNote(
        code="did-you-mean", start=first.start, end=first.end, message=said, meant=meant.meant
    )


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))
