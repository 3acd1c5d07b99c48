"""One library while the engine runs: opened on first use, closed when nobody uses it."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING

import msgspec

from engine.protocol.errors import UnknownLibraryError
from engine.protocol.messages import Progress
from engine.service.model_change import ModelChange
from engine.service.opening import OpenLibrary
from engine.store.catalogue_reading import CatalogueDamagedError
from engine.store.milvus_errors import StoreBrokenError

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.jobs.healing import Healed
    from engine.service.shelf import Role
    from engine.service.upkeep import Upkeep
    from engine.service.watching import Watch
    from engine.store.settings import LibrarySettings

DAMAGED = (CatalogueDamagedError, StoreBrokenError)
"""Errors after which a library's files are not to be trusted."""
_PATIENCE = 30.0
"""Seconds that searches get to end before a library is closed under them."""
_LONGEST = 3600.0
"""Seconds for which an indexing run may go on under what is to end after it."""
LACKS = "model-missing"
"""Code of the notice that a library has to do without a model."""
_STEP = 0.1
"""Seconds between two looks at whether the one who waits for an opening still wants it."""


class Library:
    """Thread-safe, but for ``settings`` and ``progress``, which have one writer each."""

    def __init__(
        self,
        settings: LibrarySettings,
        opener: Callable[[LibrarySettings], OpenLibrary],
        upkeep: Upkeep,
        watch: Watch,
    ) -> None:
        self.settings = settings
        self.upkeep = upkeep
        self.watch = watch
        self.progress = Progress(library=settings.name, running=False)
        self.change = ModelChange()
        self.readiness: tuple[int, int] = (0, 0)
        """Passages that the reranker knows in advance, and how many it is to know at most."""
        self._opener = opener
        self._changed = threading.Condition()
        self._opening: Future[OpenLibrary] | None = None
        self._users = 0
        self._leases: dict[object, int] = {}
        self._gone = False
        self._shutting = False
        self._suspected: Future[OpenLibrary] | None = None

    @property
    def ready(self) -> bool:
        """Whether the next lease need not wait."""
        opening = self._opening
        return opening is not None and opening.done()

    @property
    def begun(self) -> bool:
        """Whether it is open or being opened."""
        return self._opening is not None

    @contextlib.contextmanager
    def lease(self, token: Token) -> Generator[OpenLibrary]:
        """Use the open library; it stays open meanwhile. Opened where it is not.

        Raises:
            UnknownLibraryError: it was removed.
            Cancelled: by the token, while it was being opened; the opening goes on.
            StoreError: it cannot be opened; the next lease tries again.
        """
        if self.settings.paused:  # no run comes that would mend it
            self._mend_unused()
        with self._changed:
            self._changed.wait_for(lambda: not self._shutting)
            if self._gone:
                raise UnknownLibraryError("the library was removed")
            opening = self._begun()
            self._users += 1
            mine = object()
            self._leases[mine] = threading.get_ident()
        try:
            while not wait([opening], _STEP).done:
                token.check()
            yield opening.result()
        except DAMAGED:
            self.suspect(opening)
            raise
        finally:
            with self._changed:
                self._users -= 1
                del self._leases[mine]
                self._changed.notify_all()

    def others_ended(self, patience: float = _PATIENCE) -> bool:
        """Wait until the leases that others have now are over; return whether they are.

        For who changed what an open library is searched by, and has a lease itself.
        """
        me = threading.get_ident()
        with self._changed:
            others = {lease for lease, thread in self._leases.items() if thread != me}
            return self._changed.wait_for(lambda: not others & self._leases.keys(), patience)

    def take(self, patience: float = _PATIENCE) -> OpenLibrary | None:
        """Lease it to nobody any more; return what is to be closed, when all leases have ended.

        An opening that takes longer than ``patience`` (seconds) is closed when it is through.
        """
        ends = time.monotonic() + patience
        with self._changed:
            self._gone = True
            self._changed.wait_for(lambda: not self._users and not self._shutting, patience)
            opening, self._opening = self._opening, None
        if opening is None:
            return None
        if not wait([opening], max(0.0, ends - time.monotonic())).done:
            opening.add_done_callback(_close)
            return None
        return None if opening.exception() is not None else opening.result()

    def take_name(self) -> None:
        """Have its hits and its progress carry the name that its settings have now."""
        with self._changed:
            name = self.settings.name
            self.progress = msgspec.structs.replace(self.progress, library=name)
            opening = self._opening
            if opening is not None and opening.done() and opening.exception() is None:
                opening.result().index.name = name

    def suspect(self, opening: Future[OpenLibrary] | None = None) -> None:
        """Take note that its files seem to be damaged: the next run opens it anew, and it mends.

        Args:
            opening: the one that failed; nothing is noted where it was closed since. None: the
                present one.
        """
        with self._changed:
            if opening is not None and opening is not self._opening:
                return
            self._suspected = self._opening
        self.upkeep.first_look.expect()
        self.upkeep.owe_everything()
        self.upkeep.changes.wake()

    def mend(self, patience: float = _PATIENCE) -> None:
        """Close it if it is suspected, for the next lease to open it anew and look closely.

        For the indexing thread, which must have no lease itself. Searches get ``patience`` seconds
        to end; new ones wait for the opening. One that is under way is new already, and stays.
        """
        with self._changed:
            opening, self._suspected = self._suspected, None
            if opening is None or opening is not self._opening or not opening.done():
                return
            self._shutting = True
            self._changed.wait_for(lambda: self._users == 0, patience)
        try:
            if opening.exception() is None:
                opening.result().index.distrust()
                opening.result().close()
        finally:
            with self._changed:
                if self._opening is opening:
                    self._opening = None
                self._shutting = False
                self._changed.notify_all()

    def _mend_unused(self) -> None:
        with self._changed:
            unused = self._suspected is not None and not self._users
        if unused:
            self.mend()

    def _begun(self) -> Future[OpenLibrary]:
        opening = self._opening
        if opening is None or (opening.done() and opening.exception() is not None):
            opening = self._opening = Future[OpenLibrary]()
            threading.Thread(
                target=self._open, args=(opening,), name="opening", daemon=True
            ).start()
        return opening

    def seek_models(self, opened: OpenLibrary) -> None:
        """Have an open library take in models that are back, and say so."""
        if opened.seek_models(self.settings):
            self.say_lacks(opened)

    def say_lacks(self, opened: OpenLibrary) -> None:
        """Say which models the open library has to do without, or no more."""
        if not opened.lacks:
            self.upkeep.untell(LACKS)
            return
        said = ". ".join(str(error) for error in opened.lacks.values())
        role: Role = "dense" if "dense" in opened.lacks else "reranker"  # the graver one
        first = opened.lacks[role]
        self.upkeep.tell(LACKS, said, first.hint, first.code, role)

    def end_later(self, end: Callable[[], None]) -> None:
        """Carry out what is to wait until the leases of this moment are over."""

        def wait_and_end() -> None:
            if self.others_ended(_LONGEST):
                end()

        threading.Thread(target=wait_and_end, name="ending", daemon=True).start()

    def _say_healed(self, healed: Sequence[Healed]) -> None:
        codes = {item.code for item in healed}
        code = "unfinished" if codes == {"unfinished"} else "healed"
        self.upkeep.tell(code, " ".join(item.message for item in healed))
        self.upkeep.owe_everything()

    def _open(self, opening: Future[OpenLibrary]) -> None:
        try:
            opened = self._opener(self.settings)
            self.say_lacks(opened)
            if opened.index.healed:
                self._say_healed(opened.index.healed)
            if opened.changing(self.settings):  # an engine before this one did not get through
                self.change.want()
            with self._changed:  # it may have been renamed meanwhile
                opened.index.name = self.settings.name
                opening.set_result(opened)
        except Exception as error:  # noqa: BLE001 - handed to everybody who waits
            opening.set_exception(error)


def _close(opening: Future[OpenLibrary]) -> None:
    if opening.exception() is None:
        opening.result().close()
