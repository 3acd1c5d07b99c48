"""What can be done with a result: quoting it, and opening it where it says so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.link.engine_link import EngineLink
from app.shell import opening
from app.shell.handling import Handling, quotation
from app.shell.opening import would_run
from app.shell.opening_at import PlaceOpener, Target, command_for
from app.shell.window import MainWindow
from engine.protocol.messages import (
    Hit,
)

MakeHit = Callable[..., Hit]
ON_WINDOWS = (
    ".appref-ms .application .msix .appinstaller .chm .ws .vb .xll .scf .settingcontent-ms "
    ".library-ms .diagcab .iso .Url .lnk"
)
ON_MACOS = ".webloc .url .scpt .prefPane .mobileconfig .dmg .inetloc .Terminal"
ON_LINUX = ".deb .rpm .flatpakref .snap .AppImage .desktop"
SHOWN = ".pdf .docx .xlsx .pptx .txt .md .html .odt .eml .epub .png .zip .csv"


def test_a_quotation_names_its_source(make_hit: MakeHit, qapp: object) -> None:
    hit = make_hit(1, "/docs/a.pdf", text="Water\nflows.", title="Locks", page=3)
    assert quotation(hit) == "“Water flows.”\n— Locks, Page 3, /docs/a.pdf"


@pytest.mark.parametrize(
    ("entry", "target", "command"),
    [
        (
            "org.gnome.Evince.desktop",
            Target("/a b.pdf", page=3),
            ["evince", "--page-index=3", "/a b.pdf"],
        ),
        (
            "firefox-esr.desktop",
            Target("/a b.pdf", page=3),
            ["firefox", "file:///a%20b.pdf#page=3"],
        ),
        ("code.desktop", Target("/a.md", line=7), ["code", "--goto", "/a.md:7"]),
        ("org.gnome.TextEditor.desktop", Target("/a.md", line=7), None),
        ("", Target("/a.pdf", page=3), None),
    ],
)
def test_programs_are_told_where_to_open_a_file(
    entry: str, target: Target, command: list[str] | None
) -> None:
    assert command_for(entry, target) == command


@pytest.mark.parametrize(
    ("path", "platform", "runs"),
    [
        (r"C:\\mail\\invoice.JS", "win32", True),
        (r"C:\\mail\\invoice.pdf.vbs", "win32", True),
        (r"C:\\mail\\invoice.bat. ", "win32", True),
        (r"C:\\mail\\invoice.pdf", "win32", False),
        ("/mail/invoice.desktop", "linux", True),
        ("/code/build.py", "linux", False),
        ("/mail/invoice.command", "darwin", True),
        ("/mail/command", "darwin", False),
        *((f"C:\\mail\\invoice{end}", "win32", True) for end in ON_WINDOWS.split()),
        *((f"/mail/invoice{end}", "darwin", True) for end in ON_MACOS.split()),
        *((f"/mail/invoice{end}", "linux", True) for end in ON_LINUX.split()),
        *((f"/mail/a{end}", "win32", False) for end in SHOWN.split()),
        *((f"/mail/a{end}", "darwin", False) for end in SHOWN.split()),
        *((f"/mail/a{end}", "linux", False) for end in SHOWN.split()),
    ],
)
def test_what_the_system_would_run_is_told_from_what_it_shows(
    path: str, platform: str, *, runs: bool
) -> None:
    assert would_run(path, platform) is runs


def test_a_found_script_is_shown_in_its_folder_and_not_run(
    qtbot: QtBot, tmp_path: Path, make_hit: MakeHit, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, shown = list[str](), list[str]()

    def note_in(paths: list[str]) -> Callable[[str], bool]:
        return lambda path: paths.append(path) or True

    monkeypatch.setattr(opening, "open_file", note_in(opened))
    monkeypatch.setattr(opening, "show_in_folder", note_in(shown))
    program, note = tmp_path / "tidy.desktop", tmp_path / "note.txt"
    window, link = MainWindow(), EngineLink(tmp_path)
    qtbot.addWidget(window)
    Handling(link, window)
    for path in (program, note):
        path.write_text("x")
        window.results.view.open_requested.emit(make_hit(1, str(path)))
        qtbot.waitUntil(lambda: len(opened) + len(shown) > 0)
    qtbot.waitUntil(lambda: opened == [str(note)])
    assert shown == [str(program)]
    assert "tidy.desktop" in window.banner.message.text()
    link.end()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a desktop is asked")
def test_two_places_opened_at_once_are_both_answered(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "xdg-mime"
    asked.write_text("#!/bin/sh\necho nobodys.desktop\n")
    asked.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    opener, refused = PlaceOpener(), list[Target]()
    opener.refused.connect(refused.append)
    first, second = Target("/a.pdf", page=3), Target("/b.py", line=7)
    opener.open(first)
    opener.open(second)
    qtbot.waitUntil(lambda: len(refused) == 2)
    assert set(refused) == {first, second}
    asked.unlink()
    opener.open(first)
    qtbot.waitUntil(lambda: len(refused) == 3)
