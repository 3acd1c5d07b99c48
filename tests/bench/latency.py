"""How fast a query is answered: ``python -m tests.bench.latency [ARCHIVE.tar.gz] [--queries N]``.

Unpacks a load archive, has a real engine index it, and asks through the client, one query at a
time: spans of two to six words drawn from the documents (seeded), and the English questions of a
judged set where that is at hand. Times are the engine's own, per search, in milliseconds. Refined
orders are asked for as the window does: what is not there soon follows for the next time, so it is
told as well how many of the hits were refined. Then it is left alone for ``--idle`` seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import tarfile
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from engine.client import Client
from engine.host.paths import data_folder
from engine.protocol import messages as m
from tests.bench.judged import SHARED

LOAD = SHARED.parent / "load"
LIMIT = 20
WAITING = threading.Event()
TYPED = ("type:markdown tax", "in:a name:law", "size>1MB after:last-week", "lang:de -draft")


def spans(documents: Path, count: int, seed: int = 7) -> list[str]:
    """Draw word spans from text files, so that words are as common as they are in the library."""
    draw = random.Random(seed)
    files = sorted(path for path in documents.rglob("*") if path.suffix in {".md", ".txt"})
    found: list[str] = []
    while files and len(found) < count:
        words = draw.choice(files).read_text(encoding="utf-8", errors="replace").split()
        if len(words) > 8:
            start = draw.randrange(len(words) - 6)
            found.append(" ".join(words[start : start + draw.randint(2, 6)]).replace('"', ""))
    return found


def questions(count: int, name: str = "scifact_train") -> list[str]:
    """The first questions of a judged set; none where it is absent."""
    file = SHARED / name / "queries.jsonl"
    if not file.exists():
        return []
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(count), strict=False)]


class Asked(NamedTuple):
    """What was measured of some queries."""

    first: list[float]
    """Seconds to the first order of each query."""
    final: list[float]
    """Seconds to the order that stays."""
    refined: float
    """The share of the best hits that the reranker had seen."""


def ask(client: Client, queries: list[str], *, typing: bool = True) -> Asked:
    """Ask one after the other; whoever is not typing waits for the whole order."""
    asked, seen = Asked([], [], 0.0), list[bool]()
    for query in queries:
        *_, event = client.stream(m.Search(query=query, limit=LIMIT, interim=typing))
        if isinstance(event, m.SearchFinished):
            asked.first.append(event.first_seconds)
            asked.final.append(event.seconds)
            seen += [hit.parts.rerank is not None for hit in event.hits if event.reranked]
    return asked._replace(refined=float(np.mean(seen)) if seen else 0.0)


def read(client: Client, queries: list[str]) -> list[float]:
    """Return seconds until a query is read and completed, there and back, letter by letter."""
    took: list[float] = []
    for query in queries:
        for end in range(1, len(query) + 1):
            began = time.perf_counter()
            client.request(m.ReadQuery(query=query[:end], cursor=end))
            took.append(time.perf_counter() - began)
    return took


def show(name: str, seconds: list[float]) -> None:
    """Print the distribution of one measure."""
    p50, p95, p99 = (float(v) for v in np.percentile(seconds, (50, 95, 99)) * 1000)
    print(
        f"{name:34} p50 {p50:6.1f}  p95 {p95:6.1f}  p99 {p99:6.1f}  of {len(seconds)}", flush=True
    )


def measure(client: Client, documents: Path, count: int) -> None:
    """Index, ask, print."""
    client.request(m.AddFolders(paths=(str(documents),), index=False))
    done = client.request(m.Index())
    if isinstance(done, m.IndexFinished):
        rate = done.passages / done.seconds
        print(
            f"{done.passages} passages of {done.files} files in {done.seconds:.1f} s ({rate:.0f}/s)"
        )
    kinds = {
        "spans of the documents": spans(documents, count),
        "English questions": questions(count),
    }
    for kind, queries in kinds.items():
        if not queries:
            continue
        ask(client, queries[:5])  # the models are loaded, as they are after a person's first search
        for state in ("nothing cached", "everything cached"):
            asked = ask(client, queries)
            print(f"{kind}, {state}:")
            show("  first order, ms", asked.first)
            show("  refined order, ms", asked.final)
            print(f"  of the hits {asked.refined:.1%} refined")
            ask(client, queries, typing=False)
    show("reading a query, ms", read(client, [*TYPED, *spans(documents, 10)]))
    status = client.request(m.GetStatus())
    if isinstance(status, m.StatusReported):
        print(f"memory of all processes: {status.memory / 2**20:.0f} MiB")


def idle(client: Client, seconds: int) -> None:
    """Leave the engine alone; print what it makes of that time."""
    known, most = list[int](), 0
    for _ in range(seconds):
        WAITING.wait(1.0)
        status = client.request(m.GetStatus())
        if isinstance(status, m.StatusReported):
            most = status.libraries[0].ready_most
            known.append(status.libraries[0].ready)
    counted = [ready for ready in known if ready]
    if counted:
        made = counted[-1] - counted[0]
        print(f"idle for {seconds} s: {made} passages made ready, {counted[-1]} of", end=" ")
        print(f"{most} are; {made / len(counted):.0f}/s")
    else:
        print(f"idle for {seconds} s: nothing was made (on battery, or other programs are busy)")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", nargs="?", type=Path, default=LOAD / "gesetze_fifth.tar.gz")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--idle", type=int, default=60, help="seconds to leave it alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="findling-latency-") as scratch:
        documents = Path(scratch) / "documents"
        with tarfile.open(options.archive) as archive:
            archive.extractall(documents, filter="data")
        with Client.connect(data_folder(str(Path(scratch) / "state"))) as client:
            try:
                measure(client, documents, options.queries)
                idle(client, options.idle)
            finally:
                client.request(m.Quit())


if __name__ == "__main__":
    main()
