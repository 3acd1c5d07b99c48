"""How soon changes are searchable: ``python -m tests.bench.changes [ARCHIVE.tar.gz …]``.

Unpacks load archives into a temporary folder, indexes them with the bundled model in this process,
and then times runs: with nothing to do, one edited file, a hundred of them, a renamed folder. The
runs look at everything (as a reconcile does) or at the changed places (as the watcher has them);
each ends with what changed being found. A run's own seconds; the watcher's quiet time comes before.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from engine.files.places import Places
from engine.host.cancellation import Token
from engine.jobs.crew import Crew
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer, IndexOutcome
from engine.models.bm25 import analyse_query
from tests.bench.speed import LOAD, MODEL, show

ARCHIVES = ("gesetze_fifth", "tldr_en_ko", "react_en_ko")
EDITS = 100
ROUNDS = 5


class Bench:
    """One library and what is done to it."""

    def __init__(self, documents: Path, index: LibraryIndex, crew: Crew) -> None:
        self._documents = documents
        self._index = index
        self._indexer = Indexer(index, crew=crew)
        self._crew = crew
        self._words: Iterator[str] = (f"zyxquark{number}" for number in itertools.count())

    def run(self, *paths: Path) -> IndexOutcome:
        """Look at these places, or at everything."""
        places = Places(tuple(str(path) for path in paths)) if paths else None
        return self._indexer.run(Token(), lambda _: None, places=places)

    def edit(self, count: int) -> tuple[list[Path], str]:
        """Add a word that is nowhere else to so many files, spread over the library."""
        files = sorted(path for path in self._documents.rglob("*.md"))
        word, chosen = next(self._words), files[:: max(1, len(files) // count)][:count]
        for path in chosen:
            with path.open("a", encoding="utf-8") as stream:
                stream.write(f"\n\nA new word is {word}.\n")
        return chosen, word

    def timed(self, count: int, *, everywhere: bool) -> float:
        """Edit files; return the seconds of the run that makes them found."""
        paths, word = self.edit(count)
        started = time.perf_counter()
        outcome = self.run(*(() if everywhere else paths))
        seconds = time.perf_counter() - started
        if outcome.files != count or self.found(word) != min(count, 50):
            raise SystemExit(f"{outcome.files} of {count} files read")
        return seconds

    def found(self, word: str) -> int:
        """Return how many passages a word finds, of at most 50."""
        terms = np.array(sorted({term.id for term in analyse_query(word).terms}), np.uint32)
        hits = self._index.store.search_sparse(terms, np.ones(len(terms), np.float32), 50)
        passages = self._index.catalogue.passages([hit.pk for hit in hits])
        return sum(word in passage.text for passage in passages.values())

    def rename(self) -> str:
        """Rename the folder with most files; say what that cost."""
        folders = (path for path in self._documents.rglob("*") if path.is_dir())
        folder = max(folders, key=lambda path: sum(1 for _ in path.glob("*.md")))
        new = folder.with_name("renamed")
        folder.rename(new)
        outcome = self.run(folder, new)
        return f"{outcome.seconds:.3f} s, {outcome.unchanged} kept, {outcome.files} read"


def measure(documents: Path, state: Path) -> None:
    """Index, change, print."""
    crew = Crew()
    index = LibraryIndex.open(state, "bench", [str(documents)], dense_model=MODEL)
    bench = Bench(documents, index, crew)
    first = bench.run()
    show("index", f"{first.seconds:.1f} s, {first.files} files, {first.passages} passages")
    show("nothing", several(lambda: bench.run().seconds))
    crew.close()
    bench = Bench(documents, index, crew := Crew())
    show("1, cold", f"{bench.timed(1, everywhere=False):.3f} s (a worker starts)")
    show("1 place", several(lambda: bench.timed(1, everywhere=False)))
    show("1, all", several(lambda: bench.timed(1, everywhere=True)))
    show(f"{EDITS} places", several(lambda: bench.timed(EDITS, everywhere=False)))
    show(f"{EDITS}, all", several(lambda: bench.timed(EDITS, everywhere=True)))
    show("renamed", bench.rename())
    crew.close()
    index.close()


def several(measured: Callable[[], float]) -> str:
    """Return the median and the range of some rounds."""
    seconds = [measured() for _ in range(ROUNDS)]
    return f"{statistics.median(seconds):.3f} s ({min(seconds):.3f} to {max(seconds):.3f})"


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    every = [LOAD / f"{name}.tar.gz" for name in ARCHIVES]
    parser.add_argument("archives", nargs="*", type=Path, default=every)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        documents, state = Path(folder, "documents"), Path(folder, "state")
        for path in arguments.archives:
            with tarfile.open(path) as archive:
                archive.extractall(documents / path.name.split(".")[0], filter="data")
        measure(documents, state)


if __name__ == "__main__":
    main()
