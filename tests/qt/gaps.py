"""How long the window's event loop did not turn, and what held it."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

FRAME = 0.016
"""Seconds: a gap that a person can see."""
_BEAT_MS = 1
_LOOK_SECONDS = 0.004
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Gap:
    """The time from one beat to the next, in seconds."""

    wall: float
    busy: float
    """Of which the GUI thread computed; the rest it waited for a processor or Python's lock."""
    number: int


class LoopWatch(QObject):
    """A timer beats in the GUI thread; another thread looks at its stack when a beat is late."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[Gap] = []
        self.stacks: dict[int, list[str]] = {}
        """What the GUI thread was at, by the number of the gap."""
        self._main = threading.get_ident()
        self._beat_at = self._busy_at = 0.0
        self._ended = threading.Event()
        self._looker = threading.Thread(target=self._look, daemon=True)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to measure."""
        self._beat_at, self._busy_at = time.perf_counter(), time.thread_time()
        self._timer.start(_BEAT_MS)
        self._looker.start()

    def stop(self) -> None:
        """End the measurement."""
        self._timer.stop()
        self._ended.set()
        self._looker.join()

    def percentile(self, share: float) -> float:
        """The gap in seconds that this share (0 to 1) of all gaps does not exceed."""
        walls = sorted(gap.wall for gap in self.gaps)
        return walls[min(int(share * len(walls)), len(walls) - 1)] if walls else 0.0

    def report(self, worst: int = 12) -> str:
        """The figures, and what ran in the longest gaps."""
        late = [gap for gap in self.gaps if gap.wall > FRAME]
        lines = [
            f"{len(self.gaps)} turns, {sum(gap.wall for gap in self.gaps):.1f} s: "
            f"p50 {self.percentile(0.5) * 1000:.1f} ms, p99 {self.percentile(0.99) * 1000:.1f} ms, "
            f"p99.9 {self.percentile(0.999) * 1000:.1f} ms, "
            f"longest {self.percentile(1) * 1000:.0f} ms, "
            f"{len(late)} over {FRAME * 1000:.0f} ms"
        ]
        for gap in sorted(late, key=lambda gap: -gap.wall)[:worst]:
            lines.append(f"\n{gap.wall * 1000:.0f} ms ({gap.busy * 1000:.0f} computing)")
            lines += self.stacks.get(gap.number, ["  not seen"])
        spots = Counter(
            self.stacks[gap.number][-1].strip()
            for gap in late
            if gap.busy > FRAME / 2 and gap.number in self.stacks
        )
        lines += ["", *(f"{count} × {spot}" for spot, count in spots.most_common(8))]
        return "\n".join(lines)

    def _beat(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self.gaps.append(Gap(now - self._beat_at, busy - self._busy_at, len(self.gaps)))
        self._beat_at, self._busy_at = now, busy

    def _look(self) -> None:
        while not self._ended.wait(_LOOK_SECONDS):
            number = len(self.gaps)
            late = time.perf_counter() - self._beat_at > FRAME
            frame = sys._current_frames().get(self._main) if late else None
            if frame is not None and len(self.gaps) == number:
                self.stacks[number] = _lines(frame)


def _lines(frame: FrameType) -> list[str]:
    found = traceback.extract_stack(frame)[-_DEPTH:]
    return [
        f"  {line.filename.rsplit('/', 2)[-1]}:{line.lineno} {line.name}: {line.line}"
        for line in found
    ]
