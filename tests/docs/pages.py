"""The pages of the documentation as tests look at them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_SPAN = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> dict[Path, str]:
    """Return the pages and their text."""
    return {path: path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))}


def whole() -> str:
    """Return all pages as one text."""
    return "\n".join(pages().values())


def quoted(text: str) -> list[str]:
    """Return what stands between backticks in running text."""
    return [found[2] for found in _SPAN.finditer(_FENCE.sub("", text))]


def fenced(text: str) -> list[str]:
    """Return the blocks of code."""
    return _FENCE.findall(text)
