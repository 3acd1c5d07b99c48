from pathlib import Path

import pytest

from engine.host.battery import discharging, on_battery


def supply(root: Path, name: str, **facts: str) -> None:
    (root / name).mkdir()
    for fact, value in facts.items():
        (root / name / fact).write_text(f"{value}\n", encoding="ascii")


@pytest.mark.parametrize(("status", "used"), [("Discharging", True), ("Full", False), ("", False)])
def test_a_battery_that_is_being_used_up_counts(tmp_path: Path, status: str, used: bool):
    supply(tmp_path, "BAT0", type="Battery", status=status)
    assert discharging(tmp_path) is used


def test_mains_beside_a_battery_that_it_cannot_keep_up_with_are_mains(tmp_path: Path):
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")
    supply(tmp_path, "ADP1", type="Mains", online="1")
    assert not discharging(tmp_path)


def test_unplugged_mains_are_none(tmp_path: Path):
    supply(tmp_path, "ADP1", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")
    supply(tmp_path, "BAT1", type="Battery", status="Unknown")
    assert discharging(tmp_path)


def test_a_mouse_s_battery_is_not_the_machine_s(tmp_path: Path):
    supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", status="Discharging")
    assert not discharging(tmp_path)


def test_a_machine_without_supplies_is_on_mains(tmp_path: Path):
    assert not discharging(tmp_path / "nothing")
    assert on_battery() in (True, False)
