"""Idle time: the reranker's vectors of what is likely to be asked are made before it is.

Nothing of it is felt: it begins when nobody has searched for a while and nothing is indexed, never
on battery nor while other programs are busy, in slices of a tenth of a second; it ends with the
slice when a search or a run begins. Nothing leaves this machine for it: no model and no store of
others is asked in advance, neither for passages nor with what was searched for.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from engine.host.cancellation import Token
from engine.protocol.errors import Cancelled, FindlingError

if TYPE_CHECKING:
    from engine.search.completing import Asked
    from engine.search.rerank import VectorReranker
    from engine.search.searcher import Searcher
    from engine.service.attention import Attention
    from engine.service.libraries import Libraries
    from engine.service.library import Library
    from engine.service.likely import Likely
    from engine.service.opening import OpenLibrary
    from engine.service.pacing import Pacing

log = logging.getLogger(__name__)

QUIET = 5.0
"""Seconds after a search until it begins."""
LOOK = 1.0
"""Seconds between two looks at whether it may."""
TURN = 1.0
"""Seconds for which a library is kept open at a time."""
ANEW = 60.0
"""Seconds until a library that was done is looked at again."""
_REST = 300.0
"""Seconds without, after an error."""
_QUERIES = 50
"""Former searches that are asked again."""


class _Wishes(NamedTuple):
    queries: Sequence[str]
    paths: Sequence[str]


@dataclass(slots=True)
class _Plan:
    likely: Likely
    steps: Iterator[list[str]]
    reranker: VectorReranker
    state: object
    """The model, and what the library held when it was made."""
    texts: list[str] = field(default_factory=list[str])
    """What is to be made before the next step."""


class Ahead:
    """The thread that uses idle time. Thread-safe."""

    def __init__(
        self,
        libraries: Libraries,
        pacing: Pacing,
        indexing: Callable[[], bool],
        former: Callable[[], Asked],
        attention: Attention,
        *,
        waits: tuple[float, float] = (QUIET, LOOK),
    ) -> None:
        """Begin nothing yet.

        Args:
            libraries: whose passages.
            pacing: tells whether idle time may be used.
            indexing: tells whether something is being indexed, or about to be.
            former: returns former searches.
            attention: the files that were looked at.
            waits: seconds after a search until it begins, and between two looks at whether it may.
        """
        self._libraries = libraries
        self._pacing = pacing
        self._indexing = indexing
        self._former = former
        self._attention = attention
        self._quiet, self._look = waits
        self._lock = threading.Lock()
        self._token = Token()
        self._stirred = time.monotonic()
        self._closed = threading.Event()
        self._plans: dict[str, _Plan] = {}
        self._done: dict[str, tuple[float, object]] = {}
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Use idle time from now on."""
        self._thread = threading.Thread(target=self._work, name="ahead", daemon=True)
        self._thread.start()

    def stir(self) -> None:
        """Stop for a while: somebody searches."""
        with self._lock:
            self._stirred = time.monotonic()
            self._token.cancel()

    def close(self) -> None:
        """Stop for good; what is being made at this moment is lost."""
        self._closed.set()
        self.stir()
        if self._thread is not None:
            self._thread.join(2.0)

    @property
    def idle(self) -> bool:
        """Whether idle time may be used now."""
        if self._closed.is_set() or time.monotonic() - self._stirred < self._quiet:
            return False
        return not self._indexing() and self._pacing.idle

    def _work(self) -> None:
        wait = self._look
        while not self._closed.wait(wait):
            wait = self._look
            if not self.idle:
                continue
            try:
                wait = 0.0 if self._turn() else self._look
            except Cancelled:
                continue
            except (FindlingError, OSError) as error:
                log.warning("idle time is not used for a while: %s", error)
                self._plans.clear()
                wait = _REST
            except Exception:
                log.exception("idle time is not used for a while")
                self._plans.clear()
                wait = _REST

    def _turn(self) -> bool:
        """Give each library a turn; return whether something was done."""
        with self._lock:
            self._token = token = Token()
        done = False
        libraries = self._libraries.all()
        self._forget_but({library.settings.id for library in libraries})
        for library in libraries:
            if self._wants(library):
                with library.lease(token) as opened:
                    done |= self._serve(library, opened, token)
        return done

    def _forget_but(self, there: set[str]) -> None:
        """Drop what is held for libraries that were removed."""
        for key in (self._plans.keys() | self._done.keys()) - there:
            self._plans.pop(key, None)
            self._done.pop(key, None)

    def _wants(self, library: Library) -> bool:
        if not library.ready or library.settings.paused:
            return False
        key = library.settings.id
        when, _ = self._done.get(key, (-ANEW, None))
        return key in self._plans or time.monotonic() - when >= ANEW

    def _serve(self, library: Library, opened: OpenLibrary, token: Token) -> bool:
        """Go on with a library's plan for a while; return whether there was something to do."""
        plan = self._plan(library, opened)
        if plan is None:
            return False
        plan.likely.token = token
        ends = time.monotonic() + TURN
        while time.monotonic() < ends:
            self._check(token)
            if plan.texts:
                del plan.texts[: plan.reranker.passages.make_ahead(plan.texts, token)]
                continue
            likely = plan.likely
            library.readiness = (likely.ready, likely.most)
            step = next(plan.steps, None)
            if step is None:
                break
            plan.texts = step
        else:
            return True
        key = library.settings.id
        del self._plans[key]
        self._done[key] = (time.monotonic(), plan.state)
        return True

    def _check(self, token: Token) -> None:
        token.check()
        if not self.idle:
            raise Cancelled

    def _plan(self, library: Library, opened: OpenLibrary) -> _Plan | None:
        """Return a library's plan; None where there is nothing to be made by it."""
        from engine.search.rerank import VectorReranker
        from engine.service.likely import Likely

        searcher = opened.searcher  # another one may be put there at any moment
        key, reranker = library.settings.id, searcher.reranker
        if not isinstance(reranker, VectorReranker) or reranker.remote or not reranker.begins:
            library.readiness = (0, 0)
            self._plans.pop(key, None)
            return None
        queries = self._former_queries(library, searcher)
        paths = tuple(reversed(self._attention.paths()))
        totals = opened.index.catalogue.totals()
        state = (reranker.id, totals)
        plan = self._plans.get(key)
        if plan is not None and plan.reranker is reranker and plan.state == state:
            return plan
        if plan is None and self._done.get(key, (0.0, None))[1] == state:
            self._done[key] = (time.monotonic(), state)
            return None
        likely = Likely(searcher, opened.index.catalogue, reranker)
        plan = _Plan(likely, likely.steps(_Wishes(queries, paths)), reranker, state)
        self._plans[key] = plan
        return plan

    def _former_queries(self, library: Library, searcher: Searcher) -> list[str]:
        """Return what may be asked again; nothing where others than this machine would get it.

        It was asked of any library, perhaps of one whose queries go nowhere, and nobody asks now.
        """
        if searcher.sends_queries or library.settings.store_uri:
            return []
        former, names = self._former(), ("", library.settings.name)
        queries = [search.query for search in former.recent][:_QUERIES]
        return queries + [saved.query for saved in former.saved if saved.library in names]
