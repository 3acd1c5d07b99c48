"""What a fuzz target is, and the judgement of one input."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.protocol.errors import ReadError
from engine.read.document import Limits, Writer

LIMITS = Limits(part_bytes=2**22, parts_bytes=2**23, characters=2_000_000, pages=500, seconds=5)
"""Small ones, so that what goes over them is no find and costs no time."""

PROMISED = (ReadError, RecursionError, MemoryError)
"""What a reader may raise: `engine.read.read_document` makes a `ReadError` of the other two."""


@dataclass(frozen=True)
class Target:
    """Code that takes strangers' bytes."""

    name: str
    run: Callable[[bytes], None]
    """Raises what is promised, or something else: a find."""
    seeds: Callable[[], Iterable[bytes]]
    promised: tuple[type[BaseException], ...] = PROMISED
    longest: int = 2**15
    """Bytes of an input."""
    seconds: float = 3.0
    """Processor time that one input may take on an idle machine, with all that is measured."""


@dataclass(frozen=True)
class Verdict:
    """Why an input is a find."""

    reason: str
    """Class of the exception and where it was raised in our code; or ``slow``."""
    error: BaseException | None = None


def judge(target: Target, data: bytes, *, patience: float = 1.0) -> Verdict | None:
    """Run ``data`` through the target; None when all was as promised.

    Args:
        target: what to run.
        data: the input.
        patience: how many times the target's time are granted: instrumented code is slower.
    """
    started = time.process_time()
    try:
        target.run(data)
    except target.promised:
        pass
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return Verdict(f"{type(error).__name__} {_place(error)}", error)
    if time.process_time() - started > patience * target.seconds:
        return Verdict("slow")
    return None


def writer() -> Writer:
    """Return a writer with `LIMITS`."""
    return Writer(LIMITS)


def _place(error: BaseException) -> str:
    """Return the innermost line of ours."""
    place = "?"
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "engine" in path.parts or "app" in path.parts:
            place = f"{path.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
