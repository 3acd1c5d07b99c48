"""Hostile files among good ones: ``python -m tests.bench.hostile [--good N] [--copies N]``.

Lays out real documents, each copy with content of its own, among copies of the collection's hostile
files and files made to exhaust their reader; has the command line's engine index them all; checks
that every good one is in the index and that every other one has a reason; prints the peak memory of
the engine and of all its processes together.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import psutil

from engine.host.endpoint import read_endpoint
from engine.host.launch import child_environment
from engine.host.paths import data_folder
from engine.jobs.crew import Crew
from engine.read import names
from tests.process.test_reader_limits import FAILURES, named, write

FILES = Path(__file__).parents[2].parent / "shared" / "files"
GOOD = ("find phrase",)
HOSTILE = ("must fail cleanly", "must not crash or hang; text optional")
MOST_MEMORY = 700e6
ROLES = {
    "engine.jobs.reading": "reader",
    "milvus": "Milvus Lite",
    "embedder": "embedder",
    "engine serve": "child being born",
}
"""Part of a command line → what the process is there for."""
LARGE = ("one line.txt", "korean.txt")
"""Texts just under the limit: what the engine must hold at once is largest for these."""
DEATHS = 9
ROUNDS = 5


def listed(expected: tuple[str, ...]) -> list[Path]:
    """Return the collection's files of which one of these is expected."""
    with (FILES / "manifest.tsv").open(encoding="utf-8", newline="") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t"))
    return [FILES / row["file"] for row in rows if row["expect"] in expected]


def varied(data: bytes, number: int) -> bytes:
    """Return the same document with other bytes, so that its content hash is its own."""
    mark = f"copy {number}".encode()
    if data.startswith(b"PK"):
        archive = io.BytesIO(data)
        with zipfile.ZipFile(archive, "a") as opened:
            opened.comment = mark
        return archive.getvalue()
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # a compound file: one more sector
        return data + mark.ljust(512, b"\0")
    if data.startswith(b"%PDF"):
        return data + b"\n%" + mark + b"\n"
    if data.lstrip()[:1] in (b"{", b"["):  # JSON
        return data + b"\n" * number
    if data.lstrip()[:1] == b"<":
        return data + b"\n<!-- " + mark + b" -->"
    return data + b"\n" + mark + b"\n" if data.isascii() else data + b"\n" * number


def lay_out(folder: Path, good: int, copies: int, *, crafted: bool) -> set[str]:
    """Write everything; return the paths of the good files."""
    kept: set[str] = set()
    for number, path in zip(range(good), itertools.cycle(listed(GOOD)), strict=False):
        target = folder / "good" / str(number % 50) / f"{number}-{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(varied(path.read_bytes(), number))
        kept.add(str(target))
    for number, path in itertools.product(range(copies), listed(HOSTILE)):
        # Between the good ones, so that they share batches.
        target = folder / "good" / str(number % 50) / f"{number}-hostile-{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    if crafted:
        made = folder / "crafted"
        made.mkdir()
        write(made, [*(name for each in FAILURES.values() for name in named(each)), *LARGE])
    return kept


class Memory:
    """Samples the engine and its children ten times a second."""

    def __init__(self, engine: int) -> None:
        self.engine = self.sum = 0
        self.largest: Counter[str] = Counter()
        self._process = psutil.Process(engine)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._stop.wait(0.1):
            resident: list[int] = []
            for process in [self._process, *self._process.children(recursive=True)]:
                try:
                    resident.append(process.memory_info().rss)
                    name = "engine" if process == self._process else role(process)
                except psutil.Error:
                    continue
                self.largest[name] = max(self.largest[name], resident[-1])
            self.sum = max(self.sum, sum(resident))


def role(process: psutil.Process) -> str:
    """Return what a child of the engine is there for."""
    command = " ".join(process.cmdline())
    return next((name for part, name in ROLES.items() if part in command), "other")


def findling(data: Path, *arguments: str) -> Any:  # noqa: ANN401 - any JSON document
    """Run a command of the program; return its JSON."""
    command = [sys.executable, "-m", "engine.cli", *arguments, "--json"]
    environment = child_environment({"FINDLING_DATA": str(data)})
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def recovery() -> float:
    """Return the median of seconds from a reader worker's death to the next that is ready."""
    crew = Crew(1)
    seconds: list[float] = []
    for _ in range(DEATHS):
        reader = crew.lend("static-minilm-256", lambda: False)
        reader.worker.kill()
        died = time.perf_counter()
        crew.take_back(crew.lend("static-minilm-256", lambda: False))
        seconds.append(time.perf_counter() - died)
    crew.close()
    return statistics.median(seconds)


def report(kept: set[str], data: Path) -> list[str]:
    """Print what became of the files; return what is not as it should be."""
    failures = findling(data, "failures")["failures"]
    failed = {failure["path"]: failure for failure in failures}
    table: Counter[tuple[str, str]] = Counter()
    faults = [f"good, but failed: {path}" for path in kept & failed.keys()]
    example: dict[tuple[str, str], str] = {}
    for path, failure in failed.items():
        key = (failure["code"], failure["hint"])
        table[key] += 1
        example.setdefault(key, f"{Path(path).name}: {failure['reason']}"[:100])
        if not (failure["code"] and failure["reason"] and failure["hint"]):
            faults.append(f"no reason or hint: {path}")
    print(f"{'files':>6}  {'code':16} hint / an example")
    for (code, hint), count in table.most_common():
        print(f"{count:6}  {code:16} {hint}\n{'':26}{example[code, hint]}")
    return faults


def finish(data: Path) -> None:
    """Let what is tried a second time (want of memory may be another program's doing) be tried."""
    for _ in range(ROUNDS):
        (library,) = findling(data, "status")["libraries"]
        if not library["waiting"]:
            return
        findling(data, "index", "--wait")


def measure(folder: Path, data: Path, kept: set[str]) -> list[str]:
    """Index, print, and return what is not as it should be."""
    started = time.perf_counter()
    findling(data, "add", str(folder))
    endpoint = read_endpoint(data_folder(str(data)))
    if endpoint is None:
        return ["the engine is gone"]
    with Memory(endpoint.pid) as memory:
        findling(data, "index", "--wait")
        seconds = time.perf_counter() - started
        finish(data)
    faults = report(kept, data)
    status = findling(data, "status")
    (library,) = status["libraries"]
    written = [path for path in folder.rglob("*") if path.is_file()]
    known = sum(bool(names.kind_of(path)[0]) for path in written)
    print(f"{len(written)} files, {known} of kinds that are read, {len(kept)} good")
    print(
        f"{library['files']} indexed, {library['failed']} failed, {library['waiting']} waiting, "
        f"{library['passages']} passages, {seconds:.0f} s"
    )
    for name, size in memory.largest.most_common():
        print(f"peak of {name:12} {size / 1e6:7.0f} MB")
    print(f"peak of all together {memory.sum / 1e6:4.0f} MB")
    if library["files"] + library["failed"] != known or library["waiting"]:
        faults.append("files are neither indexed nor failed")
    if memory.largest["engine"] > MOST_MEMORY:
        faults.append("the engine took too much memory")
    return faults


def main() -> None:
    """Read the command line and measure; the exit status tells whether all is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--good", type=int, default=5000)
    parser.add_argument("--copies", type=int, default=50)
    parser.add_argument("--no-crafted", dest="crafted", action="store_false")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="findling-hostile-") as scratch:
        folder, data = Path(scratch) / "documents", Path(scratch) / "state"
        kept = lay_out(folder, options.good, options.copies, crafted=options.crafted)
        try:
            faults = measure(folder, data, kept)
        finally:
            findling(data, "quit")
    print(f"a reader that dies is replaced in {recovery():.2f} s (median of {DEATHS})")
    for fault in faults[:50]:
        print(fault)
    print(f"{len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
