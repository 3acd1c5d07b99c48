"""Documents whose passages the catalogue holds: they are encoded without being read.

Where the vector store holds the same passages, their dense vectors are taken from there, and only
their words are counted; those of a model that learns sparse ones too are remembered by what makes
them (`engine.jobs.outside`). What was stored may be replaced at any time by the thread that writes,
so it is looked at before and after.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.jobs.reading_messages import Draft
from engine.store.catalogue_states import State
from engine.store.milvus_errors import StoreBrokenError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.jobs.exchange import Job
    from engine.store.catalogue import Catalogue
    from engine.store.catalogue_rows import FileRow, PassageRow
    from engine.store.vectors import VectorStore

    Dense = dict[int, NDArray[np.float32]]

MOST_BYTES = 64 * 2**20
"""Dense vectors that go to a worker together; beyond that they are made anew."""

_log = logging.getLogger(__name__)


def stored_drafts(
    catalogue: Catalogue, store: VectorStore, jobs: Sequence[Job]
) -> dict[int, Draft]:
    """Return the stored passages of jobs' contents, by the jobs' files.

    Jobs are left out that nothing is stored for, or for which it was replaced meanwhile.

    Raises:
        StoreError: catalogue or store failed.
    """
    wanted = {job.file: job.stored for job in jobs if job.stored is not None}
    origins = sorted({stored.file for stored in wanted.values()})
    before = catalogue.files(origins)
    passages = {file: catalogue.passages_of(file) for file in before}
    dense = _dense(store, [passages[file] for file, row in before.items() if embedded(row)])
    after = catalogue.files(origins)
    drafts: dict[int, Draft] = {}
    for job in jobs:
        stored = wanted.get(job.file)
        if stored is None or stored.file not in before or stored.file not in after:
            continue
        row, now = before[stored.file], after[stored.file]
        if row.hash == now.hash == stored.hash:
            known = dense if embedded(row) and embedded(now) else {}
            drafts[job.file] = _draft(job, row, passages[stored.file], known)
    return drafts


def embedded(row: FileRow) -> bool:
    """Tell whether the store is to hold the vectors of the passages that the catalogue holds."""
    return bool(row.mean and row.hash) and row.state in (State.INDEXED, State.SEEN)


def _dense(store: VectorStore, documents: Sequence[Sequence[PassageRow]]) -> Dense:
    if store.learns:
        return {}
    keys: list[int] = []
    for passages in documents:
        if 4 * store.dim * (len(keys) + len(passages)) <= MOST_BYTES:
            keys += [passage.pk for passage in passages]
    try:
        return store.dense_of(keys)
    except StoreBrokenError as error:  # writing will tell; what can be made anew is no reason
        _log.warning("stored vectors cannot be had, they are made anew: %s", error)
        return {}


def _draft(job: Job, row: FileRow, passages: list[PassageRow], dense: Dense) -> Draft:
    whole = all(passage.pk in dense for passage in passages)
    return msgspec.structs.replace(
        draft_of(row, passages),
        file=job.file,
        signature=job.signature,
        dense=b"".join(dense[p.pk].tobytes() for p in passages) if whole else b"",
    )


def draft_of(row: FileRow, passages: Sequence[PassageRow]) -> Draft:
    """Return a file's stored passages as a draft, without vectors."""
    return Draft(
        file=row.id,
        signature=row.signature,
        hash=row.hash,
        media_type=row.media_type,
        title=row.title,
        language=row.language,
        starts=np.array([p.start for p in passages], np.int32).tobytes(),
        ends=np.array([p.end for p in passages], np.int32).tobytes(),
        pages=np.array([p.page for p in passages], np.int32).tobytes(),
        headings=[p.heading for p in passages],
        langs=[p.lang for p in passages],
        texts=[p.text for p in passages],
        lines=np.array([p.line for p in passages], np.int32).tobytes(),
    )
