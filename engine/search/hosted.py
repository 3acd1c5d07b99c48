"""Models that vendors run as sources of vectors and scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.vocabulary import documents_of, meanings, queries_of
from engine.search.calls import Calls
from engine.search.resting import Resting
from engine.search.sources import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.host.cancellation import Token
    from engine.models.vectors import Floats, Meanings
    from engine.models.vocabulary import PairModel, TextModel

TYPING = 0.25
"""Seconds without a further key after which a vendor is asked: a person types on within them, and
what is half typed is nobody else's business."""
_AT_ONCE = 100
"""Passages in one request to a vendor: all that are reranked."""


class Hosted:
    """A model that a vendor runs: nothing is sent before somebody pauses in typing."""

    pause = TYPING
    remote = True
    batch = _AT_ONCE

    def __init__(
        self,
        texts: Callable[[], TextModel] | None = None,
        pairs: Callable[[], PairModel] | None = None,
    ) -> None:
        """Ask for nothing yet.

        Args:
            texts: opens what makes vectors, with the key that there is; the same object as long as
                that is the same.
            pairs: opens what scores pairs.
        """
        self._texts = texts
        self._pairs = pairs
        self._resting = Resting()
        self._calls = Calls(resting=self._resting)
        self._listener: Callable[[], None] | None = None

    def tell(self, listener: Callable[[], None]) -> None:
        """Have somebody called whenever the vendor answers, in the thread of the call."""
        self._listener = listener

    def wake(self) -> None:
        """Forget that it failed: something changed."""
        self._resting.served()

    def check(self) -> None:
        """Raise what there is to say where asking makes no sense, see `TextSource`."""
        opened = self._texts or self._pairs
        assert opened is not None
        self._calls.check(opened())

    def encode(
        self,
        texts: Sequence[str],
        token: Token,
        budget: float,
        keep: Callable[[Meanings], None],
        *,
        queries: bool = False,
    ) -> Meanings:
        """As `TextSource`."""
        assert self._texts is not None
        model = self._texts()

        def work(given_up: Token) -> Meanings:
            made = _encoded(model, texts, given_up, queries=queries)
            self._answered()
            keep(made)
            return made

        key = shared(texts, queries=queries)
        return self._calls.ask(work, token, budget, by=model, key=key)

    def score(
        self,
        query: str,
        texts: Sequence[str],
        token: Token,
        budget: float,
        keep: Callable[[Floats], None],
    ) -> Floats:
        """As `PairSource`."""
        assert self._pairs is not None
        model = self._pairs()

        def work(given_up: Token) -> Floats:
            made = _scored(model, query, texts, given_up)
            self._answered()
            keep(made)
            return made

        return self._calls.ask(work, token, budget, by=model)

    def _answered(self) -> None:
        if self._listener is not None:
            self._listener()


def _encoded(model: TextModel, texts: Sequence[str], token: Token, *, queries: bool) -> Meanings:
    """What a vendor's model makes of texts; ours end when they are called off."""
    from engine.models.vendors.embeddings import VendorEmbeddings

    if isinstance(model, VendorEmbeddings):
        encode = model.encode_queries if queries else model.encode_documents
        return meanings(encode(texts, token=token))
    return queries_of(model, texts) if queries else documents_of(model, texts)


def _scored(model: PairModel, query: str, texts: Sequence[str], token: Token) -> Floats:
    """What a vendor's model says of pairs; ours end when they are called off."""
    from engine.models.vendors.rankings import VendorReranker

    if isinstance(model, VendorReranker):
        return model.scores(query, texts, token=token)
    return model.scores(query, texts)
