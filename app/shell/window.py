"""The main window: panes in their places, keys, drops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.library.failures import FailuresDialog
from app.library.pane import LibraryPane
from app.library.progress import ProgressStrip
from app.library.rules import RulesDialog
from app.library.welcome import WelcomePage
from app.look.icons import program_icon
from app.preview.pane import PassagePane
from app.results.pane import ResultsPane
from app.results.remarks import Remarks
from app.search.pane import SearchPane
from app.search.scope import Scope
from app.shell.banner import Banner
from app.shell.pages import Pages, Place
from app.shell.panes import Panes

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE = (1180, 760)
_MARGIN = 14
_ROOM_FOR_FOLDERS = 860
"""Window width below which the side bar is hidden."""
_SEARCH_KEYS = ("Ctrl+F", "Ctrl+L")


class MainWindow(QMainWindow):
    """Holds the panes and moves the focus between them; knows no engine."""

    folders_dropped = Signal(object)
    """A tuple of paths."""
    welcome_shown = Signal()
    """The first screen is there."""
    welcome_dropped = Signal(object)
    """A tuple of paths, dropped while the first screen is shown."""
    quit_requested = Signal()
    restart_requested = Signal()
    scope_chosen = Signal(object)
    """`Scope`: what the search is confined to from now on."""
    vendor_answered = Signal()
    """A vendor was tried and takes the key that is kept, or has another one."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Findling")
        self.setWindowIcon(program_icon())
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        self.setMinimumSize(560, 420)
        self.pages = Pages()
        self.search = SearchPane()
        self.banner = Banner()
        self.welcome = WelcomePage()
        self.library = LibraryPane()
        self.remarks = Remarks()
        self.results = ResultsPane()
        self.passage = PassagePane()
        self.progress = ProgressStrip()
        self.failures = FailuresDialog(self)
        self.rules = RulesDialog(self)
        self._lay_out()
        self._bind_keys()
        self.results.hit_selected.connect(self.passage.show_hit)
        self.search.left_downwards.connect(self._into_results)
        self.search.submitted.connect(self.open_selected)
        self.results.view.typed.connect(self.search.type_on)
        self.results.view.left_at_top.connect(self.search.take_focus)
        self.search.field.setFocus()

    def show_welcome(self, *, wanted: bool) -> None:
        """Show the first screen in place of search and results, or those again.

        The other places stay as they are: who takes the last folder out of a library wants to go
        on there.
        """
        stage = self.welcome if wanted else self._work
        if self._stages.currentWidget() is stage:
            return
        self._stages.setCurrentWidget(stage)
        if self._searching():
            self._focus_stage()
        if wanted:
            self.welcome_shown.emit()

    def showing_welcome(self) -> bool:
        """Whether the first screen is shown."""
        return self._searching() and self._stages.currentWidget() is self.welcome

    def bring_forward(self) -> None:
        """Show the window above the others, wherever it was."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def bring_search(self) -> None:
        """Show the window, ready for a query."""
        self.bring_forward()
        self.go_to_search()

    def go_to_search(self) -> None:
        """Show the search and put the cursor into its field."""
        self.pages.go("search")
        self._focus_stage()

    def search_in(self, paths: Sequence[str], label: str) -> None:
        """Go to the search and confine it to some files.

        Args:
            paths: absolute, at most some 10,000.
            label: what a person calls them, such as ``134 documents of the map``.
        """
        self.scope_chosen.emit(Scope(label, paths=tuple(paths)))
        self.go_to_search()

    def open_selected(self) -> None:
        """Open the selected result in its own program."""
        row = self.results.view.selected_row()
        if row is not None:
            self.results.view.open_requested.emit(row.hit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders are welcome."""
        if _local_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped folders go into the library."""
        paths = _local_paths(event)
        if paths:
            event.acceptProposedAction()
            dropped = self.welcome_dropped if self.showing_welcome() else self.folders_dropped
            dropped.emit(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has no room for the folders."""
        super().resizeEvent(event)
        self.splitter.show_folders(wanted=event.size().width() >= _ROOM_FOR_FOLDERS)

    def _lay_out(self) -> None:
        splitter = self.splitter = Panes(
            (self.library, _card(self.remarks, self.results), self.passage)
        )
        self._work = QWidget()
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(8)
        work.addWidget(self.search)
        work.addWidget(splitter, 1)
        work.addWidget(self.progress)
        self._stages = QStackedWidget()
        self._stages.addWidget(self._work)
        self._stages.addWidget(self.welcome)
        self.pages.offer(Place("search", "search", self.tr("Search")), lambda: self._stages)
        self.pages.go("search")
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 8)
        self.pages.put_above(self.banner)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(whole)

    def _bind_keys(self) -> None:
        for keys in _SEARCH_KEYS:
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_to_search)
        QShortcut(QKeySequence.StandardKey.Quit, self).activated.connect(self.quit_requested)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.library.add_requested)

    def _searching(self) -> bool:
        return self.pages.current == "search"

    def _focus_stage(self) -> None:
        if self._stages.currentWidget() is self.welcome:
            self.welcome.take_focus()
        else:
            self.search.take_focus()

    def _into_results(self) -> None:
        if self.results.currentWidget() is self.results.view:
            self.results.view.take_focus()


def _card(*content: QWidget) -> QWidget:
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(2, 4, 2, 4)
    column.setSpacing(0)
    for widget in content:
        column.addWidget(widget, 1 if widget is content[-1] else 0)
    return frame


def _local_paths(event: QDropEvent) -> tuple[str, ...]:
    urls = event.mimeData().urls()
    return tuple(url.toLocalFile() for url in urls if url.isLocalFile())
