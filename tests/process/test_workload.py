"""Whose processor time it is, told with real programs that burn it."""

import subprocess
import sys

import psutil
import pytest

from engine.host.workload import OthersLoad

BURN = "import time\nwhile time.process_time() < 0.6: pass"
FOREIGN = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BURN!r}])"
"""Leaves a burning process behind that is no child of anybody here."""
BURNT = 0.5
PROCESSORS = psutil.cpu_count() or 1


class Spread:
    """A clock by which so long a time passes between two looks that nothing is smoothed away."""

    seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1000
        return self.seconds


def used_by_others(load: OthersLoad) -> float:
    return load.measure() * 1000 * PROCESSORS


@pytest.mark.skipif(sys.platform == "win32", reason="children stay in the family there")
def test_other_programs_work_is_others_load():
    load = OthersLoad(Spread())
    # It ends when the last holder of the pipe does: the one that it left behind.
    subprocess.run([sys.executable, "-c", FOREIGN], stdout=subprocess.PIPE, check=True)
    assert used_by_others(load) > BURNT


def test_the_work_of_this_program_and_its_children_is_its_own():
    load = OthersLoad(Spread())
    before = load._own()
    burning = [sys.executable, "-c", BURN + "\nprint(flush=True)\ninput()"]
    pipe = subprocess.PIPE
    with subprocess.Popen(burning, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        child.stdout.readline()
        living = load._own()
    assert living - before > BURNT
    if sys.platform == "linux":
        assert load._own() >= living


def test_a_short_burst_is_no_work_and_a_long_one_is():
    class Steps(Spread):
        def __call__(self) -> float:
            self.seconds += 1.0
            return self.seconds

    class Busy(OthersLoad):
        used = 0.0

        def _look(self) -> tuple[float, float, float]:
            Busy.used += PROCESSORS
            return self._clock(), Busy.used, 0.0

    load = Busy(Steps())
    shares = [load.measure() for _ in range(20)]
    assert shares[0] < 0.25
    assert shares == sorted(shares)
    assert shares[-1] > 0.9
