"""How far an indexing run is, and how long the rest will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from engine.protocol.messages import Progress

FILE_COST = 8192
"""A file costs about as much as so many bytes of text, whatever is in it."""
_WINDOW = 30.0
"""Seconds of work that the rate is taken from."""
_SOON, _SURE = 5.0, 20.0
"""Seconds of work before a rate is worth telling: where enough of the whole was done, and else."""
_ENOUGH = 0.02
"""Share of the whole; the first file alone comes late, for its readers are started for it."""
_WORK = ("indexing", "embedding")
_EVERY = 0.2
"""Seconds after which a report is old."""


class Meter:
    """Counts what is done and reports it when it is told to. For one thread."""

    def __init__(
        self,
        library: str,
        report: Callable[[Progress], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._library = library
        self._report = report
        self._clock = clock
        self._started = clock()
        self._reported = 0.0
        self._phase = "scanning"
        self._marks: deque[tuple[float, int]] = deque()
        self.files_total = self.files_done = self.files_failed = 0
        self.bytes_total = self.bytes_done = 0
        self.passages = 0
        self.current = ""

    def enter(self, phase: str) -> None:
        """Begin a phase (see `Progress.phase`) and report it."""
        self._phase = phase
        self._marks = deque([(self._clock(), self._work())])
        self.tell()

    def hold(self, *, held: bool, working: str = "indexing") -> None:
        """Say that the work rests, or goes on; the time of rest is not taken for slowness."""
        phase = "holding" if held else working
        if phase != self._phase:
            self.enter(phase)

    def more(self, files: int, size: int) -> None:
        """Expect so many more files and bytes; fewer where they are negative."""
        self.files_total += files
        self.bytes_total += size

    def done(self, size: int, *, failed: bool = False) -> None:
        """Count a file of ``size`` bytes as dealt with."""
        self.files_done += 1
        self.files_failed += failed
        self.bytes_done += size

    def done_again(self, size: int) -> None:
        """Count bytes of a file that was counted before."""
        self.bytes_done += size

    def tell(self) -> None:
        """Report now."""
        self._reported = self._clock()
        self._report(self.progress(running=self._phase != "idle"))

    def tell_again(self) -> None:
        """Report if the last report is old."""
        if self._clock() - self._reported >= _EVERY:
            self.tell()

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return self._clock() - self._started

    def progress(self, *, running: bool) -> Progress:
        """Return the present state."""
        return Progress(
            library=self._library,
            running=running,
            phase=self._phase,
            files_total=self.files_total,
            files_done=self.files_done,
            files_failed=self.files_failed,
            bytes_total=self.bytes_total,
            bytes_done=self.bytes_done,
            passages=self.passages,
            seconds=self.seconds,
            eta_seconds=self._eta() if self._phase in _WORK else None,
            current=self.current,
        )

    def _eta(self) -> float | None:
        """Take the rate of the last half minute; None before there is one."""
        now, work = self._clock(), self._work()
        self._marks.append((now, work))
        while len(self._marks) > 2 and self._marks[1][0] <= now - _WINDOW:
            self._marks.popleft()
        since, then = self._marks[0]
        whole = self.bytes_total + FILE_COST * self.files_total
        needed = _SOON if work - then >= _ENOUGH * whole else _SURE
        if now - since < needed or work <= then:
            return None
        left = whole - work
        return left * (now - since) / (work - then)

    def _work(self) -> int:
        return self.bytes_done + FILE_COST * self.files_done
