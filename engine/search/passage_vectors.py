"""Passages as vectors of a reranker: read where they are kept, and made as far as there is time.

They are made by a thread of their own, the most promising ones first and a few at a time, so that
whoever waits can leave with what is there; the rest then follows, until somebody asks anew.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engine.host.cancellation import Token
from engine.models.embedder_client import EmbedderFailedError
from engine.models.pace import Pace
from engine.protocol.errors import Cancelled, ModelError
from engine.store.vector_cache import FloatVector, VectorCache, vector_key

if TYPE_CHECKING:
    from engine.models.vectors import Meanings
    from engine.search.sources import TextSource

SOON = 0.2
"""Seconds for which a person waits who sees the first order already: all of what is looked at but a
twentieth is there by then (a twelfth in a slow hour), and the refined order within .35 s
(tests/bench/latency.py)."""
LEAST = 8
"""Passages that are worth waiting for longer: fewer change an order for no better."""
LATEST = 1.0
"""Seconds after which fewer will do; a machine that is so slow makes some at least."""
SLICE = 0.08
"""Seconds that one request should take: the next search, or a call-off, waits for so long."""
_FIRST = 3
"""Passages in the first request to a model whose speed nobody knows."""
_REMOTE = 10
"""Passages in one request over a network, which takes its time whatever is in it."""
_PAUSE = 0.3
"""Seconds that an answer gets to be put together and shown before the rest is made."""

Vectors = dict[bytes, FloatVector]


class PassageVectors:
    """One library's vectors by one reranker. Thread-safe."""

    def __init__(
        self, made_by: str, dim: int, source: TextSource, cache: VectorCache, *, patience: float
    ) -> None:
        """Make nothing yet.

        Args:
            made_by: what tells vectors of one model from another's.
            dim: their length.
            source: makes them.
            cache: keeps them.
            patience: seconds for one request.
        """
        self._made_by = made_by
        self._dim = dim
        self._source = source
        self._cache = cache
        self._patience = patience
        self._pace = Pace(SLICE)
        self._measured = False
        self._lock = threading.Lock()
        self._making: _Making | None = None

    def of(
        self,
        texts: Sequence[str],
        token: Token,
        patience: float,
        *,
        soon: float | None = None,
        latest: float = LATEST,
        more: Sequence[str] = (),
    ) -> list[FloatVector | None]:
        """Return the vectors of passages; None for what could not be had in time.

        Args:
            texts: the most promising first.
            token: to call it off; nothing more is made then.
            patience: seconds after which it has failed.
            soon: seconds after which some will do; None for all of them.
            latest: seconds after which fewer than `LEAST` will do.
            more: others, whose vectors are returned as well if they are kept.

        Raises:
            ModelError: there are none, or not in time.
            Cancelled: by the token.
        """
        keys = self.keys([*texts, *more])
        known = self._cache.get_many(keys, self._dim)
        missing = {
            key: text
            for key, text in zip(keys[: len(texts)], texts, strict=True)
            if key not in known
        }
        if missing:
            making = self._begin(missing)
            here = sum(key in known for key in keys[: len(texts)])
            if soon is None or self._source.remote:
                known |= making.whole(token, patience)
            else:
                known |= making.wait(token, patience, here, soon, latest)
        return [known.get(key) for key in keys]

    def rest(self) -> None:
        """Make nothing that nobody waits for."""
        with self._lock:
            making = self._making
        if making is not None:
            making.leave_off()

    @property
    def room(self) -> int:
        """How many vectors there may be that were made ahead."""
        return self._cache.room

    def keys(self, texts: Sequence[str]) -> list[bytes]:
        """Return what the texts' vectors are kept under."""
        return [vector_key(self._made_by, text) for text in texts]

    def unkept(self, texts: Sequence[str]) -> list[str]:
        """Return those texts whose vectors are not kept, each once; counts as no use of others."""
        wanted = dict(zip(self.keys(texts), texts, strict=True))
        kept = self._cache.among(list(wanted))
        return [text for key, text in wanted.items() if key not in kept]

    def make_ahead(self, texts: Sequence[str], token: Token) -> int:
        """Make the vectors of as many texts as take one slice; return how many that were.

        They are the first to leave the cache until a search has used them.

        Raises:
            ModelError: they cannot be made.
            Cancelled: by the token; what was begun is kept all the same.
        """
        some = texts[: self._fitting(texts)]
        made = dict(zip(self.keys(some), some, strict=True))
        self._make(made, token, ahead=True)
        return len(some)

    def _begin(self, missing: dict[bytes, str]) -> _Making:
        with self._lock:
            if self._making is not None:
                self._making.leave_off()
            self._making = _Making(self, missing)
            return self._making

    def take(self, todo: Mapping[bytes, str]) -> dict[bytes, str]:
        """Return the first of what is to be made, as many as take one slice."""
        return dict(list(todo.items())[: self._fitting(list(todo.values()))])

    def make(self, texts: dict[bytes, str], token: Token) -> Vectors:
        """Make vectors and keep them, as `make_ahead`."""
        return self._make(texts, token, ahead=False)

    def _fitting(self, texts: Sequence[str]) -> int:
        """How many texts take one slice, one at least."""
        if self._source.remote:
            return _REMOTE
        return min(self._pace.take(texts, 0), len(texts) if self._measured else _FIRST)

    def _make(self, texts: dict[bytes, str], token: Token, *, ahead: bool) -> Vectors:
        token.check()
        began = time.monotonic()

        def keep(made: Meanings) -> None:
            self._cache.put_many(dict(zip(texts, made.dense, strict=True)), ahead=ahead)

        made = self._source.encode(list(texts.values()), token, self._patience, keep)
        self._pace.learn(list(texts.values()), time.monotonic() - began)
        self._measured = True
        return dict(zip(texts, made.dense, strict=True))


class _Making:
    """Vectors under way, slice by slice."""

    def __init__(self, vectors: PassageVectors, todo: dict[bytes, str]) -> None:
        self._vectors = vectors
        self._todo = todo
        self._made: Vectors = {}
        self._failure: Exception | None = None
        self._changed = threading.Condition()
        self._token = Token()
        self._attended = True
        threading.Thread(target=self._run, name="passages", daemon=True).start()

    def whole(self, token: Token, patience: float) -> Vectors:
        """Return all.

        Raises:
            ModelError, Cancelled: as `PassageVectors.of`.
        """
        return self.wait(token, patience, -1, patience, patience)

    def wait(
        self, token: Token, patience: float, known: int, soon: float, latest: float
    ) -> Vectors:
        """Return what is made.

        Args:
            token: to call it off.
            patience: seconds after which there must be some.
            known: how many others are at hand; -1 where some will not do.
            soon: seconds after which some will do.
            latest: seconds after which fewer than `LEAST` will.

        Raises:
            ModelError, Cancelled: as `PassageVectors.of`.
        """
        token.when_cancelled(self._call_off)
        began = time.monotonic()
        ends, latest, soon = began + patience, began + latest, began + soon
        with self._changed:
            try:
                while self._todo:
                    now = time.monotonic()
                    token.check()
                    here = len(self._made) + known if known >= 0 else 0
                    if self._failure is not None and not here:
                        raise self._failure
                    if self._failure is not None:
                        break
                    if here and now >= (soon if here >= LEAST else latest):
                        break
                    if now >= ends:
                        raise EmbedderFailedError("the passages were not embedded in time")
                    if not here and now >= soon:  # the worker was not even there
                        soon, latest = now + SOON, max(latest, now + SOON)
                    self._changed.wait(max(0.001, min(ends, *_after(now, soon, latest)) - now))
                token.check()
                return dict(self._made)
            finally:
                self._attended = False
                if token.cancelled or (known < 0 and self._todo):
                    self._token.cancel()

    def leave_off(self) -> None:
        """Make nothing more, unless somebody waits for it."""
        with self._changed:
            if not self._attended:
                self._token.cancel()

    def _call_off(self) -> None:
        self._token.cancel()
        with self._changed:
            self._changed.notify_all()

    def _run(self) -> None:
        paused = False
        try:
            while self._todo:
                if not self._attended and not paused:
                    paused = True
                    self._token.wait(_PAUSE)
                made = self._vectors.make(self._vectors.take(self._todo), self._token)
                with self._changed:
                    self._made |= made
                    self._todo = {k: t for k, t in self._todo.items() if k not in made}
                    self._changed.notify_all()
        except (ModelError, Cancelled) as error:
            self._fail(error)
        except Exception as error:
            self._fail(error)
            raise

    def _fail(self, error: Exception) -> None:
        with self._changed:
            self._failure = error
            self._changed.notify_all()


def _after(now: float, *times: float) -> list[float]:
    """Return the times that are still to come."""
    return [moment for moment in times if moment > now]
