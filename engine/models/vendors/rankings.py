"""What the rerankers of all vendors have in common: batches, order and checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from engine.models.errors import VendorAnswerError
from engine.models.vendors.embeddings import clean
from engine.models.vendors.halving import asked
from engine.models.vendors.http import SEARCHING
from engine.models.vendors.lengths import batches
from engine.models.vendors.lengths import tokens as token_count

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.models.entry import ModelEntry
    from engine.models.vectors import Floats
    from engine.models.vendors.http import VendorClient
    from engine.models.vendors.lengths import Limits


class Place(msgspec.Struct):
    """One text's in a ranking."""

    index: int
    relevance_score: float


@dataclass(frozen=True, slots=True)
class RankingWire:
    """A vendor's format.

    Attributes:
        path: where to post.
        body: makes what is posted, of a query and texts.
        read: returns an answer's places; raises `msgspec.MsgspecError` for what is none.
        limits: of one request; a query counts once with each text.
    """

    path: str
    body: Callable[[str, Sequence[str]], dict[str, Any]]
    read: Callable[[bytes], list[Place]]
    limits: Limits


class VendorReranker:
    """Scores pairs at a vendor. Thread-safe."""

    def __init__(self, entry: ModelEntry, client: VendorClient, wire: RankingWire) -> None:
        self._entry = entry
        self._client = client
        self._wire = wire

    def scores(self, query: str, texts: Sequence[str], /, *, token: Token | None = None) -> Floats:
        """Return how well passages answer a query; gives up soon, for a person waits.

        Args:
            query: where it is empty, nothing is sent and all are 0.
            texts: an empty one is not sent and gets 0.
            token: calls it off, at any moment.

        Returns:
            Shape (len(texts),), float32, 0 to 1, in the order of the texts.

        Raises:
            Cancelled: by the token.
            VendorError: it does not serve.
        """
        made = np.zeros(len(texts), np.float32)
        places = [place for place, text in enumerate(texts) if text.strip()]
        if not query.strip():
            return made
        said = [clean(texts[place]) for place in places]
        query = clean(query)

        def ask(some: Sequence[str]) -> Floats:
            body = self._wire.body(query, some)
            answer = self._client.post(self._wire.path, body, token, SEARCHING)
            return self._read(answer, len(some))

        for batch in batches(said, self._wire.limits, token_count(query)):
            made[places[batch]] = asked(said[batch], ask)
        return made

    def _read(self, answer: bytes, count: int) -> Floats:
        try:
            found = self._wire.read(answer)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            found = None
        if found is None:
            raise self._malformed("what came is no ranking")
        if sorted(place.index for place in found) != list(range(count)):
            raise self._malformed(f"{len(found)} scores came for {count} texts, or twice the same")
        scores = {place.index: place.relevance_score for place in found}
        made = np.array([scores[place] for place in range(count)])
        if not np.isfinite(made).all():
            raise self._malformed("a score is no number")
        return made.clip(0.0, 1.0).astype(np.float32)

    def _malformed(self, message: str) -> VendorAnswerError:
        return VendorAnswerError(f"{self._entry.name}: {message}", model=self._entry.id)
