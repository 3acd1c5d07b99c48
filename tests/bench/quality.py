"""Ranking quality through the real program: ``python -m tests.bench.quality [--sets …] [--write]``.

Each judged set is written as text files, indexed by the engine through the command line, and all
its queries are run through ``findling search --queries``. Two passes: without the reranker, deep
enough that every candidate comes back with the parts of its score, so that BM25 alone and the
static model alone are orders of the same candidates; and the default. Measures are over files
(a file's place is that of its best passage).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.judged import (
    SHARED,
    JudgedSet,
    ndcg,
    read_judgements,
    recall,
    reciprocal_rank,
    write_corpus,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

REPORTED = (
    "anthropic_docs",
    "cranfield_incl",
    "cacm",
    "scifact",
    "chunking_eval",
    "xquad_en",
    "ko_welfare",
    "autorag_ko",
)
ORDERS = ("BM25", "static", "fused", "reranked")
DEEP, NORMAL = 300, 100
HERE = Path(__file__).parent
Answer = dict[str, Any]


def findling(*arguments: str, data: Path) -> Iterable[str]:
    """Run one command of the program; yields its lines."""
    command = [sys.executable, "-m", "engine.cli", *arguments, "--data", str(data), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        yield from process.stdout
    if process.returncode:
        raise SystemExit(f"findling {arguments[0]} ended with {process.returncode}")


def by_file(hits: Iterable[Answer], key: Callable[[Answer], float | None]) -> list[str]:
    """Order files by the best value among their passages; those without one are left out."""
    best: dict[str, float] = {}
    for hit in hits:
        value = key(hit)
        if value is not None:
            name = Path(hit["path"]).name
            best[name] = max(value, best.get(name, value))
    return sorted(best, key=lambda name: -best[name])


def orders(answer: Answer, *, deep: bool) -> dict[str, list[str]]:
    """The rankings of files that one answer holds."""
    hits: list[Answer] = answer["hits"]
    given = by_file(hits, lambda hit: -float(hit["rank"]))
    if not deep:
        return {"reranked": given}
    sparse = by_file(hits, lambda hit: hit["parts"]["sparse"] or None)
    return {
        "BM25": sparse,
        "static": by_file(hits, lambda hit: hit["parts"]["dense"]),
        "fused": given,
    }


def measure(judged: JudgedSet, queries: Path, data: Path) -> dict[str, Any]:
    """Run both passes over an indexed set; returns means per order and milliseconds per query."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    times: dict[str, list[float]] = {"first": [], "refined": []}
    for deep in (True, False):
        limit = str(DEEP if deep else NORMAL)
        options = ["--no-rerank"] if deep else []
        for line in findling(
            "search", "--queries", str(queries), "--limit", limit, *options, data=data
        ):
            answer: Answer = json.loads(line)
            grades = judged.relevant[answer["_id"]]
            for order, ranking in orders(answer, deep=deep).items():
                for place, score in enumerate((ndcg, recall, reciprocal_rank)):
                    sums[order][place] += score(ranking, grades)
            if not deep:
                times["first"].append(answer["first_seconds"])
                times["refined"].append(answer["seconds"])
    count = len(judged.queries)
    return {
        "queries": count,
        "orders": {
            order: dict(
                zip(
                    ("ndcg@10", "recall@100", "mrr@10"),
                    (v / count for v in sums[order]),
                    strict=True,
                )
            )
            for order in ORDERS
        },
        "ms": {name: 1000 * sum(values) / len(values) for name, values in times.items()},
    }


def run_set(name: str) -> dict[str, Any]:
    """Index and measure one set in a folder and an engine of its own."""
    corpus = SHARED / name.removesuffix("_train")
    with tempfile.TemporaryDirectory(prefix="findling-quality-") as scratch:
        files, data = Path(scratch) / "files", Path(scratch) / "state"
        judged = read_judgements(SHARED / name, write_corpus(corpus, files))
        queries = Path(scratch) / "queries.jsonl"
        with queries.open("w", encoding="utf-8") as out:
            for key, text in judged.queries.items():
                out.write(json.dumps({"_id": key, "text": text}, ensure_ascii=False) + "\n")
        try:
            list(findling("add", str(files), data=data))
            indexed = json.loads(list(findling("index", "--wait", data=data))[-1])
            return {"indexed": indexed, **measure(judged, queries, data)}
        finally:
            list(findling("quit", data=data))


def table(results: dict[str, dict[str, Any]]) -> str:
    """Return the results as a Markdown table (nDCG@10 over files)."""
    lines = [
        "| set | queries | BM25 alone | static alone | fused | reranked (default) | recall@100"
        " | first ms | refined ms |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, result in results.items():
        cells = [f"{result['orders'][order]['ndcg@10']:.3f}" for order in ORDERS]
        if result["orders"]["static"]["ndcg@10"] == 0:
            cells[1] = "–"  # the model does not know the language: it takes no part
        lines.append(
            f"| {name} | {result['queries']} | {' | '.join(cells)} |"
            f" {result['orders']['reranked']['recall@100']:.3f} | {result['ms']['first']:.0f} |"
            f" {result['ms']['refined']:.0f} |"
        )
    return "\n".join(lines)


def store(results: dict[str, dict[str, Any]]) -> None:
    """Keep the results beside this file and put their table into the README."""
    file = HERE / "results" / "quality.json"
    file.parent.mkdir(exist_ok=True)
    kept: dict[str, dict[str, Any]] = (
        json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    )
    kept.update(results)
    file.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    readme = HERE / "README.md"
    begin, end = "<!-- quality -->\n", "<!-- /quality -->"
    before, rest = readme.read_text(encoding="utf-8").split(begin)
    _, after = rest.split(end)
    readme.write_text(before + begin + table(kept) + "\n" + end + after, encoding="utf-8")


def main() -> None:
    """Measure the sets asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="*", default=list(REPORTED))
    parser.add_argument("--write", action="store_true", help="store results and README table")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"The judged sets are not here ({SHARED}).")
    os.environ.pop("FINDLING_DATA", None)
    results: dict[str, dict[str, Any]] = {}
    for name in options.sets:
        results[name] = run_set(name)
        print(table({name: results[name]}).splitlines()[-1], flush=True)
    print("\n" + table(results))
    if options.write:
        store(results)


if __name__ == "__main__":
    main()
