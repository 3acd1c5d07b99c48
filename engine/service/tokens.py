"""The tokens of Milvus servers: in the system's keyring, in memory, or given by the environment.

Never in a file: a person who has no keyring gives FINDLING_STORE_TOKEN to the engine.
"""

from __future__ import annotations

import logging
import os

ENVIRONMENT = "FINDLING_STORE_TOKEN"

_SERVICE = "findling-store"
log = logging.getLogger(__name__)


class StoreTokens:
    """Remembers tokens by library id."""

    def __init__(self) -> None:
        self._here: dict[str, str] = {}

    def remember(self, library_id: str, token: str) -> None:
        """Keep a token: in the keyring where there is one, always for the life of this engine."""
        import keyring
        from keyring.errors import KeyringError

        self._here[library_id] = token
        try:
            keyring.set_password(_SERVICE, library_id, token)
        except KeyringError:
            log.warning("there is no keyring: a store's token is kept until the engine ends")

    def find(self, library_id: str) -> str:
        """Return the token of a library; empty when there is none."""
        if library_id in self._here:
            return self._here[library_id]
        return self._stored(library_id) or os.environ.get(ENVIRONMENT, "")

    def forget(self, library_id: str) -> None:
        """Remove a library's token from everywhere."""
        import keyring
        from keyring.errors import KeyringError

        self._here.pop(library_id, None)
        try:
            keyring.delete_password(_SERVICE, library_id)
        except KeyringError:
            log.debug("the keyring had no token of this library")

    def _stored(self, library_id: str) -> str | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(_SERVICE, library_id)
        except KeyringError:
            return None
