"""Vendors' keys: in the system's keyring, or where the person chose; never in the settings.

A key is in no log, no exception and no answer to a client.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

KeyPlace = Literal["", "keyring", "file", "memory", "environment"]

ENVIRONMENT = {
    "openai": "OPENAI_API_KEY",
    "voyage": "VOYAGE_API_KEY",
    "jina": "JINA_API_KEY",
    "cohere": "COHERE_API_KEY",
    "gemini": "GEMINI_API_KEY",
}
"""By family: the variable that the vendor's own programs read."""


class VendorKeys:
    """Keys by family (``openai``), or by server for one that a person added. Thread-safe."""

    def __init__(self, path: Path) -> None:
        """Read nothing yet.

        Args:
            path: the file for those who have no keyring and chose it; only they can read it.
        """
        self._path = path
        self._lock = threading.Lock()
        self._here: dict[str, str] = {}

    def find(self, vendor: str) -> str:
        """Return a key; empty where there is none."""
        with self._lock:
            return self._here.get(vendor) or os.environ.get(ENVIRONMENT.get(vendor, ""), "")

    def place(self, vendor: str) -> KeyPlace:
        """Tell where a key is."""
        with self._lock:
            if vendor in self._here:
                return "memory"
            return "environment" if os.environ.get(ENVIRONMENT.get(vendor, ""), "") else ""

    def keep(self, vendor: str, key: str, place: KeyPlace = "keyring") -> None:
        """Keep a key, in the place of any other."""
        del place
        with self._lock:
            self._here[vendor] = key

    def forget(self, vendor: str) -> None:
        """Remove a key from everywhere but the environment."""
        with self._lock:
            self._here.pop(vendor, None)
