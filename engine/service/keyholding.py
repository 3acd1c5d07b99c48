"""The command that keeps a vendor's key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from engine.models.families import families
from engine.protocol import messages as m
from engine.protocol.errors import UsageError
from engine.service.vendors import key_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.models.holdings import Holdings
    from engine.service.answering import Answer
    from engine.service.keys import KeyPlace, VendorKeys

PLACES = ("keyring", "file", "memory")


class Keyholding:
    """Answers what changes keys."""

    def __init__(
        self, holdings: Holdings, keys: VendorKeys, key_changed: Callable[[], None]
    ) -> None:
        """Answer.

        Args:
            holdings: know the servers that a person added.
            keys: keep them.
            key_changed: wakes what waits for a key.
        """
        self._holdings = holdings
        self._keys = keys
        self._key_changed = key_changed

    @property
    def handlers(self) -> Mapping[type, Callable[[Any, Answer], m.Event | None]]:
        """By command: what answers it."""
        return {m.SetKey: self._set}

    def _set(self, command: m.SetKey, _: Answer) -> m.Event:
        name = self._name(command.vendor)
        key = checked(command.key)
        if not key:
            self._keys.forget(name)
        elif command.place in PLACES:
            self._keys.keep(name, key, cast("KeyPlace", command.place))
        else:
            raise UsageError(f"a key is kept in {', '.join(PLACES[:-1])} or {PLACES[-1]}")
        self._key_changed()
        return m.Done()

    def _name(self, vendor: str) -> str:
        """Return under which name the key of a vendor, a family or a server is kept.

        Raises:
            UsageError: nobody asks for a key of this name.
        """
        for family in families().values():
            if family.vendor and vendor.casefold() in {family.name, family.vendor.casefold()}:
                return family.name
        for entry in self._holdings.entries():
            if entry.base_url and vendor in {entry.base_url, entry.id}:
                return key_name(entry)
        hint = "`findling models` lists those that are sent to a vendor."
        raise UsageError(f"no model here asks for a key of {vendor}", hint=hint)


def checked(key: str) -> str:
    """Return a key without blanks around it.

    Raises:
        UsageError: it cannot be one; without telling it.
    """
    key = key.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError("a key has no blanks, and no letters beyond a to z", hint="")
    return key
