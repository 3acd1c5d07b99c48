"""Models that vendors run, opened with the keys that there are."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal

from engine.models.errors import VendorKeyError, VendorKeyHiddenError
from engine.models.families import family_of, open_model, open_reranker
from engine.models.vocabulary import Access
from engine.protocol.errors import FindlingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.host.cancellation import Token
    from engine.models.entry import ModelEntry
    from engine.models.holdings import Holdings
    from engine.models.vocabulary import PairModel, TextModel
    from engine.service.keys import VendorKeys


def key_name(entry: ModelEntry) -> str:
    """Return under which name a model's key is kept: its family, or the server a person added."""
    return entry.base_url or entry.family


def key_of(entry: ModelEntry, keys: VendorKeys) -> str:
    """Return the key of a model's vendor; empty where there is none.

    Raises:
        VendorKeyHiddenError: there may be one, and it cannot be had now.
    """
    try:
        return keys.told(key_name(entry))
    except FindlingError as error:
        raise VendorKeyHiddenError(str(error), model=entry.id) from error


class Vendors:
    """Opens each model once for each key. Thread-safe."""

    def __init__(self, holdings: Holdings, keys: VendorKeys) -> None:
        self._holdings = holdings
        self._keys = keys
        self._lock = threading.Lock()
        # By the whole entry: another one of the same id is another model.
        self._texts: dict[tuple[ModelEntry, str], TextModel] = {}
        self._pairs: dict[tuple[ModelEntry, str], PairModel] = {}
        self._listener: Callable[[str], None] | None = None

    def tell(self, listener: Callable[[str], None]) -> None:
        """Have somebody called whenever a vendor answers a person, with the name of its key."""
        self._listener = listener

    def answered(self, entry: ModelEntry) -> None:
        """Take note that a vendor answered with the key that is kept."""
        if self._listener is not None:
            self._listener(key_name(entry))

    def text_model(self, model: str) -> TextModel:
        """Return what embeds by a vendor's model.

        Raises:
            VendorKeyError: there is no key.
            VendorKeyHiddenError: it cannot be had now.
            ModelError: there is no such model.
        """
        entry, key = self._ready(model)
        with self._lock:
            if (entry, key) not in self._texts:
                self._texts[entry, key] = open_model(entry, Access(key=key))
            return self._texts[entry, key]

    def reranker(self, model: str) -> PairModel:
        """Return what reranks by a vendor's model.

        Raises:
            VendorKeyError, ModelError: as `text_model`.
        """
        entry, key = self._ready(model)
        with self._lock:
            if (entry, key) not in self._pairs:
                self._pairs[entry, key] = open_reranker(entry, Access(key=key))
            return self._pairs[entry, key]

    def try_out(
        self, entry: ModelEntry, key: str, kind: Literal["dense", "reranker"], token: Token
    ) -> None:
        """Ask a vendor once with a short text of our own.

        Args:
            entry: the model.
            key: instead of the one that is kept, if not empty.
            kind: as what.
            token: calls it off.

        Raises:
            Cancelled: by the token.
            VendorError: why it does not serve.
        """
        from engine.models.vendors.asked import encoded, scored

        access = Access(key=key or key_of(entry, self._keys))
        if kind == "reranker":
            scored(open_reranker(entry, access), "a question", ["an answer"], token)
        else:
            encoded(open_model(entry, access), ["a question"], token, queries=True)
        if not key:
            self.answered(entry)

    def dim_of(self, entry: ModelEntry, key: str, token: Token) -> int:
        """Ask a server that nobody knows yet how long its vectors are.

        Args:
            entry: the server and the model.
            key: instead of the one that is kept for this server, if not empty.
            token: calls it off.

        Raises:
            Cancelled: by the token.
            VendorError: it does not serve.
        """
        from engine.models.vendors.openai import dim_of

        access = Access(key=key or key_of(entry, self._keys))
        return dim_of(entry, access, token=token)

    def _ready(self, model: str) -> tuple[ModelEntry, str]:
        entry = self._holdings.ready(model)
        family, key = family_of(entry), key_of(entry, self._keys)
        if not key and not (family.keyless and entry.base_url):
            raise VendorKeyError(f"{family.vendor} asks for a key", model=model)
        return entry, key
