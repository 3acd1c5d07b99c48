"""A library as a person sees it, with what they should know about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.away import AWAY, away_places, lies_in
from engine.files.places import at_or_under
from engine.protocol.messages import FolderInfo, LibraryInfo, Notice, Rules
from engine.service.counting import count
from engine.service.held import held_model
from engine.service.models import NONE, RERANKER
from engine.service.opening import dense_id

if TYPE_CHECKING:
    from engine.service.counting import Counts
    from engine.service.library import Library
    from engine.store.catalogue_rows import Trouble

_POLLED = {
    "limit": (
        "there are more folders than may be watched",
        "Raise the limit: sudo sysctl fs.inotify.max_user_watches=524288",
    ),
    "network": ("its drive does not tell of changes", ""),
    "refused": ("the system refuses to watch it", ""),
}
"""By the watcher's reason: why a folder is not watched, and what helps."""


def describe(library: Library, folder: Path) -> LibraryInfo:
    """Return what a person sees of a library; reads its catalogue.

    Args:
        library: any.
        folder: its state folder.
    """
    settings = library.settings
    counts = count(folder, settings.folders)
    wanted = dense_id(settings)
    held = held_model(folder) if counts.passages else wanted
    serving = wanted if held is None else held
    return LibraryInfo(
        name=settings.name,
        folders=settings.folders,
        files=counts.files,
        passages=counts.passages,
        failed=counts.failed,
        waiting=max(counts.waiting, library.upkeep.changes.marked),  # what is seen stays marked
        dense_model=serving or NONE,
        reranker=settings.reranker or RERANKER,
        store=settings.store_uri or "embedded",
        progress=library.progress,
        paused=settings.paused,
        rules=Rules(
            include=settings.include, exclude=settings.exclude, most_bytes=settings.most_bytes
        ),
        roots=tuple(_roots(library, counts)),
        coming_model="" if serving == wanted else wanted or NONE,
        ready=library.readiness[0],
        ready_most=library.readiness[1],
        notices=(*library.upkeep.notices, *_polled(library), *_troubles(counts.troubles)),
    )


def _roots(library: Library, counts: Counts) -> Iterator[FolderInfo]:
    away = away_places(counts.troubles)
    polled = {folder.path for folder in library.watch.polled}
    blind = [trouble.path for trouble in counts.troubles if trouble.code not in AWAY]
    runs = library.progress.running
    for path, found in zip(library.settings.folders, counts.roots, strict=True):
        reading = runs and (found.waiting or at_or_under(library.progress.current, path))
        if lies_in(path, away):
            state = "away"
        elif reading:
            state = "reading"
        else:
            state = "polled" if path in polled else ""
        yield FolderInfo(
            path=path,
            files=found.files,
            failed=found.failed + sum(at_or_under(place, path) for place in blind),
            waiting=found.waiting,
            state=state,
        )


def _polled(library: Library) -> Iterator[Notice]:
    for folder in library.watch.polled:
        why, hint = _POLLED.get(folder.reason, (folder.reason, ""))
        message = f"changes are looked for from time to time: {why}"
        yield Notice(code="polled", message=message, hint=hint, path=folder.path)


def _troubles(troubles: Iterable[Trouble]) -> Iterator[Notice]:
    for trouble in troubles:
        code = "away" if trouble.code in AWAY else "folder-trouble"
        yield Notice(code=code, message=trouble.reason, hint=trouble.hint, path=trouble.path)
