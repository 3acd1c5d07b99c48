"""Making a library's vectors by another model, from the texts that the catalogue holds.

A piece of work that may be broken off at any point and taken up again: the coming store knows what
it holds. Files that change meanwhile are written to the store that serves, and are then lacking in
the coming one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from engine.jobs.exchange import Job
from engine.jobs.progress import Meter
from engine.jobs.readers import Readers
from engine.jobs.reading_messages import Draft, Read, Vectors
from engine.jobs.stored import draft_of
from engine.models.encoder import TextEncoder
from engine.protocol.errors import ModelError

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.jobs.attendant import Attendant
    from engine.jobs.coming import Coming
    from engine.jobs.crew import Crew
    from engine.jobs.index import LibraryIndex
    from engine.protocol.messages import Progress
    from engine.store.catalogue_rows import FileRow

FLUSH_PASSAGES = 1500
FLUSH_SECONDS = 2.0
_TICK = 0.1
_TOKEN_BYTES = 6
"""Bytes of text that a word makes, about: what progress is told in."""


class Changeover:
    """One piece of the making. For the thread that indexes, between runs."""

    def __init__(
        self,
        index: LibraryIndex,
        coming: Coming,
        crew: Crew,
        token: Token,
        attendant: Attendant,
        report: Callable[[Progress], None],
    ) -> None:
        """Prepare.

        Args:
            index: what serves.
            coming: what is made.
            crew: lends workers, which load the other model.
            token: checked between batches; what was written stays.
            attendant: tells how many may work.
            report: called in this thread.
        """
        self._index = index
        self._coming = coming
        self._crew = crew
        self._token = token
        self._attendant = attendant
        self._meter = Meter(index.name, report)
        self._readers = Readers(crew, self._load, dense_model=coming.model, workers=crew.most)
        self._reads: list[Read] = []
        self._flushed = time.monotonic()
        self._taken = False
        self.written = 0
        """Passages so far."""

    def go(self, interrupted: Callable[[], bool]) -> bool:
        """Make what is lacking; return whether the coming store is whole.

        Args:
            interrupted: tells whether something else is to be done first. It is asked when a
                first batch was made, so that there is progress each time.

        Raises:
            Cancelled: by the token.
            ModelError: vectors cannot be made at present; what was made is kept.
            StoreError: catalogue or one of the stores failed.
        """
        lacking, there = self._coming.lacking()
        self._expect(lacking, there)
        try:
            self._readers.put(_jobs(lacking))
            while not self._readers.done:
                if self._attend() and interrupted():
                    break
                self._take()
            self._flush()
        except ModelError:
            self._flush()
            raise
        finally:
            self._readers.close()
        return self._coming.is_whole()

    def _expect(self, lacking: Sequence[FileRow], there: int) -> None:
        self._meter.files_total = there + len(lacking)
        self._meter.files_done = there
        self._meter.more(0, sum(_TOKEN_BYTES * row.tokens for row in lacking))
        self._meter.enter("embedding")

    def _attend(self) -> bool:
        """Follow the pace and let others pass; return whether a batch was made so far."""
        allowed = self._attendant.workers(self._crew.most)
        self._readers.allow(allowed)
        self._meter.hold(held=not allowed, working="embedding")
        self._attendant.pause()
        self._token.check()
        return self._taken

    def _take(self) -> None:
        read = self._readers.next(_TICK)
        if read is not None:
            self._reads += [read, *self._without_meaning(read)]
            self._taken = True
        late = time.monotonic() - self._flushed >= FLUSH_SECONDS
        waiting = sum(len(draft.texts) for read in self._reads for draft in read.drafts)
        if waiting >= FLUSH_PASSAGES or (late and waiting):
            self._flush()
        self._meter.tell_again()

    def _flush(self) -> None:
        reads, self._reads = self._reads, []
        self.written += self._coming.write(reads)
        self._meter.passages = self.written
        for read in reads:
            for draft in read.drafts:
                self._meter.done(sum(map(len, draft.texts)))
        self._flushed = time.monotonic()
        self._meter.tell()

    def _without_meaning(self, read: Read) -> Iterator[Read]:
        """Yield the files whose texts cost a worker its life: they are found by their words."""
        refused = [refusal.file for refusal in read.refusals]
        for draft in self._drafts(refused):
            counter = TextEncoder(None)
            encoded = counter.encode(draft.texts, draft.langs)
            yield Read([draft], Vectors.of(encoded, self._coming.store.dim), [])

    def _load(self, jobs: Sequence[Job]) -> Iterator[Draft]:
        """Make the requests for a batch of jobs. Called in the readers' threads."""
        return self._drafts([job.file for job in jobs])

    def _drafts(self, files: Collection[int]) -> Iterator[Draft]:
        rows = self._index.catalogue.files(list(files)) if files else {}
        for file in files:
            if file in rows:
                self._meter.current = rows[file].path
                yield draft_of(rows[file], self._index.catalogue.passages_of(file))


def _jobs(rows: Sequence[FileRow]) -> list[Job]:
    return [Job(row.id, row.path, row.signature) for row in rows]
