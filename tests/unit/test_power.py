import errno
import os
import subprocess
import sys
from dataclasses import dataclass

import psutil
import pytest

from engine.host.kin import family
from engine.host.power import BUSY, LOOK, QUIET, PaceMaker
from engine.host.workload import OthersLoad
from engine.protocol.records import Pace
from engine.service.memory import resident


@dataclass
class Machine:
    battery: bool = False
    load: float = 0.0
    seconds: float = 0.0
    looks: int = 0

    def busy(self) -> float:
        self.looks += 1
        return self.load

    def pace_maker(self, wishes: Pace | None = None) -> PaceMaker:
        return PaceMaker(
            wishes or Pace(),
            battery=lambda: self.battery,
            load=self.busy,
            clock=lambda: self.seconds,
        )

    def told(self, maker: PaceMaker) -> tuple[str, str]:
        self.seconds += LOOK
        pace = maker.now()
        return pace.now, pace.reason


@pytest.mark.parametrize(
    ("on_battery", "while_working", "battery", "load", "told"),
    [
        ("gentle", "gentle", False, 0.0, ("full", "")),
        ("gentle", "gentle", True, 0.0, ("gentle", "battery")),
        ("stop", "gentle", True, 1.0, ("stop", "battery")),
        ("full", "gentle", True, 0.0, ("full", "")),
        ("full", "gentle", True, 1.0, ("gentle", "working")),
        ("stop", "gentle", False, 1.0, ("gentle", "working")),
        ("stop", "full", False, 1.0, ("full", "")),
        ("gentle", "full", True, 1.0, ("gentle", "battery")),
    ],
)
def test_the_gentlest_pace_that_anything_asks_for_holds(
    on_battery: str, while_working: str, battery: bool, load: float, told: tuple[str, str]
):
    machine = Machine(battery, load)
    maker = machine.pace_maker(Pace(on_battery=on_battery, while_working=while_working))
    assert machine.told(maker) == told


def test_the_pace_names_the_wishes_that_it_follows():
    machine = Machine(battery=True)
    maker = machine.pace_maker(Pace(on_battery="gentle"))
    maker.wish(Pace(on_battery="stop", while_working="full"))
    assert maker.now() == Pace(
        on_battery="stop", while_working="full", now="stop", reason="battery"
    )


def test_a_load_around_the_threshold_does_not_make_the_pace_flutter():
    machine = Machine(load=BUSY + 0.01)
    maker = machine.pace_maker()
    assert machine.told(maker) == ("gentle", "working")
    machine.load = (BUSY + QUIET) / 2
    assert machine.told(maker) == ("gentle", "working")
    machine.load = QUIET - 0.01
    assert machine.told(maker) == ("full", "")
    machine.load = (BUSY + QUIET) / 2
    assert machine.told(maker) == ("full", "")


def test_the_machine_is_looked_at_now_and_then_however_often_the_pace_is_asked():
    machine = Machine()
    maker = machine.pace_maker()
    for _ in range(1000):
        maker.now()
    assert machine.looks == 0
    machine.seconds += LOOK
    for _ in range(1000):
        maker.now()
    assert machine.looks == 1


def test_a_machine_that_cannot_be_looked_at_keeps_its_pace(caplog: pytest.LogCaptureFixture):
    machine = Machine(battery=True)
    maker = machine.pace_maker(Pace(on_battery="stop"))
    refused = OSError(errno.EMFILE, "Too many open files")

    def fail() -> bool:
        raise refused

    maker._battery = fail
    assert [machine.told(maker) for _ in range(3)] == [("stop", "battery")] * 3
    assert len(caplog.records) == 1  # it is asked several times a second
    maker._battery = lambda: False
    assert machine.told(maker) == ("full", "")


def test_a_machine_that_cannot_be_looked_at_at_first_is_looked_at_later():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(psutil, "cpu_times", _refuse)
        maker = PaceMaker(Pace(), battery=lambda: False)
    assert maker.now().now == "full"


def _refuse() -> None:
    raise psutil.AccessDenied


def test_where_strangers_processes_are_hidden_the_program_knows_its_own():
    child = [sys.executable, "-c", "print(flush=True); input()"]
    pipe = subprocess.PIPE
    with (
        pytest.MonkeyPatch.context() as patch,
        subprocess.Popen(child, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as started,
    ):
        assert started.stdout is not None
        started.stdout.readline()
        patch.setattr(psutil, "_ppid_map", _refuse)  # as where /proc is mounted with hidepid=1
        pids = [process.pid for process in family()]
        assert pids[0] == os.getpid()
        assert started.pid in pids or sys.platform != "linux"
        OthersLoad().measure()
        assert resident() > psutil.Process(started.pid).memory_info().rss
