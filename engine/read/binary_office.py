"""Which program's document a compound file is, and whether it is protected."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from engine.read.errors import EncryptedError, UnsupportedError

if TYPE_CHECKING:
    from engine.read.compound import CompoundFile

_TYPES = (
    ("FileHeader", "application/x-hwp"),
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
)
_FILE_PASS = 0x2F
_ENCRYPTED_TOKEN = 0xF3D1C4DF
_SEALED = re.compile(rb"pgp-encrypted|pkcs7-mime", re.IGNORECASE)
_ATTACHMENT_TYPE = "/__substg1.0_370E001"
_MESSAGE_CLASS = "__substg1.0_001A001"


def prove(file: CompoundFile, media_type: str) -> str:
    """Return the media type that the streams prove.

    Raises:
        EncryptedError: it asks for a password or a certificate.
        UnsupportedError: it is a compound file of some other program.
    """
    if "EncryptedPackage" in file.streams:  # [MS-OFFCRYPTO] 2.3.4.4
        raise EncryptedError
    for stream, proven in _TYPES:
        if stream in file.streams:
            if _is_protected(file, stream):
                raise EncryptedError
            return proven
    raise UnsupportedError(f"unknown content under the name of {media_type}")


def _is_protected(file: CompoundFile, stream: str) -> bool:
    if stream == "WordDocument":  # FibBase.fEncrypted, [MS-DOC] 2.5.2
        head = file.read(stream)[:12]
        return len(head) == 12 and bool(struct.unpack_from("<H", head, 10)[0] & 0x0100)
    if stream == "PowerPoint Document":  # CurrentUserAtom.headerToken, [MS-PPT] 2.3.2
        user = file.read("Current User")[:16]
        protected = "EncryptedSummary" in file.streams
        return protected or (
            len(user) == 16 and struct.unpack_from("<I", user, 12)[0] == _ENCRYPTED_TOKEN
        )
    if stream in ("Workbook", "Book"):
        return _has_file_pass(file.read(stream)[:4096])
    if stream.startswith("__properties"):
        return _is_sealed(file)
    return False


def _has_file_pass(data: bytes) -> bool:
    """Whether a FilePass record stands among the first ones ([MS-XLS] 2.4.117)."""
    at = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == _FILE_PASS:
            return True
        at += 4 + size
    return False


def _attachment_types(file: CompoundFile) -> list[str]:
    return [name for name in file.streams if _ATTACHMENT_TYPE in name]


def _is_sealed(file: CompoundFile) -> bool:
    """Whether a message is S/MIME or OpenPGP, by its class or attachments ([MS-OXOSMIME])."""
    if any(_SEALED.search(file.read(name).replace(b"\0", b"")) for name in _attachment_types(file)):
        return True
    for suffix, encoding in (("F", "utf-16-le"), ("E", "cp1252")):
        value = file.read(_MESSAGE_CLASS + suffix).decode(encoding, "replace").lower()
        if "smime" in value and "multipartsigned" not in value:
            return True
    return False
