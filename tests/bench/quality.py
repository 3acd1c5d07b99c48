"""Ranking quality through the real program: ``python -m tests.bench.quality [--sets …] [--write]``.

Each judged set is written as files of eight formats, indexed by the engine through the command
line, and all its queries are run through ``findling search --queries``: once deep and without the
reranker, so that BM25 alone and the static model alone are orders of the same answers, and once as
the program is. ``--without-full`` spares indexing each set with MiniLM (100 passages/s); what was
stored of that stays, with its commit. ``--recoll`` has Recoll rank the same files.

Milliseconds are of 40 queries a set, asked one at a time after all is indexed and before anything
else is asked. Sets that are no reported ones (``scifact_train``) are printed, and with ``--write``
only their samples are stored.
"""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import calibration, recoll, tables
from tests.bench.judged import (
    REPORTED,
    SAMPLES,
    SHARED,
    TRAIN_SAMPLES,
    read_samples,
    write_samples,
)
from tests.bench.measuring import Measuring
from tests.bench.outcome import PerQuery, kept, read_figures, write_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.judged import Sample
    from tests.bench.outcome import Found, Kept


class Clock:
    """Says what goes on, with the seconds since the beginning."""

    def __init__(self) -> None:
        """Begin now."""
        self._began = time.perf_counter()

    def say(self, said: str) -> None:
        """Print a line on stderr."""
        print(f"{time.perf_counter() - self._began:6.0f} s  {said}", file=sys.stderr, flush=True)


def run(
    names: Sequence[str], scratch: Path, *, jobs: int, full: bool, with_recoll: bool
) -> list[Found]:
    """Measure sets, some side by side but for the times; returns what was found, in their order."""
    clock = Clock()
    sets = [Measuring(name, _folder(scratch, name), full=full) for name in names]
    costly = sorted(sets, key=lambda one: -one.cost)

    def each(said: str, work: Callable[[Measuring], None]) -> None:
        def one(measuring: Measuring) -> None:
            work(measuring)
            clock.say(f"{said}: {measuring.name}")

        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(one, costly))

    each("indexed", Measuring.prepare)
    for measuring in sets:
        measuring.time()
        clock.say(f"timed: {measuring.name}")
    each("searched", lambda measuring: measuring.judge(with_recoll=with_recoll))
    return [measuring.found for measuring in sets]


def _folder(scratch: Path, name: str) -> Path:
    folder = scratch / name
    folder.mkdir()
    return folder


def commit() -> str:
    """The checkout's commit, with a plus where the engine or its models differ from it."""
    git = ["git", "-C", str(Path(__file__).parents[2])]
    head = subprocess.run(
        [*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
    )
    changed = subprocess.run(
        [*git, "diff", "--quiet", "HEAD", "--", "engine", "resources"], check=False
    )
    return head.stdout.strip() + ("+" if changed.returncode else "")


def compared(found: Sequence[Found], stored: PerQuery, measured: str) -> dict[str, Kept]:
    """Join what was found at a commit with what is stored; fills in ``stored``."""
    before = read_figures()
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return {
        one.name: kept(one, before.get(one.name), stored, commit=measured, date=day)
        for one in found
    }


def joined_samples(file: Path, found: Sequence[Found]) -> list[Sample]:
    """What is stored, but for the sets that were measured anew, and these."""
    new = {one.name for one in found}
    old = [sample for sample in read_samples(file) if sample.set not in new]
    return old + [sample for one in found for sample in one.samples]


def store(figures: dict[str, Kept], found: Sequence[Found], stored: PerQuery) -> None:
    """Keep the figures, and put them and the calibration into the README."""
    reported = [one for one in found if one.name in REPORTED]
    if training := [one for one in found if one.name not in REPORTED]:
        write_samples(TRAIN_SAMPLES, joined_samples(TRAIN_SAMPLES, training))
    if not reported:
        return
    every = read_figures() | figures
    every = {name: every[name] for name in REPORTED if name in every}
    write_figures(every)
    stored.write(REPORTED)
    samples = joined_samples(SAMPLES, reported)
    write_samples(SAMPLES, samples)
    tables.put("quality", tables.everything(every))
    tables.put("calibration", calibration.report(samples))


def main() -> None:
    """Measure the sets asked for and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="*", default=list(REPORTED))
    parser.add_argument("--jobs", type=int, default=2, help="sets side by side")
    parser.add_argument("--without-full", action="store_true", help="no library by MiniLM")
    parser.add_argument("--recoll", action="store_true", help="Recoll on the same files")
    parser.add_argument("--write", action="store_true", help="store results and README tables")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"The judged sets are not here ({SHARED}).")
    if options.recoll and not recoll.version():
        sys.exit(recoll.INSTALL)
    os.environ.pop("FINDLING_DATA", None)
    measured = commit()
    with tempfile.TemporaryDirectory(prefix="findling-quality-") as scratch:
        found = run(
            options.sets,
            Path(scratch),
            jobs=options.jobs,
            full=not options.without_full,
            with_recoll=options.recoll,
        )
    stored = PerQuery()
    figures = compared(found, stored, measured)
    print(tables.everything(figures))
    print("\n" + calibration.report([s for one in found for s in one.samples], None))
    for one in found:
        for query, score in (one.nonsense.loud if one.nonsense else {}).items():
            print(f"nonsense, {one.name}: {score:.0%} for {query}")
    if options.write:
        store({name: figures[name] for name in figures if name in REPORTED}, found, stored)


if __name__ == "__main__":
    main()
