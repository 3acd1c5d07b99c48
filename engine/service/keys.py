"""Vendors' keys: in the system's keyring, or where the person chose; never in the settings.

A key is in no log, no exception and no answer to a client. It goes to no other host than the one it
was entered for: it is kept under a family's name, or under the address of one server.

The file ``keys.json`` names what is in the keyring. Nothing else is asked for there: a locked one
would ask the person to be unlocked whenever models are listed.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

import msgspec

from engine.host.whole_file import write_whole
from engine.protocol.errors import FindlingError
from engine.service.keyring_access import KeyringAccess, NoKeyringError

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)

_T = TypeVar("_T")
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


class _File(msgspec.Struct, frozen=True):
    """What ``keys.json`` holds."""

    in_keyring: tuple[str, ...] = ()
    """Names alone."""
    keys: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    """Of a person who chose to have them here."""


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

    def told(self, vendor: str) -> str:
        """Return a key; empty where there surely is none.

        Raises:
            NoKeyringError: the keyring, which has it, does not tell it now.
            KeysFileError: the file cannot be read.
        """
        found = self._find(vendor).key
        if not found:
            self._look(vendor, strict=True)
        return found

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
            kept = self._read()
            if place == "keyring":
                self._keyring.keep(vendor, key)
            else:
                self._unring(vendor, kept)
            self._write(_changed(kept, vendor, place, key))
            with self._lock:
                self._known[vendor] = _Known(key, place)

    def forget(self, vendor: str) -> None:
        """Remove a key from everywhere but the environment.

        Raises:
            NoKeyringError: the keyring has it and does not let it go.
            KeysFileError: the file cannot be written.
        """
        with self._changing:
            kept = self._read()
            if not self._unring(vendor, kept):
                raise NoKeyringError("the keyring of this computer does not let the key go")
            self._write(_changed(kept, vendor))
            with self._lock:
                self._known[vendor] = _NONE

    def _unring(self, vendor: str, kept: _File) -> bool:
        """Remove a key from the keyring if it is there; tell whether none is left."""
        if vendor not in kept.in_keyring:
            return True
        try:
            self._keyring.remove(vendor)
        except NoKeyringError as error:
            _log.info("a key stays in the keyring, unused: %s", error)
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

    def _look(self, vendor: str, *, strict: bool = False) -> tuple[_Known, bool]:
        """Return what is kept, and whether that can be relied on from now on.

        Args:
            vendor: whose.
            strict: raise what goes wrong.
        """
        try:
            kept = self._read()
        except KeysFileError as error:
            if strict:
                raise
            _log.warning("%s", error)
            return _NONE, False
        if key := kept.keys.get(vendor):
            return _Known(key, "file"), True
        if vendor not in kept.in_keyring:
            return _NONE, True
        try:
            key = self._keyring.find(vendor)
        except NoKeyringError as error:
            if strict:
                raise
            _log.debug("%s", error)
            return _NONE, False
        return (_Known(key, "keyring") if key else _NONE), True

    def _others(self) -> dict[str, msgspec.Raw]:
        """Return what a newer program keeps in the file besides, which stays there as it is."""
        told = self._decoded(dict[str, msgspec.Raw]) or {}
        return {name: one for name, one in told.items() if name not in _File.__struct_fields__}

    def _read(self) -> _File:
        return self._decoded(_File) or _File()

    def _decoded(self, type_: type[_T]) -> _T | None:
        """Return what is in the file; None where there is none."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=type_)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            # Without the reason's words, which may hold a piece of the file.
            raise KeysFileError(f"{self._path} cannot be read") from error

    def _write(self, kept: _File) -> None:
        others = self._others()
        try:
            if others or kept != _File():
                told = {**others, **msgspec.structs.asdict(kept)}
                write_whole(self._path, msgspec.json.encode(told))
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise KeysFileError(f"{self._path} cannot be written: {error.strerror}") from error


def _changed(kept: _File, vendor: str, place: KeyPlace = "", key: str = "") -> _File:
    """Return what is kept besides a vendor's key, and that key where it is now."""
    ringed = {name for name in kept.in_keyring if name != vendor}
    keys = {name: own for name, own in kept.keys.items() if name != vendor}
    if place == "keyring":
        ringed.add(vendor)
    elif place == "file":
        keys[vendor] = key
    return _File(tuple(sorted(ringed)), keys)
