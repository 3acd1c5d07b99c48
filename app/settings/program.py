"""How the program lives on this desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QPushButton

from app.look.preference_names import DESKTOP_SEARCH, SHORTCUT, STAY, TRAY
from app.look.switch import Switch
from app.settings.controls import switch
from app.settings.rows import Line, Section

if TYPE_CHECKING:
    from app.look.preferences import Preferences

_PORTABLE = QKeySequence.SequenceFormat.PortableText


class ProgramSection(Section):
    """Icon beside the clock, start at login, keys that bring the window from anywhere."""

    login_chosen = Signal(bool)
    """True: start at login."""
    copy_requested = Signal(object)
    """A text for the clipboard."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.entitle(self.tr("Program"))
        self._preferences = preferences
        self.tray = switch(preferences, TRAY, default=False)
        self.stay = switch(preferences, STAY, default=False)
        self.login = Switch()
        self.login.clicked.connect(self.login_chosen)
        self.shortcut = QKeySequenceEdit(
            QKeySequence.fromString(preferences.text(SHORTCUT), _PORTABLE)
        )
        self.shortcut.setMaximumSequenceLength(1)
        self.shortcut.setClearButtonEnabled(True)
        self.shortcut.editingFinished.connect(self._choose_shortcut)
        self.copy = QPushButton(self.tr("Copy command"))
        self.copy.clicked.connect(self._copy)
        self._tray_line = Line(self.tr("Icon beside the clock"), controls=(self.tray,))
        self._stay_line = Line(self.tr("Closing the window keeps it there"), controls=(self.stay,))
        self._login_line = Line(self.tr("Start at login"), controls=(self.login,))
        self._keys_line = Line(
            self.tr("Keys that bring the window from anywhere"),
            controls=(self.shortcut, self.copy),
        )
        self.copy.setAccessibleName(self.copy.text())
        for line in (self._tray_line, self._stay_line, self._login_line, self._keys_line):
            self.add(line)
        self.desktop: Switch | None = None
        self._command = ""
        self.tray.toggled.connect(self.stay.setEnabled)
        self.show_tray(possible=True)
        self.show_keys(possible=True)

    def show_tray(self, *, possible: bool) -> None:
        """Say whether this desktop shows icons beside its clock."""
        self.tray.setEnabled(possible)
        self.stay.setEnabled(possible and self.tray.isChecked())
        self._tray_line.explain(
            self.tr("Opens the window, pauses indexing, quits.")
            if possible
            else self.tr("This desktop has no place for it.")
        )

    def show_login(self, *, possible: bool, chosen: bool) -> None:
        """Show whether the program starts at login."""
        self.login.setEnabled(possible)
        self.login.setChecked(chosen)
        self._login_line.explain(
            self.tr("In the background: files are kept findable.")
            if possible
            else self.tr("This is not possible on this system.")
        )

    def show_keys(self, *, possible: bool, command: str = "", taken: bool = False) -> None:
        """Say whether keys can be had here.

        Args:
            possible: this desktop lets programs have keys.
            command: what its own keyboard settings can run instead.
            taken: the chosen keys belong to another program.
        """
        self._command = command
        self.shortcut.setVisible(possible)
        self.copy.setVisible(not possible)
        if not possible:
            meaning = self.tr(
                "This desktop gives programs no keys. Have its keyboard settings run: {0}"
            ).format(command)
        elif taken:
            meaning = self.tr("Another program has these keys. Choose others.")
        else:
            meaning = self.tr("Click the field and press them, with Ctrl, Alt or the like.")
        self._keys_line.explain(meaning)

    def show_desktop_search(self, *, possible: bool) -> None:
        """Offer results in the desktop's own search; for platforms that may have one.

        Args:
            possible: it can ask us: this Findling was installed where the desktop looks.
        """
        self.desktop = switch(self._preferences, DESKTOP_SEARCH, default=False)
        self.desktop.setEnabled(possible)
        self.add(
            Line(
                self.tr("Results in the desktop's own search"),
                self.tr(
                    "Passages of your files show where GNOME or KDE search, to whoever looks on, "
                    "too. Libraries with a vendor's model are left out."
                )
                if possible
                else self.tr("This comes with Findling's package for your system."),
                controls=(self.desktop,),
            )
        )

    def _choose_shortcut(self) -> None:
        self._preferences.put(SHORTCUT, self.shortcut.keySequence().toString(_PORTABLE))

    def _copy(self) -> None:
        self.copy_requested.emit(self._command)
