"""Where vectors and scores come from: the embedder on this machine, or a vendor."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol, TypeVar

from engine.models.embedder_client import EmbedderFailedError
from engine.models.vocabulary import documents_of, queries_of
from engine.search.calls import Calls
from engine.search.resting import Resting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.host.cancellation import Token
    from engine.models.embedder_client import EmbedderClient
    from engine.models.entry import ModelEntry
    from engine.models.vectors import Floats, Meanings
    from engine.models.vocabulary import PairModel, TextModel

_T = TypeVar("_T")

TYPING = 0.25
"""Seconds without a further key after which a vendor is asked: a person types on within them, and
what is half typed is nobody else's business."""
_SHORT = 0.1
"""The same for a slow model on this machine, whose answers others may be waiting for."""
_LOADING = 60.0
"""Seconds for a request that may have to load a large model first. Nobody waits so long for it, but
a worker that is ended before it has loaded one never will have."""
_HELD = 200.0
"""Seconds since its last answer for which a model surely is still loaded."""
_WORKING = 15.0
"""Seconds for a request to a large model that is loaded: one that takes longer hangs."""
_STEP = 0.4
"""Seconds that one request for scores should take: a call-off is noticed after it, and others who
search by the same process wait for so long."""
_FIRST, _MOST = 5, 10
"""Pairs in the first such request, and in any."""
_AT_ONCE = 100
"""Passages in one request to a vendor: all that are reranked."""


class TextSource(Protocol):
    """Gives vectors."""

    @property
    def pause(self) -> float:
        """Seconds to wait for the next key before it is asked."""
        ...

    @property
    def remote(self) -> bool:
        """Whether it is asked over a network, and always slow."""
        ...

    def check(self) -> None:
        """Return if it makes sense to ask.

        Raises:
            ModelError: it is left alone at present, or something is missing.
        """
        ...

    def encode(
        self,
        texts: Sequence[str],
        token: Token,
        budget: float,
        keep: Callable[[Meanings], None],
        *,
        queries: bool = False,
    ) -> Meanings:
        """Return the vectors of texts.

        Args:
            texts: a few.
            token: ends the waiting.
            budget: seconds to wait.
            keep: gets the vectors in any case, also when nobody waits any more.
            queries: whether they are queries rather than passages.

        Raises:
            ModelError: there are none, or not in time.
            Cancelled: by the token.
        """
        ...


class PairSource(Protocol):
    """Gives scores of pairs."""

    @property
    def pause(self) -> float:
        """As of `TextSource`."""
        ...

    @property
    def remote(self) -> bool:
        """As of `TextSource`."""
        ...

    def check(self) -> None:
        """As of `TextSource`."""
        ...

    @property
    def batch(self) -> int:
        """Passages in one request."""
        ...

    def score(
        self,
        query: str,
        texts: Sequence[str],
        token: Token,
        budget: float,
        keep: Callable[[Floats], None],
    ) -> Floats:
        """Return how well each text answers a query, shape (n,), 0 to 1; else as `TextSource`."""
        ...


class Embedded:
    """A model in the embedder's process."""

    remote = False

    def __init__(self, entry: ModelEntry, client: EmbedderClient) -> None:
        """Ask for one model's work; an ``onnx`` one is small and quick, others perhaps not."""
        small = entry.family == "onnx"
        self._model = entry.id
        self._client = client
        self._calls = Calls(most=1, late=EmbedderFailedError)
        self._loading, self._working = (0.0, 0.0) if small else (_LOADING, _WORKING)
        self._answered = -_HELD
        self.pause = 0.0 if small else _SHORT
        self.batch = _FIRST

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

        def work() -> Meanings:
            made = self._tried(
                lambda timeout: self._client.encode(
                    self._model, texts, queries=queries, timeout=timeout
                ),
                budget,
            )
            keep(made)
            return made

        return self._calls.ask(work, token, budget, key=_shared(texts, queries=queries))

    def score(
        self,
        query: str,
        texts: Sequence[str],
        token: Token,
        budget: float,
        keep: Callable[[Floats], None],
    ) -> Floats:
        """As `PairSource`."""

        def work() -> Floats:
            loaded, began = self._loaded, time.monotonic()
            made = self._tried(
                lambda timeout: self._client.score(self._model, query, texts, timeout=timeout),
                budget,
            )
            if loaded:
                each = (time.monotonic() - began) / max(1, len(texts))
                self.batch = min(max(1, int(_STEP / max(each, 1e-3))), _MOST)
            keep(made)
            return made

        return self._calls.ask(work, token, budget)

    def check(self) -> None:
        """Return: the client knows by itself when to leave its worker alone."""

    @property
    def _loaded(self) -> bool:
        return time.monotonic() - self._answered < _HELD

    def _tried(self, ask: Callable[[float], _T], budget: float) -> _T:
        """Ask with a time-out after which the worker is ended, whoever waits and for how long."""
        least = self._working if self._loaded else self._loading
        self._answered = -_HELD
        made = ask(max(budget, least))
        self._answered = time.monotonic()
        return made


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
        self._calls = Calls(resting=Resting())

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

        def work() -> Meanings:
            made = queries_of(model, texts) if queries else documents_of(model, texts)
            keep(made)
            return made

        key = _shared(texts, queries=queries)
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

        def work() -> Floats:
            made = model.scores(query, texts)
            keep(made)
            return made

        return self._calls.ask(work, token, budget, by=model)


def _shared(texts: Sequence[str], *, queries: bool) -> tuple[str, ...] | None:
    """The key of a request that several libraries make at once: a query's."""
    return tuple(texts) if queries else None
