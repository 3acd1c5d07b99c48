"""Finds what a window shows without room enough, and what has no name."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from app.look.labels import ElidedLabel

_SLACK = 2
"""Pixels: widths are rounded."""


def focusable(root: QWidget) -> list[QWidget]:
    """The widgets that a person can reach by keyboard now."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(root)
        and widget.isEnabled()
        and not _inner(widget)
        and not _beside_chosen(widget)
    ]


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    buttons = [
        b for b in root.findChildren(QAbstractButton) if b.isVisibleTo(root) and not _inner(b)
    ]
    every = dict.fromkeys([*focusable(root), *buttons])
    return [describe(widget) for widget in every if not _name(widget)]


def cut_off(root: QWidget) -> list[str]:
    """Labels and buttons whose text has more to say than there is room for."""
    return [
        f"{describe(widget)}: needs {needed}, has {there}"
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root) and not _inner(widget)
        for needed, there in _lacking(widget)
    ]


def describe(widget: QWidget) -> str:
    """A widget in a test's message."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    place = widget.mapTo(widget.window(), QPoint())
    kind, owner = type(widget).__name__, type(widget.parent()).__name__
    return f"{owner}/{kind} {widget.objectName()} “{text[:60]}” at {place.x()},{place.y()}"


def _lacking(widget: QWidget) -> Iterator[tuple[int, int]]:
    if isinstance(widget, ElidedLabel) or not isinstance(
        widget, QLabel | QAbstractButton | QComboBox
    ):
        return
    if isinstance(widget, QLabel) and (widget.wordWrap() or not widget.text()):
        needed = widget.heightForWidth(widget.width()) if widget.text() else 0
        if needed > widget.height() + _SLACK:
            yield needed, widget.height()
        return
    hint = widget.sizeHint()
    if hint.width() > widget.width() + _SLACK:
        yield hint.width(), widget.width()
    if hint.height() > widget.height() + _SLACK:
        yield hint.height(), widget.height()


def _inner(widget: QWidget) -> bool:
    """Whether it is part of a control of Qt's, which is what has the name."""
    parent = widget.parent()
    return (
        widget.objectName().startswith("qt_")
        or isinstance(widget, QScrollBar)
        or isinstance(parent, QLineEdit | QComboBox | QAbstractSpinBox)
        or widget.metaObject().className() in ("QHeaderView", "QTableCornerButton")
        or (isinstance(parent, QAbstractScrollArea) and widget is parent.viewport())
    )


def _beside_chosen(widget: QWidget) -> bool:
    """Whether arrow keys reach it: of buttons that exclude each other Tab knows the chosen one."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group = widget.group()
    return bool(group and group.exclusive() and group.checkedButton())


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text.strip()
