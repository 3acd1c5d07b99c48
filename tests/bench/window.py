"""The window's own times: ``python -m tests.bench.window [--starts N] [--queries N] [--write]``.

*Start*: a process is started as a person's click starts it; the time is from the process's creation
to the end of the first paint of its window, an engine being started beside it. "Cold" drops the
files of Python, Qt and the program from the system's cache first (what other processes hold mapped
stays there).

*Typing*: a load archive is indexed by a real engine, again under other words where it is too small;
then queries are typed key by key into a real window. The time is from the last key to the end of
the paint that shows the first order; it contains the pause that typing is given.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.client import Client
from engine.protocol import messages as m
from tests.bench.latency import LOAD, questions, spans

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOT = Path(__file__).parents[2]
_WANTED = 100_000
_CHILD = """
import os, sys, time
born = float(sys.argv.pop(1))
from app import __main__ as program
def shown():
    print("shown", time.time() - born, time.process_time(), flush=True)
    os._exit(0)
from tests.bench.window_probe import when_painted
when_painted(shown)
program.main(sys.argv[1:])
"""


def start_seconds(data: Path) -> tuple[float, float]:
    """Start the window once.

    Returns:
        Seconds from its process's creation to its first paint's end, and those of its processor:
        on a busy machine only these can be compared.
    """
    ended = subprocess.run(
        # Not psutil's create_time: it counts from a boot time of whole seconds, up to 1 s wrong.
        [sys.executable, "-c", _CHILD, str(time.time()), "--data", str(data)],
        cwd=_ROOT,
        env=_as_installed(data.parent),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    line = next(line for line in ended.stdout.splitlines() if line.startswith("shown"))
    _, passed, worked = line.split()
    return float(passed), float(worked)


def _as_installed(scratch: Path) -> dict[str, str]:
    """An environment in which Python keeps compiled files, as it does where it is installed."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}


def forget_files(scratch: Path) -> None:
    """Drop what a start reads from the system's cache, as far as nobody holds it."""
    folders = (
        Path(sysconfig.get_path("stdlib")),
        *(Path(entry) for entry in sys.path if "site-packages" in entry),
        scratch / "compiled",
        *(_ROOT / name for name in ("app", "engine", "resources")),
    )
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file():
                descriptor = os.open(file, os.O_RDONLY)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(descriptor)


def measure_starts(data: Path, count: int) -> dict[str, list[float]]:
    """Start cold and warm in turn."""
    start_seconds(data)  # its compiled files and its engine are there from now on
    cold: list[float] = []
    warm: list[float] = []
    worked: list[float] = []
    for _ in range(count):
        if hasattr(os, "posix_fadvise"):
            forget_files(data.parent)
            cold.append(start_seconds(data)[0])
        passed, work = start_seconds(data)
        warm.append(passed)
        worked.append(work)
    return {"cold": cold, "warm": warm, "processor time": worked}


def make_library(client: Client, documents: Path, archive: Path) -> int:
    """Index an archive, again under other words until there are enough passages."""
    passages = 0
    copy = 0
    while passages < _WANTED:
        folder = documents / str(copy)
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        if copy:
            _reword(folder, copy)
        client.request(m.AddFolders(paths=(str(folder),), index=False))
        client.request(m.Index())
        status = client.request(m.GetStatus())
        assert isinstance(status, m.StatusReported)
        passages = sum(info.passages for info in status.libraries)
        print(f"{passages} passages", flush=True)
        copy += 1
    return passages


def _reword(folder: Path, copy: int) -> None:
    """Other paragraphs, so that no vector is taken from the first copy."""
    for file in folder.rglob("*"):
        if file.suffix in {".md", ".txt"}:
            text = file.read_text("utf-8", errors="replace")
            file.write_text(text.replace("\n\n", f"\n\nFassung {copy}: "), "utf-8")


def report(name: str, seconds: Sequence[float]) -> str:
    """One line of Markdown."""
    if not seconds:
        return f"| {name} | – | – | – | 0 |"
    p50, p95, most = (float(v) * 1000 for v in np.percentile(seconds, (50, 95, 100)))
    return f"| {name} | {p50:.0f} | {p95:.0f} | {most:.0f} | {len(seconds)} |"


def measure(scratch: Path, options: argparse.Namespace) -> list[str]:
    """Start, index, type."""
    data = scratch / "state"
    lines: list[str] = []
    with Client.connect(data) as client:
        try:
            for name, seconds in measure_starts(data, options.starts).items():
                lines.append(report(f"window visible, {name}", seconds))
                print(lines[-1], flush=True)
            if options.queries:
                passages = make_library(client, scratch / "documents", options.archive)
                queries = [
                    *spans(scratch / "documents" / "0", options.queries // 2),
                    *questions(options.queries // 2),
                ]
                for name, seconds in type_queries(data, queries).items():
                    lines.append(report(f"{name}, {passages:,} passages", seconds))
                    print(lines[-1], flush=True)
        finally:
            client.request(m.Quit())
    return lines


def type_queries(data: Path, queries: list[str]) -> dict[str, list[float]]:
    """Type queries in a window of a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.window_probe", str(data)],
        cwd=_ROOT,
        input=json.dumps(queries),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(ended.stdout.splitlines()[-1])


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, default=LOAD / "gesetze_fifth.tar.gz")
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--write", metavar="FILE", type=Path)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="fw-") as scratch:
        os.environ["XDG_RUNTIME_DIR"] = scratch
        lines = measure(Path(scratch), options)
    head = ["| ms | p50 | p95 | most | of |", "|---|---|---|---|---|"]
    text = "\n".join([*head, *lines])
    print(text)
    if options.write:
        stamp = time.strftime("%Y-%m-%d")
        options.write.write_text(
            f"{text}\n\n{stamp}, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}.\n"
        )


if __name__ == "__main__":
    main()
