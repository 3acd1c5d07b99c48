"""Judged retrieval sets as real files, and the measures over them."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tests.bench import formats
from tests.bench.formats import Written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "quality"
ENGLISH = ("anthropic_docs", "cranfield_incl", "cacm", "scifact", "chunking_eval", "xquad_en")
KOREAN = ("ko_welfare", "autorag_ko")
UNKNOWN = ("tldr_ko2en", "xquad_mixed_pool")
"""Wholly or mostly asked in languages, across them too, that no bundled model knows."""
REPORTED = (*ENGLISH, *KOREAN, *UNKNOWN)
RESULTS = Path(__file__).parent / "results"
SAMPLES = RESULTS / "samples.npz"
"""Of the reported sets; `TRAIN_SAMPLES` has those of the sets whose name ends with ``_train``."""
TRAIN_SAMPLES = RESULTS / "samples_train.npz"


class JudgedSet(NamedTuple):
    """Queries and what answers them; documents are named by the files they were written to."""

    name: str
    queries: dict[str, str]
    relevant: dict[str, dict[str, int]]
    """Query id -> file name -> grade (1 and up)."""


def write_corpus(source: Path, folder: Path) -> dict[str, str]:
    """Write each document as a file of some format; returns id -> file name.

    The number of a document in its collection decides of its format and is its name.
    """
    folder.mkdir(parents=True)
    names: dict[str, str] = {}
    with (source / "corpus.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            document = json.loads(line)
            text = Written(document.get("title", ""), document["text"])
            suffix, content = formats.write(number, text)
            name = names[document["_id"]] = f"{number:05}.{suffix}"
            (folder / name).write_bytes(content)
    return names


def read_judgements(source: Path, names: Mapping[str, str]) -> JudgedSet:
    """Read queries and grades; queries without a relevant document are left out."""
    relevant: dict[str, dict[str, int]] = {}
    with (source / "qrels.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if int(row["score"]) > 0:
                grades = relevant.setdefault(row["query-id"], {})
                grades[names[row["corpus-id"]]] = int(row["score"])
    queries: dict[str, str] = {}
    with (source / "queries.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            query = json.loads(line)
            if query["_id"] in relevant:
                queries[query["_id"]] = query["text"]
    return JudgedSet(source.name, queries, relevant)


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain, linear gains as in trec_eval (0 to 1)."""
    gained = sum(
        grades.get(name, 0) / math.log2(place + 1) for place, name in enumerate(ranking[:depth], 1)
    )
    best = sorted(grades.values(), reverse=True)[:depth]
    ideal = sum(grade / math.log2(place + 1) for place, grade in enumerate(best, 1))
    return gained / ideal if ideal else 0.0


def recall(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 100) -> float:
    """The share of relevant documents among the first ``depth``."""
    return len(set(ranking[:depth]) & grades.keys()) / len(grades)


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """1 / place of the first relevant document, 0 when there is none."""
    return next((1 / n for n, name in enumerate(ranking[:depth], 1) if name in grades), 0.0)


class Sample(NamedTuple):
    """One file that the default showed for one query, as calibration is judged by it."""

    set: str
    query: str
    rank: int
    """1 to `SAMPLED`, over files; a file folded under another's hit stands right behind it."""
    score: float
    """As shown, 0 to 1: the best of the file's passages."""
    relevant: int
    """1 where the judges said so with any grade, else 0."""


SAMPLED = 10
"""How many files of each query are kept."""


def write_samples(file: Path, samples: Sequence[Sample]) -> None:
    """Store samples as columns; scores to 1/65535. The bytes depend on the samples alone."""
    sets = sorted({sample.set for sample in samples})
    queries = sorted({(sample.set, sample.query) for sample in samples})
    of_set = {name: number for number, name in enumerate(sets)}
    of_query = {pair: number for number, pair in enumerate(queries)}
    rows = sorted(samples, key=lambda sample: (sample.set, sample.query, sample.rank))
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        file,
        sets=np.array(sets, np.str_),
        queries=np.array([name for _, name in queries], np.str_),
        set_of_query=np.array([of_set[name] for name, _ in queries], np.uint8),
        query=np.array([of_query[row.set, row.query] for row in rows], np.uint32),
        rank=np.array([row.rank for row in rows], np.uint8),
        score=np.round(np.array([row.score for row in rows], np.float64) * 65535).astype(np.uint16),
        relevant=np.array([row.relevant for row in rows], np.uint8),
    )


def read_samples(file: Path) -> list[Sample]:
    """Return what `write_samples` stored, by set, query, rank; none where there is no file."""
    if not file.exists():
        return []
    with np.load(file, allow_pickle=False) as kept:
        sets, queries = kept["sets"].tolist(), kept["queries"].tolist()
        names = [sets[number] for number in kept["set_of_query"].tolist()]
        scores = (kept["score"] / 65535).tolist()
        columns = (kept["query"].tolist(), kept["rank"].tolist(), kept["relevant"].tolist())
    return [
        Sample(names[query], queries[query], rank, score, relevant)
        for query, rank, relevant, score in zip(*columns, scores, strict=True)
    ]
