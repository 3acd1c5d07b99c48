"""How long a map takes: ``python -m tests.bench.maps [--documents N]``.

Fills a catalogue with documents cut from the judged sets (seeded; what the index would hold of
them, without a vector store), has the map worker make a map of them, and prints the seconds of
each phase, what the worker used of processor and memory, the map's groups, and how well it keeps
neighbourhoods: the share of a document's 10 nearest on the plane that come from the same set.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
from scipy.spatial import KDTree

from engine.host.cancellation import Token
from engine.maps.client import made_map
from engine.maps.record import MapRecord
from engine.models.language import detect
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import (
    FoundFile,
    IndexedFile,
    PassageRow,
    Signature,
    TermChange,
    passage_keys,
)
from engine.store.open import CATALOGUE_FILE
from tests.bench.judged import SHARED

SETS = (
    "anthropic_docs",
    "autorag_ko",
    "cacm",
    "chunking_eval",
    "cranfield_incl",
    "ko_welfare",
    "scifact",
    "xquad_en",
)
MODEL = "static-minilm-256"
_PASSAGE = 110
"""Words."""


def texts(name: str) -> list[list[str]]:
    """The words of each document of a judged set."""
    with (SHARED / name / "corpus.jsonl").open(encoding="utf-8") as lines:
        found = [str(json.loads(line)["text"]).split() for line in lines]
    return [words for words in found if len(words) > 30]


def documents(count: int, seed: int = 7) -> Iterator[tuple[str, list[str]]]:
    """Yield set and passages; a document is one to four spans of a judged one."""
    draw = random.Random(seed)
    corpora = {name: texts(name) for name in SETS}
    names = draw.choices(SETS, [len(corpora[name]) for name in SETS], k=count)
    for name in names:
        words = draw.choice(corpora[name])
        spans = [draw.randrange(max(len(words) - _PASSAGE, 1)) for _ in range(draw.randint(1, 4))]
        yield name, [" ".join(words[start : start + _PASSAGE]) for start in spans]


def fill(path: Path, count: int, batch: int = 1000) -> None:
    """Write so many documents into a new catalogue."""
    catalogue = Catalogue(path)
    made = list(documents(count))
    signature = Signature(1000, 10**18, 1, 1)
    for begin in range(0, count, batch):
        part = made[begin : begin + batch]
        found = [
            FoundFile(f"/judged/{name}/{begin + at}.txt", signature)
            for at, (name, _) in enumerate(part)
        ]
        catalogue.record_scan(added=found)
        ids = catalogue.files_at([file.path for file in found])
        files = [ids[file.path].id for file in found]
        catalogue.begin(files)
        catalogue.finish(
            [_indexed(file, passages) for file, (_, passages) in zip(files, part, strict=True)],
            {},
            TermChange.none(),
        )
    catalogue.close()


def _indexed(file: int, passages: list[str]) -> IndexedFile:
    rows = [
        PassageRow(pk, file, ordinal, 0, len(text), 0, "", detect(text), text)
        for ordinal, (pk, text) in enumerate(
            zip(passage_keys("bench", file, len(passages)), passages, strict=True)
        )
    ]
    signature = Signature(1000, 10**18, 1, 1)
    return IndexedFile(
        file=file,
        signature=signature,
        hash=file.to_bytes(16, "big"),
        media_type="text/plain",
        title="",
        language=rows[0].lang,
        tokens=100,
        mean=100.0,
        passages=rows,
    )


class Watch:
    """Notes when phases begin, and what a child uses of processor and memory."""

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}
        self.most = 0
        self.seconds = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def advance(self, phase: str, _done: int, _total: int) -> None:
        self.phases.setdefault(phase, time.perf_counter())

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.2):
            for child in psutil.Process().children():
                try:
                    self.most = max(self.most, child.memory_info().rss)
                    times = child.cpu_times()
                    self.seconds = max(self.seconds, times.user + times.system)
                except psutil.Error:
                    continue


def kept(record: MapRecord, names: list[str]) -> float:
    """Return the share of neighbours on the plane that come from the same set."""
    places = np.column_stack([np.frombuffer(axis, "<f4") for axis in (record.xs, record.ys)])
    own = np.unique(names, return_inverse=True)[1]
    _, near = KDTree(places).query(places, 11)
    return float((own[np.asarray(near)[:, 1:]] == own[:, None]).mean())


def main() -> None:
    """Fill, make, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=50_000)
    chosen = parser.parse_args()
    count = int(chosen.documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / CATALOGUE_FILE
        fill(path, count)
        print(f"{count} documents, {path.stat().st_size / 1e6:.0f} MB of catalogue")
        watch, began = Watch(), time.perf_counter()
        record = made_map(path, MODEL, watch.advance, Token())
        ended = time.perf_counter()
        watch.end()
    starts = [*watch.phases.values(), ended]
    for phase, start, end in zip(watch.phases, starts, starts[1:], strict=False):
        print(f"{phase:8} {end - start:6.1f} s")
    used = f"{watch.seconds:.1f} s of processor, at most {watch.most / 1e6:.0f} MB"
    print(f"in all   {ended - began:6.1f} s, {used}")
    print(
        f"same set among the 10 nearest: {kept(record, [name for name, _ in documents(count)]):.3f}"
    )
    for group in record.groups:
        print(f"{group.documents:6}  {', '.join(group.terms)}")


if __name__ == "__main__":
    main()
