"""How the tests run: what processes they start inherit, and in which order files are begun."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

# Containers often forbid it; then each of some hundred engines compiles the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads these
def pytest_configure(config: pytest.Config) -> None:
    """Have a crashed worker end the run: with --dist loadfile its replacement waits for ever."""
    options = config.option
    if getattr(options, "maxworkerrestart", "") is None:
        options.maxworkerrestart = "0"
    if hasattr(options, "loadscopereorder"):
        options.loadscopereorder = False  # files of one long test would come last


@pytest.hookimpl(trylast=True)  # when what is not asked for is gone
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Have workers begin with what takes longest, so that none is left alone with it in the end.

    What takes longest is known by its time limit; of the rest, the files of most tests come first.
    """
    if not hasattr(config, "workerinput"):
        return
    limits: dict[Path, float] = {}
    for item in items:
        mark = item.get_closest_marker("timeout")
        limit = float(mark.args[0]) if mark else 0.0
        limits[item.path] = max(limit, limits.get(item.path, 0.0))
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (-limits[item.path], -tests[item.path]))
