"""How the window looks and which language it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from app.look import figures, languages
from app.look.preference_names import SCHEME, TEXT_SIZE
from app.look.style import TEXT_SIZES
from app.settings.controls import Choice, preferred
from app.settings.rows import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.look.languages import Language
    from app.look.preferences import Preferences


class AppearanceSection(Section):
    """Colours, text size, language."""

    restart_requested = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.entitle(self.tr("Appearance"))
        self._preferences = preferences
        self._spoken = preferences.text(languages.PREFERENCE)
        self.scheme = preferred(
            preferences,
            SCHEME,
            "system",
            (
                ("system", self.tr("As the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ),
        )
        sizes = [(str(size), self.tr("{0}%").format(figures.count(size))) for size in TEXT_SIZES]
        self.text_size = preferred(preferences, TEXT_SIZE, "100", sizes)
        self.language = Choice()
        self.language.activated.connect(self._choose_language)
        self.restart = QPushButton(self.tr("Restart now"))
        self.restart.clicked.connect(self.restart_requested)
        self.restart.hide()
        self.add(Line(self.tr("Colours"), controls=(self.scheme,)))
        self.add(Line(self.tr("Text size"), controls=(self.text_size,)))
        self._language_line = Line(self.tr("Language"), controls=(self.language, self.restart))
        self.restart.setAccessibleName(self.restart.text())
        self.add(self._language_line)
        self.show_languages(())

    def show_languages(self, found: Iterable[Language]) -> None:
        """Offer the languages that there are translations for."""
        options = [("", self.tr("As the system"))]
        options += [(language.code, language.name) for language in found]
        self.language.offer(options, self._preferences.text(languages.PREFERENCE))

    def _choose_language(self) -> None:
        code = self.language.value()
        self._preferences.put(languages.PREFERENCE, code)
        other = code != self._spoken
        self.restart.setVisible(other)
        self._language_line.explain(self.tr("Spoken from the next start on.") if other else "")
