"""The folders of one library, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.library.counted_folders import CountedFolders, failed_text
from app.look.flow import FlowLayout
from app.look.labels import heading, muted
from app.look.two_lines import TwoLines

if TYPE_CHECKING:
    from app.library.model import AnyIndex, Folder
    from engine.protocol.messages import LibraryInfo

_BESIDE = 8
_MOST_ROWS = 8
"""Seen at once; more are scrolled to."""


class FoldersCard(QWidget):
    """Lists the folders of a library."""

    add_requested = Signal()
    remove_requested = Signal(object)
    """`Folder`."""
    reveal_requested = Signal(object)
    """`Folder`."""
    rules_requested = Signal()
    failures_requested = Signal(object)
    """`Folder` whose files could not be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CountedFolders(self)
        self.view = QListView()
        self.view.setObjectName("folders")
        self.view.setAccessibleName(self.tr("Folders of this library"))
        self.view.setModel(self.model)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = TwoLines(self.view)
        self.view.setItemDelegate(self._delegate)
        self.none = muted(QLabel(self.tr("No folder yet. Add one, or drop it on this window.")))
        self.none.setWordWrap(True)
        self.add = QPushButton(self.tr("Add folders…"))
        self.remove = QPushButton(self.tr("Remove…"))
        self.remove.setToolTip(self.tr("Take the selected folder out of this library (Del)"))
        self.reveal = QPushButton(self.tr("Open"))
        self.reveal.setToolTip(self.tr("Open the selected folder in the file manager"))
        self.rules = QPushButton(self.tr("Which files are indexed…"))
        self.failures = QPushButton()
        shown = self.tr("Show the files of the selected folder that could not be read")
        self.failures.setToolTip(shown)
        self.failures.setAccessibleName(shown)
        self.failures.hide()
        self._connect()
        self._lay_out()

    def show_library(self, info: LibraryInfo) -> None:
        """Show a library's folders and how each is."""
        self.model.show_libraries((info,))
        self.view.setVisible(bool(info.folders))
        self.none.setVisible(not info.folders)
        self._fit()
        self._allow()

    def selected(self) -> Folder | None:
        """The folder that is selected."""
        return self.model.folder(self.view.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Follow font and palette."""
        super().changeEvent(event)
        follow = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in follow and hasattr(self, "rules"):
            self._delegate.restyle()
            self._fit()

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_requested)
        self.rules.clicked.connect(self.rules_requested)
        self.remove.clicked.connect(self._ask_to_remove)
        self.reveal.clicked.connect(self._ask_to_reveal)
        self.view.activated.connect(self._ask_to_reveal)
        self.view.selectionModel().currentChanged.connect(self._allow)
        self.model.modelReset.connect(self._allow)
        self.model.dataChanged.connect(self._allow)
        self.failures.clicked.connect(self._ask_for_failures)
        self._delegate.link_taken.connect(self._ask_for_failures_of)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._ask_to_remove)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(heading(QLabel(self.tr("Folders"))))
        top.addStretch()
        top.addWidget(self.rules)
        column.addLayout(top)
        column.addWidget(self.none)
        column.addWidget(self.view)
        row = FlowLayout(_BESIDE)
        for button in (self.add, self.reveal, self.remove, self.failures):
            row.addWidget(button)
        column.addLayout(row)

    def _fit(self) -> None:
        rows = self.model.rowCount()
        height = self.view.sizeHintForRow(0) if rows else 0
        self.view.setFixedHeight(height * min(rows, _MOST_ROWS) + 2)

    def _allow(self) -> None:
        chosen = self.selected() is not None
        self.remove.setEnabled(chosen)
        self.reveal.setEnabled(chosen)
        root = self.model.root(self.view.currentIndex())
        self.failures.setVisible(root is not None and root.failed > 0)
        self.failures.setText(f"{failed_text(root)}…" if root else "")

    def _ask_to_remove(self) -> None:
        folder = self.selected()
        if folder is not None:
            self.remove_requested.emit(folder)

    def _ask_for_failures(self) -> None:
        self._ask_for_failures_of(self.view.currentIndex())

    def _ask_for_failures_of(self, index: AnyIndex) -> None:
        folder = self.model.folder(index)
        if folder is not None:
            self.failures_requested.emit(folder)

    def _ask_to_reveal(self) -> None:
        folder = self.selected()
        if folder is not None:
            self.reveal_requested.emit(folder)
