"""Documentation as a training set: what docstrings say below their first sentence, the query."""

from __future__ import annotations

import ast
import random
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_PACKAGES = ("numpy", "scipy", "pandas")
_DOCUMENTS = 2_000
_WORDS = (5, 30)
"""A first sentence of so many words is a query."""
_LEAST = 300
"""Characters below it that make a document."""
_CUT, _LONG = 900, 2_500
"""Characters from which a document may be cut in two, and in four."""


def documents() -> tuple[dict[str, str], dict[str, dict[str, int]], dict[str, str]]:
    """Return queries by id, what answers each (file name -> grade), and texts by file name."""
    rows = [row for package in _PACKAGES for row in docstrings(package)]
    rows = random.Random(3).sample(rows, min(_DOCUMENTS, len(rows)))
    queries: dict[str, str] = {}
    relevant: dict[str, dict[str, int]] = {}
    texts: dict[str, str] = {}
    for number, (_, head, body) in enumerate(rows):
        queries[f"{number:05}"] = head
        names = relevant[f"{number:05}"] = {}
        for place, part in enumerate(_cut(body) if number % 3 == 0 else [body]):
            name = f"{number:05}-{place}.txt"
            names[name], texts[name] = 1, part
    return queries, relevant, texts


def _cut(text: str) -> list[str]:
    if len(text) < _CUT:
        return [text]
    paragraphs = text.split("\n\n")
    step = max(1, -(-len(paragraphs) // (2 if len(text) < _LONG else 4)))
    starts = range(0, len(paragraphs), step)
    return ["\n\n".join(paragraphs[start : start + step]) for start in starts]


@cache
def docstrings(package: str) -> list[tuple[str, str, str]]:
    """Return name, first sentence and rest of each docstring; no two with the same of either."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    found: list[tuple[str, str, str]] = []
    seen: set[str] = set()
    root = Path(spec.origin).parent
    for file in sorted(root.rglob("*.py")):
        parts = file.relative_to(root).parts
        if any(part in {"tests", "_vendor"} for part in parts):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            head, _, body = (ast.get_docstring(node) or "").partition("\n\n")
            head = " ".join(head.split())
            few, many = _WORDS
            if not few <= len(head.split()) <= many or len(body) < _LEAST or {head, body} & seen:
                continue
            seen |= {head, body}
            found.append((node.name, head, body))
    return found
