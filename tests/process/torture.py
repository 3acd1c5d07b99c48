"""Whether an index is what the disk holds after a storm of changes, with a real engine.

``python -m tests.process.torture [--seeds 20] [--operations 10000] [--mode watch] [--faults 0]``
prints one line a seed. In mode ``watch`` nothing is asked of the engine but to keep up; in mode
``index`` it is told to look (`findling index --wait`) while the storm goes on. A failure says what
differs and what was done to it; the seed does the same again.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

from tests.process.killed_parts import end_all
from tests.process.torture_compare import Difference
from tests.process.torture_live import Live, pause
from tests.process.torture_storm import Storm

_QUOTED = re.compile(r"""'/(?:[^'\\]|\\.)*'|"/(?:[^"\\]|\\.)*\"""")
_VICTIMS = ("engine.jobs.reading", "milvus_lite/lib", "serve", "embedder")
_STOPPED = 1.5
"""Seconds that a stopped process stands still."""


class Result(NamedTuple):
    """What came of one storm."""

    seed: int
    operations: int
    faults: int
    seconds: float
    """That the storm took."""
    lag: float
    """Seconds from its end until the index was what the disk holds."""
    files: int
    passages: int

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {self.operations} operations in {self.seconds:.1f} s,"
            f" {self.faults} faults; equal {self.lag:.1f} s later:"
            f" {self.files} files, {self.passages} passages"
        )


class Torture:
    """One storm against one engine, in a folder of its own."""

    def __init__(self, place: Path, seed: int, *, watching: bool, sneaky: bool = True) -> None:
        """Make the folders; nothing runs yet."""
        self.seed = seed
        roots = [place / "one", place / "two of them"]
        outside = place / "outside"
        for folder in (*roots, outside):
            folder.mkdir(parents=True)
        self.storm = Storm(roots, outside, seed, sneaky=sneaky, through_links=not watching)
        self.faults: list[str] = []
        self._watching = watching
        self._rhythm = random.Random(f"rhythm {seed}")
        self._live = Live(place / "data", roots, watching=watching)

    def run(self, operations: int, seconds: float, faults: int = 0) -> Result:
        """Let the storm rage for about so many seconds, then compare.

        Raises:
            Difference: the index is not what the disk says.
        """
        started = time.monotonic()
        self._rage(operations, seconds, faults)
        over = time.monotonic()
        try:
            lag = self._live.settle()
            due = self._live.compare(self.seed)
        except Difference as error:
            raise Difference(f"{error}\n{self.history(str(error))}") from error
        passages = sum(len(file.pieces) for file in due.values())
        return Result(
            self.seed, operations, len(self.faults), over - started, lag, len(due), passages
        )

    def _rage(self, operations: int, seconds: float, faults: int) -> None:
        bursts = list(self._bursts(operations))
        struck = set(self._rhythm.sample(range(len(bursts)), min(faults, len(bursts))))
        for number, size in enumerate(bursts):
            for _ in range(size):
                self.storm.step()
            if not self._watching and self._rhythm.random() < 0.2:
                self._live.look(wait=self._rhythm.random() < 0.3)
            if number in struck:
                self._strike()
            pause(self._rhythm.expovariate(len(bursts) / seconds))
        self.storm.finish()

    def _bursts(self, operations: int) -> Iterator[int]:
        while operations > 0:
            size = min(operations, int(self._rhythm.lognormvariate(3, 1)) + 1)
            operations -= size
            yield size

    def _strike(self) -> None:
        """Kill, or hold for a while, one of the engine's processes."""
        kind = self._rhythm.choice(_VICTIMS)
        hold = self._rhythm.random() < 0.25
        victims = self._live.program.processes(kind)
        if not victims:
            return
        victim = self._rhythm.choice(victims)
        with contextlib.suppress(psutil.NoSuchProcess):
            victim.send_signal(signal.SIGSTOP if hold else signal.SIGKILL)
            self.faults.append(f"{'SIGSTOP' if hold else 'SIGKILL'} {kind}")
            self.storm.log.append(f"-- {self.faults[-1]}")
            if hold:
                pause(_STOPPED)
                victim.send_signal(signal.SIGCONT)
            elif kind == "serve":
                victim.wait(10)
                self._live.reconnect()

    def history(self, text: str) -> str:
        """Return the last operations on the paths that a text names."""
        lines: list[str] = []
        for found in _QUOTED.finditer(text):
            path = Path(ast.literal_eval(found[0]))
            own = [op for op in self.storm.log if path.name[:60] in op]
            around = [op for op in self.storm.log if f"{path.parent}" in op and op not in own]
            lines.append(f"what happened to {path.name!r}, then around it:")
            lines += [f"    {op}" for op in (*own[-9:], *around[-4:])]
        return "\n".join(lines)


def main() -> int:
    """Run storms; return how many ended with an index that is not the disk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1, help="how many")
    parser.add_argument("--first", type=int, default=1, help="the first one")
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=45.0, help="pauses in all")
    parser.add_argument("--mode", choices=("watch", "index"), default="watch")
    parser.add_argument("--faults", type=int, default=0, help="processes killed or held")
    parser.add_argument("--plain", action="store_true", help="nothing behind size and time's back")
    parser.add_argument("--place", type=Path, default=None, help="where the folders are made")
    given = parser.parse_args()
    failed = 0
    for seed in range(given.first, given.first + given.seeds):
        place = Path(tempfile.mkdtemp(prefix=f"storm{seed}-", dir=given.place))
        try:
            torture = Torture(place, seed, watching=given.mode == "watch", sneaky=not given.plain)
            print(torture.run(given.operations, given.seconds, given.faults), flush=True)  # noqa: T201
            end_all(place)
            shutil.rmtree(place)
        except Exception:  # noqa: BLE001 - the next seed is tried all the same
            failed += 1
            print(f"seed {seed} FAILED in {place}", flush=True)  # noqa: T201
            traceback.print_exc()
            end_all(place)
    return failed


if __name__ == "__main__":
    sys.exit(main())
