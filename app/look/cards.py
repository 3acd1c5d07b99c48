"""Frames that hold what belongs together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_SIDE_MOST = 0.28
"""Of a page's width."""
_SIDE_LEAST = 150


def card(content: QWidget) -> QFrame:
    """A framed ground around a widget."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 14, 16, 14)
    column.addWidget(content)
    return frame


def stacked(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    """A widget without edges of its own, and its column.

    Args:
        spacing: between what is put into the column, in pixels.
    """
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return whole, column


def scrolled(content: QWidget) -> QWidget:
    """A widget that scrolls where it has too little room, without a frame."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def list_width(page: QWidget, characters: int) -> int:
    """How wide a list at the side of a page is, in pixels: by its font, and never most of it."""
    wanted = page.fontMetrics().averageCharWidth() * characters
    return min(wanted, max(round(page.width() * _SIDE_MOST), _SIDE_LEAST))
