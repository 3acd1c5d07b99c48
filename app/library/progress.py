"""How far indexing is, in one line at the bottom of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from app.look import figures
from app.look.colours import Tints
from app.look.icons import glyph
from app.look.labels import ElidedLabel, muted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.protocol.messages import LibraryInfo, Progress

_BAR_WIDTH = 220
_SEPARATOR = "  ·  "


def _say(text: str) -> str:
    return QCoreApplication.translate("Progress", text)


def progress_text(progress: Progress) -> str:
    """One running library's progress: files, passages, time left."""
    if progress.phase == "opening":
        return _say("Opening the index…")
    if progress.phase == "scanning" or not progress.files_total:
        return _say("Looking through the folders…")
    files = _say("Indexing {0} of {1} files").format(
        figures.count(progress.files_done), figures.count(progress.files_total)
    )
    passages = _say("{0} passages").format(figures.count(progress.passages))
    left = "" if progress.eta_seconds is None else figures.remaining(progress.eta_seconds)
    return _SEPARATOR.join(part for part in (files, passages, left) if part)


def share_done(progress: Progress) -> float | None:
    """0 to 1 by bytes, else by files; None while it cannot be told."""
    if progress.phase in ("opening", "scanning"):
        return None
    for done, total in (
        (progress.bytes_done, progress.bytes_total),
        (progress.files_done, progress.files_total),
    ):
        if total > 0:
            return min(done / total, 1.0)
    return None


def idle_text(libraries: Sequence[LibraryInfo]) -> str:
    """What is said when nothing runs."""
    files = sum(info.files for info in libraries)
    waiting = sum(info.waiting for info in libraries)
    if waiting:
        return _say("{0} files wait to be indexed").format(figures.count(waiting))
    return _say("Up to date  ·  {0} files").format(figures.count(files)) if files else ""


class ProgressStrip(QWidget):
    """Text, bar, and a button that leads to the failures."""

    failures_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = muted(ElidedLabel())
        self.text.setAccessibleName(self.tr("State of the index"))
        self.bar = QProgressBar()
        self.bar.setObjectName("indexing")
        self.bar.setAccessibleName(self.tr("Indexing"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.bar.hide()
        self.failures = QToolButton()
        self.failures.setObjectName("flat")
        self.failures.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.failures.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.failures.clicked.connect(self.failures_requested)
        self.failures.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(12)
        row.addWidget(self.bar)
        row.addWidget(self.text, 1)
        row.addWidget(self.failures)
        self.setMinimumHeight(self.failures.sizeHint().height())

    def show_state(self, libraries: Sequence[LibraryInfo], running: Mapping[str, Progress]) -> None:
        """Show the first running library's progress, or that nothing runs."""
        progress = next(iter(running.values()), None)
        self.bar.setVisible(progress is not None)
        if progress is None:
            self.text.setText(idle_text(libraries))
        else:
            self.text.setText(progress_text(progress))
            share = share_done(progress)
            self.bar.setRange(0, 0 if share is None else 1000)
            self.bar.setValue(round((share or 0) * 1000))
        self._show_failures(sum(info.failed for info in libraries))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "failures"):
            self._recolour()

    def _recolour(self) -> None:
        self.failures.setIcon(glyph("warning", Tints.of(self.palette()).muted))

    def _show_failures(self, failed: int) -> None:
        self._recolour()
        self.failures.setVisible(failed > 0)
        text = self.tr("1 file not readable") if failed == 1 else self.tr("{0} files not readable")
        self.failures.setText(text.format(figures.count(failed)))
        self.failures.setAccessibleName(self.failures.text())
