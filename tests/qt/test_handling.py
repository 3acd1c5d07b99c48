"""What can be done with a result: quoting it, and opening it where it says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.shell.handling import quotation
from app.shell.opening_at import Target, command_for
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
