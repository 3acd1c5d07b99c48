"""What there is beside the reader workers, for each model that a library may have."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.models.families import family_of
from engine.models.vectors import Meanings
from engine.models.vocabulary import documents_of
from engine.protocol.errors import ModelError
from engine.service.outside import ModelOutside
from engine.service.vendors import key_name
from engine.store.made_vectors import MadeVectors

if TYPE_CHECKING:
    from pathlib import Path

    from engine.host.cancellation import Token
    from engine.models.embedder_client import EmbedderClient
    from engine.models.entry import ModelEntry
    from engine.models.holdings import Holdings
    from engine.service.vendors import Vendors

_PATIENCE = 300.0
"""Seconds for a few texts, the start of a worker and the loading of a large model included."""
_QUICK = frozenset({"static", "bm25", "none"})
"""Families whose vectors are made sooner than they are read from a disk."""


class Outsides:
    """One for each model, made when it is asked for. Thread-safe."""

    def __init__(
        self,
        holdings: Holdings,
        client: Callable[[], EmbedderClient],
        vendors: Vendors,
        folder: Path,
    ) -> None:
        """Open nothing yet.

        Args:
            holdings: know the models.
            client: gives the embedder's.
            vendors: open their models.
            folder: of the vectors that are remembered; one file for each model.
        """
        self._holdings = holdings
        self._client = client
        self._vendors = vendors
        self._folder = folder
        self._lock = threading.Lock()
        self._known: dict[str, ModelOutside] = {}

    def of(self, model: str) -> ModelOutside | None:
        """Return what there is for a model; None where reader workers do all, or it is unknown.

        Args:
            model: id; empty for BM25 alone.
        """
        try:
            entry = self._holdings.find(model) if model else None
            if entry is None or family_of(entry).name in _QUICK:
                return None
        except ModelError:
            return None  # whoever uses it says so
        with self._lock:
            known = self._known.get(model)
            if known is None or known.entry != entry:
                made = known.made if known else MadeVectors(self._file(model))
                known = self._known[model] = ModelOutside(entry, self._encoder(entry), made)
            return known

    def remembers(self, model: str) -> ModelOutside | None:
        """Return what there is for a model, if vectors of it are remembered; begins no file."""
        there = model and (model in self._known or self._file(model).exists())
        return self.of(model) if there else None

    def forget(self, model: str) -> None:
        """Delete what is remembered of a model that was removed."""
        with self._lock:
            known = self._known.pop(model, None)
            (known.made if known else MadeVectors(self._file(model))).remove()

    def wake(self, server: str = "") -> bool:
        """Have models asked again that rest; return whether there are any.

        Args:
            server: those alone whose key has this name, for it has just answered, and of them not
                those that it answers in a way that makes no sense. All of them where it is empty:
                a key changed.
        """
        with self._lock:
            tempers = [
                known.temper
                for known in self._known.values()
                if not server or (key_name(known.entry) == server and known.temper.may_heal)
            ]
        for temper in tempers:
            temper.wake()
        return bool(tempers)

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            for known in self._known.values():
                known.made.close()

    def _file(self, model: str) -> Path:
        return self._folder / f"{model}.sqlite"

    def _encoder(self, entry: ModelEntry) -> Callable[[Sequence[str], Token], Meanings]:
        def at_a_vendor(texts: Sequence[str], token: Token) -> Meanings:
            from engine.models.vendors.embeddings import VendorEmbeddings
            from engine.models.vendors.jina import JinaEmbeddings

            model = self._vendors.text_model(entry.id)
            if entry.late_chunking and isinstance(model, JinaEmbeddings):
                return Meanings(model.encode_passages_of(texts, token=token))
            if isinstance(model, VendorEmbeddings):
                return Meanings(model.encode_documents(texts, token=token))
            return documents_of(model, texts)

        def in_the_embedder(texts: Sequence[str], token: Token) -> Meanings:
            client = self._client()
            return client.encode(entry.id, texts, bulk=True, timeout=_PATIENCE, check=token.check)

        return at_a_vendor if family_of(entry).place == "engine" else in_the_embedder
