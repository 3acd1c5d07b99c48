"""How long the window's event loop did not turn, and what held it.

The stacks come from faulthandler, which takes no reference to a frame. A frame that another thread
holds for a moment (``sys._current_frames``) outlives its function there, and its painters and
timers with it: they then die in the wrong thread, and the process with them.
"""

from __future__ import annotations

import faulthandler
import linecache
import re
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

FRAME = 0.016
"""Seconds: a gap that a person can see."""
_BEAT_MS = 1
_LOOK_SECONDS = 0.004
_DEPTH = 6
_LINE = re.compile(r'File "(.+)", line (\d+) in (.+)')


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
        self.deleteLater()  # here, and not where the garbage collector happens to run

    def percentile(self, share: float) -> float:
        """The gap in seconds that this share (0 to 1) of all gaps does not exceed."""
        return _percentile([gap.wall for gap in self.gaps], share)

    def percentile_computing(self, share: float) -> float:
        """The same of what the GUI thread computed, which says more on a machine that is loaded."""
        return _percentile([gap.busy for gap in self.gaps], share)

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
            if late:
                lines = _stack_of(self._main)
                if len(self.gaps) == number:
                    self.stacks[number] = lines


def _percentile(seconds: list[float], share: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


def _stack_of(thread: int) -> list[str]:
    """The innermost lines of a thread's stack, outermost first."""
    with tempfile.TemporaryFile("w+") as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        told = file.read()
    _, _, ours = told.partition(f"{thread:016x} ")
    found = _LINE.findall(ours.partition("\n\n")[0])[:_DEPTH]
    return [_line(path, int(number), name) for path, number, name in reversed(found)]


def _line(path: str, number: int, name: str) -> str:
    text = linecache.getline(path, number).strip()
    return f"  {path.rsplit('/', 1)[-1]}:{number} {name}: {text}"
