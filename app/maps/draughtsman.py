"""The thread that draws the map, so that the window's never does."""

from __future__ import annotations

import atexit
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from app.maps.atlas import Atlas
    from app.maps.dots import Order
    from engine.protocol.messages import MapMade


_PATIENCE = 5.0
"""Seconds that the last picture gets to be ready when the window goes."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A drawn order."""

    order: Order
    image: QImage


class Easel(QObject):
    """What the draughtsman brings. Connect only bound methods of QObjects, queued."""

    unrolled = Signal(object)
    """An `Atlas`."""
    drawn = Signal(object)
    """A `Picture`."""


class Draughtsman:
    """Works on a thread of its own; of several orders only the latest is drawn.

    The array library is loaded there, too: that takes a tenth of a second.
    """

    def __init__(self, easel: Easel) -> None:
        self._easel = easel
        self._changed = threading.Condition()
        self._message: MapMade | None = None
        self._order: Order | None = None
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="draughtsman", daemon=True)
        self._thread.start()
        # A daemon's thread that Python ends while Qt is on its stack takes the process with it.
        atexit.register(self.end)

    def unroll(self, made: MapMade) -> None:
        """Make an atlas of a message; ends in `Easel.unrolled`."""
        with self._changed:
            self._message = made
            self._changed.notify()

    def draw(self, order: Order) -> None:
        """Draw; ends in `Easel.drawn` unless another order comes first."""
        with self._changed:
            self._order = order
            self._changed.notify()

    def end(self, _gone: object = None) -> None:
        """Draw nothing any more; waits for what is being drawn, which needs the easel."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join(_PATIENCE)
        atexit.unregister(self.end)

    def _work(self) -> None:
        while (task := self._next()) is not None:
            task()

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._message or self._order)
            if self._ended:
                return None
            if (made := self._message) is not None:
                self._message = None
                return lambda: self._bring(self._easel.unrolled, _atlas(made))
            order, self._order = self._order, None
            return lambda: self._bring(self._easel.drawn, _picture(order)) if order else None

    def _bring(self, signal: SignalInstance, what: object) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone
            signal.emit(what)


def _atlas(made: MapMade) -> Atlas:
    import_module("app.maps.dots")  # here, and not when the first picture is ordered
    from app.maps.atlas import Atlas

    return Atlas.of(made)


def _picture(order: Order) -> Picture:
    from app.maps.dots import draw

    return Picture(order, draw(order))
