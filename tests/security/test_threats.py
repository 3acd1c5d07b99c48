"""The list of threats names tests that are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", LIST)


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_test_that_is_named_is_there() -> None:
    assert len(NAMED) > 60
    files = {file for file, _ in NAMED}
    assert {file for file in files if not (ROOT / file).is_file()} == set()
    assert [f"{file}::{name}" for file, name in NAMED if name not in names_in(file)] == []


def test_every_threat_has_a_counter_measure_and_a_proof() -> None:
    rows = [line for line in LIST.splitlines() if line.startswith("|") and "---" not in line]
    threats = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]
    assert len(threats) > 35
    for threat in threats:
        assert len(threat) == 3, threat
        if threat[0] != "Threat":
            assert re.search(r"`tests/[\w/]+\.py::\w+`", threat[2]), threat
