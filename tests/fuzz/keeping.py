"""What stays of a run: finds, the smallest inputs that reach all of the code, and a line of record.

Inputs are chosen greedily by the lines of ``engine`` that they alone run, so that a few dozen stand
for the hundreds that a run makes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

from tests.fuzz.target import Target, judge

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
RUNS = HERE / "runs.json"
MOST = 60
"""Inputs of a target that are kept beside its finds."""
LONGEST = 6000
"""Bytes of an input that is kept for the code that it reaches."""
_ROOT = str(HERE.parents[1] / "engine")
_PATIENCE = 45.0
"""Seconds that choosing may take."""


def keep(target: Target, inputs: Path, finds: Path) -> list[str]:
    """Store finds and chosen inputs in the target's corpus; return what was found."""
    folder = CORPUS / target.name
    folder.mkdir(parents=True, exist_ok=True)
    told: list[str] = []
    for path in sorted(finds.iterdir()):
        if path.suffix == ".txt":
            continue
        reason = path.with_name(path.name + ".txt")
        told.append(
            f"{path.name}: {reason.read_text() if reason.exists() else 'ended the process'}"
        )
        name = path.name if path.name.startswith("find-") else f"find-{path.name[:20]}"
        (folder / name).write_bytes(path.read_bytes())
    for path in chosen(target, [*_old(folder), *inputs.iterdir()]):
        (folder / path.name).write_bytes(path.read_bytes())
    return told


def _old(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith("find-")]


def chosen(target: Target, paths: Iterable[Path]) -> list[Path]:
    """Return inputs that together run what all short ones run, shortest first."""
    reached: set[tuple[str, int]] = set()
    found: list[Path] = []
    end = time.monotonic() + _PATIENCE
    for path in sorted(paths, key=lambda path: path.stat().st_size):
        if path.stat().st_size > LONGEST or len(found) >= MOST or time.monotonic() > end:
            break
        lines = _lines(target, path.read_bytes())
        if lines - reached:
            reached |= lines
            found.append(path)
    return found


def _lines(target: Target, data: bytes) -> set[tuple[str, int]]:
    lines: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:  # noqa: ANN401 - sys.settrace's
        if not frame.f_code.co_filename.startswith(_ROOT):
            return None
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    sys.settrace(trace)
    try:
        judge(target, data)
    finally:
        sys.settrace(None)
    return lines


def write_run(name: str, began: datetime, minutes: float, executed: int, found: list[str]) -> None:
    """Add a run to the record."""
    record: list[dict[str, object]] = json.loads(RUNS.read_text()) if RUNS.exists() else []
    record.append(
        {
            "target": name,
            "began": began.strftime("%Y-%m-%d %H:%M"),
            "minutes": minutes,
            "executions": executed,
            "finds": [find.partition("\n")[0] for find in found],
        }
    )
    RUNS.write_text(json.dumps(record, indent=1) + "\n")
