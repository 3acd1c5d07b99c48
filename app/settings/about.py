"""What this is, where it keeps its things, and whether all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.look import figures
from app.settings.checks import CheckList
from app.settings.rows import Line, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import Check


class AboutSection(Section):
    """Version, data folder, licences, diagnosis."""

    folder_requested = Signal()
    licences_requested = Signal()
    diagnosis_requested = Signal()
    copy_requested = Signal(object)
    """A text for the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entitle(self.tr("About Findling"))
        self.open_folder = self._button(self.tr("Open folder"))
        self.licences = self._button(self.tr("Show licences"))
        self.diagnose = self._button(self.tr("Check now"))
        self.copy = self._button(self.tr("Copy report"))
        self.copy.hide()
        self.open_folder.clicked.connect(self.folder_requested)
        self.licences.clicked.connect(self.licences_requested)
        self.diagnose.clicked.connect(self._ask)
        self.copy.clicked.connect(self._copy)
        self._version = Line(self.tr("Version"))
        self._folder = Line(self.tr("Where the index is kept"), controls=(self.open_folder,))
        licence = Line(
            self.tr("Licences"),
            self.tr("Findling is free software under the Apache License 2.0."),
            (self.licences,),
        )
        self._health = Line(
            self.tr("Diagnosis"),
            self.tr("Checks versions, folders and models; takes some seconds."),
            (self.copy, self.diagnose),
        )
        self.checks = CheckList()
        self.checks.hide()
        for control in (self.open_folder, self.licences, self.diagnose, self.copy):
            control.setAccessibleName(control.text())
        for line in (self._version, self._folder, licence, self._health):
            self.add(line)
        self.add_below(self.checks)

    def show_facts(self, version: str, folder: str) -> None:
        """Show version and data folder."""
        self._version.explain(version)
        self._folder.explain(figures.place(folder))

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show a diagnosis."""
        bad = sum(not check.ok for check in checks)
        self._health.explain(
            self.tr("%n thing(s) need attention.", "", bad) if bad else self.tr("All is well.")
        )
        self.checks.show_checks(checks)
        self.checks.show()
        self.copy.show()
        self.diagnose.setEnabled(True)

    def tell(self, trouble: str) -> None:
        """Say why there is no diagnosis."""
        self._health.explain(trouble)
        self.diagnose.setEnabled(True)

    def _button(self, text: str) -> QPushButton:
        return QPushButton(text)

    def _ask(self) -> None:
        self.diagnose.setEnabled(False)
        self._health.explain(self.tr("Checking…"))
        self.diagnosis_requested.emit()

    def _copy(self) -> None:
        self.copy_requested.emit(self.checks.report())
