"""Commands under way and who waits for their answers. For the GUI thread alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakMethod

from shiboken6 import isValid

from engine.protocol.messages import CLOSING, Failed

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from engine.protocol.messages import Event

Receiver = Callable[["Event"], None]
"""A bound method of a QObject of the GUI thread."""


class Asking:
    """Hands each answer to whoever asked, as long as that object lives."""

    def __init__(self) -> None:
        self._waiting: dict[int, WeakMethod[Receiver]] = {}

    def expect(self, number: int, receiver: Receiver) -> None:
        """Every event of the command ``number`` goes to ``receiver``, the closing one last."""
        self._waiting[number] = WeakMethod(receiver)

    def forget(self, number: int) -> None:
        """Nobody wants its answer any more."""
        self._waiting.pop(number, None)

    def receive(self, number: int, event: Event) -> bool:
        """Hand an event on; False where nobody ever asked through here."""
        waiting = self._waiting.get(number)
        if waiting is None:
            return False
        if isinstance(event, CLOSING):
            self.forget(number)
        receiver = waiting()
        owner: QObject | None = getattr(receiver, "__self__", None)
        if receiver is not None and owner is not None and isValid(owner):
            receiver(event)
        return True

    def fail_all(self, failed: Failed) -> None:
        """The engine is gone: nothing will be answered."""
        for number in list(self._waiting):
            self.receive(number, failed)
