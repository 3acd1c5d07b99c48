"""Where searches get vectors and scores from; the embedder on this machine as such a source."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol, TypeVar

from engine.models.embedder_client import EmbedderFailedError
from engine.protocol.errors import ModelError
from engine.search.calls import Calls

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.host.cancellation import Token
    from engine.models.embedder_client import EmbedderClient
    from engine.models.entry import ModelEntry
    from engine.models.vectors import Floats, Meanings

_T = TypeVar("_T")

_SHORT = 0.1
"""Seconds without a further key after which a slow model on this machine is asked, whose answers
others may be waiting for."""
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

    def __init__(
        self,
        entry: ModelEntry,
        client: EmbedderClient,
        blamed: Callable[[ModelError], ModelError] = lambda error: error,
    ) -> None:
        """Ask nothing yet.

        Args:
            entry: whose work; an ``onnx`` one is small and quick, others perhaps not.
            client: the embedder's.
            blamed: tells what a failure comes from: its files are damaged, say.
        """
        small = entry.family == "onnx"
        self._model = entry.id
        self._client = client
        self._blamed = blamed
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

        def work(_: Token) -> Meanings:
            made = self._tried(
                lambda timeout: self._client.encode(
                    self._model, texts, queries=queries, timeout=timeout
                ),
                budget,
            )
            keep(made)
            return made

        return self._calls.ask(work, token, budget, key=shared(texts, queries=queries))

    def score(
        self,
        query: str,
        texts: Sequence[str],
        token: Token,
        budget: float,
        keep: Callable[[Floats], None],
    ) -> Floats:
        """As `PairSource`."""

        def work(_: Token) -> Floats:
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
        try:
            made = ask(max(budget, least))
        except ModelError as error:
            raise self._blamed(error) from error
        self._answered = time.monotonic()
        return made


def shared(texts: Sequence[str], *, queries: bool) -> tuple[str, ...] | None:
    """The key of a request that several libraries make at once: a query's."""
    return tuple(texts) if queries else None
