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


class EncryptedError(ReadError):
    """The document is protected."""

    code = "encrypted"
    hint = "Save a copy without the password to make it searchable."


class DamagedError(ReadError):
    """The document is truncated, malformed, or not what its name says."""

    code = "damaged"
    hint = "Try to open it in its own program and save it again."


class UnsupportedError(ReadError):
    """No reader knows this format."""

    code = "unsupported"


class TooLargeError(ReadError):
    """The document is over a limit."""

    code = "too-large"
    hint = "Split the document, or leave it out."


class TooSlowError(ReadError):
    """The reader gave up after its time limit."""

    code = "too-slow"


class NoTextError(ReadError):
    """There are pages, but no text on them."""

    code = "no-text"
    hint = "It is probably a scan: run it through text recognition (OCR) first."


class NotTextError(ReadError):
    """The name says text, the content does not."""

    code = "not-text"


class NoPermissionError(ReadError):
    """The system refuses to open the file."""

    code = "no-permission"
    hint = "Give yourself the right to read it."


class VanishedError(ReadError):
    """The file is gone."""

    code = "vanished"
