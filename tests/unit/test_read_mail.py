"""Mail within mail: told apart to a depth, in time that grows with its size and no faster."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest

from engine.read.document import Document
from engine.read.errors import ReadError
from engine.read.mail import _DEEPEST
from engine.read.reading import read_document


def read(folder: Path, content: bytes, name: str = "a.eml") -> Document:
    (folder / name).write_bytes(content)
    return read_document(folder / name)


def messages(depth: int, last: bytes = b"Subject: innermost\n\nA heron.\n") -> bytes:
    """Return a message forwarded so many times, each time as it is."""
    return (
        b"".join(
            b"Subject: forward %d\nContent-Type: message/rfc822\n\n" % number
            for number in range(depth)
        )
        + last
    )


def parts(depth: int, lines: int = 1) -> bytes:
    """Return parts within parts, and lines in the innermost."""
    opened = (
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
        for number in range(depth)
    )
    closed = (b"\n--b%d--\n" % number for number in reversed(range(depth)))
    return b"".join([*opened, b"\nA heron.\n" * lines, *closed])


def both(depth: int) -> bytes:
    """Return forwarded messages, each a part of a message."""
    opened = (
        b"Subject: %d\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
        b"Content-Type: message/rfc822\n\n" % (number, number, number)
        for number in range(depth)
    )
    return b"".join([*opened, b"Subject: innermost\n\nA heron.\n"])


@pytest.mark.parametrize("kind", [b"rfc822", b"global"])
def test_a_forwarded_message_has_its_own_head_and_text(tmp_path: Path, kind: bytes) -> None:
    document = read(
        tmp_path,
        b"Subject: Fwd\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\n\nSee below.\n--b\nContent-Type: message/" + kind + b"\n\n"
        b"Subject: Herons\nFrom: Ann <ann@example.org>\nContent-Transfer-Encoding: base64\n\n"
        b"V2FkaW5nIGJpcmRz\n--b--\n",
    )
    assert document.title == "Fwd"
    assert "See below.\n\nSubject: Herons\nFrom: Ann <ann@example.org>\n\nWading birds" in (
        document.text
    )


@pytest.mark.parametrize("depth", [1, _DEEPEST - 1, _DEEPEST, 10 * _DEEPEST, 5_000])
@pytest.mark.parametrize("make", [messages, parts, both])
def test_what_lies_too_deep_to_be_told_apart_is_read_as_it_stands(
    tmp_path: Path, make: Callable[[int], bytes], depth: int
) -> None:
    text = read(tmp_path, make(depth)).text
    assert text.count("A heron.") == 1
    if make is messages:
        heads = [f"Subject: forward {number}\n" for number in range(depth)]
        assert all(head in text for head in heads)
        assert ("Content-Type" in text) == (depth > _DEEPEST)


def test_a_header_without_end_is_read_to_its_beginning(tmp_path: Path) -> None:
    long = b"Subject: " + b"heron " * 100_000 + b"\n\nWading birds.\n"
    document = read(tmp_path, long)
    assert document.title.startswith("heron heron")
    assert document.text.endswith("Wading birds.\n")
    assert len(document.text) < 20_000


@pytest.mark.parametrize(
    ("before", "unit"),
    [
        (b"", b"Content-Type: message/rfc822\n\n"),
        (b"", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"),
        (b"", b"Content-Type: multipart/digest; boundary=b\n\n--b\n\n"),
        (b"", b"Content-Type: message/delivery-status\n\n"),
        (parts(200)[:-2_000], b"A heron.\n"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n", b"--b\nContent-Type: text/html\n\nx\n"),
        (b"Content-Type: text/plain; name=", b'";'),
        (b"Content-Type: text/plain; ", b"a=b;"),
        (b"Content-Disposition: attachment; ", b"filename*0=a;"),
        (b"", b"Content-Type: text/plain\n"),
        (b"To: ", b"a@b,\n "),
    ],
)
def test_hostile_mail_takes_time_that_grows_with_its_size(
    tmp_path: Path, before: bytes, unit: bytes
) -> None:
    """Ten times as long, it takes some ten times as long: not a hundred."""

    def took(length: int) -> float:
        content = before + unit * (length // len(unit))
        begun = process_time()
        with suppress(ReadError):
            read(tmp_path, content)
        return process_time() - begun

    short = min(took(50_000) for _ in range(3))
    assert took(500_000) < 40 * short + 0.5


def test_each_line_is_compared_with_few_boundaries_however_deep_it_lies(tmp_path: Path) -> None:
    def took(depth: int) -> float:
        content = parts(depth, 20_000)
        begun = process_time()
        read(tmp_path, content)
        return process_time() - begun

    assert took(300) < 4 * took(_DEEPEST) + 0.1


@pytest.mark.parametrize("unit", [b'";', b";", b'a="b;', b"=?x?q?=3D?= "])
def test_many_messages_with_hostile_headers_are_read_in_bearable_time(
    tmp_path: Path, unit: bytes
) -> None:
    name = b"Subject: " if unit.startswith(b"=?") else b"Content-Type: text/plain; name="
    message = b"From a@b Mon Jun 01 11:00:00 2026\n" + name + unit * (9_000 // len(unit))
    begun = process_time()
    read(tmp_path, (message + b"\n\nWading birds.\n\n") * 50, "a.mbox")
    assert process_time() - begun < 20
