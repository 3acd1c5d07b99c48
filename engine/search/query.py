r"""The query language: one line of text in, what it asks for out.

========================================  ==================================================
``tax refund``                            words; found by meaning and by word
``"exact phrase"``                        must stand in the passage (also in the quotation marks
                                          of other scripts: “ ” „ “ « » 「 」 『 』)
``form*``  ``*ation``  ``wom?n``          a word like this must stand in the passage; also in
                                          phrases (``"tax refund*"``). A beginning needs two
                                          letters, what else there is three
``tax NEAR/5 refund``                     at most five words apart, in either order; phrases, too,
                                          and chains; NEAR alone means ten
``-draft``  ``-"first draft"``            must not stand in the passage (also ``-draft*``)
``type:pdf``  ``type:word,mail``          kind of file
``ext:md``                                extension
``in:Invoices``  ``in:"~/My Documents"``  folder, by name or path, and all below it
``before:2024``  ``after:2024-05-17``     last change; `after` includes the day named
``size>1MB``  ``size<=20kb``              size of the file
``name:report``                           file name contains
``lang:ko``                               language of the passage
``-type:pdf``                             any of these turned round
========================================  ==================================================

OR, AND and NOT are operators of other programs: see `engine.search.foreign_operators`.
Dates may be relative (``after:yesterday``, ``before:this-month``), and operators Korean
(``종류:메일``, ``이후:지난주``, ``크기>1MB``). The same operator twice, or with commas, means
either. No string is an error: an operator whose value says nothing becomes a note and is left out,
unless nothing else is asked for; what looks like an operator but is none becomes a note and is
searched as a word. Quotation marks inside a sentence quote somebody and demand nothing: from
`SENTENCE` words on they are read so, with a note. Beyond `LONGEST` characters nothing is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from engine.protocol.messages import QueryNote, QueryPiece
from engine.search.condition_reading import NoCondition, condition_of
from engine.search.conditions import Condition, merged
from engine.search.foreign_operators import foreign, told
from engine.search.near import Chain
from engine.search.near_reading import chains_of, is_near
from engine.search.phrases import is_too_short, is_wild
from engine.search.scanning import Piece, next_piece

SENTENCE = 8
"""Words outside quotation marks that make a query a sentence, pasted or spoken, and no longer a
list of what must be there."""
LONGEST = 10_000
"""Characters that are read; no person types more, and what is pasted has said enough by then."""
_HALF = re.compile(r"(?<=\s)\S{1,100}\Z")
"""What may be a word cut in two."""
_REMARKS = 50  # notes on one query; nobody reads more


class ParsedQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What a query asks for."""

    text: str
    """Words and phrases as one text, in order: what the models get."""
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    wildcards: tuple[str, ...] = ()
    """Patterns of words that must stand in the passage, beside those in phrases."""
    chains: tuple[Chain, ...] = ()
    """What must stand near each other. Their words and phrases are in no other list."""
    excluded: tuple[str, ...] = ()
    """Words and phrases that must not stand in the passage."""
    conditions: tuple[Condition, ...] = ()
    notes: tuple[QueryNote, ...] = ()
    pieces: tuple[QueryPiece, ...] = ()
    """All of them, in order."""

    @property
    def says_nothing(self) -> bool:
        """Whether there is no word to look for, no phrase of signs, no sign with a meaning."""
        return not (self.phrases or self.chains) and all(map(_is_silent, self.text))


def parse_query(query: str) -> ParsedQuery:
    """Take a query apart. Total: every string gives a result, never an error."""
    head = query if len(query) <= LONGEST else _HALF.sub("", query[: LONGEST + 1])[:LONGEST]
    reading = _Reading(head)
    if head != query:
        said = f"Searched for the first {LONGEST:,} characters: nothing longer is read."
        reading.notes.append(_note("query-too-long", len(head), len(query), said))
    at, lone = 0, set[str]()
    while (piece := next_piece(head, at, reading.notes, lone)) is not None:
        at = piece.end
        reading.take(piece)
    return reading.result()


class _Reading:
    """What the pieces so far ask for."""

    def __init__(self, query: str) -> None:
        self.notes: list[QueryNote] = []
        self._query = query
        self._pieces: list[tuple[str, Piece]] = []
        self._conditions: list[Condition] = []

    def take(self, piece: Piece) -> None:
        """Take the next piece; what is no operator at all counts as a word."""
        kind = ""
        if piece.operator:
            try:
                self._conditions.append(condition_of(piece))
            except NoCondition as note:
                told = _note(note.code, piece.start, piece.end, note.message)
                self.notes.append(msgspec.structs.replace(told, meant=note.meant))
                kind, piece = "bad", piece._replace(quoted=False)
            else:
                kind = "filter"
        elif piece.value.strip():
            kind = _kind_of_word(piece)
            self._note_short(piece)
        if kind:
            self._pieces.append((kind, piece))

    def result(self) -> ParsedQuery:
        """Return what the whole query asks for."""
        chains, chained = self._take_chains()
        self._leave_out(foreign(self._pieces, chained))
        if self._quotes_in_a_sentence():
            message = "Quoted words in a sentence need not stand together; ask for a phrase alone."
            self.notes.append(_note("phrase-in-sentence", 0, len(self._query), message))
            phrases: tuple[str, ...] = ()
            words = (*self._free(chained, "word", "bad"), *self._free(chained, "phrase"))
        else:
            phrases = self._free(chained, "phrase")
            words = self._free(chained, "word", "bad")
        return ParsedQuery(
            text=" ".join(self._texts("word", "phrase", "wildcard", "bad")),
            words=words,
            phrases=phrases,
            wildcards=self._free(chained, "wildcard"),
            chains=chains,
            excluded=self._texts("excluded", "bad", negated=True),
            conditions=merged(self._conditions),
            notes=tuple(self.notes[:_REMARKS]),
            pieces=tuple(_told(kind, piece) for kind, piece in self._pieces),
        )

    def _note_short(self, piece: Piece) -> None:
        bullet = not piece.value.strip("*") and self._query.strip() != piece.value
        if is_too_short(piece.value) and not piece.quoted and not bullet:
            said = "Write two letters before a “*”, or three after it."
            self.notes.append(_note("wildcard-short", piece.start, piece.end, said))

    def _take_chains(self) -> tuple[tuple[Chain, ...], frozenset[int]]:
        """What must be near each other, and the places of these pieces; the rest are words."""
        shouted = self._query == self._query.upper()
        found, told = chains_of(self._pieces, shouted=shouted)
        for place, said in told.items():
            piece = self._pieces[place][1]
            if said:
                self.notes.append(_note("bad-near", piece.start, piece.end, said))
            self._pieces[place] = ("bad" if said else "word", piece)
        return tuple(found.values()), frozenset(place for places in found for place in places)

    def _leave_out(self, places: Sequence[int]) -> None:
        """Take operators of other programs for no words; the first of each kind is told."""
        noted = set[str]()
        for place in places:
            piece = self._pieces[place][1]
            self._pieces[place] = ("foreign", piece)
            if piece.value not in noted:
                self.notes.append(told(piece))
                noted.add(piece.value)

    def _free(self, chained: frozenset[int], *kinds: str) -> tuple[str, ...]:
        """The texts of pieces that are in no chain."""
        return self._texts(*kinds, without=chained)

    def _texts(
        self, *kinds: str, negated: bool = False, without: frozenset[int] = frozenset()
    ) -> tuple[str, ...]:
        said = "bad" in kinds and not self._nothing_else()
        return tuple(
            _as_word(piece, self._query) if kind == "bad" else piece.value
            for place, (kind, piece) in enumerate(self._pieces)
            if kind in kinds
            and place not in without
            and piece.negated == negated
            and not (kind == "bad" and piece.meaning and said)
        )

    def _nothing_else(self) -> bool:
        """Whether all there is are operators that say nothing."""
        return all(kind == "bad" and piece.meaning for kind, piece in self._pieces)

    def _quotes_in_a_sentence(self) -> bool:
        quotes = bool(self._texts("phrase"))
        return quotes and len(self._texts("word", "bad")) >= SENTENCE


def _is_silent(sign: str) -> bool:
    """Whether a character is punctuation, a blank, or none: a currency or an emoji is a word."""
    kind = unicodedata.category(sign)[0]
    return kind in "PZC" or (kind == "S" and sign.isascii())


def _kind_of_word(piece: Piece) -> str:
    if piece.negated:
        return "excluded"
    if piece.quoted:
        return "phrase"
    if is_near(piece.value):
        return "near"
    return "wildcard" if is_wild(piece.value) else "word"


def _told(kind: str, piece: Piece) -> QueryPiece:
    relation = "" if piece.relation == ":" else piece.relation
    return QueryPiece(
        kind="bad" if kind == "foreign" else kind,
        start=piece.start,
        end=piece.end,
        operator=piece.meaning,
        value=relation + piece.value,
        negated=piece.negated,
    )


def _as_word(piece: Piece, query: str) -> str:
    return query[piece.start + piece.negated : piece.end].replace('"', " ")


def _note(code: str, start: int, end: int, message: str) -> QueryNote:
    return QueryNote(code=code, start=start, end=end, message=message)
