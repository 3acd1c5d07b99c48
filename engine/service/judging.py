"""A model looked at closely: how much memory it takes, and how well it ranks the samples."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.models.embedder_client import EmbedderClient, EmbedderFailedError
from engine.models.families import family_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.host.cancellation import Token
    from engine.jobs.judging import Judgement
    from engine.models.entry import ModelEntry
    from engine.models.vectors import Floats, Meanings
    from engine.service.vendors import Vendors

_PATIENCE = 120.0
"""Seconds for one step, the loading of a large model included."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of it.

    Attributes:
        judgement: nDCG@10.
        bytes: what a process takes that holds this model alone; 0 for none of ours.
    """

    judgement: Judgement
    bytes: int = 0


def judge(entry: ModelEntry, home: Path | None, vendors: Vendors, token: Token) -> Judged:
    """Rank the samples by a model, in an embedder of its own.

    Args:
        entry: ready to be used.
        home: where downloaded and added models lie.
        vendors: asked where it is one of theirs.
        token: checked between steps.

    Raises:
        Cancelled: by the token.
        ModelError: it cannot be used.
    """
    from engine.jobs.judging import judge_pairs, judge_vectors, judge_words

    if entry.family == "bm25":
        return Judged(judge_words(entry))
    with closing(EmbedderClient(home=home)) as client:
        steps = _Steps(entry, client, vendors, token)
        token.when_cancelled(client.close)
        try:
            if entry.kinds == ("reranker",):
                return Judged(judge_pairs(entry, steps.score), steps.resident)
            return Judged(judge_vectors(entry, steps.embed), steps.resident)
        except EmbedderFailedError:
            token.check()  # then it was closed
            raise


class _Steps:
    """Asks for a few texts at a time."""

    def __init__(
        self, entry: ModelEntry, client: EmbedderClient, vendors: Vendors, token: Token
    ) -> None:
        self._entry = entry
        self._client = client
        self._vendors = vendors
        self._token = token
        self._far = family_of(entry).place == "engine"

    @property
    def resident(self) -> int:
        """Bytes of the embedder's process; 0 where there is none."""
        import psutil

        pid = self._client.pid
        return int(psutil.Process(pid).memory_info().rss) if pid else 0

    def embed(self, texts: Sequence[str], queries: bool) -> Meanings:  # noqa: FBT001 - `Embed`
        """Return the vectors of texts."""
        from engine.models.vendors.asked import encoded

        self._token.check()
        if self._far:
            model = self._vendors.text_model(self._entry.id)
            return encoded(model, texts, self._token, queries=queries)
        return self._client.encode(
            self._entry.id,
            texts,
            queries=queries,
            bulk=True,
            timeout=_PATIENCE,
            check=self._token.check,
        )

    def score(self, query: str, texts: Sequence[str]) -> Floats:
        """Return how well texts answer a query."""
        from engine.models.vendors.asked import scored

        self._token.check()
        if self._far:
            return scored(self._vendors.reranker(self._entry.id), query, texts, self._token)
        return self._client.score(
            self._entry.id, query, texts, timeout=_PATIENCE, check=self._token.check
        )
