"""The settings' page: the person's choices and what follows from them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.look import languages, words
from app.settings.licences import LicencesDialog
from app.settings.page import SettingsPage
from app.shell.errand import Errand
from app.shell.licences import licence_texts
from app.shell.pacing import Pacing
from engine.protocol.messages import (
    Diagnose,
    Diagnosed,
    Event,
    Failed,
    ForgetSearches,
    GetStatus,
    SearchesListed,
    StatusReported,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.link.engine_link import EngineLink
    from app.look.preferences import Preferences
    from app.shell.habits import Habits
    from app.shell.window import MainWindow


def settings_page(
    link: EngineLink, window: MainWindow, preferences: Preferences, habits: Habits
) -> QWidget:
    """Make the page and connect it."""
    page = SettingsPage(preferences)
    Settling(link, window, page, preferences, habits)
    return page


class Settling(QObject):
    """Connects the page with link and desktop. All of it runs in the GUI thread."""

    def __init__(
        self,
        link: EngineLink,
        window: MainWindow,
        page: SettingsPage,
        preferences: Preferences,
        habits: Habits,
    ) -> None:
        super().__init__(page)
        self._link = link
        self._window = window
        self._page = page
        self._folder = ""
        self._licences: LicencesDialog | None = None
        Pacing(link, window, page.indexing, page.search)
        habits.connect_page(page)
        added = preferences.folder / "languages"
        look = partial(languages.available, added)
        Errand(look, self._show_languages, self, failed=()).start()
        page.appearance.restart_requested.connect(window.restart_requested)
        page.search.forget_requested.connect(self._forget)
        page.about.folder_requested.connect(self._open_folder)
        page.about.licences_requested.connect(self._read_licences)
        page.about.diagnosis_requested.connect(self._diagnose)
        for source in (page.about, page.program):
            source.copy_requested.connect(self._copy)
        link.engine_ready.connect(self._ask)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._link.ask(GetStatus(), self._show_status)

    @Slot(object)
    def _show_status(self, event: Event) -> None:
        if isinstance(event, StatusReported):
            self._folder = event.data
            self._page.about.show_facts(event.version, event.data)

    @Slot(object)
    def _show_languages(self, found: tuple[languages.Language, ...]) -> None:
        self._page.appearance.show_languages(found)

    @Slot()
    def _forget(self) -> None:
        self._link.ask(ForgetSearches(history=True), self._forgotten)

    @Slot(object)
    def _forgotten(self, event: Event) -> None:
        if isinstance(event, SearchesListed):
            self._page.search.tell(self.tr("Forgotten."))
        elif isinstance(event, Failed):
            self._page.search.tell(words.sentence(event.code, event.message, event.facts))

    @Slot()
    def _open_folder(self) -> None:
        if self._folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))

    @Slot()
    def _read_licences(self) -> None:
        Errand(licence_texts, self._show_licences, self, failed="").start()

    @Slot(object)
    def _show_licences(self, text: str) -> None:
        if not text:  # an incomplete installation
            self._window.banner.say(words.sentence("failed"))
            return
        if self._licences is None:
            self._licences = LicencesDialog(self._window)
        self._licences.show_text(text)

    @Slot()
    def _diagnose(self) -> None:
        self._link.ask(Diagnose(), self._show_diagnosis)

    @Slot(object)
    def _show_diagnosis(self, event: Event) -> None:
        if isinstance(event, Diagnosed):
            self._page.about.show_checks(event.checks)
        elif isinstance(event, Failed):
            self._page.about.tell(words.sentence(event.code, event.message, event.facts))

    @Slot(object)
    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
