"""What faults do to an index: ``python -m tests.bench.faults [--times 1] [--only STATE …]``.

Each process is killed or held, and each disk filled or made to fail, in each state that a library
can be in. Nobody helps: the program, started again where it was killed, must come to the index that
the disk says, to the last passage, row and vector. Needs Linux, root (for a file system of its own)
and strace. Prints a line for each trial and a table.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from engine.protocol.errors import FindlingError
from tests.bench.fault_parts import (
    EIO,
    EMBEDDER,
    ENGINE,
    FULL,
    KILL,
    MILVUS,
    READER,
    STOP,
    Fault,
    Moment,
    Place,
)
from tests.process.killed_parts import end_all
from tests.process.torture_compare import Difference
from tests.process.torture_live import Live

STATES = (
    "idle",
    "opening",
    "scanning",
    "reading",
    "writing",
    "deleting",
    "renaming",
    "compacting",
    "searching",
)
_NAMES = {ENGINE: "engine", READER: "reader", MILVUS: "Milvus", EMBEDDER: "embedder", "": "–"}


class Case(NamedTuple):
    """One cell of the matrix."""

    state: str
    process: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.state}, {_NAMES[self.process]}, {self.fault.name}"


class Outcome(NamedTuple):
    """What came of it."""

    verdict: str
    """``healed``, ``missed`` (the state or the process was not there), or what is wrong."""
    seconds: float
    said: str
    """Codes of the notices that the engine gave."""


def cases() -> Iterator[Case]:
    """Yield the matrix."""
    for state in STATES:
        for process in (ENGINE, MILVUS):
            yield Case(state, process, KILL)
            yield Case(state, process, STOP)
        if state in ("reading", "writing", "idle"):
            yield Case(state, READER, KILL)
            yield Case(state, READER, STOP)
        if state == "searching":
            yield Case(state, EMBEDDER, KILL)
            yield Case(state, EMBEDDER, STOP)
        if state != "searching":
            yield Case(state, "", FULL)
        if state in ("writing", "deleting", "renaming", "compacting"):
            yield Case(state, ENGINE, EIO)
            yield Case(state, MILVUS, EIO)


def trial(place: Place, case: Case, seed: int) -> Outcome:
    """Bring an engine to a state, strike, and see what becomes of it."""
    live = place.fresh()
    moment = Moment(place, live, seed)
    strike = partial(case.fault.strike, live.program, case.process, place.disk)
    if case.fault.early:
        with ThreadPoolExecutor(1) as pool:
            striking = pool.submit(strike)
            getattr(moment, case.state)()
        struck = striking.result()
    else:
        struck = getattr(moment, case.state)() and strike()
    (place.corpus / "afterwards.md").write_text("# Afterwards\n\nThere is always more to read.\n")
    started = time.monotonic()
    try:
        live.settle()
        said = _said(live)
        seconds = time.monotonic() - started
        live.compare(seed)
    except (Difference, FindlingError) as error:
        return Outcome(_wrong(str(error)), time.monotonic() - started, "")
    return Outcome("healed" if struck else "missed", seconds, said)


def _said(live: Live) -> str:
    notices = [notice.code for info in live.status().libraries for notice in info.notices]
    return " ".join(sorted(set(notices)))


def _wrong(text: str) -> str:
    """Name what is wrong: something lost, doubled (or kept too long), or just not in time."""
    kinds = {"missing": "lost", "stale": "lost", "too much": "doubled", "times": "doubled"}
    found = [kind for word, kind in kinds.items() if word in text]
    return f"{found[0] if found else 'wrong'}: {text}"


def table(outcomes: list[tuple[Case, Outcome]]) -> str:
    """Return the figures by process and fault."""
    rows = ["| process | fault | tried | lost | doubled | healed by itself | seconds |"]
    rows.append("|---|---|---|---|---|---|---|")
    kinds = dict.fromkeys((case.process, case.fault.name) for case, _ in outcomes)
    for process, fault in kinds:
        own = [o for case, o in outcomes if (case.process, case.fault.name) == (process, fault)]
        tried = [outcome for outcome in own if outcome.verdict != "missed"]
        counts = Counter(outcome.verdict.split(":")[0] for outcome in tried)
        slowest = max((outcome.seconds for outcome in tried), default=0.0)
        rows.append(
            f"| {_NAMES[process]} | {fault} | {len(tried)} | {counts['lost']} |"
            f" {counts['doubled']} | {counts['healed']} | ≤ {slowest:.1f} |"
        )
    return "\n".join(rows)


def main() -> int:
    """Try everything; return how many trials went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[], help="states, or faults")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    place = Place(folder)
    outcomes: list[tuple[Case, Outcome]] = []
    try:
        for seed in range(given.times):
            for case in cases():
                if given.only and not {case.state, case.fault.name} & set(given.only):
                    continue
                outcomes.append((case, trial(place, case, seed)))
                print(f"{case}: {outcomes[-1][1]}", flush=True)
                end_all(place.disk)
    finally:
        end_all(place.disk)
        place.remove()
    print(table(outcomes))
    return sum(outcome.verdict not in ("healed", "missed") for _, outcome in outcomes)


if __name__ == "__main__":
    sys.exit(main())
