"""HTML made harmless: elements of text without one attribute, cut into pieces.

Nothing can be loaded, run, sent or styled by what is left, whatever shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from engine.read.tags import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 3_000
"""Characters of text after which a piece ends with the next block."""
_MOST_DEEP = 60
_TEXTUAL = """
p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tr td th caption blockquote pre
b strong i em u s code kbd samp var sub sup small cite q
"""
_KEPT = frozenset(_TEXTUAL.split())
_OF_TABLES = frozenset(["table", "thead", "tbody", "tr", "td", "th", "caption"])
_CELLS = frozenset(["tr", "td", "th"])
_MOST_CELLS = 40
"""Of a row: to set a thousand takes a second, and nobody could see them."""
_CELL_COSTS = 10
"""Characters of text that cost as much as a cell."""
_EMPTY = frozenset(["br", "hr"])
_CLOSED = "p div h1 h2 h3 h4 h5 h6 ul ol li dl table tr blockquote pre"
_BLOCKS = frozenset(_CLOSED.split())
_BECOMES = dict.fromkeys(
    ["section", "article", "main", "header", "footer", "nav", "aside", "address", "figure", "body"],
    "div",
) | {"figcaption": "p", "summary": "p", "center": "div", "form": "div", "fieldset": "div"}
_DROPPED = """
script style template svg math noframes noembed iframe object applet head select textarea title
button audio video canvas map
"""
_SILENT = frozenset(_DROPPED.split())


@dataclass(frozen=True, slots=True)
class Piece:
    """Markup that stands by itself, and how many characters of its text are no white space."""

    source: str
    weight: int


@dataclass
class _Cleaner:
    parts: list[str] = field(default_factory=list[str])
    opened: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Elements: their names in the source and here."""
    silent: str = ""
    depth: int = 0
    """How deep inside of elements of the name ``silent``."""
    cells: int = 0
    """Of the row."""
    length: int = 0
    weight: int = 0

    def text(self, words: str) -> None:
        if not self.silent:
            self.parts.append(escape(words, quote=False))
            self.length += len(words)
            self.weight += len("".join(words.split()))

    def start(self, name: str) -> None:
        if self.silent:
            self.depth += name == self.silent
        elif name == "body":
            pass
        elif name in _SILENT:
            self.silent, self.depth = name, 1
        elif name in _EMPTY:
            self.parts.append(f"<{name}>")
        elif name in _CELLS and not self._begin_cell(name):
            self.parts.append(" ")
        elif (kept := self._kept(name)) in _KEPT and len(self.opened) < _MOST_DEEP:
            self.opened.append((name, kept))
            self.parts.append(f"<{kept}>")

    def end(self, name: str) -> bool:
        """Take an end tag; return whether a block ended."""
        if self.silent:
            self.depth -= name == self.silent
            if self.depth <= 0:
                self.silent = ""
            return False
        if all(name != opened for opened, _ in self.opened):
            return False
        opened = kept = ""
        while opened != name:
            opened, kept = self.opened.pop()
            self.parts.append(f"</{kept}>")
        return kept in _BLOCKS

    def _begin_cell(self, name: str) -> bool:
        """Close what a row or a cell ends without saying so; whether there is room for a cell."""
        inside = [opened for opened, _ in self.opened]
        if "table" not in inside:
            return True
        inside = inside[len(inside) - inside[::-1].index("table") :]
        for closed in ("td", "th", "tr") if name == "tr" else ("td", "th"):
            if closed in inside:
                self.end(closed)
        self.cells = 0 if name == "tr" else self.cells + 1
        self.length += _CELL_COSTS
        return self.cells <= _MOST_CELLS

    def _kept(self, name: str) -> str:
        """What an element becomes.

        A table in a table is a page's layout, and the time that it takes to set doubles with every
        one that it is in; so it becomes running text.
        """
        tables = sum(opened == "table" for opened, _ in self.opened)
        if tables and (tables > 1 or name == "table") and name in _OF_TABLES:
            return "div"
        return _BECOMES.get(name, name)

    def take(self) -> Piece:
        """Return what was gathered as a piece; the elements that are open go on in the next."""
        closing = "".join(f"</{kept}>" for _, kept in reversed(self.opened))
        piece = Piece("".join(self.parts) + closing, self.weight)
        self.parts = [f"<{kept}>" for _, kept in self.opened]
        self.length = self.weight = 0
        return piece


def pieces(source: str, most: int = PIECE) -> Iterator[Piece]:
    """Yield a page's text as harmless markup, in pieces of some ``most`` characters."""
    cleaner = _Cleaner()
    for kind, value in tokens(source):
        if kind == "text":
            cleaner.text(value)
        elif kind == "start":
            if value == "body":  # an unclosed head ends here
                cleaner.silent = ""
            if cleaner.length >= most and value in _BLOCKS:
                yield cleaner.take()
            cleaner.start(value)
        elif (cleaner.end(value) and cleaner.length >= most) or cleaner.length >= 4 * most:
            yield cleaner.take()
    yield cleaner.take()
