"""Rerankers that look at query and passage together: cross-encoders here, and vendors' models."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.models.entry import ModelEntry, knows
from engine.protocol.errors import ModelError
from engine.search.recent import Recent

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.models.vectors import Floats
    from engine.search.rerank import Asked
    from engine.search.sources import PairSource

REMOTE_BUDGET = 3.0
"""Seconds for a refined order by a vendor; models on this machine have those of `rerank`."""
SOON = 2.0
"""Seconds for which somebody who sees the first order waits for a model on this machine, whose
scores are of use for this query alone: a person chose it for its care, and knows it for slow."""
LEAST = 8
"""Passages below which that is twice as long."""
KEPT = 10_000
"""Scores that are held: those of some 300 searches, 2 MB."""

_QUERY = 2_000
"""Characters of a query that are scored: of a long text that others are to be like the beginning.
It is read, and with vendors paid for, once with each passage."""

PairScores = Recent[bytes, float]
"""Scores by `pair_key`."""


class PairReranker:
    """A model that gives a score to a pair; scores of late are held."""

    def __init__(
        self, entry: ModelEntry, source: PairSource, scores: PairScores, *, budget: float
    ) -> None:
        """Bring together what it needs.

        Args:
            entry: the model.
            source: gives the scores.
            scores: what is held, of any models.
            budget: seconds for one query.
        """
        self._entry = entry
        self._source = source
        self._scores = scores
        self._budget = budget

    @property
    def id(self) -> str:
        """The model's."""
        return self._entry.id

    def knows(self, language: str) -> bool:
        """Whether its scores mean something in a language (ISO 639-1 or empty)."""
        return knows(self._entry, language)

    def begin(self, query: str, *, typing: bool = False) -> Asked:
        """Take note of the query: there is nothing to be done without passages."""
        return _Paired(self, query[:_QUERY], self._source.pause if typing else 0.0, typing=typing)

    def scored(
        self,
        query: str,
        texts: Sequence[str],
        token: Token,
        since: float,
        *,
        soon: bool = False,
        more: Sequence[str] = (),
    ) -> Floats:
        """Return similarities, as `Asked.similarities`.

        Args:
            query: the query.
            texts: passages, the most promising first.
            token: to call it off.
            since: nothing is asked before this moment of the monotonic clock.
            soon: whether some will do after `SOON` seconds.
            more: passages whose scores are returned if they are held.

        Raises:
            ModelError, Cancelled: as there.
        """
        keys = [pair_key(self._entry, query, text) for text in (*texts, *more)]
        known = {key: score for key in keys if (score := self._scores.get(key)) is not None}
        missing = {key: text for key, text in zip(keys, texts, strict=False) if key not in known}
        if missing:
            self._source.check()
            token.wait(max(0.0, since - time.monotonic()))
            token.check()
            self._ask(query, missing, known, token, soon=soon and not self._source.remote)
        scores = np.array([known.get(key, np.nan) for key in keys], np.float32)
        return calibrated(scores, self._entry.unrelated)

    def _ask(
        self,
        query: str,
        missing: dict[bytes, str],
        known: dict[bytes, float],
        token: Token,
        *,
        soon: bool,
    ) -> None:
        """Have scores made, the most promising passages first; some are better than none."""
        began = time.monotonic()
        deadline = began + self._budget
        todo = list(missing)
        while todo:
            token.check()
            batch = self._source.batch
            keys, todo = todo[:batch], todo[batch:]

            def keep(made: Floats, keys: list[bytes] = keys) -> None:
                for key, score in zip(keys, made.tolist(), strict=True):
                    self._scores.put(key, score)

            texts = [missing[key] for key in keys]
            left = deadline - time.monotonic()
            enough = SOON if len(known) >= LEAST else 2 * SOON
            if known and (left <= 0 or (soon and time.monotonic() - began > enough)):
                return
            try:
                made = self._source.score(query, texts, token, left, keep)
            except ModelError:
                if self._source.remote or not known:
                    raise
                return
            known |= dict(zip(keys, made.tolist(), strict=True))


class _Paired:
    """A query that was noted."""

    def __init__(self, reranker: PairReranker, query: str, pause: float, *, typing: bool) -> None:
        self._reranker = reranker
        self._query = query
        self._since = time.monotonic() + pause
        self._typing = typing

    def similarities(self, texts: Sequence[str], token: Token, more: Sequence[str] = ()) -> Floats:
        scored = self._reranker.scored(
            self._query,
            texts,
            token,
            self._since,
            soon=self._typing,
            more=more if self._typing else (),
        )
        unasked = np.full(len(texts) + len(more) - len(scored), np.nan, np.float32)
        return np.concatenate([scored, unasked])


def pair_key(entry: ModelEntry, query: str, text: str) -> bytes:
    """The key of a score, 16 bytes."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (entry.id, entry.revision, entry.model, entry.base_url, query, text):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.digest()


def calibrated(scores: Floats, unrelated: float) -> Floats:
    """Return scores as similarities, 0 to 1: odds as their square roots, .5 stays .5.

    Such models are trained to answer "relevant or not" by a logistic function, and say .99 or .9999
    for passages that answer, .01 or .0001 for others: in a sum with other evidence all of the ones
    are the same, and all of the others. Half the logit keeps them apart on both sides, keeps their
    order and the middle, and still leaves next to nothing to what has nothing to do with the query
    (.0001 becomes .01, .001 .03, .01 .09).

    SciFact's training queries, with MiniLM's cosines put through logistic functions from mild to
    strict in place of a cross-encoder, which loses nothing of their order (nDCG@10 of the blend;
    the cosines themselves .743): as they are .700 to .751, as square roots .721 to .751; of what
    is relevant .73 to .99 and .83 to 1.00 stay above the fold of weaker matches.

    Args:
        scores: (n,), 0 to 1; NaN stays.
        unrelated: score of passages that have nothing to do with the query.
    """
    share = np.clip((scores.astype(np.float64) - unrelated) / (1 - unrelated), 0, 1)
    for_it, against = np.sqrt(share), np.sqrt(1 - share)
    return (for_it / (for_it + against)).astype(np.float32)
