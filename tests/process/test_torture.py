"""A storm of changes against a live engine that watches: it ends with the index that is due.

Seeds are drawn anew in each run of the tests; a failure shows its seed, and
``python -m tests.process.torture --first SEED`` does the same again.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process.killed_parts import end_all
from tests.process.torture import Torture

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="orphans are found by their environment"
)


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path) -> Iterator[None]:
    yield
    end_all(tmp_path)


@pytest.mark.timeout(240)  # twice what it takes on two busy cores
@pytest.mark.parametrize(
    ("operations", "seconds"), [(1_500, 5), pytest.param(10_000, 25, marks=pytest.mark.slow)]
)
def test_after_thousands_of_operations_the_index_is_what_the_disk_holds(
    tmp_path: Path, operations: int, seconds: float
) -> None:
    seed = random.randrange(1 << 32)
    print(Torture(tmp_path, seed, watching=True).run(operations, seconds=seconds))  # noqa: T201


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("watching", [True, False])
def test_with_processes_killed_and_held_meanwhile_it_is_so_too(
    tmp_path: Path, watching: bool
) -> None:
    seed = random.randrange(1 << 32)
    print(Torture(tmp_path, seed, watching=watching).run(30_000, seconds=180, faults=40))  # noqa: T201
