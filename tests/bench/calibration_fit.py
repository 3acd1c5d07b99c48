"""Coefficients from training sets: what the real search knows of its first files, and the judges.

Each set is written as files, indexed and searched in this process by the parts of the program; the
evidence of the first ten files of each query is kept, of each order that a person may see: by
words alone, the first and the refined one. Each set counts the same, whatever its size.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer
from engine.models.embedder_client import EmbedderClient
from engine.models.encoder import TextEncoder
from engine.models.registry import find, folder, resources_folder
from engine.models.static import StaticTable
from engine.search.calibration import FEATURES, VERSION, Calibration, Fit, evidence_of
from engine.search.coverage import most_likely
from engine.search.fusion import order_of
from engine.search.hits import HitBuilder, Marker
from engine.search.library import SearchModels
from engine.search.query_vectors import QueryVectors
from engine.search.ranking import Ranking
from engine.search.rerank import VectorReranker
from engine.search.searcher import Searcher
from engine.search.sources import Embedded
from engine.store.vector_cache import VectorCache
from tests.bench import calibration_sets
from tests.bench.judged import SAMPLED, Sample
from tests.bench.logistic import fit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.protocol.messages import Hit
    from engine.search.library import SearchedLibrary
    from engine.search.question import Question
    from tests.bench.calibration_sets import TrainingSet

DENSE, RERANKER = "static-minilm-256", "minilm-l6-int8"
_PATIENT = 300.0
"""Seconds for the reranker: a busy machine must not change what is fitted."""
_LIMIT = 100
_RIDGE = 1e-4


class Row(NamedTuple):
    """One file of an answer."""

    set: str
    query: str
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
        return super().ranked(ranking, marker, limit, best=best)


class _Watched(Searcher):
    """A searcher that tells what its answers were made from."""

    def __init__(self, library: SearchedLibrary, models: SearchModels) -> None:
        super().__init__(library, models)
        self.keeping = self._hits = _Keeping(library)

    def kept(self, query: str) -> list[_Kept]:
        """Search and return what its orders were made from."""
        self.keeping.kept.clear()
        self.search(query, limit=_LIMIT, interim=lambda _: None)
        return list(self.keeping.kept)


def rows_of(name: str, place: Path, cache: Path) -> list[Row]:
    """Index and ask one training set.

    Args:
        name: the set's.
        place: an empty folder for its files and its index.
        cache: where the transformer's vectors are kept; they may be of earlier runs.
    """
    files = place / "files"
    asked = calibration_sets.write(name, files)
    dense, entry = find(DENSE), find(RERANKER)
    with ExitStack() as stack:
        library = LibraryIndex.open(
            place / "state", name, [str(files)], name=name, dense_model=DENSE
        )
        stack.callback(library.close)
        Indexer(library).run(Token(), lambda _: None)
        client = stack.enter_context(closing(EmbedderClient()))
        vectors = stack.enter_context(closing(VectorCache(cache)))
        source = Embedded(entry, client)
        queries = QueryVectors(source, budget=_PATIENT)
        reranker = VectorReranker(entry, source, queries, vectors, budget=_PATIENT)
        encoder = TextEncoder(StaticTable.load(folder(dense)))
        searcher = _Watched(library, SearchModels(encoder, dense, reranker))
        stack.callback(searcher.close)
        rows: list[Row] = []
        for number, (key, text) in enumerate(asked.queries.items(), start=1):
            for kept in searcher.kept(text):
                rows += _rows(asked, key, kept, library)
            if number % 50 == 0:
                print(f"{name}: {number} of {len(asked.queries)} queries", flush=True)
        return rows


def _rows(asked: TrainingSet, key: str, kept: _Kept, library: LibraryIndex) -> list[Row]:
    """The first files' evidence, in the order that was shown and in the one by words alone."""
    ranking, question = kept
    candidates = ranking.candidates
    if not candidates.passages:
        return []
    found = library.catalogue.files(list({passage.file for passage in candidates.passages}))
    names = {number: Path(file.path).name for number, file in found.items()}
    grades = asked.relevant.get(key, {})
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
            rows.append(Row(asked.name, key, kind, rank, features, relevant))
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


def _rows_for(kind: str, rows: list[Row]) -> list[Row]:
    """What a fit is made from; meaning alone is not judged by what is looked up by its words."""
    whole, _, alone = kind.partition("-")
    own = [row for row in rows if row.kind == whole]
    if not alone:
        return own
    places = [FEATURES[whole].index(name) for name in FEATURES[kind]]
    return [
        row._replace(kind=kind, features=tuple(row.features[place] for place in places))
        for row in own
        if not row.query.startswith(calibration_sets.LOOKED_UP)
    ]


def fitted(rows: list[Row]) -> Calibration:
    """Return the coefficients that suit rows best, each set weighed the same."""
    fits: dict[str, Fit] = {}
    for kind, names in FEATURES.items():
        own = _rows_for(kind, rows)
        sizes: dict[str, int] = defaultdict(int)
        for row in own:
            sizes[row.set] += 1
        mass = np.array([1 / sizes[row.set] for row in own])
        relevant = np.array([row.relevant for row in own], np.float64)
        values = fit(np.array([row.features for row in own]), relevant, mass, _RIDGE)
        weights = {
            name: round(float(value), 4) for name, value in zip(names, values[1:], strict=True)
        }
        fits[kind] = Fit(round(float(values[0]), 4), weights)
    about: dict[str, float] = defaultdict(float)
    for row in rows:
        about[f"{row.set} {row.kind}"] += 1
    return Calibration(version=VERSION, fits=fits, about=dict(sorted(about.items())))


def samples(rows: list[Row], calibration: Calibration, kind: str) -> list[Sample]:
    """Return what would be shown for rows of a kind."""
    shown: list[Sample] = []
    lowest = 1.0
    names = dict(zip(FEATURES[kind], range(len(FEATURES[kind])), strict=True))
    for row in rows:
        if row.kind != kind:
            continue
        chance = max(
            _chance(fit, row, names, whole=name == kind)
            for name, fit in calibration.fits.items()
            if name.partition("-")[0] == kind
        )
        lowest = min(1.0 if row.rank == 1 else lowest, chance)
        shown.append(Sample(row.set, row.query, row.rank, lowest, row.relevant))
    return shown


def _chance(fit: Fit, row: Row, names: Mapping[str, int], *, whole: bool) -> float:
    """The chance by one fit; what is missing bounds that of the whole evidence."""
    logit = fit.intercept + sum(w * row.features[names[name]] for name, w in fit.weights.items())
    most = float(most_likely(np.array([-row.features[names["complete"]]]))[0]) if whole else 1.0
    return min(1 / (1 + float(np.exp(-logit))), most)


def fit_and_write() -> None:
    """Ask all training sets, fit, write ``resources/calibration.json``, say how well it fits."""
    from tests.bench.calibration import report

    os.environ.pop("FINDLING_DATA", None)
    cache = Path(tempfile.gettempdir()) / "findling-calibration-vectors.sqlite"
    rows: list[Row] = []
    for name in calibration_sets.NAMES:
        with tempfile.TemporaryDirectory(prefix="findling-calibration-") as place:
            rows += rows_of(name, Path(place), cache)
    calibration = fitted(rows)
    written = msgspec.json.format(msgspec.json.encode(calibration), indent=1) + b"\n"
    (resources_folder() / "calibration.json").write_bytes(written)
    sys.stdout.write(written.decode())
    for kind in ("words", "light", "full"):
        print(f"\n{kind}\n\n{report(samples(rows, calibration, kind), None)}")
