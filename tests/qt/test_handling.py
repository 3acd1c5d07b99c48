"""What can be done with a result: quoting it, and opening it where it says so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.shell.handling import quotation
from app.shell.opening_at import PlaceOpener, Target, command_for
from engine.protocol.messages import (
    Hit,
)

MakeHit = Callable[..., Hit]


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
