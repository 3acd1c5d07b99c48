"""The passages that a query's order is made of, with full information on each.

Searches by word and by meaning, by each kind of vector that a model makes, each give their best;
what one of them did not score is then computed, from the passage's text or from its stored vectors,
so that nothing is 0 for not being known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.models.bm25 import saturate
from engine.search.exact import counted
from engine.search.exact_passages import named_exactly
from engine.search.file_evidence import blocks, of_files
from engine.search.fusion import lexical_share
from engine.search.late_interaction import word_by_word
from engine.search.leafing import leafed
from engine.search.name_evidence import NOBODY, WEAK, Named, passages_named
from engine.search.nearness import nearness
from engine.search.phrases import comparable
from engine.search.signatures import signatures
from engine.store.vectors import MOST_HITS

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from engine.host.cancellation import Token
    from engine.models.encoder import EncodedTexts
    from engine.search.copies import Folds
    from engine.search.fusion import Flags, FloatMatrix, Floats
    from engine.search.library import SearchModels
    from engine.search.phrases import Requirement
    from engine.search.question import Question
    from engine.search.signatures import Signatures
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import PassageRow
    from engine.store.filters import Filter
    from engine.store.rows import Scored
    from engine.store.vectors import VectorStore

EACH = 100
"""Passages that each of the searches gives, at least."""
GROWTH = 4
"""By how much they are asked for more while phrases, exclusions and folding leave too few."""
_MOST_SCORED = 1_000
"""Passages that are scored, or twice as many as are wanted: each search gives as many. More can
only survive where a phrase is in very many."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look and what a passage's text must and must not contain."""

    where: Filter | None
    required: Sequence[Requirement]
    excluded: Sequence[Requirement]
    wanted: int
    """How many passages should be found."""
    named: Named = NOBODY
    """Files whose names were asked for."""

    @property
    def reads_text(self) -> bool:
        """Whether passages must be read to know if they count."""
        return bool(self.required or self.excluded)

    def admits(self, text: str) -> bool:
        """Whether a passage's text has what it must and nothing that it must not have."""
        if not self.reads_text:
            return True
        plain = comparable(text)
        return all(phrase.stands_in(plain) for phrase in self.required) and not any(
            phrase.stands_in(plain) for phrase in self.excluded
        )


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages with both parts of their scores, arrays of shape (n,)."""

    passages: Sequence[PassageRow]
    bm25: Floats
    share: Floats
    """How well words match, 0 to 1, from `lexical_share`."""
    cosine: Floats
    """How near by meaning; 0 where there is no model or the language is not known to it."""
    wordwise: Floats
    """How near word by word, 0 to 1; NaN where that is not known. See `word_by_word`."""
    known: Flags
    """Whether the model of meaning knows the passage's language."""
    weights: FloatMatrix
    """What each term of the question adds to a passage's BM25, shape (n, terms)."""
    signatures: Signatures
    """Tell which of them say the same."""
    folds: Folds | None = None
    """Which of them stand for others; None where each stands for itself."""
    named: Floats | None = None
    """How well the names of their files match, 0 to 1; see `engine.search.name_evidence`."""

    def lacks(self, wanted: int) -> bool:
        """Whether copies took the places of others: too few stand for themselves."""
        return self.folds is not None and self.folds.different < wanted <= len(self.passages)

    def related(self) -> Candidates:
        """Those that share a word or some meaning; a search for the nearest returns others too."""
        kept = (self.share > 0) | (self.known & (self.cosine > 0))
        kept |= False if self.named is None else self.named >= WEAK
        passages = [p for p, keep in zip(self.passages, kept.tolist(), strict=True) if keep]
        return Candidates(
            passages,
            self.bm25[kept],
            self.share[kept],
            self.cosine[kept],
            self.wordwise[kept],
            self.known[kept],
            self.weights[kept],
            self.signatures[kept],
            named=None if self.named is None else self.named[kept],
        )


class Gathering:
    """Finds and scores candidates in one library."""

    def __init__(
        self,
        catalogue: CatalogueReader,
        store: VectorStore,
        models: SearchModels,
        pool: ThreadPoolExecutor,
    ) -> None:
        """Bring together what it needs; the pool runs the searches by meaning."""
        self._catalogue = catalogue
        self._store = store
        self._models = models
        self._pool = pool

    def gather(self, question: Question, scope: Scope, token: Token) -> Candidates:
        """The candidates for a question, in no particular order.

        Where text decides, more and more are asked for until enough are left or there are no more.

        Raises:
            Cancelled: by the token.
            StoreError: the store failed.
        """
        found: dict[int, PassageRow] = {}
        seen: set[int] = set()
        for keys, exhausted in self._rounds(question, scope):
            token.check()
            fresh = [key for key in keys if key not in seen]
            seen.update(fresh)
            passages = self._catalogue.passages(fresh)
            found |= {key: p for key, p in passages.items() if scope.admits(p.text)}
            if exhausted or not scope.reads_text or len(found) >= scope.wanted:
                break
        if not scope.required:
            found |= named_exactly(self._catalogue, self._store, question, scope, token)
        if scope.required and not found:
            found = leafed(self._catalogue, scope.where, scope.admits, scope.wanted, token)
        token.check()
        most = max(_MOST_SCORED, 2 * scope.wanted)
        passages = list(found.values())[:most]
        by_name = passages_named(self._catalogue, scope.named, {p.pk: p for p in passages})
        passages += [p for p in by_name.values() if scope.admits(p.text)]
        scored = replace(self._scored(question, passages), named=scope.named.of(passages))
        return scored if scope.required else scored.related()

    def _rounds(self, question: Question, scope: Scope) -> Iterator[tuple[list[int], bool]]:
        """Keys by word and by meaning, ever more; and whether there are no more."""
        limit = max(EACH, scope.wanted)
        meaning = True
        while True:
            limit = min(limit, MOST_HITS)
            words, *others = self._searched(question, scope.where, limit, meaning=meaning)
            if len(words) >= limit == MOST_HITS:
                words += self._rarest(question, scope.where)
            exhausted = limit == MOST_HITS or max(map(len, (words, *others))) < limit
            yield sum(others, words), exhausted
            limit *= GROWTH
            # every passage with the phrase shares its words: meaning need not be asked again
            meaning = meaning and not (scope.required and len(question.terms))

    def _searched(
        self, question: Question, where: Filter | None, limit: int, *, meaning: bool
    ) -> list[list[int]]:
        """What each search found: the one by word, then those by meaning, if there are any."""
        store, submit = self._store, self._pool.submit
        others: list[Future[list[Scored]]] = []
        if meaning and (dense := question.dense) is not None:
            others.append(submit(store.search_dense, dense, limit, where))
        if meaning and (learned := question.learned) is not None:
            others.append(
                submit(store.search_learned, learned.indices, learned.values, limit, where)
            )
        words: list[Scored] = []
        if len(question.terms):
            words = store.search_sparse(question.terms, question.weights, limit, where)
        own: list[Scored] = []
        if question.stand_ins:  # the store adds up: many of one word would hide who has another
            kept = ~np.isin(question.terms, sorted(question.stand_ins))
            own = store.search_sparse(question.terms[kept], question.weights[kept], limit, where)
        found = (words, own, *(one.result() for one in others))
        return [[hit.pk for hit in hits] for hits in found]

    def _rarest(self, question: Question, where: Filter | None) -> list[int]:
        """The passages with the word that fewest have: most of a very large library's are out."""
        place = int(np.argmax(question.weights))
        one = slice(place, place + 1)
        hits = self._store.search_sparse(
            question.terms[one], question.weights[one], MOST_HITS, where
        )
        return [hit.pk for hit in hits]

    def _scored(self, question: Question, passages: list[PassageRow]) -> Candidates:
        known = np.array([question.understands(p.lang) for p in passages], np.bool_)
        encoded = self._models.encoder.encode(
            [p.text for p in passages],
            [p.lang for p in passages],
            dense_for=known if question.dense is not None else np.zeros_like(known),
        )
        cosine = self._cosine(question, passages, encoded)
        wordwise = self._wordwise(question, encoded)
        counts = question.joined(_term_counts(question, encoded))
        counts = counted(question, [p.text for p in passages], counts)
        whole = self._of_files(question, passages, counts, encoded)
        for at in blocks(len(counts)):
            saturated = saturate(counts[at], encoded.lengths[at, None], question.mean)
            counts[at] = question.counted(saturated * question.weights)
        weights = counts
        bm25 = weights.sum(axis=1)
        share = lexical_share(bm25, whole, question.attainable + question.besides)
        alike = signatures(encoded.terms, encoded.indptr)
        return Candidates(passages, bm25, share, cosine, wordwise, known, weights, alike)

    def _of_files(
        self,
        question: Question,
        passages: Sequence[PassageRow],
        counts: FloatMatrix,
        encoded: EncodedTexts,
    ) -> Floats:
        files = np.array([passage.file for passage in passages], np.int64)
        rows = self._catalogue.files(list({passage.file for passage in passages}))
        tokens = {file: row.tokens for file, row in rows.items()}
        lengths = encoded.lengths.astype(np.float32)
        counted = question.counted if question.ways else None
        return of_files(files, counts, lengths, tokens, question.weights, counted)

    def _wordwise(self, question: Question, encoded: EncodedTexts) -> Floats:
        """How near each passage is word by word, by a static model; else nothing is known."""
        table = self._models.encoder.static
        if table is None or question.dense is None or self._models.queries is not None:
            return np.full(len(encoded.lengths), np.nan, np.float32)
        return word_by_word(table, question.analysis.words, question.emphasis, encoded)

    def _cosine(
        self, question: Question, passages: Sequence[PassageRow], encoded: EncodedTexts
    ) -> Floats:
        """How near each passage is; by what the encoder does not make from its stored vectors."""
        if question.dense is not None and self._models.queries is None:
            return (encoded.dense @ question.dense).astype(np.float32)
        return nearness(question, self._store, [passage.pk for passage in passages])


def _term_counts(question: Question, encoded: EncodedTexts) -> FloatMatrix:
    """How often each of the question's terms stands in each text, shape (texts, terms)."""
    found = np.zeros((len(encoded.lengths), len(question.terms)), np.float32)
    if not found.size:
        return found
    owners = np.repeat(np.arange(len(found)), np.diff(encoded.indptr))
    places = np.minimum(np.searchsorted(question.terms, encoded.terms), len(question.terms) - 1)
    hit = question.terms[places] == encoded.terms
    found[owners[hit], places[hit]] = encoded.counts[hit]
    return found
