"""How far indexing is, in one line at the bottom of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from app.library.model import PauseWish
from app.library.notices import unreadable
from app.look import figures, words
from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph
from app.look.labels import ElidedLabel, muted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.protocol.messages import LibraryInfo, Progress

_BAR_WIDTH = 220
PATIENCE_MS = 400
"""A run that ends sooner is not shown: a bar that flashes at each saved file disturbs."""
_SEPARATOR = "  ·  "


def progress_text(progress: Progress) -> str:
    """One running library's progress: files, passages, time left."""
    if progress.phase == "opening":
        return QCoreApplication.translate("Progress", "Opening the index…")
    if progress.phase == "scanning" or not progress.files_total:
        return QCoreApplication.translate("Progress", "Looking through the folders…")
    if progress.phase == "holding":
        return _SEPARATOR.join((words.sentence("held"), _files(progress)))
    if progress.phase == "embedding":
        left = "" if progress.eta_seconds is None else figures.remaining(progress.eta_seconds)
        made = QCoreApplication.translate("Progress", "Making vectors with the new model")
        return _SEPARATOR.join(filter(None, (made, _files(progress), left)))
    files = QCoreApplication.translate(
        "Progress", "Indexing {0} of %n file(s)", None, progress.files_total
    ).format(figures.count(progress.files_done))
    passages = QCoreApplication.translate("Progress", "%n passage(s)", None, progress.passages)
    left = "" if progress.eta_seconds is None else figures.remaining(progress.eta_seconds)
    return _SEPARATOR.join(part for part in (files, passages, left) if part)


def _files(progress: Progress) -> str:
    return QCoreApplication.translate(
        "Progress", "{0} of %n file(s)", None, progress.files_total
    ).format(figures.count(progress.files_done))


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
    still = _still(libraries)
    if waiting:
        wait = QCoreApplication.translate(
            "Progress", "%n file(s) wait to be indexed", None, waiting
        )
        return _SEPARATOR.join(filter(None, (still, wait)))
    if still:
        return _SEPARATOR.join(
            (still, QCoreApplication.translate("Progress", "%n file(s)", None, files))
        )
    if not files:
        return ""
    return QCoreApplication.translate("Progress", "Up to date  ·  %n file(s)", None, files)


def _still(libraries: Sequence[LibraryInfo]) -> str:
    """Which libraries are paused; empty for none."""
    paused = [info.name for info in libraries if info.paused]
    if not paused:
        return ""
    if len(paused) == len(libraries):
        return words.sentence("paused")
    return QCoreApplication.translate("Progress", "Paused: {0}").format(", ".join(paused))


class ProgressStrip(QWidget):
    """Text, bar, and buttons that pause indexing and lead to the failures."""

    failures_requested = Signal()
    pause_requested = Signal(object)
    """`PauseWish`."""

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
        self.pause = QToolButton()
        self.pause.setObjectName("flat")
        self.pause.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pause.clicked.connect(self._ask_to_pause)
        self.pause.hide()
        for button in (self.failures, self.pause):
            sized(button)
        self._all_paused = False
        self._idle = ""
        self._progress: Progress | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._show_run)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(12)
        row.addWidget(self.pause)
        row.addWidget(self.bar)
        row.addWidget(self.text, 1)
        row.addWidget(self.failures)
        self.setMinimumHeight(self.failures.sizeHint().height())

    def show_state(self, libraries: Sequence[LibraryInfo], running: Mapping[str, Progress]) -> None:
        """Show the first running library's progress, or that nothing runs."""
        self._progress = next(iter(running.values()), None)
        self._idle = idle_text(libraries)
        if self._progress is None:
            self._patience.stop()
            self.bar.hide()
        elif self.bar.isHidden() and not self._patience.isActive():
            self._patience.start()
        self._show_run()
        self._all_paused = bool(libraries) and all(info.paused for info in libraries)
        self.pause.setVisible(any(info.folders for info in libraries))
        self._show_failures(sum(unreadable(info) for info in libraries))

    def _show_run(self) -> None:
        progress = self._progress
        if progress is None or self._patience.isActive():
            self.text.setText(self._idle)
            return
        self.bar.show()
        self.text.setText(progress_text(progress))
        share = share_done(progress)
        self.bar.setRange(0, 0 if share is None else 1000)
        self.bar.setValue(round((share or 0) * 1000))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "failures"):
            self._recolour()

    def _recolour(self) -> None:
        ink = Tints.of(self.palette()).muted
        self.failures.setIcon(glyph("warning", ink))
        self.pause.setIcon(glyph("play" if self._all_paused else "pause", ink))
        name = self.tr("Go on with indexing") if self._all_paused else self.tr("Pause indexing")
        self.pause.setAccessibleName(name)
        self.pause.setToolTip(name)

    def _ask_to_pause(self) -> None:
        self.pause_requested.emit(PauseWish("", not self._all_paused))

    def _show_failures(self, failed: int) -> None:
        self._recolour()
        self.failures.setVisible(failed > 0)
        self.failures.setText(self.tr("%n file(s) not readable", "", failed))
        self.failures.setAccessibleName(self.failures.text())
