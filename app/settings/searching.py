"""How results are opened, what is remembered of searches, and what is done ahead of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from app.look import figures
from app.look.preference_names import HISTORY, SINGLE_CLICK
from app.look.switch import Switch
from app.settings.controls import preferred, switch
from app.settings.rows import Line, Section

if TYPE_CHECKING:
    from app.look.preferences import Preferences


class SearchSection(Section):
    """Opening, history and what idle time is used for."""

    in_advance_chosen = Signal(bool)
    """Whether idle time prepares searches; the engine keeps it."""
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
        self.in_advance = Switch()
        self.in_advance.setEnabled(False)
        self.in_advance.clicked.connect(self.in_advance_chosen)
        self._advance = Line(
            self.tr("Prepare searches while idle"), self._meaning(0, 0), (self.in_advance,)
        )
        self.add(self._advance)

    def tell(self, outcome: str) -> None:
        """Say what became of the wish to forget."""
        self._past.explain(outcome)

    def show_in_advance(self, *, wanted: bool, ready: int, most: int) -> None:
        """Show what the engine goes by, and how far it is.

        Args:
            wanted: whether idle time prepares searches.
            ready: passages that are prepared.
            most: how many are to be; 0 where none can be.
        """
        self.in_advance.setEnabled(True)
        self.in_advance.setChecked(wanted)
        self._advance.explain(self._meaning(ready, most if wanted else 0))

    def _meaning(self, ready: int, most: int) -> str:
        said = self.tr(
            "While the computer rests, passages are read ahead that are likely to be asked for: "
            "the best order of results is there sooner."
        )
        if not most:
            return said
        far = self.tr("{0} of {1} are ready.")
        return f"{said} {far.format(figures.count(min(ready, most)), figures.count(most))}"
