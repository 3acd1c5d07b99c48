"""Why one document could not be read; the others go on.

Tree::

    ReadError
    ├── EncryptedError      protected by a password or by rights management
    ├── DamagedError        truncated, malformed or hostile; or not what its name says
    ├── UnsupportedError    a format without text, or one that no reader knows
    ├── TooLargeError       over a limit (facts: ``limit``)
    ├── TooSlowError        the reader's own time limit
    ├── NoTextError         pages, but no text on them (scans)
    ├── NotTextError        a text's name with binary content
    ├── NoPermissionError   the system refuses
    └── VanishedError       gone between the scan and the reading
"""

from __future__ import annotations

from engine.protocol.errors import ReadError


class _DocumentError(ReadError):
    usual = ""
    """What is said where the reader has no details."""

    def __init__(self, message: str = "", *, hint: str | None = None, **facts: str) -> None:
        super().__init__(message or self.usual, hint=hint, **facts)


class EncryptedError(_DocumentError):
    """The document is protected."""

    code = "encrypted"
    usual = "it is protected by a password or a certificate"
    hint = "Save a copy without the password to make it searchable."


class DamagedError(_DocumentError):
    """The document is truncated, malformed, or not what its name says."""

    code = "damaged"
    usual = "it is not whole"
    hint = "Try to open it in its own program and save it again."


class UnsupportedError(_DocumentError):
    """No reader knows this format."""

    code = "unsupported"
    usual = "no reader knows what is in it"
    hint = "If it holds text, save it in another format, such as PDF."


class TooLargeError(_DocumentError):
    """The document is over a limit."""

    code = "too-large"
    usual = "it is over a limit"
    hint = "Split the document, or leave it out."


class TooSlowError(_DocumentError):
    """The reader gave up after its time limit."""

    code = "too-slow"
    usual = "it took too long to read"
    hint = "Split the document, or leave it out."


class NoTextError(_DocumentError):
    """There are pages, but no text on them."""

    code = "no-text"
    usual = "there is no text in it"
    hint = "It is probably a scan: run it through text recognition (OCR) first."


class NotTextError(_DocumentError):
    """The name says text, the content does not."""

    code = "not-text"
    usual = "it is no text in any encoding"
    hint = "If its own program shows text, save it as UTF-8 there."


class NoPermissionError(_DocumentError):
    """The system refuses to open the file."""

    code = "no-permission"
    usual = "the system refuses to open it"
    hint = "Give yourself the right to read it."


class VanishedError(_DocumentError):
    """The file is gone."""

    code = "vanished"
    usual = "it is not there any more"
