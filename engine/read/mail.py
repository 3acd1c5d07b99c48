"""Mail: subject, people and date as a head, then the text; attachments of text too."""

from __future__ import annotations

import email
import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from typing import TYPE_CHECKING, cast

from engine.read.decoding import decode
from engine.read.document import one_line
from engine.read.errors import EncryptedError, NotTextError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.read.document import Writer

_HEAD = ("Subject", "From", "To", "Cc", "Date")
_FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))>?From [^\n]*\n")
_SEALED = frozenset(["multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"])
_FORWARDED = frozenset(["message/rfc822", "message/global"])
"""What holds a message; the second one whose head is UTF-8 (RFC 6532)."""
_DEEPEST = 20
"""Parts and messages within each other that are told apart. The parser compares each line with the
boundaries of all parts that it stands in, and goes one call deeper for each: mail nested without
end took time in the square of its size, or was not read at all. What is deeper is text as it stands
there."""
_LONGEST_HEADER = 10_000
"""Characters: decoding, and telling parameters apart, takes time in the square of what there is."""


class _Part(Message):
    """A message or a part of one that knows how deep it is."""

    _depth = 0

    def attach(self, payload: Message | str) -> None:
        """Take in a part; the parser does so before it has read what kind of part it is."""
        if isinstance(payload, _Part):
            payload._depth = self._depth + 1  # noqa: SLF001 - of the same class
        super().attach(payload)

    def get_content_type(self) -> str:
        """Return the type, by which the parser knows what has parts: plain text where too deep."""
        found = super().get_content_type()
        inside = self._depth >= _DEEPEST and found.startswith(("multipart/", "message/"))
        return "text/plain" if inside else found


class _ShortHeaders(Compat32):
    """The usual way to read mail, but that of a header without end only the beginning is kept."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        """Return a header's name and value."""
        name, value = super().header_source_parse([*sourcelines])
        return name, value[:_LONGEST_HEADER]


_POLICY = _ShortHeaders()


def _parsed(data: bytes) -> Message:
    return email.message_from_bytes(data, _Part, policy=_POLICY)


def read_mail(data: bytes, writer: Writer) -> None:
    """Write one message (RFC 5322, MIME). Raises `EncryptedError`."""
    message = _parsed(data)
    writer.title = _header(message, "Subject")
    _write_head(message, writer)
    if message.get_content_type() in _SEALED and message.get_param("smime-type") != "signed-data":
        raise EncryptedError
    _write_body(message, writer)


def read_mailbox(data: bytes, writer: Writer) -> None:
    """Write all messages of a mailbox (RFC 4155), each under its subject as a heading."""
    starts = [found.start() for found in _FROM_LINE.finditer(data)] or [0]
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        message = _parsed(data[start:end])
        writer.breaks(2)
        writer.mark(1, _header(message, "Subject"))
        if envelope := message.get_unixfrom():
            writer.paragraph(envelope)
        _write_head(message, writer)
        _write_body(message, writer)


def _write_head(message: Message, writer: Writer) -> None:
    writer.breaks(2)
    for name in _HEAD:
        if value := _header(message, name):
            writer.write(f"{name}: {value}\n")


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    if value is None:
        return ""
    raw = str(value)
    try:
        return one_line(str(make_header(decode_header(raw))), 2000)
    except (MessageError, LookupError, UnicodeError, ValueError):
        return one_line(raw, 2000)


def _write_body(message: Message, writer: Writer) -> None:
    if message.is_multipart():
        kind, parts = message.get_content_type(), cast("list[Message]", message.get_payload())
        for part in _best(parts) if kind == "multipart/alternative" else parts:
            if kind in _FORWARDED:
                _write_head(part, writer)
            _write_body(part, writer)
        return
    if name := _filename(message):
        writer.paragraph(f"[{name}]")
    if message.get_content_maintype() == "text":
        _write_text(message, writer)


def _best(parts: list[Message]) -> list[Message]:
    """Of alternatives the plain text, unless it is empty; else the last, which is the richest."""
    for part in parts:
        if part.get_content_type() == "text/plain" and _text(part).strip():
            return [part]
    return parts[-1:]


def _write_text(message: Message, writer: Writer) -> None:
    from engine.read.web import write_html

    text = _text(message)
    if message.get_content_subtype() == "html":
        title = writer.title
        write_html(text, writer)
        writer.title = title
    else:
        writer.paragraph(text)


def _text(message: Message) -> str:
    payload = message.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(cast("object", message.get_payload()))
    charset = message.get_content_charset() or ""
    try:
        return decode(payload, charset)
    except NotTextError:
        return ""


def _filename(message: Message) -> str:
    try:
        return one_line(message.get_filename() or "")
    except (MessageError, LookupError, UnicodeError, ValueError):
        return ""
