"""Two orders of what was found: one at once, and a better one by models that take their time."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.protocol.errors import ModelError
from engine.search.best_sentences import FIRST, MOST
from engine.search.fusion import (
    CONSIDERED,
    RERANKED,
    blended,
    fused,
    order_of,
    worth_reranking,
)
from engine.search.hits import Marker
from engine.search.pair_rerank import PairReranker
from engine.search.ranking import Ranking
from engine.search.rerank import VectorReranker

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.host.cancellation import Token
    from engine.models.encoder import TextEncoder
    from engine.protocol.messages import Hit
    from engine.search.candidates import Candidates
    from engine.search.hits import HitBuilder
    from engine.search.question import Asking, Question
    from engine.search.rerank import Asked, Reranker

    Note = Callable[[str, str, str], None]
    Gather = Callable[[Question], Candidates]

_log = logging.getLogger(__name__)


class Refining:
    """One search's orders."""

    def __init__(
        self,
        hits: HitBuilder,
        encoder: TextEncoder,
        reranker: Reranker | None,
        limit: int,
        token: Token,
    ) -> None:
        """Order nothing yet.

        Args:
            hits: makes what is shown.
            encoder: the library's.
            reranker: refines the order; None where nothing does.
            limit: most hits.
            token: to call it off.
        """
        self._hits = hits
        self._encoder = encoder
        self._reranker = reranker
        self._limit = limit
        self._token = token
        self._asked: Asked | None = None
        self.reranked = False
        self.late = False
        """Whether a model on this machine is still at some that it should have refined."""

    def begin(self, text: str, *, typing: bool) -> None:
        """Have the reranker see the query while the candidates are being looked for."""
        self._asked = self._reranker.begin(text, typing=typing) if self._reranker else None

    def first(self, question: Question, found: Candidates) -> tuple[Hit, ...]:
        """Return the first order."""
        self._ranking, self._marker = _first(found), Marker(question, self._encoder)
        best = FIRST if self.follows(question) else MOST
        return self._hits.ranked(self._ranking, self._marker, self._limit, best=best)

    def follows(self, question: Question) -> bool:
        """Tell whether another order may come after the first one."""
        return question.awaited or self._reranker is not None

    def refined(self, question: Question, found: Candidates, note: Note) -> tuple[Hit, ...]:
        """Return the order that stays, after `first` of the same or of what was awaited.

        Raises:
            Cancelled: by the token.
        """
        if found is not self._ranking.candidates:
            self._ranking, self._marker = _first(found), Marker(question, self._encoder)
        better = self._rerank(note)
        self.reranked = better is not None
        if better is not None and self._reranker is not None:
            self._marker.best.follow(self._asked, self._reranker.knows, self._token)
        return self._hits.ranked(better or self._ranking, self._marker, self._limit)

    def _rerank(self, note: Note) -> Ranking | None:
        """The ranking by the reranker; None where it cannot be had, with a note."""
        reranker, asked, first = self._reranker, self._asked, self._ranking
        passages = first.candidates.passages
        if reranker is None or asked is None:
            return None
        known = np.array([reranker.knows(p.lang) for p in passages], np.bool_)
        order = order_of(first.scores, np.array([p.pk for p in passages], np.int64))
        folds = first.candidates.folds
        order = folds.kept(order) if folds else order
        files = np.array([p.file for p in passages], np.int64)
        chosen = worth_reranking(order, files, known, CONSIDERED)
        if not len(chosen):
            return None
        places: list[int] = chosen.tolist()
        texts = [passages[place].text for place in places]
        similarity = np.full(len(passages), np.nan, np.float32)
        try:
            similarity[chosen] = asked.similarities(texts[:RERANKED], self._token, texts[RERANKED:])
        except ModelError as error:
            _log.warning("not reranked: %s", error.code)
            said = f"The order could not be refined this time: {why(error, reranker.id)}."
            note("not-reranked", said, error.code)
            return None
        late = np.zeros(len(passages), np.bool_)
        late[chosen[:RERANKED]] = np.isnan(similarity[chosen[:RERANKED]])
        self.late = (
            isinstance(reranker, VectorReranker) and not reranker.remote and bool(late.any())
        )
        found = first.candidates
        scores = blended(found.share, similarity, known, first.scores, late, found.wordwise)
        return Ranking(found, scores, similarity, isinstance(reranker, PairReranker))


def completed(
    asking: Asking, question: Question, token: Token, note: Note, *, typing: bool
) -> Question:
    """Return a question with what its model says; with a note, and by its words alone, without.

    Raises:
        Cancelled: by the token.
    """
    try:
        return asking.completed(question, token, typing=typing)
    except ModelError as error:
        _log.warning("the query is searched by its words alone: %s", error.code)
        name = question.model.name if question.model else ""
        note("words-alone", f"Searched by words alone: {why(error, name)}.", error.code)
        return replace(question, awaited=False)


def why(error: ModelError, model: str = "") -> str:
    """Return what an error says, as a part of a sentence: whose it is, and no full stop."""
    said = str(error).strip().rstrip(".")
    return said if not model or model.casefold() in said.casefold() else f"{model}: {said}"


def _first(found: Candidates) -> Ranking:
    scores = fused(found.share, found.cosine, found.known, found.wordwise)
    return Ranking(found, scores, np.full(len(scores), np.nan, np.float32))
