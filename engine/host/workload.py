"""How busy the machine is with other things than this program."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import psutil

from engine.host.kin import family

SMOOTHING = 6.0
"""Seconds after which a change of load has shown to two thirds."""


class OthersLoad:
    """The share of the machine's processors that other programs use, smoothed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._share = 0.0
        self._before = self._look()

    def measure(self) -> float:
        """Return the share, 0 to 1; call it every few seconds while somebody wants to know."""
        now = self._look()
        seconds = now[0] - self._before[0]
        if seconds <= 0:
            return self._share
        used = (now[1] - self._before[1]) - max(0.0, now[2] - self._before[2])
        share = min(1.0, max(0.0, used / (seconds * (psutil.cpu_count() or 1))))
        self._share += (share - self._share) * (1 - math.exp(-seconds / SMOOTHING))
        self._before = now
        return self._share

    def _look(self) -> tuple[float, float, float]:
        """Return the time and, since some beginning, seconds used by all and by this program."""
        machine = psutil.cpu_times()
        # Waiting for a disk and what a hypervisor took are nobody's work here.
        everybody = (
            machine.user
            + machine.system
            + sum(getattr(machine, name, 0.0) for name in ("nice", "irq", "softirq"))
        )
        return self._clock(), everybody, self._own()

    def _own(self) -> float:
        """Return what this process and its children used, on Linux with those that have ended.

        Elsewhere a child's end takes its seconds away: for one look all load counts as others'.
        """
        seconds = 0.0
        for process in family():
            try:
                times = process.cpu_times()
            except (psutil.Error, OSError):  # it ended meanwhile
                continue
            seconds += times.user + times.system + times.children_user + times.children_system
        return seconds
