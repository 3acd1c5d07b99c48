"""Where fuzzing of what is no document starts from."""

from __future__ import annotations

import io
from collections.abc import Iterator

from engine.host.frames import write_frame
from engine.protocol import messages as m
from engine.protocol.wire import PROTOCOL, Hello, encode_command, encode_event, encode_hello

_QUERIES = (
    'tax refund "exact phrase" form* *ation wom?n',
    "tax NEAR/5 refund NEAR form* -draft -“first draft”",
    'type:pdf,word ext:md in:"~/My Documents" before:2024 after:2024-05-17 size>1MB name:a*b',
    "size<=20kb lang:ko -type:pdf 종류:메일 이후:지난주 크기>1MB after:yesterday tpye:pdf",
    "「日本語」 в Москве don't O'Neil „Grüße“ a:b:c ::: --x -\"",
    "in:Invoices in:~no-such/x in:/home/me/a -in:보고서 in:a*/b? name:[a]* size<9e999 size>"
    + "9" * 400,
    "name: size> before:x lang:xx a*b*c*d ?*?*",
)
_PASSAGE = (
    "\0The tax office pays a refund. Women’s forma-\ntion, exact  phrase; 日本語のテキスト 한국어"
)


def queries() -> Iterator[bytes]:
    """Queries of all operators, with and without a passage behind."""
    for query in _QUERIES:
        yield query.encode()
        yield (query + _PASSAGE).encode()


def frames() -> Iterator[bytes]:
    """Messages alone, and streams of frames."""
    said = [
        encode_hello(Hello(version="1", protocol=PROTOCOL, pid=1)),
        encode_command(m.Search(ticket=1, query="tax refund")),
        encode_command(m.AddFolders(ticket=2, library="a", paths=("/home/a",))),
        encode_command(m.OpenDocument(ticket=3, library="a", path="/a.txt")),
        encode_command(m.Cancel(ticket=4, target=1)),
        encode_event(m.Failed(ticket=1, code="usage", message="no")),
        encode_event(m.Done(ticket=2)),
    ]
    yield from said
    stream = io.BytesIO()
    for frame in said:
        write_frame(stream, frame)
    yield stream.getvalue()
    yield b"\xff\xff\xff\xff"


def documents() -> Iterator[bytes]:
    """Texts with pages, headings, many languages and long lines."""
    yield (
        b"# Head\n\nWater boils.\n\n## Sub\n\n"
        + b"A sentence that goes on. " * 60
        + b"\n\fPage two"
    )
    yield "물이 끓는 온도는 섭씨 100도이다. 日本語の文章です。ภาษาไทย नमस्ते שלום مرحبا".encode() * 8
    yield b"foo_bar.baz 1.0.21 AB-1234/5 a@b.example c++ " * 30
    yield "e\u0301\u0301\u0301 ß İ ﬁ ① \u200b\u00ad \uff46\uff55 l·l п'ять".encode() * 20


def settings() -> Iterator[bytes]:
    """Settings files."""
    yield b"version = 1\n"
    yield (
        b'version = 1 # mine\nunknown = "kept"\n[indexing]\non_battery = "stop"\n'
        b'[[libraries]]\nid = "a1"\nname = "Mine"\nfolders = ["/home/a"]\nexclude = ["*.tmp"]\n'
        b"most_bytes = 10\nwatch = false\nother = {a = 1, b = [1, 2.5, 2024-01-01]}\n"
    )
    yield b'libraries = [{id = "b", name = "x", paused = true}]\n'


def rules() -> Iterator[bytes]:
    """Rule files, and names that they are tried on."""
    yield b"# c\n*.tmp\n!keep.tmp\nbuild/\n/top\na/**/b\n**/x\n[a-z]?\n\\#x\n \0a.tmp\nb\n"
    yield b"*a*a*a*b\n[!a]*[[:alpha:]]\n\0" + b"a" * 200 + b"\n"


def links() -> Iterator[bytes]:
    """Links of both kinds, good and bad ones."""
    yield b"findling://search?q=tax%20refund&library=Mine&in=/home/me/a%20b"
    yield b"findling://search/?q=%EB%AC%BC&in=C%3A%5Cdocs"
    yield b"FINDLING://open?path=/home/me/a.pdf&start=10&end=20&page=2&q=tax"
    yield b"findling://open?path=%2Fhome%2F..%2Fetc&start=9&end=1"
    yield b"findling://add?path=/x#f"
