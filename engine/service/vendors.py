"""Models that vendors run, opened with the keys that there are."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal

from engine.models.errors import VendorKeyError
from engine.models.families import family_of, open_model, open_reranker
from engine.models.vocabulary import Access

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.holdings import Holdings
    from engine.models.vocabulary import PairModel, TextModel
    from engine.service.keys import VendorKeys


def key_name(entry: ModelEntry) -> str:
    """Return under which name a model's key is kept: its family, or the server a person added."""
    return entry.base_url or entry.family


class Vendors:
    """Opens each model once for each key. Thread-safe."""

    def __init__(self, holdings: Holdings, keys: VendorKeys) -> None:
        self._holdings = holdings
        self._keys = keys
        self._lock = threading.Lock()
        self._texts: dict[tuple[str, str], TextModel] = {}
        self._pairs: dict[tuple[str, str], PairModel] = {}

    def text_model(self, model: str) -> TextModel:
        """Return what embeds by a vendor's model.

        Raises:
            VendorKeyError: there is no key.
            ModelError: there is no such model.
        """
        entry, key = self._ready(model)
        with self._lock:
            if (model, key) not in self._texts:
                self._texts[model, key] = open_model(entry, Access(key=key))
            return self._texts[model, key]

    def reranker(self, model: str) -> PairModel:
        """Return what reranks by a vendor's model.

        Raises:
            VendorKeyError, ModelError: as `text_model`.
        """
        entry, key = self._ready(model)
        with self._lock:
            if (model, key) not in self._pairs:
                self._pairs[model, key] = open_reranker(entry, Access(key=key))
            return self._pairs[model, key]

    def try_out(self, entry: ModelEntry, key: str, kind: Literal["dense", "reranker"]) -> None:
        """Ask a vendor once with a short text of our own.

        Args:
            entry: the model.
            key: instead of the one that is kept, if not empty.
            kind: as what.

        Raises:
            VendorError: why it does not serve.
        """
        access = Access(key=key or self._keys.find(key_name(entry)))
        if kind == "reranker":
            open_reranker(entry, access).scores("a question", ["an answer"])
        else:
            open_model(entry, access).encode_queries(["a question"])

    def dim_of(self, entry: ModelEntry, key: str) -> int:
        """Ask a server that nobody knows yet how long its vectors are.

        Args:
            entry: the server and the model.
            key: instead of the one that is kept for this server, if not empty.

        Raises:
            VendorError: it does not serve.
        """
        from engine.models.vendors.openai import dim_of

        return dim_of(entry, Access(key=key or self._keys.find(key_name(entry))))

    def _ready(self, model: str) -> tuple[ModelEntry, str]:
        entry = self._holdings.ready(model)
        family, key = family_of(entry), self._keys.find(key_name(entry))
        if not key and not (family.keyless and entry.base_url):
            raise VendorKeyError(f"{family.vendor} asks for a key", model=model)
        return entry, key
