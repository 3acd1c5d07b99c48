"""What importing the engine costs: ``python -m tests.bench.imports [--starts N]``."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

MEASURED = """
import time
began = time.perf_counter()
import engine.service.process, engine.service.assembly
took = time.perf_counter() - began
import psutil
print(took, psutil.Process().memory_info().rss)
"""


def once() -> tuple[float, float]:
    """Return seconds and MB of one import in a process of its own."""
    told = subprocess.run([sys.executable, "-c", MEASURED], capture_output=True, check=True).stdout
    seconds, resident = told.split()
    return float(seconds), int(resident) / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=9)
    once()  # writes the byte code
    times, sizes = zip(*(once() for _ in range(parser.parse_args().starts)), strict=True)
    print(f"import of the engine: {statistics.median(times):.3f} s, {max(times):.3f} s at most;")
    print(f"the process then has {statistics.median(sizes):.0f} MB")


if __name__ == "__main__":
    main()
