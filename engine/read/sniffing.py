"""What a file's first bytes say about its content; they outrank its name."""

from __future__ import annotations

import re

PDF, ZIP, COMPOUND, RTF, HTML, XML, BINARY = (
    "pdf",
    "zip",
    "compound",
    "rtf",
    "html",
    "xml",
    "binary",
)

HEAD_BYTES = 4096
_HTML = re.compile(
    rb"\A[\s\xef\xbb\xbf]*(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\A[\s\xef\xbb\xbf]*<\?xml\b")
_BINARY = (
    b"\x7fELF",
    b"MZ\x90",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh9",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"SQLite format 3",
    b"bplist0",
    b"\xca\xfe\xba\xbe",
    b"OggS",
    b"ID3",
    b"\x00\x00\x01\xba",
)


def sniff(head: bytes) -> str:
    """Return the family that ``head`` (`HEAD_BYTES`) begins like; empty for any other text."""
    for family, found in (
        (PDF, b"%PDF-" in head[:1024]),
        (ZIP, head.startswith(b"PK\x03\x04")),
        (COMPOUND, head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
        (RTF, head.startswith(b"{\\rtf")),
        (BINARY, head.startswith(_BINARY)),
        (HTML, _HTML.match(head)),
        (XML, _XML.match(head)),
    ):
        if found:
            return family
    return ""
