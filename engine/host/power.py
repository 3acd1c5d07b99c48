"""How hard indexing may work now: the person's wishes, their battery and their other programs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from engine.host.battery import on_battery
from engine.host.workload import OthersLoad

if TYPE_CHECKING:
    from engine.protocol.records import Pace

log = logging.getLogger(__name__)

LOOK = 2.0
"""Seconds between two looks at the machine: a look at all processes costs some milliseconds."""
BUSY, QUIET = 0.25, 0.12
"""Share of the processors in other programs' use at which a person counts as working, and below
which no longer: apart, so that the pace does not flutter."""

_GENTLER = ("full", "gentle", "stop")


class PaceMaker:
    """Tells the pace; thread-safe, and cheap enough to be asked several times a second."""

    def __init__(
        self,
        wishes: Pace,
        *,
        battery: Callable[[], bool] = on_battery,
        load: Callable[[], float] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Look at the machine for the first time.

        Args:
            wishes: what is to happen on battery and while the person works; ``now`` is ignored.
            battery: tells whether the machine runs on battery.
            load: tells the share of the processors that other programs use, 0 to 1.
            clock: monotonic seconds.
        """
        self._wishes = wishes
        self._battery = battery
        self._load = load
        self._clock = clock
        self._lock = threading.Lock()
        self._looked = clock()
        self._on_battery = self._working = self._blind = False
        self._tried(self._begin)

    def wish(self, wishes: Pace) -> None:
        """Follow other wishes from now on."""
        with self._lock:
            self._wishes = wishes

    def now(self) -> Pace:
        """Return the wishes with what follows from them at present: ``now`` and ``reason``."""
        with self._lock:
            if self._clock() - self._looked >= LOOK:
                self._look()
            return self._judge()

    @property
    def free(self) -> bool:
        """Whether there is mains power, and other programs have next to nothing to do."""
        with self._lock:
            if self._clock() - self._looked >= LOOK:
                self._look()
            return not (self._on_battery or self._working)

    def _look(self) -> None:
        self._looked = self._clock()
        self._tried(self._see)

    def _tried(self, look: Callable[[], object]) -> None:
        """Look at the machine; what cannot be seen (no file can be opened, say) is as before."""
        try:
            look()
        except Exception:
            if not self._blind:
                log.exception("the machine cannot be looked at; the pace stays as it is")
            self._blind = True
        else:
            self._blind = False

    def _begin(self) -> Callable[[], float]:
        self._on_battery = self._battery()
        self._load = self._load or OthersLoad(self._clock).measure
        return self._load

    def _see(self) -> None:
        share = self._begin()()
        self._working = share > (QUIET if self._working else BUSY)

    def _judge(self) -> Pace:
        """Return the gentlest pace that anything asks for."""
        now, reason = "full", ""
        if self._working and self._wishes.while_working != "full":
            now, reason = self._wishes.while_working, "working"
        wished = self._wishes.on_battery
        if self._on_battery and wished != "full" and _GENTLER.index(wished) >= _GENTLER.index(now):
            now, reason = wished, "battery"
        return msgspec.structs.replace(self._wishes, now=now, reason=reason)
