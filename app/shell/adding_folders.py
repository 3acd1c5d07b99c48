"""Folders for a library: added at once, or after a word where their texts leave the computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox

from app.models import costs
from engine.protocol.messages import EstimateModels, Failed, ModelsEstimated

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow
    from engine.protocol.messages import Event


class AddingFolders(QObject):
    """One addition. Ends by itself; all of it runs in the GUI thread."""

    def __init__(
        self, link: EngineLink, window: MainWindow, library: str, add: Callable[[], None]
    ) -> None:
        """Ask the engine who gets the texts of a library; add where nobody does.

        Args:
            link: to the engine.
            window: over which a person is asked, if somebody gets them.
            library: its name; empty for the first one.
            add: what adds the folders.
        """
        super().__init__(window)
        self._window = window
        self._library = library
        self._add = add
        link.ask(EstimateModels(library=library, dense_model="", reranker=""), self._estimated)

    @Slot(object)
    def _estimated(self, event: Event) -> None:
        if isinstance(event, ModelsEstimated) and costs.hosts(event):
            self._ask(event)
        elif isinstance(event, (ModelsEstimated, Failed)):  # what failed says the addition, too
            self._add()
            self.deleteLater()

    def _ask(self, estimate: ModelsEstimated) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            self.tr("Texts of the library “{0}” leave this computer.").format(estimate.library)
        )
        box.setInformativeText("\n".join(costs.sent(estimate, {})))
        add = box.addButton(self.tr("Add and send"), QMessageBox.ButtonRole.AcceptRole)
        add.clicked.connect(self._add)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.finished.connect(self.deleteLater)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
