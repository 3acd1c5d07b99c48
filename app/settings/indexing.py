"""How hard indexing works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.look.switch import Switch
from app.settings.controls import Choice
from app.settings.rows import Line, Section

if TYPE_CHECKING:
    from engine.protocol.messages import Pace


class IndexingSection(Section):
    """Pace and pause; the engine keeps both."""

    pace_chosen = Signal(object)
    """`Pace`."""
    running_chosen = Signal(bool)
    """True: go on; False: pause."""

    def __init__(self) -> None:
        super().__init__()
        self.entitle(self.tr("Indexing"))
        self.running = Switch()
        self.running.setChecked(True)
        self.running.clicked.connect(self.running_chosen)
        self.on_battery, self.while_working = Choice(), Choice()
        for choice in (self.on_battery, self.while_working):
            choice.activated.connect(self._choose)
            choice.setEnabled(False)
        self._state = Line(
            self.tr("Keep the index up to date"), self._meaning(paused=False), (self.running,)
        )
        self.add(self._state)
        self._battery = Line(self.tr("On battery"), controls=(self.on_battery,))
        self._working = Line(
            self.tr("While other programs are busy"), controls=(self.while_working,)
        )
        self.add(self._battery)
        self.add(self._working)

    def show_pace(self, pace: Pace) -> None:
        """Show what the engine goes by."""
        full, gentle = self.tr("At full speed"), self.tr("Gently")
        self.on_battery.offer(
            (("full", full), ("gentle", gentle), ("stop", self.tr("Not at all"))), pace.on_battery
        )
        self.while_working.offer((("full", full), ("gentle", gentle)), pace.while_working)
        for choice in (self.on_battery, self.while_working):
            choice.setEnabled(True)
        now = self.tr("This holds at present.")
        self._battery.explain(now if pace.reason == "battery" else "")
        self._working.explain(now if pace.reason == "working" else "")

    def show_running(self, *, running: bool) -> None:
        """Show whether indexing goes on; nothing is asked for."""
        self.running.setChecked(running)
        self._state.explain(self._meaning(paused=not running))

    def _meaning(self, *, paused: bool) -> str:
        if paused:
            return self.tr("Paused: new and changed files are not found until it goes on.")
        return self.tr("New and changed files become findable within seconds.")

    def _choose(self) -> None:
        from engine.protocol.messages import Pace

        self.pace_chosen.emit(
            Pace(on_battery=self.on_battery.value(), while_working=self.while_working.value())
        )
