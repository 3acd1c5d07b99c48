"""The system's keyring, which may be absent, locked, or silent for ever: nobody waits longer."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable

from engine.protocol.errors import FindlingError

_log = logging.getLogger(__name__)

SERVICE = "findling"
"""Under which name the vendors' keys stand in the keyring."""
READS, WRITES = 4.0, 30.0
"""Seconds: to be told a key, and to keep one, for which a person may have to unlock the keyring."""
_REST = 60.0
"""Seconds that it is not asked for keys after a refusal: each time it may ask the person."""


class NoKeyringError(FindlingError):
    """There is no keyring, or it refuses, or does not answer."""

    code = "no-keyring"
    hint = (
        "Choose another place: a file that only you can read (--place file), "
        "or until the engine ends (--place memory)."
    )


class KeyringAccess:
    """Asks the keyring in threads of their own. Thread-safe."""

    def __init__(
        self, service: str = SERVICE, *, reads: float = READS, writes: float = WRITES
    ) -> None:
        """Ask nothing yet.

        Args:
            service: under which name what is kept stands in the keyring.
            reads: seconds for a key to be told or removed.
            writes: seconds for one to be kept.
        """
        self._service = service
        self._reads = reads
        self._writes = writes
        self._silent: threading.Event | None = None
        self._rests_until = 0.0

    def kind(self) -> str:
        """Return the module of the keyring that is used; empty where there is none.

        Raises:
            NoKeyringError: what is asked for that does not answer.
        """
        return self._asked(lambda ring: ring.kind(), self._reads)

    def find(self, name: str) -> str:
        """Return a key; empty where there is none.

        Raises:
            NoKeyringError: the keyring cannot say.
        """
        if time.monotonic() < self._rests_until:
            raise NoKeyringError("the keyring of this computer refused a moment ago")
        try:
            return self._asked(lambda ring: ring.get_password(name) or "", self._reads)
        except NoKeyringError:
            self._rests_until = time.monotonic() + _REST
            raise

    def keep(self, name: str, key: str) -> None:
        """Keep a key.

        Raises:
            NoKeyringError: the keyring does not keep it.
        """

        def store(ring: _Ring) -> str:
            ring.set_password(name, key)
            return ring.get_password(name) or ""

        if self._asked(store, self._writes, undo=lambda ring: _remove(ring, name)) != key:
            raise NoKeyringError("the keyring of this computer keeps nothing")
        self._rests_until = 0.0

    def remove(self, name: str) -> None:
        """Remove a key, if there is one.

        Raises:
            NoKeyringError: the keyring does not answer, or refuses.
        """
        self._asked(lambda ring: _remove(ring, name), self._reads)

    def _asked(
        self,
        ask: Callable[[_Ring], str],
        patience: float,
        undo: Callable[[_Ring], str] | None = None,
    ) -> str:
        """Return an answer of the keyring.

        Args:
            ask: asks it, in a thread that is left behind if it hangs.
            patience: seconds.
            undo: what to do if the answer comes after nobody waits any more.
        """
        if self._silent is not None and not self._silent.is_set():
            raise NoKeyringError("the keyring of this computer does not answer")
        question = _Question(_Ring(self._service), ask, undo)
        threading.Thread(target=question.run, name="keyring", daemon=True).start()
        if not question.answered(patience):
            self._silent = question.over
            _log.warning("the keyring does not answer within %g s", patience)
            raise NoKeyringError("the keyring of this computer does not answer")
        if question.refusal:
            raise NoKeyringError(f"the keyring of this computer refuses: {question.refusal}")
        return question.answer


class _Ring:
    """The library's functions, imported where they are called: what they load may hang as well."""

    def __init__(self, service: str) -> None:
        self._service = service

    def kind(self) -> str:
        import keyring
        from keyring.backends import fail

        backend = keyring.get_keyring()
        return "" if isinstance(backend, fail.Keyring) else type(backend).__module__

    def get_password(self, name: str) -> str | None:
        import keyring

        return keyring.get_password(self._service, name)

    def set_password(self, name: str, key: str) -> None:
        import keyring

        keyring.set_password(self._service, name, key)

    def delete_password(self, name: str) -> None:
        import keyring

        keyring.delete_password(self._service, name)


def _keep_to_this_system() -> None:
    """Have the library do without the macOS keyring elsewhere.

    It loads the parts of all systems; that one looks for its frameworks with `ctypes.util`, which
    starts gcc, ld and ldconfig, with whatever keys the environment holds.
    """
    if sys.platform != "darwin":
        sys.modules.setdefault("keyring.backends.macOS.api", None)  # type: ignore[arg-type]  # not there


class _Question:
    """One question, its answer, and whether anybody still waits for it."""

    def __init__(
        self,
        ring: _Ring,
        ask: Callable[[_Ring], str],
        undo: Callable[[_Ring], str] | None = None,
    ) -> None:
        self._ring = ring
        self._ask = ask
        self._undo = undo
        self._lock = threading.Lock()
        self._given_up = False
        self.over = threading.Event()
        self.answer = ""
        self.refusal = ""

    def run(self) -> None:
        _keep_to_this_system()
        try:
            self.answer = self._ask(self._ring)
        except Exception as error:  # noqa: BLE001 - each system's keyring has errors of its own
            self.refusal = type(error).__name__  # their words might hold what was asked
        with self._lock:
            self.over.set()
            late = self._given_up
        if late and self._undo is not None and not self.refusal:
            try:
                self._undo(self._ring)
            except Exception:  # noqa: BLE001 - as above
                _log.warning("the keyring kept a key after nobody waited for it any more")

    def answered(self, patience: float) -> bool:
        self.over.wait(patience)
        with self._lock:
            self._given_up = not self.over.is_set()
            return not self._given_up


def _remove(ring: _Ring, name: str) -> str:
    if ring.get_password(name) is not None:
        ring.delete_password(name)
    return ""
