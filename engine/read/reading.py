"""One file in, one `Document` out: routing by content first, then by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.read import names, sniffing
from engine.read.document import DEFAULT, Document, Limits, Writer
from engine.read.errors import (
    DamagedError,
    NoPermissionError,
    NotTextError,
    TooLargeError,
    UnsupportedError,
    VanishedError,
)

if TYPE_CHECKING:
    from pathlib import Path


def read_document(path: Path, *, limits: Limits = DEFAULT) -> Document:
    """Return the text of a file. Runs in a process that may be killed; nothing is written anywhere.

    An empty file is a document with an empty text.

    Raises:
        ReadError: a subclass from `engine.read.errors`; nothing else escapes for whatever is in the file.
    """
    try:
        return _read(path, limits)
    except FileNotFoundError as error:
        raise VanishedError from error
    except PermissionError as error:
        raise NoPermissionError from error
    except (IsADirectoryError, OSError) as error:
        raise DamagedError(f"cannot be read: {error.strerror or error}") from error
    except RecursionError as error:
        raise DamagedError("nested too deeply") from error


def _read(path: Path, limits: Limits) -> Document:
    kind, media_type = names.kind_of(path)
    if not kind:
        raise UnsupportedError
    size = path.stat().st_size
    most = limits.text_bytes if kind in names.TEXTUAL else limits.other_bytes
    if size > most:
        raise TooLargeError(f"{size} bytes", limit=str(most))
    writer = Writer(limits)
    if size:
        with path.open("rb") as file:
            head = file.read(sniffing.HEAD_BYTES)
        media_type = _route(path, kind, media_type, sniffing.sniff(head), writer, limits)
    return writer.finish(media_type)


def _route(
    path: Path, kind: str, media_type: str, family: str, writer: Writer, limits: Limits
) -> str:
    """Have the right reader write the text; returns the media type that the content proved to be."""
    if family == sniffing.PDF:
        from engine.read.pdf import read_pdf

        read_pdf(path, writer, limits)
        return "application/pdf"
    if family in (sniffing.ZIP, sniffing.COMPOUND):
        return _read_container(path, kind, media_type, family, writer, limits)
    if family == sniffing.BINARY:
        raise NotTextError if kind in names.TEXTUAL else DamagedError("not what its name says")
    if kind not in names.TEXTUAL:
        return _read_misnamed(path, kind, media_type, family, writer, limits)
    _read_textual(path.read_bytes(), kind, media_type, writer)
    return media_type


def _read_container(
    path: Path, kind: str, media_type: str, family: str, writer: Writer, limits: Limits
) -> str:
    if kind in names.TEXTUAL:
        raise NotTextError
    if family == sniffing.ZIP:
        return _read_package(path, media_type, writer, limits)
    return _read_compound(path, media_type, writer, limits)


def _read_package(path: Path, media_type: str, writer: Writer, limits: Limits) -> str:
    from engine.read.open_document import read_epub, read_hwpx, read_open_document
    from engine.read.package import Package

    with Package(path, limits) as package:
        kind, proven_type = package.kind()
        if kind == names.DOCX:
            from engine.read.office_open import read_word

            read_word(package, writer)
        elif kind == names.PPTX:
            from engine.read.office_open import read_slides

            read_slides(package, writer)
        elif kind == names.EPUB:
            read_epub(package, writer)
        elif kind == names.HWPX:
            read_hwpx(package, writer)
        elif kind == names.OPEN_DOCUMENT:
            read_open_document(package, writer, proven_type)
    if kind in ("", names.OTHER):
        from engine.read.by_kreuzberg import read_by_kreuzberg

        read_by_kreuzberg(path, writer, proven_type or media_type, limits)
    return proven_type or media_type


def _read_compound(path: Path, media_type: str, writer: Writer, limits: Limits) -> str:
    from engine.read.binary_office import prove
    from engine.read.by_kreuzberg import read_by_kreuzberg
    from engine.read.compound import CompoundFile

    proven_type = media_type
    try:
        file = CompoundFile(path)
    except DamagedError:
        # kreuzberg forgives other damage than we do
        read_by_kreuzberg(path, writer, media_type, limits)
        return media_type
    proven_type = prove(file, media_type)
    if proven_type == "application/x-hwp":
        from engine.read.hangul import read_hangul

        read_hangul(file, writer, limits)
    else:
        read_by_kreuzberg(path, writer, proven_type, limits)
    return proven_type


def _read_misnamed(
    path: Path, kind: str, media_type: str, family: str, writer: Writer, limits: Limits
) -> str:
    """Office programs save RTF, HTML and XML under their binary names; anything else is damaged."""
    for other, its_kind, its_type in (
        (sniffing.RTF, names.RTF, "application/rtf"),
        (sniffing.HTML, names.HTML, "text/html"),
        (sniffing.XML, names.XML, "application/xml"),
    ):
        if family == other:
            _read_textual(path.read_bytes(), its_kind, its_type, writer)
            return its_type
    raise DamagedError("not what its name says")


def _read_textual(data: bytes, kind: str, media_type: str, writer: Writer) -> None:
    if kind == names.HTML:
        from engine.read.web import read_html

        read_html(data, writer)
    elif kind == names.XML:
        _read_xml(data, writer)
    elif kind == names.RTF:
        from engine.read.rich_text import read_rich_text

        read_rich_text(data, writer)
    elif kind == names.MAIL:
        from engine.read.mail import read_mail

        read_mail(data, writer)
    elif kind == names.MAILBOX:
        from engine.read.mail import read_mailbox

        read_mailbox(data, writer)
    elif kind == names.NOTEBOOK:
        from engine.read.notebook import read_notebook

        read_notebook(data, writer)
    else:
        from engine.read.plain import read_plain

        read_plain(data, writer, media_type)


def _read_xml(data: bytes, writer: Writer) -> None:
    """Write the text of XML; of what only looks like it, the source."""
    from engine.read.web import decode_markup
    from engine.read.xml_parts import write_xml

    source = decode_markup(data)
    try:
        write_xml(source, writer)
    except DamagedError:
        writer.paragraph(source)
