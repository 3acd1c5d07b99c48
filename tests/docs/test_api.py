"""The examples of docs/api.md are run, in their order, on a real engine; docs/mcp.md names what
there is."""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest

from engine.client import Client
from engine.mcp import tools, wishes
from engine.protocol import messages as m
from tests.docs.pages import DOCS, ROOT

_BLOCKS = re.compile(r"^```(python|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_examples_print_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "resources" / "samples", tmp_path / "Documents")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("FINDLING_DATA", str(tmp_path / "state"))
    names: dict[str, Any] = {}
    printed = ""
    checked = 0
    try:
        for number, (kind, block) in enumerate(_BLOCKS.findall((DOCS / "api.md").read_text())):
            if kind == "python":
                said = io.StringIO()
                with contextlib.redirect_stdout(said):
                    exec(compile(block, f"api.md, block {number}", "exec"), names)
                printed = said.getvalue()
            else:
                same = doctest.OutputChecker().check_output(block, printed, doctest.ELLIPSIS)
                assert same, f"block {number} says {block!r}, and it is {printed!r}"
                checked += 1
    finally:
        with Client.connect(tmp_path / "state") as client:
            client.request(m.Quit())
    assert checked >= 7


def test_every_command_and_event_is_described() -> None:
    page = (DOCS / "messages.md").read_text()
    for kind in (*get_args(m.Command), *get_args(m.Event)):
        section = page.split(f"### {kind.__name__}\n", 1)[1].split("\n### ", 1)[0]
        for field in kind.__struct_fields__:
            assert field == "ticket" or f"`{field}: " in section, f"{kind.__name__}.{field}"


def test_the_page_about_assistants_names_every_tool_its_input_and_limits() -> None:
    page = (DOCS / "mcp.md").read_text()
    for tool in tools.TOOLS:
        (row,) = re.findall(rf"^\| `{tool.name}` \|.*$", page, re.MULTILINE)
        assert all(f"`{field}`" in row for field in tool.wish.__struct_fields__)
    for most in (wishes.MOST_HITS, wishes.MOST_AROUND, wishes.MOST_TEXT):
        assert f"to {most:,}" in page


def test_the_configurations_for_assistants_are_json_that_starts_the_server() -> None:
    page = (DOCS / "mcp.md").read_text()
    found = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    assert len(found) == 3
    for configuration in found:
        (servers,) = configuration.values()
        assert servers["findling"]["args"][0] == "mcp"
