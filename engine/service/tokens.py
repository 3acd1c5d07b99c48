"""The tokens of Milvus servers: in the system's keyring, in memory, or given by the environment.

Never in a file: a person who has no keyring gives FINDLING_STORE_TOKEN to the engine.
"""

from __future__ import annotations

import logging
import os

from engine.service.keyring_access import KeyringAccess, NoKeyringError

ENVIRONMENT = "FINDLING_STORE_TOKEN"

_SERVICE = "findling-store"
log = logging.getLogger(__name__)


class StoreTokens:
    """Remembers tokens by library id. Thread-safe."""

    def __init__(self, keyring: KeyringAccess | None = None) -> None:
        """Remember none yet.

        Args:
            keyring: the system's.
        """
        self._keyring = keyring or KeyringAccess(_SERVICE)
        self._here: dict[str, str] = {}

    def remember(self, library_id: str, token: str) -> None:
        """Keep a token: in the keyring where there is one, always for the life of this engine."""
        self._here[library_id] = token
        try:
            self._keyring.keep(library_id, token)
        except NoKeyringError as error:
            log.warning("a store's token is kept until the engine ends: %s", error)

    def find(self, library_id: str) -> str:
        """Return the token of a library; empty when there is none."""
        if library_id in self._here:
            return self._here[library_id]
        return self._stored(library_id) or os.environ.get(ENVIRONMENT, "")

    def forget(self, library_id: str) -> None:
        """Remove a library's token from everywhere."""
        self._here.pop(library_id, None)
        try:
            self._keyring.remove(library_id)
        except NoKeyringError as error:
            log.debug("a removed library's token was not looked for: %s", error)

    def _stored(self, library_id: str) -> str:
        try:
            return self._keyring.find(library_id)
        except NoKeyringError as error:
            log.info("a store's token is not told: %s", error)  # many servers ask for none
            return ""
