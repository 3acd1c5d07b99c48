"""The page as the person sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.look.labels import heading
from app.settings.about import AboutSection
from app.settings.appearance import AppearanceSection
from app.settings.indexing import IndexingSection
from app.settings.program import ProgramSection
from app.settings.searching import SearchSection

if TYPE_CHECKING:
    from app.look.preferences import Preferences

_WIDTH = 680
_MARGIN = 18
_GAP = 22


class SettingsPage(QScrollArea):
    """Shows facts and emits wishes; knows no engine. What is chosen holds at once."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.appearance = AppearanceSection(preferences)
        self.search = SearchSection(preferences)
        self.indexing = IndexingSection()
        self.program = ProgramSection(preferences)
        self.about = AboutSection()
        column = QVBoxLayout()
        column.setContentsMargins(0, 6, 0, _GAP)
        column.setSpacing(_GAP)
        column.addWidget(heading(QLabel(self.tr("Settings")), 1.5))
        for section in (self.appearance, self.search, self.indexing, self.program, self.about):
            column.addWidget(section)
        column.addStretch(1)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDTH)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        self.setWidget(whole)
