"""The map worker: a process of low priority and bounded memory that makes one map.

A process of its own, so that the arithmetic takes no time from searches and can be ended at once.
The engine's side is `engine.maps.client`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.host.child import serve
from engine.maps.record import MapRecord
from engine.protocol.errors import FindlingError

if TYPE_CHECKING:
    from engine.maps.making import Models


class MakeIt(msgspec.Struct, frozen=True, tag=True):
    """Asks for a map; answered by any number of `Advanced` and then `Made` or `NotMade`."""

    catalogue: str
    """Path of the catalogue."""
    model: str
    """Id of the library's dense model; empty for none."""
    home: str = ""
    """Folder of downloaded and added models; empty for the program's own alone."""


class Advanced(msgspec.Struct, frozen=True, tag=True):
    """How far it is."""

    phase: str
    done: int
    total: int


class Made(msgspec.Struct, frozen=True, tag=True):
    """The map."""

    record: MapRecord


class NotMade(msgspec.Struct, frozen=True, tag=True):
    """An expected failure."""

    code: str
    message: str
    hint: str


Reply = Advanced | Made | NotMade


def answer(frame: bytes) -> Iterator[bytes]:
    """Yield the answers to a request."""
    request = msgspec.msgpack.decode(frame, type=MakeIt)
    try:
        for reply in _replies(request):
            yield msgspec.msgpack.encode(reply)
    except FindlingError as error:
        yield msgspec.msgpack.encode(NotMade(error.code, str(error), error.hint))


def _replies(request: MakeIt) -> Iterator[Reply]:
    from engine.maps.making import make_map
    from engine.maps.source import MapSource

    source = MapSource(Path(request.catalogue))
    try:
        for step in make_map(source, _models(request)):
            yield Made(step) if isinstance(step, MapRecord) else Advanced(*step)
    finally:
        source.close()


def _models(request: MakeIt) -> Models:
    """Load the model if it is a static one that is there: without it, words alone place."""
    from engine.maps.making import Models
    from engine.models.encoder import TextEncoder
    from engine.models.entry import knows
    from engine.models.errors import UnknownModelError
    from engine.models.holdings import Holdings
    from engine.models.registry import folder, installed
    from engine.models.static import StaticTable

    with contextlib.suppress(UnknownModelError):  # it was removed meanwhile
        if request.model:
            entry = Holdings(Path(request.home) if request.home else None).find(request.model)
            if entry.family == "static" and installed(entry):
                encoder = TextEncoder(StaticTable.load(folder(entry)))
                return Models(encoder, request.model, partial(knows, entry))
    return Models(TextEncoder(None), request.model, _nothing)


def _nothing(_language: str) -> bool:
    return False


def main() -> None:
    """Serve until the engine goes."""
    serve(answer)


if __name__ == "__main__":
    main()
