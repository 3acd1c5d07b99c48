"""What the real search knows of the first files that it shows, and what the judges say of them.

Each library is written as files, indexed and searched in this process by the parts of the program;
the evidence of the first ten files of each query is kept, of each order that a person may see: by
words alone, the first and the refined one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer
from engine.models.encoder import TextEncoder
from engine.models.registry import find, folder
from engine.models.static import StaticTable
from engine.search.calibration import evidence_of
from engine.search.coefficients import FEATURES
from engine.search.fusion import order_of
from engine.search.hits import HitBuilder, Marker
from engine.search.library import SearchModels
from engine.search.likeness import Aim
from engine.search.query_vectors import QueryVectors
from engine.search.ranking import Ranking
from engine.search.rerank import VectorReranker
from engine.search.searcher import Searcher
from engine.search.sources import Embedded
from engine.store.vector_cache import VectorCache
from tests.bench.calibration_libraries import Library
from tests.bench.judged import SAMPLED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.protocol.messages import Hit
    from engine.search.library import SearchedLibrary
    from engine.search.question import Question

DENSE, RERANKER = "static-minilm-256", "minilm-l6-int8"
_PATIENT = 300.0
"""Seconds for the reranker: a busy machine must not change what is fitted."""
_LIMIT = 100


class Row(NamedTuple):
    """One file of an answer."""

    set: str
    size: int
    """Of the library, one of `calibration_libraries.SIZES`."""
    query: str
    """With the library's number before it."""
    kind: str
    rank: int
    features: tuple[float, ...]
    """In the order of `FEATURES` of its kind."""
    relevant: int


class _Kept(NamedTuple):
    ranking: Ranking
    question: Question


class _Keeping(HitBuilder):
    """Keeps what hits are built from."""

    def __init__(self, library: SearchedLibrary) -> None:
        super().__init__(library)
        self.kept: list[_Kept] = []

    def ranked(
        self, ranking: Ranking, marker: Marker, limit: int, *, best: int = 0
    ) -> tuple[Hit, ...]:
        self.kept.append(_Kept(ranking, marker.question))
        return super().ranked(ranking, marker, 1, best=0)  # nothing is shown


class _Watched(Searcher):
    """A searcher that tells what its answers were made from."""

    def __init__(self, library: SearchedLibrary, models: SearchModels) -> None:
        super().__init__(library, models)
        self.keeping = self._hits = _Keeping(library)

    def kept(self, query: str) -> list[_Kept]:
        """Search and return what its orders were made from."""
        self.keeping.kept.clear()
        patient = Aim(typing=False)  # what is not refined in time on a busy machine tells nothing
        self.search(query, limit=_LIMIT, aim=patient, interim=lambda _: None)
        return list(self.keeping.kept)


class Answered(NamedTuple):
    """One order that a query got."""

    key: str
    """The query's."""
    ranking: Ranking
    question: Question
    names: Mapping[int, str]
    """Of the candidates' files, by their numbers."""


def answers_of(library: Library, source: Embedded, cache: Path) -> Iterator[Answered]:
    """Index a library and ask it.

    Args:
        library: what is in it and what it is asked.
        source: of the transformer's vectors.
        cache: where they are kept; they may be of earlier runs.
    """
    dense, entry = find(DENSE), find(RERANKER)
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="findling-fit-")))
        library.write(place / "files")
        index = LibraryIndex.open(
            place / "state", "fit", [str(place / "files")], name="fit", dense_model=DENSE
        )
        stack.callback(index.close)
        Indexer(index).run(Token(), lambda _: None)
        vectors = stack.enter_context(closing(VectorCache(cache)))
        queries = QueryVectors(source, budget=_PATIENT)
        reranker = VectorReranker(entry, source, queries, vectors, budget=_PATIENT)
        encoder = TextEncoder(StaticTable.load(folder(dense)))
        searcher = _Watched(index, SearchModels(encoder, dense, reranker))
        stack.callback(searcher.close)
        for key, text in library.queries.items():
            for ranking, question in searcher.kept(text):
                passages = ranking.candidates.passages
                found = index.catalogue.files(list({passage.file for passage in passages}))
                names = {number: Path(file.path).name for number, file in found.items()}
                yield Answered(key, ranking, question, names)


def rows_of(library: Library, source: Embedded, cache: Path) -> list[Row]:
    """Index a library, ask it, and return the evidence; see `answers_of`."""
    return [row for one in answers_of(library, source, cache) for row in rows_from(library, one)]


def rows_from(library: Library, answered: Answered) -> list[Row]:
    """The first files' evidence, in the order that was shown and in the one by words alone."""
    key, ranking, question, names = answered
    candidates = ranking.candidates
    if not candidates.passages:
        return []
    grades = library.relevant.get(key, {})
    seen = [ranking]
    refined = not np.isnan(ranking.similarity).all()
    if not refined and candidates.known.any():  # as if no model knew the language
        unknown = replace(candidates, known=np.zeros_like(candidates.known))
        seen.append(Ranking(unknown, candidates.share, ranking.similarity))
    rows: list[Row] = []
    for one in seen:
        evidence = evidence_of(one, question)
        for rank, place in enumerate(_first(one), start=1):
            kind = next(name for name, which in evidence.kinds.items() if which[place])
            if refined and kind != "full":
                break
            features = tuple(float(evidence.features[name][place]) for name in FEATURES[kind])
            relevant = int(names[candidates.passages[place].file] in grades)
            query = f"{library.number} {key}"
            rows.append(Row(library.set, library.size, query, kind, rank, features, relevant))
    return rows


def _first(ranking: Ranking) -> list[int]:
    """The places of the best passage of each of the first files."""
    passages = ranking.candidates.passages
    keys = np.array([passage.pk for passage in passages], np.int64)
    order: list[int] = order_of(ranking.scores, keys).tolist()
    seen: set[int] = set()
    found: list[int] = []
    for place in order:
        if passages[place].file not in seen:
            seen.add(passages[place].file)
            found.append(place)
    return found[:SAMPLED]
