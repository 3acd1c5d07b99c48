"""Which sentence of a passage is marked: ``python -m tests.bench.sentences``.

Questions with a passage each, and the sentence of it that answers, written for this purpose
(``sentences.jsonl``): in most of them other sentences repeat the question's words, in the last
fourteen the answer does. Chosen by the words and the static model, and by the reranker's model.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer
from engine.models.embedder_client import EmbedderClient
from engine.models.registry import find
from engine.search.searcher import Searcher
from engine.split.sentences import sentences
from engine.store.vector_cache import VectorCache
from tests.process.search_examples import DENSE, RERANKER, comparing, models

FILE = Path(__file__).with_name("sentences.jsonl")


class Marked(NamedTuple):
    """How many of the answers were marked."""

    first: int
    refined: int
    questions: int


def measure(folder: Path, client: EmbedderClient) -> Marked:
    """Index the passages and ask every question."""
    cases: list[dict[str, Any]] = [
        json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()
    ]
    files = folder / "files"
    files.mkdir()
    for number, case in enumerate(cases):
        (files / f"{number:02}.txt").write_text(case["passage"] + "\n", encoding="utf-8")
    library = LibraryIndex.open(folder / "state", "s", [str(files)], name="S", dense_model=DENSE)
    cache = VectorCache(folder / "vectors.sqlite")
    searcher = Searcher(library, models(comparing(find(RERANKER), client, cache, budget=60)))
    try:
        Indexer(library, workers=1).run(Token(), lambda _: None)
        found = [0, 0]
        for number, case in enumerate(cases):
            answer = sentences(str(case["passage"]))[int(case["answer"])]
            for place, rerank in enumerate((False, True)):
                hits = searcher.search(case["question"], rerank=rerank, limit=50).hits
                mine = [hit for hit in hits if Path(hit.path).name == f"{number:02}.txt"]
                found[place] += bool(mine) and tuple(mine[0].best) == answer
        return Marked(found[0], found[1], len(cases))
    finally:
        searcher.close()
        cache.close()
        library.close()


def main() -> None:
    """Measure and print."""
    client = EmbedderClient()
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(Path(folder), client)
    finally:
        client.close()
    print(f"words and static model: {found.first} of {found.questions}")
    print(f"the reranker's model:   {found.refined} of {found.questions}")


if __name__ == "__main__":
    main()
