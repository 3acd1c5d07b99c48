"""The side bar: which folders are searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.library.model import Folder, FoldersModel, PauseWish
from app.library.notices import general
from app.look import words
from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph
from app.look.labels import heading, muted
from app.look.two_lines import TwoLines

if TYPE_CHECKING:
    from engine.protocol.messages import LibraryInfo


class LibraryPane(QFrame):
    """Lists the folders; asks for adding, removing and pausing."""

    add_requested = Signal()
    remove_requested = Signal(object)
    """`Folder`."""
    reveal_requested = Signal(object)
    """`Folder`."""
    pause_requested = Signal(object)
    """`PauseWish`."""
    rules_requested = Signal(object)
    """`Folder`, whose library's rules are meant."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.model = FoldersModel(self)
        self.view = QListView()
        self.view.setObjectName("folders")
        self.view.setAccessibleName(self.tr("Folders"))
        self.view.setModel(self.model)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = TwoLines(self.view)
        self.view.setItemDelegate(self._delegate)
        self.add_button = self._button(self.tr("Add folders…"))
        self.add_button.clicked.connect(self.add_requested)
        self.remove_button = self._button(self.tr("Remove this folder from the search"))
        self.remove_button.clicked.connect(self._ask_to_remove)
        self.totals = muted(QLabel())
        self.totals.setWordWrap(True)
        self.notes = muted(QLabel())
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setWordWrap(True)
        self.notes.hide()
        self._remove = QAction(self.tr("Remove from the search…"), self)
        self._remove.setShortcut(QKeySequence.StandardKey.Delete)
        self._remove.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._remove.triggered.connect(self._ask_to_remove)
        self._reveal = QAction(self.tr("Open folder"), self)
        self._reveal.triggered.connect(self._ask_to_reveal)
        self._pause = QAction(self)
        self._pause.triggered.connect(self._ask_to_pause)
        self._rules = QAction(self.tr("Which files are indexed…"), self)
        self._rules.triggered.connect(self._ask_for_rules)
        self.addAction(self._remove)
        self._lay_out()
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.model.modelReset.connect(self._refresh)
        self._refresh()

    def show_libraries(self, libraries: tuple[LibraryInfo, ...]) -> None:
        """Show folders and totals."""
        self.model.show_libraries(libraries)
        files = sum(info.files for info in libraries)
        passages = sum(info.passages for info in libraries)
        notes = general(libraries)
        self.notes.setText("\n".join(words.sentence(n.code, n.message) for n in notes))
        self.notes.setToolTip("\n".join(n.message for n in notes))
        self.notes.setVisible(bool(notes))
        self.totals.setText(
            self.tr("%n file(s)", "", files) + "\n" + self.tr("%n passage(s)", "", passages)
        )
        # Amid the first run nothing is counted yet, and the strip below counts what is read.
        self.totals.setVisible(bool(files))

    def selected(self) -> Folder | None:
        """The folder that is selected."""
        return self.model.folder(self.view.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a folder."""
        folder = self.selected()
        if folder is not None:
            paused = self.model.condition(folder).paused
            self._pause.setText(
                self.tr("Go on with indexing") if paused else self.tr("Pause indexing")
            )
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([self._reveal, self._rules, self._pause, self._remove])
            menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        follow = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in follow and hasattr(self, "_reveal"):
            self._refresh()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("flat")
        sized(button)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 10, 4, 10)
        top = QHBoxLayout()
        top.setContentsMargins(10, 0, 6, 0)
        top.setSpacing(2)
        top.addWidget(heading(QLabel(self.tr("Folders"))))
        top.addStretch()
        top.addWidget(self.remove_button)
        top.addWidget(self.add_button)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 0, 10, 0)
        foot.addWidget(self.notes)
        foot.addWidget(self.totals)
        column.addLayout(foot)

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self._delegate.restyle()
        muted_ink = Tints.of(self.palette()).muted
        self.add_button.setIcon(glyph("plus", muted_ink))
        self.remove_button.setIcon(glyph("minus", muted_ink))
        chosen = self.selected() is not None
        self.remove_button.setEnabled(chosen)
        self._remove.setEnabled(chosen)

    def _ask_to_remove(self) -> None:
        folder = self.selected()
        if folder is not None:
            self.remove_requested.emit(folder)

    def _ask_to_reveal(self) -> None:
        folder = self.selected()
        if folder is not None:
            self.reveal_requested.emit(folder)

    def _ask_for_rules(self) -> None:
        folder = self.selected()
        if folder is not None:
            self.rules_requested.emit(folder)

    def _ask_to_pause(self) -> None:
        folder = self.selected()
        if folder is not None:
            paused = self.model.condition(folder).paused
            self.pause_requested.emit(PauseWish(folder.library, not paused))
