"""The preview worker: opens strangers' files to be looked at. Its process may crash or hang.

A process of its own, because readers must not wait for somebody who leafs through a book, and a
page that kills its worker must not take the reading of other files with it. The engine's side is
`engine.preview.client`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.host.child import serve
from engine.preview import kinds
from engine.preview.images import read_image
from engine.preview.jobs import Job, Looked, Outcome, Refused, Shown
from engine.preview.texts import Text
from engine.protocol.documents import (
    DocumentOpened,
    OpenDocument,
    ReadDocument,
    ReadImage,
    RenderPage,
)
from engine.protocol.errors import FindlingError
from engine.read.errors import DamagedError, VanishedError
from engine.store.catalogue_rows import Signature

if TYPE_CHECKING:
    from engine.preview.pages import Pages

_KEPT_CHARACTERS = 30_000_000
"""Of texts that were read; the one in use stays whatever it is."""
_KEPT_TEXTS = 6

_PDF = "application/pdf"


class Preview:
    """Answers jobs; keeps what was looked at last."""

    def __init__(self) -> None:
        self._decoder = msgspec.msgpack.Decoder(Job)
        self._texts: OrderedDict[tuple[str, Signature], Text] = OrderedDict()
        self._pages: tuple[tuple[str, Signature], Pages] | None = None

    def answer(self, frame: bytes) -> Iterator[bytes]:
        """Yield the one outcome of a job."""
        yield msgspec.msgpack.encode(self._outcome(self._decoder.decode(frame)))

    def _outcome(self, job: Job) -> Outcome:
        try:
            signature = Signature.of(Path(job.ask.path).stat())
            return Looked(self._shown(job, signature), signature)
        except FileNotFoundError as error:
            return Refused(VanishedError.code, str(error))
        except OSError as error:
            return Refused("unreadable", error.strerror or str(error))
        except (RecursionError, ValueError) as error:
            return Refused(DamagedError.code, str(error))
        except FindlingError as error:
            return Refused(error.code, str(error), error.hint)

    def _shown(self, job: Job, signature: Signature) -> Shown:
        match job.ask:
            case OpenDocument(path=path) if job.media_type == _PDF:
                return DocumentOpened(
                    path=path, kind=kinds.PDF, pages=self._pages_of(path, signature).sizes()
                )
            case OpenDocument(path=path):
                return self._text_of(path, signature).opened()
            case ReadDocument(path=path, start=start, length=length):
                return self._text_of(path, signature).read(start, length)
            case RenderPage(path=path):
                return self._pages_of(path, signature).render(job.ask)
            case ReadImage(path=path, name=name):
                return read_image(path, name)

    def _text_of(self, path: str, signature: Signature) -> Text:
        key = path, signature
        text = self._texts.pop(key, None) or Text(path)
        self._texts[key] = text
        while len(self._texts) > 1 and (
            len(self._texts) > _KEPT_TEXTS
            or sum(kept.length for kept in self._texts.values()) > _KEPT_CHARACTERS
        ):
            self._texts.popitem(last=False)
        return text

    def _pages_of(self, path: str, signature: Signature) -> Pages:
        from engine.preview.pages import Pages

        key = path, signature
        if self._pages is None or self._pages[0] != key:
            if self._pages is not None:
                self._pages[1].close()
                self._pages = None
            self._pages = key, Pages(path)
        return self._pages[1]


def main() -> None:
    """Serve until the engine goes."""
    serve(Preview().answer)
