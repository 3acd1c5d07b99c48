"""Documents to look at: from the file while it is what was indexed, else from the index."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from engine.files.away import away_places, lies_in
from engine.preview.client import PreviewFailedError
from engine.preview.jobs import Job, Looked, Refused
from engine.preview.stored import StoredText
from engine.protocol import messages as m
from engine.protocol.errors import ReadError

if TYPE_CHECKING:
    from engine.preview.client import PreviewClient
    from engine.service.answering import Answer
    from engine.service.dispatch import Handlers
    from engine.service.libraries import Libraries
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import FileRow

Command = m.OpenDocument | m.ReadDocument | m.RenderPage | m.ReadImage


class NotIndexedError(ReadError):
    """No library knows the file: it is none of ours to read."""

    code = "not-indexed"
    hint = ""


class DocumentChangedError(ReadError):
    """The file is not the one that was opened: its new pages do not go with what is known of it."""

    code = "document-changed"
    hint = "Open it again."


@dataclass(frozen=True, slots=True)
class _Known:
    """A file that a library knows."""

    row: FileRow
    catalogue: CatalogueReader

    def stored(self) -> StoredText:
        """Its text as the index has it.

        Raises:
            NotIndexedError: the index has none.
        """
        passages = self.catalogue.passages_of(self.row.id)
        if not passages:
            raise NotIndexedError("there is no text of it in the index")
        return StoredText(self.row.path, passages)

    @property
    def away(self) -> bool:
        """Whether its drive or folder is not there, as far as the last scan knows."""
        return lies_in(self.row.path, away_places(self.catalogue.troubles()))


class Documents:
    """Answers `OpenDocument` and its like, for known files alone."""

    def __init__(self, libraries: Libraries, client: PreviewClient) -> None:
        """Look through ``client`` at the files of ``libraries``."""
        self._libraries = libraries
        self._client = client

    @property
    def handlers(self) -> Handlers:
        """What answers which command."""
        return {
            m.OpenDocument: self._open,
            m.ReadDocument: self._read,
            m.RenderPage: self._render,
            m.ReadImage: self._read_image,
        }

    def expect(self) -> None:
        """Somebody is about to look at a document."""
        self._client.warm()

    def close(self) -> None:
        """End the worker; nothing can be looked at afterwards."""
        self._client.close()

    def _open(self, command: m.OpenDocument, answer: Answer) -> m.Event:
        with self._known(command, answer) as known:
            if known.away:
                return known.stored().opened(away=True)
            try:
                looked = self._look(command, known, answer)
            except PreviewFailedError as error:
                return known.stored().opened(code=error.code)
            if isinstance(looked, Refused):
                return known.stored().opened(code=looked.code)
            if isinstance(looked.shown, m.DocumentOpened) and _same(looked, known):
                return msgspec.structs.replace(looked.shown, version=_version(looked))
            return known.stored().opened(changed=True)

    def _read(self, command: m.ReadDocument, answer: Answer) -> m.Event:
        with self._known(command, answer) as known:
            if not known.away:
                try:
                    looked = self._look(command, known, answer)
                except PreviewFailedError:
                    return known.stored().read(command.start, command.length)
                if isinstance(looked, Looked) and _same(looked, known):
                    return looked.shown
            return known.stored().read(command.start, command.length)

    def _render(self, command: m.RenderPage, answer: Answer) -> m.Event:
        with self._known(command, answer) as known:
            looked = _given(self._look(command, known, answer))
        opened = command.version
        if _version(looked) == opened if opened else _same(looked, known):
            return looked.shown
        raise DocumentChangedError("the file has changed since it was opened", path=command.path)

    def _read_image(self, command: m.ReadImage, answer: Answer) -> m.Event:
        with self._known(command, answer) as known:
            return _given(self._look(command, known, answer)).shown

    def _look(self, command: Command, known: _Known, answer: Answer) -> Looked | Refused:
        return self._client.look(Job(command, known.row.media_type), answer.token)

    @contextmanager
    def _known(self, command: Command, answer: Answer) -> Generator[_Known]:
        """Find the file in its library.

        Raises:
            UnknownLibraryError: there is no such library.
            NotIndexedError: it does not know the file.
        """
        library = self._libraries.find(command.library)
        with library.lease(answer.token) as opened:
            catalogue = opened.index.catalogue
            row = catalogue.files_at([command.path]).get(command.path)
            if row is None:
                raise NotIndexedError("no library knows this file", path=command.path)
            yield _Known(row, catalogue)


def _given(outcome: Looked | Refused) -> Looked:
    if isinstance(outcome, Looked):
        return outcome
    error = ReadError(outcome.message, hint=outcome.hint)
    error.code = outcome.code
    raise error


def _version(looked: Looked) -> str:
    """What tells a file from itself after it was written to, as far as the system says."""
    return f"{looked.signature.size}-{looked.signature.mtime_ns}"


def _same(looked: Looked, known: _Known) -> bool:
    """Whether the file is still what was indexed, as far as the system says."""
    return looked.signature.same_file(known.row.signature) and bool(known.row.hash)
