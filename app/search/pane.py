"""The field at the top: what is looked for, what narrows it, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.look.announcing import announce
from app.look.colours import Tints
from app.look.icons import glyph
from app.look.labels import ElidedLabel, enlarge, muted
from app.search.chips import ChipRow
from app.search.completions import CompletionPopup
from app.search.field import QueryField
from app.search.filters import FilterButton
from app.search.help_button import HelpButton
from app.search.library_choice import LibraryChoice

_SCALE = 1.25
_STAR_KEYS = "Ctrl+D"
_LINK_KEYS = "Ctrl+Shift+L"
"""As in the list, where they copy the link of a hit."""


class SearchPane(QWidget):
    """The search field with its filters and its summary line."""

    query_edited = Signal(str)
    """The text, at every change."""
    left_downwards = Signal()
    submitted = Signal()
    star_pressed = Signal()
    """Keep the present query, or forget that it was kept."""
    link_copied = Signal()
    """A link to the present search is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self.field = QueryField()
        self.field.setObjectName("query")
        self.field.setAccessibleName(self.tr("Search"))
        self.field.setPlaceholderText(self.tr("Search your files by meaning or by word"))
        enlarge(self.field, _SCALE)
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        # Qt's own clear button draws a picture that dark palettes swallow.
        self._clear = self._trailing(self.tr("Clear"))
        self._clear.triggered.connect(self.field.clear)
        self.star = self._trailing("")
        self.star.setShortcut(QKeySequence(_STAR_KEYS))
        self.star.triggered.connect(self.star_pressed)
        self.link = self._own_action(self.tr("Copy link to this search"), _LINK_KEYS)
        self.link.triggered.connect(self.link_copied)
        self.filter = FilterButton()
        self.libraries = LibraryChoice()
        self.order = self._order_pill()
        self.summary = ElidedLabel()
        self.summary.setAccessibleName(self.tr("Summary"))
        muted(self.summary)
        self.help = HelpButton()
        self.help.chosen.connect(self.field.setText)
        self.chips = ChipRow((self.filter, self.libraries, self.help), (self.summary, self.order))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.chips)
        self.popup = CompletionPopup(self.field)
        self.field.lend_keys(self.popup)
        self.setFocusProxy(self.field)
        self.filter.closed.connect(self.return_to_field)
        self.field.textChanged.connect(self.query_edited)
        self.field.textChanged.connect(self._text_changed)
        self.field.left_downwards.connect(self.left_downwards)
        self.field.submitted.connect(self.submitted)
        self.show_saved(saved=False)
        self._recolour()

    def summarise(self, text: str, *, aloud: bool = False) -> None:
        """Say under the field what came of the query.

        Args:
            text: one line.
            aloud: whether a screen reader says it, too.
        """
        if aloud and text != self._said:
            self._said = text
            announce(self.field, text)
        self.summary.setText(text)

    def show_saved(self, *, saved: bool) -> None:
        """Say whether the present query is kept."""
        self._saved = saved
        self.star.setText(
            self.tr("Remove from saved searches") if saved else self.tr("Save search")
        )
        self._recolour()

    def take_focus(self) -> None:
        """Come back to the field, its text selected so that typing replaces it."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def type_on(self, text: str) -> None:
        """Write as if the field had the focus, which it gets."""
        self.return_to_field()
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.field, QKeyEvent(QEvent.Type.KeyPress, 0, none, text))

    def return_to_field(self) -> None:
        """Come back to the field, its cursor where it was."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What hangs below the field would hang elsewhere now."""
        super().resizeEvent(event)
        self.popup.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_saved"):
            self._recolour()

    def _order_pill(self) -> QToolButton:
        pill = QToolButton()
        pill.setObjectName("pill")
        pill.setText(self.tr("Show better order"))
        pill.setToolTip(self.tr("The order was refined; the list waited for you"))
        pill.hide()
        return pill

    def _trailing(self, text: str) -> QAction:
        action = QAction(text, self)
        action.setVisible(False)
        self.field.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        return action

    def _own_action(self, text: str, keys: str) -> QAction:
        action = QAction(text, self.field)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(False)
        self.field.offer(action)
        return action

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.star.setVisible(bool(text.strip()))
        self.link.setEnabled(bool(text.strip()))

    def _recolour(self) -> None:
        tints = Tints.of(self.palette())
        self._glass.setIcon(glyph("search", tints.muted))
        self._clear.setIcon(glyph("clear", tints.muted))
        starred = glyph("star-filled", tints.accent) if self._saved else glyph("star", tints.muted)
        self.star.setIcon(starred)
