"""Loads what pages are made of before somebody first goes there, while nobody wants anything."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

from app.look import icons

if TYPE_CHECKING:
    from app.shell.window import MainWindow

REST_MS = 2_000
"""After the window was shown: search, engine and first answers come first."""
_BETWEEN_MS = 40
"""Between two modules, so that keys and answers are never kept waiting by more than one."""

MODULES = (
    *(f"app.look.{name}" for name in ("chart", "bars", "cards", "columns", "side_list")),
    "app.look.growing",
    *(f"app.library.{name}" for name in ("states", "libraries_model", "days", "tallies", "naming")),
    *(f"app.library.{name}" for name in ("counted_folders", "folders_card", "making")),
    *(f"app.library.{name}" for name in ("statistics", "knowing", "detail")),
    "app.library.page",
    *(f"app.models.{name}" for name in ("wishes", "vendors", "facts", "costs", "sentences")),
    *(f"app.models.{name}" for name in ("uses_card", "choosing")),
    *(f"app.shell.{name}" for name in ("refitting", "following_folders", "removing", "curating")),
    *(f"app.models.{name}" for name in ("narrowing", "models_model", "sieve", "key_card")),
    *(f"app.models.{name}" for name in ("command_line", "getting_card", "detail")),
    *(f"app.models.{name}" for name in ("under_way", "page")),
    *(f"app.models.{name}" for name in ("entries", "adding", "serving")),
    *(f"app.shell.{name}" for name in ("adding_models", "keying")),
    "app.shell.equipping",
)
"""Of the libraries' and the models' pages; those that others need come first."""


_GLYPHS = ("library", "model", "download", "key", "extra", "away", "warning", "plus", "folder")
"""What their rows are painted with."""


class Readying(QObject):
    """Imports one module at a time once the window rests. Lives in the GUI thread."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._left = list(MODULES)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._load)
        window.installEventFilter(self)

    @property
    def done(self) -> bool:
        """Whether all is loaded."""
        return not self._left

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Begin when the window is shown."""
        if event.type() == QEvent.Type.Show:
            watched.removeEventFilter(self)
            self._timer.start(REST_MS)
        return False

    @Slot()
    def _load(self) -> None:
        importlib.import_module(self._left.pop(0))
        if self._left:
            self._timer.start(_BETWEEN_MS)
        else:
            icons.keep(*_GLYPHS)
