"""One library in full: its state, folders, models, index, and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.library import states, tallies
from app.library.folders_card import FoldersCard
from app.library.knowing import KnowingWish, knowing
from app.library.notices import unreadable, wants_key
from app.library.progress import share_done
from app.library.statistics import StatisticsPane
from app.look import figures
from app.look.cards import card, stacked
from app.look.labels import ElidedLabel, heading, muted
from app.look.meter import Meter
from app.look.tongues import language_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.protocol.messages import (
        LanguageCount,
        LibraryInfo,
        ModelInfo,
        Progress,
        StatisticsReported,
    )

_LARGE = 1.5
_APART = 12
_WORTH_SAYING = 0.05
_NAMED = 3
_NONE = "none"
"""What the engine calls it when a library has no such model."""
_BAR = 6
"""Keeps the scroll bar off the cards."""


class LibraryDetail(QWidget):
    """Shows a library; every wish is about the one that is shown."""

    rename_requested = Signal()
    remove_requested = Signal()
    pause_requested = Signal()
    failures_requested = Signal()
    models_requested = Signal()
    call_off_requested = Signal()
    key_requested = Signal()
    knowing_requested = Signal(object)
    """`KnowingWish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = heading(ElidedLabel(), _LARGE)
        self.rename = QPushButton(self.tr("Rename…"))
        self.rename.setToolTip(self.tr("Rename this library (F2)"))
        self.remove = QPushButton(self.tr("Remove library…"))
        self.state = muted(QLabel())
        self.state.setWordWrap(True)
        self.state.setAccessibleName(self.tr("State of this library"))
        self.meter = Meter()
        self.pause = QPushButton()
        self.failures = QPushButton()
        self.key = QPushButton(self.tr("Enter the key…"))
        self.call_off = QPushButton(self.tr("Keep the old models"))
        self.trouble = QLabel()
        self.trouble.setObjectName("trouble")
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setWordWrap(True)
        self.folders = FoldersCard()
        self.dense, self.reranker, self.store = QLabel(), QLabel(), QLabel()
        self.strange = muted(QLabel())
        self.strange.setWordWrap(True)
        self.strange.hide()
        self.knowing = QPushButton(self.tr("Get a model that knows more languages"))
        self.knowing.hide()
        self._offered: KnowingWish | None = None
        self._all: Mapping[str, ModelInfo] = {}
        self._library = ""
        self._known: tuple[str, ...] = ()
        self._counted: StatisticsReported | None = None
        self.models = QPushButton(self.tr("Change models…"))
        self.statistics = StatisticsPane()
        self._connect()
        self._lay_out()

    def show_library(self, info: LibraryInfo, progress: Progress) -> None:
        """Show a library as it is now."""
        self.name.setText(info.name)
        self.folders.show_library(info)
        notes = [" ".join(filter(None, note)) for note in states.grave_notes(info)]
        self.trouble.setText("\n".join(notes))
        self.trouble.setVisible(bool(notes))
        self.key.setVisible(any(wants_key(notice) for notice in info.notices))
        self.pause.setText(self.tr("Go on") if info.paused else self.tr("Pause"))
        self.pause.setVisible(bool(info.folders))
        failed = unreadable(info)
        self.failures.setText(self.tr("%n file(s) not readable…", "", failed))
        self.failures.setVisible(failed > 0)
        self.call_off.setVisible(bool(info.coming_model))
        self.store.setText(states.place_of_index(info))
        self.show_progress(info, progress)

    def show_progress(self, info: LibraryInfo, progress: Progress) -> None:
        """Show how far its run is."""
        self.state.setText(states.state_text(info, progress))
        share = share_done(progress) if progress.running else None
        self.meter.setVisible(share is not None)
        self.meter.show_value(share or 0.0)

    def show_models(self, info: LibraryInfo, models: Mapping[str, ModelInfo]) -> None:
        """Say with what it searches."""
        for label, model in ((self.reranker, info.reranker), (self.dense, info.dense_model)):
            known = models.get(model)
            gets = known.sent_to if known else ""
            sent = self.tr("{0}; texts are sent to {1}")
            name = _named(models, model)
            label.setText(sent.format(name, gets) if gets else name)
        if info.dense_model == _NONE:  # the catalogue's is a reranker's name
            self.dense.setText(self.tr("None: by words alone"))
        if info.coming_model:
            follows = self.tr("{0}, until the vectors of {1} are whole")
            coming = _named(models, info.coming_model)
            self.dense.setText(follows.format(self.dense.text(), coming))
        dense = models.get(info.dense_model)
        self._known = dense.languages if dense and dense.kind != "sparse" else ()
        self._all = {} if info.coming_model else models  # another one is on its way
        self._library = info.name
        self._warn()

    def show_statistics(self, counted: StatisticsReported | None) -> None:
        """Draw what is in it; None: it is not known yet."""
        self._counted = counted
        if counted is None:
            self.statistics.clear()
        else:
            self.statistics.show_statistics(counted)
        self._warn()

    def _warn(self) -> None:
        counted = self._counted
        share = tallies.strange_share(counted, self._known) if counted else 0.0
        self.strange.setVisible(share >= _WORTH_SAYING)
        said = self.tr(
            "{0} of the passages are in languages that this model does not know ({1}): they are "
            "found by their words."
        )
        names = [language_name(c.language) for c in _strangers(counted, self._known)]
        self.strange.setText(said.format(figures.percent(share), ", ".join(names)))
        strangers = _strangers(counted, self._known) if share >= _WORTH_SAYING else ()
        better = knowing(self._all.values(), strangers)
        self._offered = KnowingWish(self._library, better) if better else None
        self.knowing.setVisible(better is not None)
        if better is not None:
            installed = better.state == "installed"
            offer = self.tr("Use “{0}”, which knows more languages…")
            fetch = self.tr("Get “{0}”, which knows more languages ({1})…")
            size = figures.size(better.bytes)
            self.knowing.setText((offer if installed else fetch).format(better.name, size))

    def _ask_for_knowing(self) -> None:
        if self._offered is not None:
            self.knowing_requested.emit(self._offered)

    def _connect(self) -> None:
        for button, signal in (
            (self.rename, self.rename_requested),
            (self.remove, self.remove_requested),
            (self.pause, self.pause_requested),
            (self.failures, self.failures_requested),
            (self.models, self.models_requested),
            (self.call_off, self.call_off_requested),
            (self.key, self.key_requested),
        ):
            button.clicked.connect(signal)
        self.knowing.clicked.connect(self._ask_for_knowing)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, _BAR, 0)
        column.setSpacing(_APART)
        column.addWidget(card(self._head()))
        column.addWidget(card(self.folders))
        column.addWidget(card(self._search()))
        column.addWidget(card(self._inside()))
        column.addStretch(1)

    def _head(self) -> QWidget:
        whole, column = stacked(8)
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.rename)
        top.addWidget(self.remove)
        column.addLayout(top)
        column.addWidget(self.trouble)
        column.addWidget(self.meter)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        for button in (self.key, self.call_off, self.failures, self.pause):
            row.addWidget(button)
        column.addLayout(row)
        return whole

    def _search(self) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        grid.addWidget(heading(QLabel(self.tr("How it searches"))), 0, 0, 1, 2)
        grid.addWidget(self.models, 0, 2, 1, 1)
        for row, (title, value) in enumerate(
            (
                (self.tr("Meaning"), self.dense),
                (self.tr("Order of the best"), self.reranker),
                (self.tr("Index"), self.store),
            ),
            start=1,
        ):
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setAccessibleName(title)
            value.setWordWrap(True)
            grid.addWidget(muted(QLabel(title)), 2 * row, 0)
            grid.addWidget(value, 2 * row, 1, 1, 2)
        below = QVBoxLayout()
        below.addWidget(self.strange)
        below.addWidget(self.knowing, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addLayout(below, 3, 1, 1, 2)
        return whole

    def _inside(self) -> QWidget:
        whole, column = stacked(10)
        column.addWidget(heading(QLabel(self.tr("What is in it"))))
        column.addWidget(self.statistics)
        return whole


def _named(models: Mapping[str, ModelInfo], model: str) -> str:
    if model in models:
        return models[model].name
    return QCoreApplication.translate("LibraryDetail", "none") if model == _NONE else model


def _strangers(counted: StatisticsReported | None, known: Sequence[str]) -> Sequence[LanguageCount]:
    if counted is None:
        return ()
    return [c for c in counted.languages if c.language and c.language not in known][:_NAMED]
