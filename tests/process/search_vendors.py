"""The examples indexed by a vendor's model, whose server is on this machine."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from engine.host.cancellation import Token
from engine.jobs.crew import Crew
from engine.jobs.index import LibraryIndex, WantedModel
from engine.jobs.indexing import Indexer
from engine.models.embedder_client import EmbedderClient
from engine.models.encoder import TextEncoder
from engine.models.entry import ModelEntry
from engine.models.holdings import Holdings
from engine.search.library import SearchModels
from engine.search.rerank import Reranker
from engine.search.searcher import Searcher
from engine.service.keys import VendorKeys
from engine.service.outsides import Outsides
from engine.service.sourcing import Sources
from engine.service.vendors import Vendors, key_name
from engine.store.vector_cache import VectorCache
from tests.process.search_examples import write_files
from tests.vendors.servers import VendorServer

KEY = "sk-not-a-real-key-0123456789"
DIM = 256


def dense(server: VendorServer) -> ModelEntry:
    """A model of OpenAI's, as its server here has it."""
    return ModelEntry(
        id="small",
        name="Small",
        kinds=("dense",),
        family="openai",
        model="text-embedding-3-small",
        dim=DIM,
        sends_dim=True,
        licence="LicenseRef-terms",
        base_url=server.url,
    )


def ranking(server: VendorServer) -> ModelEntry:
    """A reranker of Jina's."""
    return ModelEntry(
        id="ranking",
        name="Ranking",
        kinds=("reranker",),
        family="jina",
        model="jina-reranker-v2-base-multilingual",
        licence="LicenseRef-terms",
        base_url=server.url,
    )


@dataclass
class Shelf:
    """Models of vendors, and a library that one of them indexed."""

    home: Path
    entry: ModelEntry
    index: LibraryIndex
    keys: VendorKeys
    holdings: Holdings
    client: EmbedderClient
    closing: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])

    def sources(self, budget: float | None = None) -> Sources:
        """What nobody has asked for anything yet."""
        return Sources(lambda: self.client, Vendors(self.holdings, self.keys), budget=budget)

    def searcher(self, reranker: ModelEntry | None = None, budget: float | None = None) -> Searcher:
        """One that starts afresh."""
        sources = self.sources(budget)
        found = self.reranker(sources, reranker) if reranker else None
        models = SearchModels(TextEncoder(None), self.entry, found, sources.queries(self.entry))
        searcher = Searcher(self.index, models)
        self.closing.append(searcher.close)
        return searcher

    def reranker(self, sources: Sources, entry: ModelEntry) -> Reranker:
        """One of the models."""
        self.holdings.keep(entry)
        if entry.base_url:
            self.keys.keep(key_name(entry), KEY, "memory")
        cache = VectorCache(self.home / "vectors.sqlite")
        self.closing.append(cache.close)
        return sources.reranker(entry, cache)

    def close(self) -> None:
        """Let go of what was made."""
        for close in reversed(self.closing):
            close()


@contextmanager
def shelved(place: Path, server: VendorServer) -> Generator[Shelf]:
    """The examples, indexed by a server's model."""
    home, entry = place / "models", dense(server)
    (place / "files").mkdir(parents=True)
    write_files(place / "files")
    holdings, keys = Holdings(home), VendorKeys(place / "keys")
    holdings.keep(entry)
    keys.keep(key_name(entry), KEY, "memory")
    client = EmbedderClient(home=home)
    outsides = Outsides(holdings, lambda: client, Vendors(holdings, keys), place / "made")
    crew = Crew(1, home, outsides)
    with closing(client), closing(crew):
        index = LibraryIndex.open(
            place / "state",
            "examples",
            [str(place / "files")],
            name="Examples",
            dense_model=WantedModel(entry.id, holdings),
        )
        shelf = Shelf(home, entry, index, keys, holdings, client)
        try:
            assert Indexer(index, crew=crew).run(Token(), lambda _: None).failed == 0
            yield shelf
        finally:
            shelf.close()
            index.close()
