"""Controls that keep a preference: what they show is what holds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from app.look.switch import Switch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QWheelEvent

    from app.look.preferences import Preferences


class Choice(QComboBox):
    """One of a few; the wheel scrolls the page and changes nothing."""

    def offer(self, options: Iterable[tuple[str, str]], chosen: str) -> None:
        """Show values and their names.

        Args:
            options: value and name.
            chosen: the value that holds; the first where it is none of them.
        """
        self.clear()
        for value, name in options:
            self.addItem(name, value)
        self.setCurrentIndex(max(self.findData(chosen), 0))

    def value(self) -> str:
        """The chosen value."""
        return str(self.currentData())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


def preferred(
    preferences: Preferences, name: str, default: str, options: Iterable[tuple[str, str]]
) -> Choice:
    """A choice that is kept as the preference ``name``."""
    choice = Choice()
    choice.offer(options, preferences.text(name, default))
    choice.activated.connect(lambda: preferences.put(name, choice.value()))
    return choice


def switch(preferences: Preferences, name: str, *, default: bool) -> Switch:
    """A switch that is kept as the preference ``name``."""
    made = Switch()
    made.setChecked(preferences.flag(name, default=default))
    made.toggled.connect(partial(preferences.put, name))
    return made
