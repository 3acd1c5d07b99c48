"""Python's search for cyclic garbage, between two events and never amid one.

A closed window or dialog often is cyclic garbage: it holds a slot that holds it. Python looks for
such garbage whenever enough was made since, so in any handler of an event too. But Qt tells all its
widgets of another style or palette from a list of bare pointers (``QApplication::setStyle`` of
Qt 6): a widget that ends while it walks that list ends the program with a segmentation fault. What
no cycle holds still ends at once.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject


class Sweeper(QObject):
    """Collects in the thread of the event loop that made it, when that loop is about to wait."""

    def __init__(self, parent: QObject) -> None:
        """Take over from Python's own collector; ``parent`` is the application."""
        super().__init__(parent)
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._was = gc.isenabled()
        gc.disable()
        self._dispatcher.aboutToBlock.connect(self.sweep)

    def sweep(self) -> None:
        """Collect what Python's own collector would have by now, by its own thresholds."""
        for generation in (2, 1, 0):
            threshold = gc.get_threshold()[generation]
            if threshold and gc.get_count()[generation] > threshold:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Leave it to Python again."""
        self._dispatcher.aboutToBlock.disconnect(self.sweep)
        if self._was:
            gc.enable()
