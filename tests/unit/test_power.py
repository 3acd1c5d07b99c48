from dataclasses import dataclass

import pytest

from engine.host.power import BUSY, LOOK, QUIET, PaceMaker
from engine.protocol.records import Pace


@dataclass
class Machine:
    battery: bool = False
    load: float = 0.0
    seconds: float = 0.0
    looks: int = 0

    def busy(self) -> float:
        self.looks += 1
        return self.load

    def pace_maker(self, **wishes: str) -> PaceMaker:
        return PaceMaker(
            Pace(**wishes), battery=lambda: self.battery, load=self.busy, clock=lambda: self.seconds
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
    maker = machine.pace_maker(on_battery=on_battery, while_working=while_working)
    assert machine.told(maker) == told


def test_the_pace_names_the_wishes_that_it_follows():
    machine = Machine(battery=True)
    maker = machine.pace_maker(on_battery="gentle")
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
