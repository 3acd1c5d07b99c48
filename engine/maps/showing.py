"""A kept map as it is shown now: without what is gone, under today's names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.maps.making import MOST
from engine.maps.record import MAKING, content_mark
from engine.maps.source import thinned
from engine.protocol.maps import Cluster, MapMade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.maps.record import MapRecord
    from engine.maps.source import MapDocument


def empty_map(library: str) -> MapMade:
    """Return the map of a library without documents."""
    nothing = b""
    return MapMade(
        library=library,
        made=0.0,
        stale=False,
        changed=0,
        left_out=0,
        paths=(),
        titles=(),
        xs=nothing,
        ys=nothing,
        clusters_of=nothing,
        modified=nothing,
        clusters=(),
    )


def shown_map(
    library: str, record: MapRecord, documents: Sequence[MapDocument], model: str
) -> MapMade:
    """Return what a client is shown.

    Args:
        library: its name.
        record: the kept map.
        documents: what the catalogue holds now.
        model: id of the library's dense model now.
    """
    now = {document.file: document for document in documents}
    files = np.frombuffer(record.files, "<i8").tolist()
    there = [row for row, file in enumerate(files) if file in now]
    kept = np.array(there, np.int64)
    shown = [now[files[row]] for row in there]
    groups = np.frombuffer(record.groups_of, "<i2")[kept]
    changed = _changed(record, files, now)
    return MapMade(
        library=library,
        made=record.made,
        stale=bool(changed) or record.making != MAKING or record.asked != model,
        changed=changed,
        left_out=max(0, len(documents) - MOST),
        paths=tuple(document.path for document in shown),
        titles=tuple(_sendable(document.title) for document in shown),
        xs=np.frombuffer(record.xs, "<f4")[kept].tobytes(),
        ys=np.frombuffer(record.ys, "<f4")[kept].tobytes(),
        clusters_of=groups.tobytes(),
        modified=np.array([document.modified for document in shown], "<f8").tobytes(),
        clusters=_clusters(record, np.bincount(groups[groups >= 0], minlength=len(record.groups))),
    )


def _changed(record: MapRecord, files: Sequence[int], now: dict[int, MapDocument]) -> int:
    wanted = {document.file for document in thinned(sorted(now.values()), MOST)}
    marks = (record.contents[i : i + 8] for i in range(0, len(record.contents), 8))
    others = sum(
        file in wanted and content_mark(now[file]) != mark
        for file, mark in zip(files, marks, strict=True)
    )
    return len(wanted.symmetric_difference(files)) + others


def _clusters(record: MapRecord, sizes: NDArray[np.intp]) -> tuple[Cluster, ...]:
    return tuple(
        Cluster(terms=group.terms, x=group.x, y=group.y, documents=int(size))
        for group, size in zip(record.groups, sizes, strict=True)
    )


def _sendable(title: str) -> str:
    return title if title.isascii() else title.encode("utf-8", "replace").decode("utf-8")
