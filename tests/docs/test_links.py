"""Links lead somewhere, and files that are named are there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.pages import DOCS, ROOT, pages, quoted

OUTSIDE = ("http://", "https://", "mailto:", "findling://", "#")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"(?:app|engine|tests|packaging|resources|docs|\.ci|\.github)/[\w./-]+\w")
_BESIDE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
_PICTURES = 1_500_000
"""Bytes of all pictures together: a copy of the repository has every version of them."""


def heads(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub and MyST make them."""
    lines = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.M | re.S).splitlines()
    titles = [re.sub(r"[`*]", "", line.lstrip("# ")) for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_links_inside_lead_somewhere():
    texts = {**pages(), **{ROOT / name: (ROOT / name).read_text("utf-8") for name in _BESIDE}}
    dead: list[tuple[str, str]] = []
    for path, text in texts.items():
        for link in _LINK.findall(text):
            if link.startswith(OUTSIDE):
                continue
            place, _, anchor = link.partition("#")
            target = (path.parent / place).resolve()
            if not target.exists() or (anchor and anchor not in heads(target)):
                dead.append((str(path.relative_to(ROOT)), link))
    assert dead == []


def test_files_that_are_named_exist():
    missing: set[str] = set()
    for path, text in pages().items():
        for said in quoted(text):
            if _PATH.fullmatch(said) and not (ROOT / said).exists():
                missing.add(f"{path.name}: {said}")
    assert sorted(missing) == []


def test_every_picture_is_shown_and_all_are_small():
    shown = "".join(pages().values()) + (ROOT / "README.md").read_text("utf-8")
    pictures = [*DOCS.rglob("*.png")]
    assert [picture.name for picture in pictures if f"{picture.name})" not in shown] == []
    assert sum(picture.stat().st_size for picture in pictures) < _PICTURES


def test_no_page_names_a_place_that_only_some_machine_has():
    for path, text in pages().items():
        assert not re.search(r"/work/|/root/|/tmp/\w+\d", text), path
