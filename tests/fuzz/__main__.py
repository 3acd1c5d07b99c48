"""``python -m tests.fuzz TARGET --minutes 10``: fuzz, keep what was found, write down the run."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.keeping import CORPUS, keep, write_run
from tests.fuzz.targets import BY_NAME

_EXECUTED = re.compile(rb"stat::number_of_executed_units:\s*(\d+)")


def _fuzz(name: str, seconds: float, inputs: Path, finds: Path) -> int:
    """Run the target until the time is up, again after each end of its process.

    Returns:
        how many inputs were run.
    """
    executed = 0
    end = time.monotonic() + seconds
    while (left := int(end - time.monotonic())) > 0:
        command = [sys.executable, "-m", "tests.fuzz.running", name, str(finds), str(inputs)]
        kept = CORPUS / name
        folders = [str(kept)] if kept.is_dir() else []
        done = subprocess.run(
            [*command, *folders, f"-max_total_time={left}"], stderr=subprocess.PIPE, check=False
        )
        counted = _EXECUTED.findall(done.stderr)
        executed += int(counted[-1]) if counted else 0
        if not counted:
            sys.stderr.buffer.write(done.stderr[-4000:])
            if b"No module named" in done.stderr:
                raise SystemExit('the extra "fuzz" is missing: pip install -e .[fuzz,test]')
    return executed


def main() -> None:
    """Fuzz one target."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=sorted(BY_NAME))
    parser.add_argument("--minutes", type=float, default=10.0)
    asked = parser.parse_args()
    target = BY_NAME[asked.target]
    with TemporaryDirectory(prefix="findling-fuzz-run-") as room:
        inputs, finds = Path(room, "inputs"), Path(room, "finds")
        inputs.mkdir()
        finds.mkdir()
        for number, seed in enumerate(target.seeds()):
            (inputs / f"seed-{number}").write_bytes(seed)
        began = datetime.now(UTC)
        executed = _fuzz(target.name, asked.minutes * 60, inputs, finds)
        found = keep(target, inputs, finds)
        write_run(target.name, began, asked.minutes, executed, found)
        print(f"{target.name}: {executed} inputs, {len(found)} finds")  # noqa: T201
        for find in found:
            print(find)  # noqa: T201


if __name__ == "__main__":
    main()
