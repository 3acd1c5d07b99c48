"""The engine's side of the map worker: one process per map, ended with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.host.launch import python_command
from engine.host.worker import Worker, WorkerDiedError, WorkerTimeoutError
from engine.maps.worker import Advanced, Made, MakeIt, NotMade, Reply
from engine.protocol.errors import FindlingError

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.maps.record import MapRecord

MEMORY = 2_000_000_000
"""Bytes that the worker may hold; 60,000 documents take less than half."""
SILENCE = 300.0
"""Seconds without a word after which the worker counts as stuck."""
_LOOK = 0.2
"""Seconds between two looks at whether anybody still wants the map."""
_decoder: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


class MapFailedError(FindlingError):
    """The map could not be made."""

    code = "map-failed"
    hint = "Try again; the engine's log says more."


def made_map(
    catalogue: Path,
    model: str,
    advance: Callable[[str, int, int], None],
    token: Token,
    *,
    home: Path | None = None,
    command: Sequence[str] = (),
) -> MapRecord:
    """Make a map in a worker.

    Args:
        catalogue: the library's.
        model: id of its dense model; empty for none.
        advance: told the phase, what is done of it, and all of it.
        token: ends the worker.
        home: folder of downloaded and added models.
        command: starts the worker; the program's own by default.

    Raises:
        Cancelled: by the token.
        MapFailedError: the worker died, got stuck, or could not read the catalogue.
    """
    with Worker(
        list(command) or python_command("engine.maps.worker"),
        name="map",
        memory_limit=MEMORY,
        low_priority=True,
        env={"OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"},
    ) as worker:
        worker.send(msgspec.msgpack.encode(MakeIt(str(catalogue), model, str(home or ""))))
        while True:
            match _next(worker, token):
                case Advanced(phase, done, total):
                    advance(phase, done, total)
                case Made(record):
                    return record
                case NotMade(code, message, hint):
                    raise _failure(code, message, hint)


def _next(worker: Worker, token: Token) -> Reply:
    silent = 0.0
    while True:
        token.check()
        try:
            return _decoder.decode(worker.receive(_LOOK))
        except WorkerTimeoutError as error:
            silent += _LOOK
            if silent >= SILENCE:
                raise MapFailedError("the worker is stuck") from error
        except (WorkerDiedError, msgspec.DecodeError) as error:
            raise MapFailedError(str(error)) from error


def _failure(code: str, message: str, hint: str) -> FindlingError:
    error = MapFailedError(message, hint=hint)
    error.code = code
    return error
