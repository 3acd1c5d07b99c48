"""What the command line says of states, verdicts and rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import typer

from engine.cli import show_rules, show_state
from engine.cli.progress import show_progress
from engine.cli.rules import _bytes, _changed
from engine.protocol import messages as m
from engine.protocol.errors import Cancelled, EngineUnavailableError, FindlingError, UsageError
from engine.service.choosing import check_rules


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
        ("unreadable", "Stale file handle", "", "cannot be looked at (Stale file handle)"),
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


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("no-permission", "when its rights change"),
        ("permission-denied", "when its rights change"),  # catalogues of older versions
        ("folder-unreadable", "once it can be looked into"),
        ("name-not-text", "once it is renamed"),
    ],
)
def test_a_folder_is_looked_at_again_by_itself(code: str, said: str) -> None:
    assert said in show_state.next_try(_failure(code=code), 0.0)
    assert "in 5 min" in show_state.next_try(_failure(code=code, next_try=300.0), 0.0)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (EngineUnavailableError("the engine has ended"), "The engine ended before it was done"),
        (Cancelled(), "told to quit"),
    ],
)
def test_an_engine_that_ends_meanwhile_leaves_what_was_indexed(
    error: FindlingError, said: str
) -> None:
    def events() -> Iterator[m.Event]:
        yield m.ProgressChanged(progress=m.Progress(library="L", running=True))
        raise error

    with pytest.raises(type(error), match=said) as caught:
        show_progress(events(), quiet=True)
    assert "What was indexed stays" in caught.value.hint


def test_a_change_of_rules_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    before = m.Rules(include=("*.md",), exclude=("drafts/",))
    now = m.Rules(include=("*.md", "*.txt"), exclude=("*.log",), most_bytes=5_000_000)
    show_rules.change("[b]L", before, now)
    said = capsys.readouterr().out
    assert said == (
        "[b]L: only *.txt, not *.log, dropped drafts/, not larger than 5.0 MB;"
        " the index follows in the background.\n"
    )
    show_rules.change("L", now, now)
    assert capsys.readouterr().out == "L: no rule changed.\n"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("[a", "is no valid pattern"),
        ("[z-a]", "is no valid pattern"),
        ("/", "is no valid pattern"),
        ("", "says nothing"),
        ("# a", "says nothing"),
    ],
)
def test_a_pattern_that_cannot_be_meant_is_refused(pattern: str, said: str) -> None:
    check_rules(m.Rules(exclude=("drafts/", "!kept.md", "[ab].txt")))
    with pytest.raises(UsageError, match=said):
        check_rules(m.Rules(exclude=(pattern,)))


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
