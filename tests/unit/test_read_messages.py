"""Messages and mailboxes: their heads, their best text, and what is sealed."""

from __future__ import annotations

from pathlib import Path

from tests.unit.small_documents import failure, headings, read

MESSAGE = (
    b"Subject: =?utf-8?b?7ZWc6riA?= plan\r\nFrom: A <a@example.org>\r\nTo: b@example.org\r\n"
    b"Date: Mon, 1 Jun 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
    b'Content-Type: multipart/alternative; boundary="y"\r\n\r\n--y\r\n'
    b"Content-Type: text/plain; charset=iso-8859-1\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"Gr=FC=DFe\r\n--y\r\nContent-Type: text/html\r\n\r\n<p>Twice</p>\r\n--y--\r\n--x\r\n"
    b'Content-Type: text/csv; name="list.csv"\r\n'
    b'Content-Disposition: attachment; filename="list.csv"\r\n\r\n'
    b"a,b\r\n--x--\r\n"
)


def test_mail_gives_its_head_its_best_text_and_attached_text(tmp_path: Path):
    document = read(tmp_path, "a.eml", MESSAGE)
    assert document.title == "한글 plan"
    for words in ("Subject: 한글 plan", "From: A <a@example.org>", "Grüße", "[list.csv]", "a,b"):
        assert words in document.text
    assert "Twice" not in document.text


def test_a_mailbox_has_a_heading_for_each_message(tmp_path: Path):
    box = (
        b"From a@b Mon Jun 01 11:00:00 2026\nSubject: One\n\nFirst body\n\n"
        b"From c@d Mon Jun 01 12:00:00 2026\nSubject: Two\n\nFrom here on the second\n"
    )
    document = read(tmp_path, "a.mbox", box)
    assert headings(document) == [(1, "One"), (1, "Two")]
    assert "From here on the second" in document.text


def test_a_subject_in_an_encoding_with_no_name_is_shown_as_it_was_written(tmp_path: Path):
    document = read(tmp_path, "a.eml", b"Subject: =?iso-8859\xff1?q?Gr=FC?=\n\nWater boils.\n")
    assert "Water boils." in document.text
    assert "Gr=FC" in document.title


def test_encrypted_mail_is_encrypted(tmp_path: Path):
    sealed = b'Subject: x\nContent-Type: multipart/encrypted; boundary="x"\n\n--x\n\nv\n--x--\n'
    assert failure(tmp_path, "a.eml", sealed) == "encrypted"
