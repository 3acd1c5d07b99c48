"""The whole program, its engine killed while it indexes: it heals by itself, to the last passage.

The moments are drawn anew in each run of the tests; a failure shows the seed.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.client import Client
from engine.protocol import messages as m
from engine.service.counting import count
from tests.process.killed_parts import PATIENCE, Findling, Watch, end_all
from tests.process.killed_runs import Undisturbed, begin, undisturbed

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="orphans are found by their environment"
)


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path) -> Iterator[None]:
    yield
    end_all(tmp_path)


class Trial(NamedTuple):
    """What came of one kill; all times in seconds."""

    moment: float
    """Into the run."""
    held: int
    """Files that were indexed by then."""
    again: float | None
    """Into the healing, where that was killed, too."""
    how: str
    """What the last start was."""
    restart: float
    """From the last start to a whole index."""


def kill_at(program: Findling, client: Client, watch: Watch, moment: float) -> bool:
    """Kill the engine in so many seconds; False when the run was over before."""
    if watch.over.wait(moment):
        return False
    assert program.kill(client.pid) == []
    assert watch.over.wait(PATIENCE)
    return watch.finished is None


def killed(program: Findling, corpus: Path, moment: float) -> float:
    """Begin to index and kill the engine on the way; return when that was."""
    while True:
        with program.connect() as client:
            if kill_at(program, client, begin(client, corpus), moment):
                return moment
        program.quit()  # the machine was quicker than in the undisturbed run
        shutil.rmtree(program.root)
        moment *= 0.7


def killed_again(program: Findling, moment: float) -> bool:
    """Start the engine and kill it while it heals; False when it was done before."""
    with program.connect() as client:
        watch = Watch(client)
        watch.index()
        return kill_at(program, client, watch, moment)


def restarted_by_a_command(program: Findling) -> None:
    program.json("index", "--wait")


def restarted_alone(program: Findling) -> None:
    """Start the engine and ask nothing of it: it looks for changes by itself."""
    begun: list[str] = []

    def ended(progress: m.Progress) -> bool:
        begun.extend([progress.phase] if progress.running else [])
        return bool(begun) and not progress.running

    with program.connect() as client:
        assert Watch(client, until=ended).noticed.wait(PATIENCE)


RESTARTS = (restarted_by_a_command, restarted_alone)


def trial(
    reference: Undisturbed,
    root: Path,
    moment: float,
    again: float | None,
    restart: Callable[[Findling], None],
) -> Trial:
    """Kill an engine, start the program again, and compare what is then in the index."""
    program = Findling(root, rerank=reference.rerank)
    moment = killed(program, reference.corpus, moment)
    held = sum(count(library).files for library in (root / "libraries").glob("*"))
    if again is not None and not killed_again(program, again):
        again = None
    started = time.monotonic()
    restart(program)
    seconds = time.monotonic() - started
    assert program.known().differences(reference.known) == [], program.engine_log()
    shutil.rmtree(root)
    return Trial(moment, held, again, restart.__name__, seconds)


def trials(folder: Path, reference: Undisturbed, kills: int) -> list[Trial]:
    """Kill at moments spread over the whole run, in any order; every third heals under fire."""
    seed = random.randrange(1 << 32)
    print(f"seed {seed}, undisturbed {reference.seconds:.2f} s")  # noqa: T201 - for a failure
    chance = random.Random(seed)
    moments = [reference.seconds * (n + chance.random()) / kills for n in range(kills)]
    chance.shuffle(moments)
    done: list[Trial] = []
    for number, moment in enumerate(moments):
        again = chance.uniform(0, reference.seconds / 2) if number % 3 == 1 else None
        restart = RESTARTS[number % len(RESTARTS)]
        done.append(trial(reference, folder / f"killed{number}", moment, again, restart))
        print(number, done[-1])  # noqa: T201 - for a failure
    return done


@pytest.mark.timeout(180)
def test_killed_at_some_moment_it_ends_as_undisturbed(tmp_path: Path) -> None:
    reference = undisturbed(tmp_path, files=60, words=900)
    assert len(trials(tmp_path, reference, 2)) == 2  # both ways to start, one healed under fire


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_killed_at_twenty_moments_it_ends_each_time_as_undisturbed(tmp_path: Path) -> None:
    reference = undisturbed(tmp_path, files=400, words=2200, rerank=True)
    done = trials(tmp_path, reference, 20)
    assert len({trial.held for trial in done}) > 5  # they were different moments indeed
