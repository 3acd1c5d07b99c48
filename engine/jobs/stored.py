"""Documents whose passages the catalogue holds: they are encoded without being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.jobs.reading_messages import Draft

if TYPE_CHECKING:
    from engine.jobs.exchange import Job, Stored
    from engine.store.catalogue import Catalogue
    from engine.store.catalogue_rows import FileRow, PassageRow


def stored_draft(catalogue: Catalogue, job: Job, stored: Stored) -> Draft | None:
    """Return stored passages of the job's content; None when they were replaced meanwhile."""
    before = catalogue.files([stored.file]).get(stored.file)
    passages = catalogue.passages_of(stored.file)
    after = catalogue.files([stored.file]).get(stored.file)
    if before is None or after is None or not before.hash == after.hash == stored.hash:
        return None
    return _draft(job, before, passages)


def _draft(job: Job, row: FileRow, passages: list[PassageRow]) -> Draft:
    return Draft(
        file=job.file,
        signature=job.signature,
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
    )
