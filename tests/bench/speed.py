"""How fast a library is indexed: ``python -m tests.bench.speed [ARCHIVE.tar.gz] [--workers N]``.

Unpacks a load archive into a temporary folder, indexes it with the bundled models in this process,
scans it again, and prints passages per second, where the time went, and the peak memory of all
processes together.
"""

from __future__ import annotations

import argparse
import os
import tarfile
import tempfile
import threading
import time
from pathlib import Path

import psutil

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer, IndexOutcome
from engine.protocol.messages import Progress

LOAD = Path(__file__).parents[2].parent / "shared" / "load"
MODEL = "static-minilm-256"


class Watch:
    """Samples memory and processor time of this process and its children ten times a second."""

    def __init__(self) -> None:
        self.bytes = 0
        self.cpu: dict[int, tuple[str, float]] = {}
        self._before = time.process_time()  # unpacking and imports
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.cpu[os.getpid()] = ("engine", time.process_time() - self._before)

    def _sample(self) -> None:
        me = psutil.Process()
        while not self._stop.wait(0.1):
            resident = 0
            for process in [me, *me.children(recursive=True)]:
                try:
                    resident += process.memory_info().rss
                    times = process.cpu_times()
                    name = Path(process.exe()).name
                except psutil.Error:
                    continue
                self.cpu[process.pid] = (name, times.user + times.system)
            self.bytes = max(self.bytes, resident)


def measure(documents: Path, state: Path, workers: int | None, model: str) -> None:
    """Index, scan again, print."""
    started = time.perf_counter()
    index = LibraryIndex.open(state, "bench", [str(documents)], dense_model=model)
    show("open", f"{time.perf_counter() - started:.2f} s")
    indexer = Indexer(index, workers=workers)
    last: list[Progress] = []
    with Watch() as watch:
        outcome = indexer.run(Token(), last.append)
    report(outcome, watch)
    timings = indexer.timings
    for stage in ("scan", "read", "encode", "store", "catalogue"):
        show(stage, f"{getattr(timings, stage):.2f} s")
    again = indexer.run(Token(), last.append)
    show("rescan", f"{again.seconds:.3f} s, {again.unchanged} unchanged, {again.files} read")
    rows, passages = index.store.count(), index.catalogue.totals().passages
    show("store", f"{index.store.kind}, {rows} rows, {passages} in the catalogue")
    index.close()
    size = sum(path.stat().st_size for path in state.rglob("*") if path.is_file())
    show("on disk", f"{size / 2**20:.0f} MiB")


def report(outcome: IndexOutcome, watch: Watch) -> None:
    """Print what the run did."""
    show("files", f"{outcome.files} indexed, {outcome.failed} failed")
    show("passages", str(outcome.passages))
    show("seconds", f"{outcome.seconds:.2f}")
    show("passages/s", f"{outcome.passages / outcome.seconds:.0f}")
    show("peak memory", f"{watch.bytes / 2**20:.0f} MiB, all processes")
    for pid, (name, seconds) in sorted(watch.cpu.items()):
        show("processor", f"{seconds:.2f} s, {name} ({pid})")


def show(name: str, value: str) -> None:
    """Print one line."""
    print(f"{name:12} {value}", flush=True)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", nargs="?", type=Path, default=LOAD / "gesetze_fifth.tar.gz")
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--model", default=MODEL, help="dense model; '' for BM25 alone")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        documents, state = Path(folder, "documents"), Path(folder, "state")
        with tarfile.open(arguments.archive) as archive:
            archive.extractall(documents, filter="data")
        measure(documents, state, arguments.workers, arguments.model)


if __name__ == "__main__":
    main()
