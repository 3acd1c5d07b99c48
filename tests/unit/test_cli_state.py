"""What the command line says of states, verdicts and rules."""

from __future__ import annotations

import pytest
import typer

from engine.cli import show_state
from engine.cli.rules import _bytes, _changed
from engine.protocol import messages as m
from engine.protocol.errors import UsageError


def _failure(**changes: object) -> m.Failure:
    fields = {"library": "L", "path": "/a", "code": "x", "reason": "", "hint": "", "attempts": 1}
    return m.Failure(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5.0, "in a moment"),
        (30.0, "in a moment"),
        (300.0, "in 5 min"),
        (7200.0, "in 2 h"),
        (129600.0, "in 1.5 days"),
    ],
)
def test_a_failure_tells_when_it_is_tried_again(seconds: float, said: str) -> None:
    row = _failure(next_try=1000.0 + seconds, attempts=3)
    assert show_state.next_try(row, 1000.0) == f"Tried 3 times; again {said}"


def test_what_cannot_heal_waits_for_a_change() -> None:
    assert show_state.next_try(_failure(), 0.0) == "Tried once; again when it changes"
    assert "once it is back" in show_state.next_try(_failure(code="drive-missing"), 0.0)


@pytest.mark.parametrize(
    ("code", "detail", "source", "said"),
    [
        ("indexed", "", "", "is indexed"),
        ("ignored", "node_modules/", "built-in", "left out by node_modules/ (a built-in rule)"),
        ("ignored", "*.md", "/a/.gitignore", "left out by *.md (/a/.gitignore)"),
        ("failed", "encrypted", "", "could not be read (encrypted)"),
        ("too-large", "3 GB", "library", "too large (3 GB)"),
        ("a-code-of-tomorrow", "", "", "a-code-of-tomorrow"),
    ],
)
def test_a_verdict_names_the_rule_and_where_it_stands(
    code: str, detail: str, source: str, said: str
) -> None:
    row = m.CheckedPath(
        path="/a/b", library="L", indexed=False, code=code, detail=detail, source=source
    )
    assert said in show_state.verdict(row)


def test_rules_are_added_once_and_dropped_by_name() -> None:
    rules = m.Rules(include=("*.md",), exclude=("drafts/", "*.log"), most_bytes=5)
    changed = _changed(rules, ["*.md", "*.txt"], ["*.bak"], ["drafts/"], None)
    assert changed == m.Rules(include=("*.md", "*.txt"), exclude=("*.log", "*.bak"), most_bytes=5)
    assert _changed(changed, None, None, None, 0).most_bytes == 0
    with pytest.raises(UsageError, match=r"no rule \*\.pdf"):
        _changed(rules, None, None, ["*.pdf"], None)


def test_a_size_limit_is_written_as_in_a_query() -> None:
    assert _bytes("200MB") == 200_000_000
    with pytest.raises(typer.BadParameter, match="12x"):
        _bytes("12x")
