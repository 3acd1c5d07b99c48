"""How results are opened and what is remembered of searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from app.look.preference_names import HISTORY, SINGLE_CLICK
from app.settings.controls import preferred, switch
from app.settings.rows import Line, Section

if TYPE_CHECKING:
    from app.look.preferences import Preferences


class SearchSection(Section):
    """Opening and history."""

    forget_requested = Signal()
    """All past searches are to be forgotten."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.entitle(self.tr("Search"))
        clicks = (("false", self.tr("A double click")), ("true", self.tr("A single click")))
        self.clicks = preferred(preferences, SINGLE_CLICK, "false", clicks)
        self.history = switch(preferences, HISTORY, default=True)
        self.forget = QPushButton(self.tr("Clear history"))
        self.forget.clicked.connect(self.forget_requested)
        self._past = Line(
            self.tr("Past searches"), self.tr("They stay on this computer."), (self.forget,)
        )
        self.forget.setAccessibleName(self.forget.text())
        self.add(
            Line(
                self.tr("A result is opened by"),
                self.tr("Enter opens the selected one as well."),
                (self.clicks,),
            )
        )
        self.add(
            Line(
                self.tr("Remember searches"),
                self.tr("Offered again while you type. Saved searches are kept in any case."),
                (self.history,),
            )
        )
        self.add(self._past)

    def tell(self, outcome: str) -> None:
        """Say what became of the wish to forget."""
        self._past.explain(outcome)
