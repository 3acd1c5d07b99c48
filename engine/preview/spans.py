"""Which parts of a text look other than the rest: headings, mail headers, code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.preview import kinds
from engine.protocol.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.read import Heading

LEXED = 200_000
"""Characters of code that are read as a whole, so that a string that began far above is one."""
_LONGEST_LINE = 4_000
"""Code with longer lines was made by a machine for machines: lexers take long, nobody reads it."""
_DEEPEST = 6
_HEADER = re.compile(r"^(?:Subject|From|To|Cc|Date):", re.MULTILINE)

_STYLES = (
    ("Token.Comment.Preproc", "keyword"),
    ("Token.Comment", "comment"),
    ("Token.Keyword", "keyword"),
    ("Token.Operator.Word", "keyword"),
    ("Token.Name.Function", "name"),
    ("Token.Name.Class", "name"),
    ("Token.Name.Decorator", "name"),
    ("Token.Name.Tag", "name"),
    ("Token.Name.Attribute", "name"),
    ("Token.Literal.String", "string"),
    ("Token.Literal.Number", "number"),
    ("Token.Generic.Inserted", "added"),
    ("Token.Generic.Deleted", "removed"),
    ("Token.Generic.Heading", "name"),
    ("Token.Generic.Subheading", "comment"),
)


def of_headings(text: str, headings: Sequence[Heading], start: int, end: int) -> Iterator[Span]:
    """Yield the lines between two offsets that begin with a heading; offsets count from there."""
    done = start
    for heading in headings:
        if done <= heading.offset < end:
            line = text.find("\n", heading.offset, end)
            done = end if line < 0 else line
            style = f"heading{min(max(heading.level, 1), _DEEPEST)}"
            if heading.offset < done:
                yield Span(start=heading.offset - start, end=done - start, style=style)


def of_mail(text: str) -> Iterator[Span]:
    """Yield the names of the headers at the beginning of a mail's text."""
    head = text.split("\n\n", 1)[0]
    for found in _HEADER.finditer(head):
        yield Span(start=found.start(), end=found.end(), style="header")


def of_code(text: str, language: str) -> list[Span]:
    """Return the spans of code, in a language that Pygments knows; none for what is no code."""
    if not language or max(map(len, text.split("\n")), default=0) > _LONGEST_LINE:
        return []
    from pygments.lexers import find_lexer_class_by_name

    lexer = find_lexer_class_by_name(language)(stripnl=False, ensurenl=False)
    spans: list[Span] = []
    at = 0
    for token, value in lexer.get_tokens(text):
        style = _style(str(token))
        if style and spans and spans[-1].style == style and spans[-1].end == at:
            spans[-1] = Span(start=spans[-1].start, end=at + len(value), style=style)
        elif style:
            spans.append(Span(start=at, end=at + len(value), style=style))
        at += len(value)
    return spans if at == len(text) else []  # a lexer that changes the text tells no offsets


def within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the spans between two offsets, cut there and counted from ``start``."""
    return tuple(
        Span(start=max(span.start - start, 0), end=min(span.end, end) - start, style=span.style)
        for span in spans
        if span.end > start and span.start < end
    )


def _style(token: str) -> str:
    return next((style for prefix, style in _STYLES if token.startswith(prefix)), "")


def headed(kind: str) -> bool:
    """Whether headings are told by spans: Markdown and HTML bring their own, code has none."""
    return kind not in (kinds.MARKDOWN, kinds.HTML, kinds.CODE)
