"""The page as the person sees it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class MapPage(QWidget):
    """Shows facts and emits wishes; knows no engine."""
