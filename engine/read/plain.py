"""Plain text, source code and light markup: the text stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.read.decoding import decode
from engine.read.headings import BY_MEDIA_TYPE, front_matter, markdown

if TYPE_CHECKING:
    from engine.read.document import Heading, Writer


def read_plain(data: bytes, writer: Writer, media_type: str) -> None:
    """Write the decoded text and mark its headings. Raises `NotTextError`, `TooLargeError`."""
    text = decode(data)
    writer.write(text)
    writer.lined = True
    # Offsets hold only for the text as it was cleaned.
    text = writer.text()
    if media_type == "text/markdown":
        title, body = front_matter(text)
        headings = list(markdown(text, body))
        writer.title = title or _opening(text[body:], body, headings)
        writer.add_headings(headings)
    elif media_type in BY_MEDIA_TYPE:
        headings = list(BY_MEDIA_TYPE[media_type](text))
        writer.title = _opening(text, 0, headings)
        writer.add_headings(headings)


def _opening(body: str, start: int, headings: list[Heading]) -> str:
    """The title of the heading that a text opens with, if it is of the highest level."""
    first = start + len(body) - len(body.lstrip())
    if headings and headings[0].offset == first and headings[0].level == 1:
        return headings[0].title
    return ""
