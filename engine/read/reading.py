"""One file in, one `Document` out: routing by content first, then by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engine.read import names, sniffing
from engine.read.document import DEFAULT, Document, Limits, Writer
from engine.read.errors import (
    DamagedError,
    NoPermissionError,
    NoTextError,
    NotTextError,
    TooLargeError,
    UnsupportedError,
    VanishedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.read.package import Package

_MISNAMED = {
    sniffing.RTF: names.KINDS[".rtf"],
    sniffing.HTML: names.KINDS[".html"],
    sniffing.XML: names.KINDS[".xml"],
}
"""Office programs save these under their binary names."""


def read_document(path: Path, *, limits: Limits = DEFAULT) -> Document:
    """Return the text of a file. Runs in a process that may be killed; keeps nothing on disk.

    An empty file is a document with an empty text.

    Raises:
        ReadError: a subclass from `engine.read.errors`, whatever is in the file.
    """
    try:
        return _read(path, limits)
    except FileNotFoundError as error:
        raise VanishedError from error
    except PermissionError as error:
        raise NoPermissionError from error
    except OSError as error:
        raise DamagedError(f"cannot be read: {error.strerror or error}") from error
    except RecursionError as error:
        raise DamagedError("nested too deeply") from error
    except MemoryError as error:
        raise TooLargeError("not enough memory", limit="memory") from error


def _read(path: Path, limits: Limits) -> Document:
    kind, media_type = names.kind_of(path)
    if not kind:
        raise UnsupportedError
    size = path.stat().st_size
    most = limits.text_bytes if kind in names.TEXTUAL else limits.other_bytes
    if size > most:
        message = f"{size / 1e6:,.0f} MB, and at most {most / 1e6:,.0f} MB of this kind are read"
        raise TooLargeError(message, limit=str(most))
    writer = Writer(limits)
    if size:
        media_type = _route(path, kind, media_type, writer, limits)
    return writer.finish(media_type)


def _route(path: Path, kind: str, media_type: str, writer: Writer, limits: Limits) -> str:
    """Have the right reader write the text; returns the media type that the content proved."""
    with path.open("rb") as file:
        family = sniffing.sniff(file.read(sniffing.HEAD_BYTES))
    if family == sniffing.PDF:
        from engine.read.pdf import read_pdf

        read_pdf(path, writer, limits)
        return names.KINDS[".pdf"][1]
    if kind not in names.TEXTUAL:
        if family == sniffing.ZIP:
            return _read_package(path, media_type, writer, limits)
        if family == sniffing.COMPOUND:
            return _read_compound(path, media_type, writer, limits)
        if family not in _MISNAMED:
            raise DamagedError("not what its name says")
        kind, media_type = _MISNAMED[family]
    elif family in (sniffing.ZIP, sniffing.COMPOUND, sniffing.BINARY):
        raise NotTextError
    _textual_reader(kind, media_type)(path.read_bytes(), writer)
    return media_type


def _read_package(path: Path, media_type: str, writer: Writer, limits: Limits) -> str:
    from engine.read.iwork import is_old, read_iwork
    from engine.read.package import Package

    with Package(path, limits) as package:
        kind, proven_type = package.kind()
        reader = _package_reader(kind, proven_type)
        if reader:
            reader(package, writer)
            return proven_type
        if not kind and is_old(package):
            read_iwork(package, writer, limits)
            return media_type
        package.check_claims()
    _by_kreuzberg(path, writer, proven_type or media_type, limits)
    return proven_type or media_type


def _package_reader(kind: str, media_type: str) -> Callable[[Package, Writer], None] | None:
    from engine.read import office_open, open_document

    return {
        names.DOCX: office_open.read_word,
        names.PPTX: office_open.read_slides,
        names.EPUB: open_document.read_epub,
        names.HWPX: open_document.read_hwpx,
        names.OPEN_DOCUMENT: partial(open_document.read_open_document, media_type=media_type),
    }.get(kind)


def _read_compound(path: Path, media_type: str, writer: Writer, limits: Limits) -> str:
    from engine.read.binary_office import prove
    from engine.read.compound import CompoundFile

    try:
        file = CompoundFile(path)
    except DamagedError:  # kreuzberg forgives other damage than we do
        file = None
    if file:
        media_type = prove(file, media_type)
        if media_type == names.KINDS[".hwp"][1]:
            from engine.read.hangul import read_hangul

            read_hangul(file, writer, limits)
            return media_type
    _by_kreuzberg(path, writer, media_type, limits)
    return media_type


def _by_kreuzberg(path: Path, writer: Writer, media_type: str, limits: Limits) -> None:
    from engine.read.by_kreuzberg import read_by_kreuzberg

    read_by_kreuzberg(path, writer, media_type, limits)
    # Empty sheets are common; of the others kreuzberg says nothing when it understood nothing.
    if not writer.text().strip() and "excel" not in media_type and "sheet" not in media_type:
        raise NoTextError(
            hint="If its own program shows text, save it in another format, such as PDF."
        )


def _textual_reader(kind: str, media_type: str) -> Callable[[bytes, Writer], None]:
    from engine.read import mail, notebook, plain, rich_text, web

    return {
        names.HTML: web.read_html,
        names.XML: _read_xml,
        names.NOTEBOOK: notebook.read_notebook,
        names.MAIL: mail.read_mail,
        names.MAILBOX: mail.read_mailbox,
        names.RTF: rich_text.read_rich_text,
    }.get(kind) or partial(plain.read_plain, media_type=media_type)


def _read_xml(data: bytes, writer: Writer) -> None:
    """Write the text of XML; of what only looks like it, the source."""
    from engine.read.web import decode_markup
    from engine.read.xml_parts import write_xml

    source = decode_markup(data)
    try:
        write_xml(source, writer)
    except DamagedError:
        writer.paragraph(source)
