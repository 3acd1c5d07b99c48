"""A day of edits in some minutes: ``python -m tests.bench.endurance [--hours 24] [--edits 250]``.

An engine watches a folder of a thousand files. Each "hour" is so many edits, saves, new, renamed
and deleted files, moved folders and searches, at the pace at which the index keeps up; the timers
of the engine are not simulated. After each the index is what the disk holds, and what all its
processes take is measured. Prints a table, and by how much each column grows in an hour over the
last three quarters of the day.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil

from engine.protocol import messages as m
from tests.process.killed_parts import QUERIES, end_all, make_corpus
from tests.process.torture_live import Live, pause

_KINDS = {"engine": "serve", "Milvus": "milvus_lite/lib", "readers": "engine.jobs.reading"}
_MIB = 1 << 20
GROWTH = {"engine": 1.0, "Milvus": 2.0, "fds": 0.5, "threads": 0.5, "disk": 1.0}
"""What may be gained an hour, in MiB or in number: what is above is a leak."""


class Hour(NamedTuple):
    """What the program takes, in MiB or in number."""

    engine: float
    milvus: float
    readers: float
    others: float
    fds: float
    threads: float
    watches: float
    folders: float
    """That there are, roots included: as many as watches."""
    disk: float
    passages: float

    def __str__(self) -> str:
        return " ".join(f"{value:9.1f}" for value in self)


class Day:
    """Edits of a thousand files, and nothing that grows."""

    def __init__(self, root: Path, seed: int) -> None:
        """Write the files."""
        make_corpus(root, 1000, 400)
        self._root = root
        self._chance = random.Random(seed)
        self._number = 0

    def edit(self) -> None:
        """Change one thing."""
        self._number += 1
        files = sorted(self._root.rglob("report*"))
        path = self._chance.choice(files)
        kind = self._chance.choice(("edit", "edit", "edit", "save", "save", "new", "move", "tree"))
        if kind == "edit":
            words = path.read_text().split(" ")
            self._chance.shuffle(words)
            path.write_text(" ".join(words))
        elif kind == "save":
            beside = path.with_name(f".{path.name}.new")
            beside.write_text(f"Saved {self._number} times.\n\n" + path.read_text()[:3000])
            beside.replace(path)
        elif kind == "new":  # and an old one goes
            text = path.read_text()
            path.unlink()
            path.with_name(f"report new {self._number}{path.suffix}").write_text(text + "\n\nNew.")
        elif kind == "move":
            folder = self._chance.choice(sorted(self._root.glob("sub*")))
            path.rename(folder / f"report moved {self._number}{path.suffix}")
        else:
            folder = self._chance.choice(sorted(self._root.glob("sub*")))
            folder.rename(folder.with_name(f"sub moved {self._number}"))


def measure(live: Live, root: Path) -> Hour:
    """Add up what all processes take now."""
    sums: dict[str, float] = dict.fromkeys(("engine", "Milvus", "readers", "others"), 0.0)
    fds = threads = 0
    for process in live.program.processes():
        with contextlib.suppress(psutil.NoSuchProcess):
            line = " ".join(process.cmdline())
            kind = next((kind for kind, word in _KINDS.items() if word in line), "others")
            sums[kind] += process.memory_info().rss / _MIB
            if kind != "readers":  # they come and go
                fds += process.num_fds()
                threads += process.num_threads()
    status = live.status()
    data = (path.stat().st_size for path in live.program.root.rglob("*") if path.is_file())
    return Hour(
        *sums.values(),
        fds=fds,
        threads=threads,
        watches=status.watches,
        folders=1 + sum(path.is_dir() for path in root.rglob("*")),
        disk=sum(data) / _MIB,
        passages=sum(info.passages for info in status.libraries),
    )


def slopes(hours: list[Hour]) -> Hour:
    """Return by how much each figure grows in an hour, the first quarter left out."""
    kept = np.array(hours[len(hours) // 4 :])
    return Hour(*np.polyfit(np.arange(len(kept)), kept, 1)[0].tolist())


def main() -> int:
    """Live through a day; return how many figures grow by more than they may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=24)
    parser.add_argument("--edits", type=int, default=250, help="in an hour")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="day-"))
    root = folder / "files"
    day = Day(root, given.seed)
    hours: list[Hour] = []
    try:
        live = Live(folder / "data", [root])
        live.settle()
        print("hour " + " ".join(f"{name:>9}" for name in Hour._fields))
        for number in range(given.hours):
            for edit in range(given.edits):
                day.edit()
                if edit % 25 == 0:
                    live.request(m.Search(query=QUERIES[edit // 25 % len(QUERIES)]))
                    pause(0.5)
            live.settle()
            hours.append(measure(live, root))
            print(f"{number + 1:4} {hours[-1]}", flush=True)
        live.compare(given.seed)
    finally:
        end_all(folder)
    growth = slopes(hours)
    print(f" +/h {growth}")
    named = {"engine": growth.engine, "Milvus": growth.milvus, "fds": growth.fds}
    named |= {"threads": growth.threads, "disk": growth.disk}
    leaks = {name: value for name, value in named.items() if value > GROWTH[name]}
    print(f"growing: {leaks}" if leaks else "nothing grows by more than it may")
    return len(leaks)


if __name__ == "__main__":
    sys.exit(main())
