"""The codes of errors and notes that a person may meet, read from the sources: what is written
there is what there is, whether or not a test has ever raised it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
_TELLING = {"note": 0, "_note": 0, "_Note": 0, "tell": 0, "say": 0, "Trouble": 1, "Refusal": 1}
"""Functions that are given a code, and as which argument."""
_KEYWORDS = frozenset({"code", "missing"})


@cache
def codes() -> frozenset[str]:
    """Return every code of an error, a failed file, a notice or a note on a query."""
    sources = [*(ROOT / "engine").rglob("*.py"), *(ROOT / "app").rglob("*.py")]
    found = {code for source in sources for code in _codes_of(source)}
    return frozenset(found)


def _codes_of(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        for value in _values(node):
            yield from (text for text in _texts(value) if _CODE.fullmatch(text))


def _values(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the expressions that give a code."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _assigned(target, node.value)
    elif isinstance(node, ast.Call):
        yield from (word.value for word in node.keywords if word.arg in _KEYWORDS)
        place = _TELLING.get(_name(node.func))
        if place is not None and len(node.args) > max(place, 1):
            yield node.args[place]


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Name) and target.id == "code":
        yield value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, given in zip(target.elts, value.elts, strict=True):
            yield from _assigned(one, given)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body)
        yield from _texts(value.orelse)
