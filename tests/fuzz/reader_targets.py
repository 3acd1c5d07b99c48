"""The readers of `engine.read`, as far as they are our own code."""

from __future__ import annotations

import io
import zlib
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast
from zipfile import ZIP_STORED, ZipFile

from engine.preview import markup
from engine.read import (
    binary_office,
    hangul,
    headings,
    iwork,
    mail,
    notebook,
    office_open,
    open_document,
    plain,
    reading,
    rich_text,
    sniffing,
    web,
)
from engine.read.compound import CompoundFile
from engine.read.document import clean
from engine.read.package import Package
from engine.read.pdf import read_pdf
from tests.fuzz import seeds
from tests.fuzz.target import LIMITS, Target, writer

_room = TemporaryDirectory(prefix="findling-fuzz-")
_FILE = Path(_room.name, "input")
"""For code that opens files by their path."""


def _as_file(data: bytes) -> Path:
    _FILE.write_bytes(data)
    return _FILE


def _compound(data: bytes) -> None:
    """A compound file: its streams; what they prove; a Hangul document's text."""
    file = CompoundFile(_as_file(data))
    for name in list(file.streams)[:50]:
        file.read(name)
    if binary_office.prove(file, "application/msword") == "application/x-hwp":
        hangul.read_hangul(file, writer(), LIMITS)


class _Streams:
    """Streams without a file around them; what `hangul` uses of a `CompoundFile`."""

    def __init__(self, streams: dict[str, bytes]) -> None:
        self.streams = streams

    def read(self, name: str) -> bytes:
        return self.streams.get(name, b"")


def _hangul(data: bytes) -> None:
    """A section of a Hangul document: compressed, encrypted or plain, by the first byte."""
    flags = data[:1] or b"\0"
    folder = "ViewText" if flags[0] & 4 else "BodyText"
    body = data[1:]
    if flags[0] & 1 and not flags[0] & 4 and flags[0] & 8:  # so that mutations reach the records
        deflate = zlib.compressobj(1, wbits=-15)
        body = deflate.compress(body) + deflate.flush()
    streams = {"FileHeader": bytes(36) + flags + bytes(3), f"{folder}/Section0": body}
    hangul.read_hangul(cast("CompoundFile", _Streams(streams)), writer(), LIMITS)


def _mail(data: bytes) -> None:
    read = mail.read_mailbox if data.startswith((b"From ", b">From ")) else mail.read_mail
    read(data, writer())


def _web(data: bytes) -> None:
    """A page: its text for the index, and its markup for the preview."""
    web.read_html(data, writer())
    for piece in markup.pieces(web.decode_markup(data)):
        assert "=" not in piece.source or not _attributes(piece.source)


def _attributes(source: str) -> bool:
    """Whether a tag has more than its name."""
    return any(tag[: tag.find(">")].strip("/").partition(" ")[2] for tag in source.split("<")[1:])


_READERS = {
    b"W": ("word/document.xml", office_open.read_word),
    b"S": ("ppt/slides/slide1.xml", office_open.read_slides),
    b"H": ("Contents/section0.xml", open_document.read_hwpx),
    b"E": ("META-INF/container.xml", open_document.read_epub),
    b"O": (
        "content.xml",
        partial(open_document.read_open_document, media_type="application/spreadsheet"),
    ),
    b"I": ("index.xml", partial(iwork.read_iwork, limits=LIMITS)),
}


def _parts(data: bytes) -> None:
    """The parts of a zip-based document, without the zip: see `seeds.joined`."""
    main, read = _READERS.get(data[:1], _READERS[b"W"])
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        names: set[str] = set()
        for part in data[1:].split(seeds.BORDER)[:20]:
            name, colon, content = part.partition(b"\0")
            called = name.decode("utf-8", "replace")[:6000] if colon else main
            if called and called not in names:
                names.add(called)
                archive.writestr(called, content if colon else part)
    with Package(cast("Path", file), LIMITS) as package:
        read(package, writer())


def _package(data: bytes) -> None:
    """A whole zip archive, directory and all."""
    with Package(_as_file(data), LIMITS) as package:
        kind, media_type = package.kind()
        read = reading._package_reader(kind, media_type)
        if read:
            read(package, writer())
        elif not kind and iwork.is_old(package):
            iwork.read_iwork(package, writer(), LIMITS)
        else:
            package.check_claims()


def _text(data: bytes) -> None:
    """A text in whatever encoding, and the headings of all light markups in it."""
    sniffing.sniff(data[: sniffing.HEAD_BYTES])
    if data.lstrip().startswith(b"{"):
        notebook.read_notebook(data, writer())
        return
    plain.read_plain(data, writer(), "text/markdown")
    text = clean(data.decode("utf-8", "replace"))
    for find in headings.BY_MEDIA_TYPE.values():
        for heading in find(text):
            assert 0 <= heading.offset <= len(text)


def _pdf(data: bytes) -> None:
    read_pdf(_as_file(data), writer(), LIMITS)


def _xml(data: bytes) -> None:
    reading._read_xml(data, writer())


TARGETS = (
    Target("compound", _compound, seeds.compounds),
    Target("hangul", _hangul, seeds.sections),
    Target("mail", _mail, seeds.mails),
    Target("web", _web, seeds.pages),
    Target("rich_text", lambda data: rich_text.read_rich_text(data, writer()), seeds.rich_texts),
    Target("parts", _parts, seeds.packages),
    Target("package", _package, seeds.archives),
    Target("text", _text, seeds.texts),
    Target("xml", _xml, seeds.xmls),
    Target("pdf", _pdf, seeds.pdfs),
)
