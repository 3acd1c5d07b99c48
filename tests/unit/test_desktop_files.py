"""What desktops read of us names what the program really has."""

from __future__ import annotations

import configparser
import importlib
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
        _read("nemo/actions/findling-search.nemo_action")["Nemo Action"],
    )
    for command in commands:
        program, window, *arguments = shlex.split(command["Exec"])
        assert (program, window) == ("findling", "window")
        assert _parser().parse_args(arguments).search_folder in ("%f", "%F")
        assert command["Name[ko]"]


def test_the_entry_takes_links_and_no_folders() -> None:
    """Who claims folders may become what opens them all, where a desktop names nobody."""
    from app.__main__ import read_options

    entry = configparser.RawConfigParser()
    entry.read(PACKAGING / "linux/findling.desktop", "utf-8")
    group = entry["Desktop Entry"]
    assert group["MimeType"] == f"x-scheme-handler/{SCHEME};"
    program, window, *arguments = shlex.split(group["Exec"])
    assert (program, window, arguments) == ("findling", "window", ["--follow", "%u"])
    assert read_options(["--follow"]).follow == ""  # nothing was given: the window as it is
    claims = {
        path.name
        for path in (PACKAGING / "linux").rglob("*")
        if path.is_file() and "\nMimeType=" in path.read_text("utf-8", errors="replace")
    }
    assert claims == {"findling.desktop", "findling-search.desktop"}  # the latter: menus of KIO


@pytest.mark.parametrize(
    "given",
    [
        ["--follow", "findling://search?q=a", "--data", r"\\evil\share", "--screenshot", "C:\\x"],
        ["--follow", "findling://search?q=a", "--screenshot", "C:\\x"],
        ["--follow", "findling://search?q=a", "--follow", "findling://search?q=b"],
        ["--follow", "findling://search?q=a", "--", "C:\\Users"],
        ["--follow", "findling://search?q=a", "C:\\Users"],
        ["--follow=findling://search?q=a", "--background"],
        ["--fol", "findling://search?q=a", "--background"],
        ["--background", "--follow", "findling://search?q=a"],
    ],
)
def test_a_link_adds_no_option_and_no_path(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    from app.__main__ import read_options

    with pytest.raises(SystemExit) as ended:
        read_options(given)
    assert ended.value.code == 2
    assert "quotation mark is %22" in capsys.readouterr().err


def test_a_link_alone_is_followed_with_the_state_of_the_program_before_it() -> None:
    from app.__main__ import read_options

    link = "findling://search?q=a"
    assert read_options(["--follow", link]).follow == link
    options = read_options(["--data", "/d", "--follow", link])
    assert (options.data, options.follow, options.paths) == ("/d", link, [])


def test_windows_would_run_the_window() -> None:
    """The script was never run on Windows; its commands are at least ours."""
    from app.__main__ import read_options

    text = (PACKAGING / "windows/findling.iss").read_text("utf-8")
    pattern = r'command"; ValueType: string; ValueData: "(.*)"$'
    commands = [line.replace('""', '"') for line in re.findall(pattern, text, re.MULTILINE)]
    told = [shlex.split(command)[1:] for command in commands]
    assert told == [
        ["window", "--follow", "%1"],
        ["window", "--search-folder", "%V"],
        ["window", "--search-folder", "%V"],
    ]
    for command, (_, *arguments) in zip(commands, told, strict=True):
        assert command.startswith('"{app}\\findlingw.exe" ')
        read_options(arguments)
    languages = set(re.findall(r'^Name: "(\w+)"; MessagesFile', text, re.MULTILINE))
    said = re.findall(r"^(\w+)\.(\w+)=", text, re.MULTILINE)
    names = set(re.findall(r"\{cm:(\w+)\}", text)) - {"CreateDesktopIcon"}
    assert {(one, name) for one in languages for name in names} <= set(said)


def test_the_image_for_macos_holds_the_service_of_the_finder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was never run on a Mac; it is what plistlib reads back."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    lay_out = importlib.import_module("macos.make")._lay_out
    for _ in range(2):  # over what an earlier build left
        lay_out(tmp_path / "image")
    (made,) = tmp_path.rglob("document.wflow")
    assert made.parents[1].parent == tmp_path / "image"
    content = plistlib.loads(made.read_bytes())
    parameters = content["actions"][0]["action"]["ActionParameters"]
    assert 'window --search-folder "$folder"' in parameters["COMMAND_STRING"]
    said = plistlib.loads((made.parent / "Info.plist").read_bytes())
    assert said["NSServices"][0]["NSSendFileTypes"] == ["public.folder"]
