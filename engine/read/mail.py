"""Mail: subject, people and date as a head, then the text; attachments of text too."""

from __future__ import annotations

import email
import re
from email.errors import MessageError
from email.header import decode_header, make_header
from typing import TYPE_CHECKING, cast

from engine.read.decoding import decode
from engine.read.document import one_line
from engine.read.errors import EncryptedError, NotTextError

if TYPE_CHECKING:
    from email.message import Message

    from engine.read.document import Writer

_HEAD = ("Subject", "From", "To", "Cc", "Date")
_FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))>?From [^\n]*\n")
_SEALED = frozenset(["multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"])
_DEEPEST = 20
_LONGEST_HEADER = 10_000
"""Characters: decoding takes time in the square of what there is to decode."""


def read_mail(data: bytes, writer: Writer) -> None:
    """Write one message (RFC 5322, MIME). Raises `EncryptedError`."""
    message = email.message_from_bytes(data)
    writer.title = _header(message, "Subject")
    _write_head(message, writer)
    if message.get_content_type() in _SEALED and message.get_param("smime-type") != "signed-data":
        raise EncryptedError
    _write_body(message, writer, 0)


def read_mailbox(data: bytes, writer: Writer) -> None:
    """Write all messages of a mailbox (RFC 4155), each under its subject as a heading."""
    starts = [found.start() for found in _FROM_LINE.finditer(data)] or [0]
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        message = email.message_from_bytes(data[start:end])
        writer.breaks(2)
        writer.mark(1, _header(message, "Subject"))
        if envelope := message.get_unixfrom():
            writer.paragraph(envelope)
        _write_head(message, writer)
        _write_body(message, writer, 0)


def _write_head(message: Message, writer: Writer) -> None:
    writer.breaks(2)
    for name in _HEAD:
        if value := _header(message, name):
            writer.write(f"{name}: {value}\n")


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    if value is None:
        return ""
    raw = str(value)[:_LONGEST_HEADER]
    try:
        return one_line(str(make_header(decode_header(raw))), 2000)
    except (MessageError, LookupError, UnicodeError, ValueError):
        return one_line(raw, 2000)


def _write_body(message: Message, writer: Writer, depth: int) -> None:
    if depth > _DEEPEST:
        return
    if message.is_multipart():
        parts = cast("list[Message]", message.get_payload())
        if message.get_content_type() == "multipart/alternative":
            parts = _best(parts)
        for part in parts:
            if part.get_content_type() == "message/rfc822":
                _write_head(part, writer)
            _write_body(part, writer, depth + 1)
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
