"""Plain text, source code and light markup: the text stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.read.decoding import decode
from engine.read.headings import BY_MEDIA_TYPE, front_matter, markdown

if TYPE_CHECKING:
    from engine.read.document import Writer


def read_plain(data: bytes, writer: Writer, media_type: str) -> None:
    """Write the decoded text and mark its headings. Raises `NotTextError`, `TooLargeError`."""
    text = decode(data)
    writer.write(text)
    # Offsets hold only for the text as it was cleaned.
    text = writer.text()
    if media_type == "text/markdown":
        writer.title, body = front_matter(text)
        writer.add_headings(markdown(text, body))
    elif media_type in BY_MEDIA_TYPE:
        writer.add_headings(BY_MEDIA_TYPE[media_type](text))
