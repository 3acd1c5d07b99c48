"""A data folder whose models are asked outside the reader workers, and what is read for them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from engine.jobs.reading_messages import Draft, Read, Vectors
from engine.models.encoder import TextEncoder
from engine.models.entry import ModelEntry
from engine.models.holdings import Holdings
from engine.service.keys import VendorKeys
from engine.service.outside import ModelOutside
from engine.service.outsides import Outsides
from engine.service.shelf import ModelShelf
from engine.service.vendors import Vendors
from engine.store.catalogue_rows import Signature
from tests.vendors.servers import VendorServer

KEY = "sk-a-key-of-a-test"
DIM = 16


def entry_of(server: VendorServer, **more: object) -> ModelEntry:
    facts = {
        "id": "tiny",
        "name": "Tiny",
        "kinds": ("dense",),
        "family": server.vendor,
        "dim": DIM,
        "licence": "LicenseRef-unknown",
        "base_url": server.url,
        "model": "tiny",
    }
    return msgspec.convert(facts | more, ModelEntry)


class Home:
    """A data folder with models in it, opened as an engine does."""

    def __init__(self, folder: Path, *entries: ModelEntry) -> None:
        holdings = Holdings(folder / "models")
        for entry in entries:
            holdings.keep(entry)
        self.keys = VendorKeys(folder / "keys.json")
        self.shelf = ModelShelf(folder / "models")
        vendors = Vendors(holdings, self.keys)
        self.outsides = Outsides(holdings, self.shelf.client, vendors, folder / "made")
        self.folder = folder / "made"

    def of(self, model: str = "tiny") -> ModelOutside:
        found = self.outsides.of(model)
        assert found is not None
        return found


def draft(file: int, *texts: str) -> Draft:
    zeros = np.zeros(len(texts), np.int32).tobytes()
    return Draft(
        file=file,
        signature=Signature(0, 0, 0, 0),
        hash=b"",
        media_type="text/plain",
        title="",
        language="en",
        starts=zeros,
        ends=zeros,
        pages=zeros,
        headings=[""] * len(texts),
        langs=["en"] * len(texts),
        texts=list(texts),
    )


def read(*drafts: Draft, wanted: list[bool] | None = None) -> Read:
    """Return what a worker makes of drafts that it leaves to others."""
    texts = [text for one in drafts for text in one.texts]
    vectors = Vectors.of(TextEncoder(None).encode(texts))
    asked = np.array(wanted or [True] * len(texts), np.uint8)
    return Read(list(drafts), vectors, [], wanted=asked.tobytes())


def rows(done: Read) -> np.ndarray:
    return np.frombuffer(done.vectors.dense, np.float32).reshape(-1, done.vectors.dim)


def never() -> bool:
    return False
