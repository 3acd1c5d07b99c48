"""Makes a map: reads passages, places documents, names groups."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.maps.groups import grouped, joined
from engine.maps.layout import lay_out
from engine.maps.meaning import Meaning
from engine.maps.naming import Names, representatives
from engine.maps.neighbours import nearest
from engine.maps.record import MAKING, Group, MapRecord, content_marks
from engine.maps.source import thinned
from engine.maps.spacing import filling
from engine.maps.vectors import Gathering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.maps.source import MapDocument, MapSource
    from engine.models.encoder import TextEncoder

MOST = 60_000
"""Documents on a map; of more, so many are taken by chance."""
PASSAGES = 120_000
"""Passages that are read in all, as far as each document has one."""
_AT_MOST, _AT_LEAST = 8, 1
_BATCH = 500
NEIGHBOURS = 20


class Models(NamedTuple):
    """What texts are turned into vectors with."""

    encoder: TextEncoder
    name: str
    """Id of the library's dense model; empty where it has none."""
    knows: Callable[[str], bool]
    """Whether it knows a language."""


class Advance(NamedTuple):
    """How far the making is."""

    phase: str
    done: int
    total: int


def make_map(source: MapSource, models: Models) -> Iterator[Advance | MapRecord]:
    """Yield how far it is, and the map last.

    Raises:
        StoreError: the catalogue cannot be read.
    """
    documents = thinned(source.documents(), MOST)
    most = max(_AT_LEAST, min(_AT_MOST, PASSAGES // max(len(documents), 1)))
    gathering = Gathering(documents, models.encoder)
    for begin in range(0, len(documents), _BATCH):
        yield Advance("reading", begin, len(documents))
        gathering.add(source.sample(documents[begin : begin + _BATCH], most), models.knows)
    yield Advance("placing", 0, 1)
    vectors, meanings = gathering.vectors(), gathering.meanings()
    del gathering
    near = nearest(vectors, NEIGHBOURS)
    places = np.zeros((0, 2), np.float32)
    for step in lay_out(near, vectors):
        if isinstance(step, tuple):
            yield Advance("placing", *step)
        else:
            places = step
    labels = joined(grouped(places), near)
    places = filling(places)
    yield Advance("naming", 0, 1)
    meaning = Meaning(models.encoder, models.knows, meanings, labels)
    groups = _named(source, documents, places, labels, most, meaning)
    yield MapRecord(
        making=MAKING,
        made=time.time(),
        asked=models.name,
        files=np.array([document.file for document in documents], "<i8").tobytes(),
        contents=content_marks(documents),
        xs=places[:, 0].astype("<f4").tobytes(),
        ys=places[:, 1].astype("<f4").tobytes(),
        groups_of=labels.astype("<i2").tobytes(),
        groups=groups,
    )


def _named(
    source: MapSource,
    documents: Sequence[MapDocument],
    places: NDArray[np.float32],
    labels: NDArray[np.int32],
    most: int,
    meaning: Meaning,
) -> tuple[Group, ...]:
    chosen = representatives(places, labels)
    names = Names(len(chosen))
    for group, members in enumerate(chosen):
        read = [documents[int(member)] for member in members]
        names.read(group, source.sample(read, most), read)
    sizes = np.bincount(labels[labels >= 0], minlength=len(chosen)).tolist()
    middles = [np.median(places[labels == group], axis=0) for group in range(len(chosen))]
    return tuple(
        Group(terms, float(middle[0]), float(middle[1]), size)
        for terms, middle, size in zip(names.of(sizes, meaning.fit), middles, sizes, strict=True)
    )
