"""Vendors' keys: in the system's keyring, or where the person chose; never in the settings.

A key is in no log, no exception and no answer to a client. It goes to no other host than the one it
was entered for: it is kept under a family's name, or under the address of one server.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from engine.host.whole_file import write_whole
from engine.protocol.errors import FindlingError
from engine.service.keyring_access import KeyringAccess, NoKeyringError

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)

KeyPlace = Literal["", "keyring", "file", "memory", "environment"]

ENVIRONMENT = {
    "openai": "OPENAI_API_KEY",
    "voyage": "VOYAGE_API_KEY",
    "jina": "JINA_API_KEY",
    "cohere": "COHERE_API_KEY",
    "gemini": "GEMINI_API_KEY",
}
"""By family: the variable that the vendor's own programs read."""


class KeysFileError(FindlingError):
    """The file of keys cannot be read or written."""

    code = "keys-file"
    hint = "Choose another place for the key, or remove the file."


class _Known(NamedTuple):
    key: str
    place: KeyPlace

    def __repr__(self) -> str:
        return f"a key in {self.place or 'no place'}"


_NONE = _Known("", "")


class VendorKeys:
    """Keys by family (``openai``), or by server for one that a person added. Thread-safe."""

    def __init__(self, path: Path, keyring: KeyringAccess | None = None) -> None:
        """Read nothing yet.

        Args:
            path: the file for those who have no keyring and chose it; only they can read it.
            keyring: the system's.
        """
        self._path = path
        self._keyring = keyring or KeyringAccess()
        self._lock = threading.Lock()
        self._changing = threading.Lock()
        self._known: dict[str, _Known] = {}

    def find(self, vendor: str) -> str:
        """Return a key; empty where there is none."""
        return self._find(vendor).key

    def place(self, vendor: str) -> KeyPlace:
        """Tell where a key is."""
        return self._find(vendor).place

    def keep(self, vendor: str, key: str, place: KeyPlace = "keyring") -> None:
        """Keep a key, in the place of any other.

        Raises:
            NoKeyringError: there is no keyring, where it was to be kept.
            KeysFileError: the file cannot be written.
        """
        with self._changing:
            if place == "keyring":
                self._keyring.keep(vendor, key)
            elif place == "file":
                self._write(self._read() | {vendor: key})
            with self._lock:
                self._known[vendor] = _Known(key, place)
            if place != "file":
                self._unwrite(vendor)
            if place != "keyring":
                self._unring(vendor)

    def forget(self, vendor: str) -> None:
        """Remove a key from everywhere but the environment.

        Raises:
            NoKeyringError: the keyring has it and does not let it go.
            KeysFileError: the file cannot be written.
        """
        with self._changing:
            kept = self._find(vendor)
            self._unwrite(vendor)
            if not self._unring(vendor) and kept.place == "keyring":
                raise NoKeyringError("the keyring of this computer does not let the key go")
            with self._lock:
                self._known[vendor] = _NONE

    def _unwrite(self, vendor: str) -> None:
        if vendor in (kept := self._read()):
            self._write({name: key for name, key in kept.items() if name != vendor})

    def _unring(self, vendor: str) -> bool:
        """Remove a key from the keyring; tell whether that worked."""
        try:
            self._keyring.remove(vendor)
        except NoKeyringError as error:
            _log.info("no key is removed from the keyring: %s", error)
            return False
        return True

    def _find(self, vendor: str) -> _Known:
        with self._lock:
            known = self._known.get(vendor)
        if known is None:
            known, sure = self._look(vendor)
            if sure:  # each search asks, and a keyring takes its time
                with self._lock:
                    known = self._known.setdefault(vendor, known)
        if known.key:
            return known
        key = os.environ.get(ENVIRONMENT.get(vendor, ""), "")
        return _Known(key, "environment") if key else _NONE

    def _look(self, vendor: str) -> tuple[_Known, bool]:
        """Return what is kept, and whether that can be relied on from now on."""
        try:
            if key := self._read().get(vendor):
                return _Known(key, "file"), True
        except KeysFileError as error:
            _log.warning("%s", error)
            return _NONE, False
        try:
            key = self._keyring.find(vendor)
        except NoKeyringError as error:
            _log.debug("%s", error)
            return _NONE, False
        return (_Known(key, "keyring") if key else _NONE), True

    def _read(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            # Without the reason's words, which may hold a piece of the file.
            raise KeysFileError(f"{self._path} cannot be read") from error

    def _write(self, keys: dict[str, str]) -> None:
        try:
            if keys:
                write_whole(self._path, msgspec.json.encode(keys))
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise KeysFileError(f"{self._path} cannot be written: {error.strerror}") from error
