"""A small library of real files in two languages, really indexed, for the search tests."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer
from engine.models.embedder_client import EmbedderClient
from engine.models.encoder import TextEncoder
from engine.models.entry import ModelEntry
from engine.models.registry import find, folder
from engine.models.static import StaticTable
from engine.search.library import SearchModels
from engine.search.query_vectors import QueryVectors
from engine.search.rerank import Reranker, VectorReranker
from engine.search.searcher import Searcher
from engine.search.sources import Embedded
from engine.store.vector_cache import VectorCache

DENSE = "static-minilm-256"
RERANKER = "minilm-l6-int8"

FILES = {
    "health/insomnia.md": "# Nights\n\nLying awake until dawn often comes from bright screens and "
    "late coffee. Doctors advise a dark, cool bedroom and the same hour every evening.",
    "health/sting.txt": "When a bee has stung you, scrape the barb out with a fingernail, cool the "
    "skin with ice and watch for swelling of the throat.",
    "money/refund.txt": "Goods that arrive broken may be sent back within thirty days. The seller "
    "must pay the full amount to your account.",
    "money/mortgage.md": "# Borrowing for a house\n\nThe bank lends up to eighty percent of the "
    "value of the property; the interest rate is fixed for ten years.",
    "money/Old/ledger.txt": "Ledger of 2009. Rent 400, coal 35, bread 12.",
    "code/release.txt": "Version 1.0.21 renames foo_bar to foo_baz and drops the old parser.",
    "code/parser.py": "def foo_bar(path):\n    return open(path).read()\n",
    "code/notes.txt": "Draft: foo_baz must not be called before the file is open.",
    "nature/volcano.txt": "Molten rock rises through the crust and bursts out as lava and ash, "
    "burying villages on the slope of the mountain.",
    "nature/whales.txt": "Humpbacks travel from polar feeding grounds to warm lagoons, where they "
    "give birth. Their exact route is an open\nquestion of marine bio-\nlogy.",
    "한국/복지.txt": "기초생활수급자는 주민센터에서 생계급여를 신청할 수 있다. "
    "사회복지제도는 소득이 적은 가구를 돕는다.",
    "한국/김치.txt": "배추를 소금에 절인 뒤 고춧가루와 마늘로 양념하여 김장을 담근다.",
    "한국/여권.txt": "여권을 잃어버리면 가까운 경찰서에 신고하고 구청에서 다시 발급받아야 한다.",
}
"""By path in the library's folder."""

OLD = "money/Old/ledger.txt"
OLD_DAY = datetime(2010, 6, 15, 12).timestamp()  # noqa: DTZ001 - local time, as a person means it


def write_files(root: Path) -> None:
    """Write the examples."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    os.utime(root / OLD, (OLD_DAY, OLD_DAY))


@contextmanager
def indexed(state: Path, root: Path) -> Generator[LibraryIndex]:
    """An open library with everything below a folder in it."""
    library = LibraryIndex.open(state, "examples", [str(root)], name="Examples", dense_model=DENSE)
    try:
        outcome = Indexer(library, workers=1).run(Token(), lambda _: None)
        assert outcome.failed == 0
        yield library
    finally:
        library.close()


def models(reranker: Reranker | None = None) -> SearchModels:
    """The bundled models."""
    dense = find(DENSE)
    return SearchModels(TextEncoder(StaticTable.load(folder(dense))), dense, reranker)


def comparing(
    entry: ModelEntry, client: EmbedderClient, cache: VectorCache, *, budget: float
) -> Reranker:
    """A reranker that compares vectors."""
    source = Embedded(entry, client)
    queries = QueryVectors(source, budget=budget)
    return VectorReranker(entry, source, queries, cache, budget=budget)


@contextmanager
def searching(folder: Path, texts: Mapping[str, str]) -> Generator[Searcher]:
    """Search a library of small texts, each a file of its name, by words and the light model."""
    (folder / "files").mkdir()
    for name, text in texts.items():
        (folder / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    with indexed(folder / "state", folder / "files") as library:
        searcher = Searcher(library, models())
        yield searcher
        searcher.close()
