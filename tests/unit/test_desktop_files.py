"""What desktops read of us names what the program really has."""

from __future__ import annotations

import configparser
import plistlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from engine.desktop import gnome, kde
from engine.desktop.interfaces import BUS_NAME
from engine.host.frozen import DOOR
from engine.protocol.links import SCHEME

PACKAGING = Path(__file__).parents[2] / "packaging"
if not PACKAGING.exists():
    pytest.skip("not in a source folder", allow_module_level=True)
SHARE = PACKAGING / "linux/share"


def _read(path: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=True)
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue] - as its manual says
    assert parser.read(SHARE / path, "utf-8")
    return parser


def test_gnome_finds_the_provider() -> None:
    group = _read("gnome-shell/search-providers/org.findling.Findling.search-provider.ini")
    provider = group["Shell Search Provider"]
    assert (provider["BusName"], provider["ObjectPath"]) == (BUS_NAME, gnome.PATH)
    assert (PACKAGING / "linux" / provider["DesktopId"]).exists()
    assert provider["Version"] == gnome.INTERFACE[-1]


def test_kde_finds_the_runner() -> None:
    entry = _read("krunner/dbusplugins/findling.desktop")["Desktop Entry"]
    assert entry["X-Plasma-DBusRunner-Service"] == BUS_NAME
    assert entry["X-Plasma-DBusRunner-Path"] == kde.PATH


def test_the_bus_starts_the_process_that_serves() -> None:
    service = _read(f"dbus-1/services/{BUS_NAME}.service")["D-BUS Service"]
    assert service["Name"] == BUS_NAME
    program, door, module, *arguments = shlex.split(service["Exec"])
    assert (program, door) == ("/usr/bin/findling", DOOR)
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments, "--help"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "--idle" in done.stdout


def test_file_managers_name_a_folder_to_the_window() -> None:
    from app.__main__ import _parser

    commands = (
        _read("kio/servicemenus/findling-search.desktop")["Desktop Action searchWithFindling"],
        _read("applications/findling-folder.desktop")["Desktop Entry"],
        _read("nemo/actions/findling-search.nemo_action")["Nemo Action"],
    )
    for command in commands:
        program, window, *arguments = shlex.split(command["Exec"])
        assert (program, window) == ("findling", "window")
        assert _parser().parse_args(arguments).search_folder in ("%f", "%F")
        assert command["Name[ko]"]


def test_the_entry_takes_links() -> None:
    text = (PACKAGING / "linux/findling.desktop").read_text("utf-8")
    assert "%U" in text
    assert f"x-scheme-handler/{SCHEME};" in text


def test_windows_would_run_the_window() -> None:
    """The script was never run on Windows; its commands are at least ours."""
    from app.__main__ import _parser

    text = (PACKAGING / "windows/desktop.iss").read_text("utf-8")
    commands = re.findall(r'command"; ValueType: string; ValueData: "(.*)"$', text, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        program, window, *arguments = shlex.split(command.replace('""', '"'))
        assert program.endswith("findlingw.exe")
        assert window == "window"
        _parser().parse_args(arguments)


def test_the_service_of_macos_is_made_of_property_lists(tmp_path: Path) -> None:
    """It was never run on a Mac; it is what plistlib reads back."""
    script = PACKAGING / "macos/services/workflow.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=60)
    (made,) = tmp_path.rglob("document.wflow")
    content = plistlib.loads(made.read_bytes())
    parameters = content["actions"][0]["action"]["ActionParameters"]
    assert 'window --search-folder "$folder"' in parameters["COMMAND_STRING"]
