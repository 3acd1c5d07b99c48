"""What the engine and its preview worker say to each other, in msgpack."""

from __future__ import annotations

import msgspec

from engine.protocol.documents import (
    DocumentOpened,
    DocumentRead,
    ImageRead,
    OpenDocument,
    PageRendered,
    ReadDocument,
    ReadImage,
    RenderPage,
)
from engine.store.catalogue_rows import Signature

Ask = OpenDocument | ReadDocument | RenderPage | ReadImage
Shown = DocumentOpened | DocumentRead | PageRendered | ImageRead


class Job(msgspec.Struct, frozen=True):
    """Asks for a look at a file that the catalogue knows; answered by one `Outcome`."""

    ask: Ask
    media_type: str = ""
    """As the catalogue has it."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """An expected failure: the file is damaged, encrypted or gone, say."""

    code: str
    message: str
    hint: str = ""


class Looked(msgspec.Struct, frozen=True, tag=True):
    """What was asked for, and what the file system said of the file at that time."""

    shown: Shown
    signature: Signature


Outcome = Looked | Refused
