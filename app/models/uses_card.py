"""Which libraries use a model, and giving it to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.look import figures
from app.look.labels import ElidedLabel, heading, muted
from app.models.wishes import UseWish

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.models.models_model import ModelsModel
    from engine.protocol.messages import LibraryInfo, ModelInfo, Progress

KEY = "vendor-key"
"""Code of what a key would help: there is none, or it is refused."""
NONE = "none"
"""What the engine calls it when a library is to have no such model."""


class UsesCard(QWidget):
    """One line a library: it uses the model, or a button that leads there."""

    use_requested = Signal(object)
    """`UseWish`."""
    call_off_requested = Signal(object)
    """`LibraryInfo` whose change to the model is to end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: tuple[object, ...] = ()
        self._coming: dict[str, QLabel] = {}
        self._rows = QWidget()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading(QLabel(self.tr("Libraries"))))
        column.addWidget(self._rows)

    def show_uses(self, model: ModelInfo, libraries: Sequence[LibraryInfo]) -> None:
        """Say which libraries use a model."""
        usable = model.state == "installed"
        rows = ((info.name, uses(info, model), is_coming(info, model)) for info in libraries)
        state = (model.id, usable, *rows)
        if state == self._state:
            self._show_shares(libraries)
            return  # a button that has the focus stays
        self._state = state
        self._coming = {}
        self._replace_rows()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for row, info in enumerate(libraries):
            name = ElidedLabel(Qt.TextElideMode.ElideMiddle)
            name.setText(info.name)
            grid.addWidget(name, row, 0)
            if is_coming(info, model):
                self._coming[info.name] = muted(QLabel())
                grid.addWidget(self._coming[info.name], row, 1)
                grid.addWidget(self._call_off(info), row, 2)
            elif uses(info, model):
                grid.addWidget(muted(QLabel(self.tr("uses it"))), row, 1)
            elif usable:
                grid.addWidget(self._button(info, model), row, 1)
            else:
                grid.addWidget(muted(QLabel(self.tr("uses another one"))), row, 1)
        self._show_shares(libraries)

    def _show_shares(self, libraries: Sequence[LibraryInfo]) -> None:
        for info in libraries:
            if info.name in self._coming:
                share = _share(info.progress)
                said = (
                    self.tr("is getting it")
                    if share is None
                    else self.tr("is getting it, {0}").format(figures.percent(share))
                )
                self._coming[info.name].setText(said)

    def _call_off(self, info: LibraryInfo) -> QPushButton:
        button = QPushButton(self.tr("Keep the old model"))
        button.setAccessibleName(self.tr("Keep the old model of {0}").format(info.name))
        button.clicked.connect(lambda: self.call_off_requested.emit(info))
        return button

    def _button(self, info: LibraryInfo, model: ModelInfo) -> QPushButton:
        button = QPushButton(self.tr("Use here…"))
        button.setAccessibleName(self.tr("Use {0} for {1}").format(model.name, info.name))
        wish = UseWish(info.name, model.id)
        button.clicked.connect(lambda: self.use_requested.emit(wish))
        return button

    def _replace_rows(self) -> None:
        fresh = QWidget()
        self._column.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh


def uses(info: LibraryInfo, model: ModelInfo) -> bool:
    """Whether a library is searched with a model."""
    if model.family == "bm25":
        return True
    if model.id == NONE:  # as a library's dense model it means something else
        return info.reranker == NONE
    return model.id in (info.dense_model, info.reranker)


def is_coming(info: LibraryInfo, model: ModelInfo) -> bool:
    """Whether a library's vectors are being made with a model."""
    return model.id not in ("", NONE) and info.coming_model == model.id


def is_refused(model: ModelInfo, libraries: Iterable[LibraryInfo], models: ModelsModel) -> bool:
    """Whether a library says that it waits for another key of a model's vendor."""
    found = (models.known(name) for info in libraries for name in _keyless(info))
    return bool(model.vendor) and any(one and one.vendor == model.vendor for one in found)


def _share(progress: Progress) -> float | None:
    """How much of the vectors is made, 0 to 1; None while that cannot be told."""
    done, total = progress.bytes_done, progress.bytes_total
    if not total:
        done, total = progress.files_done, progress.files_total
    return min(done / total, 1.0) if total and progress.phase == "embedding" else None


def _keyless(info: LibraryInfo) -> set[str]:
    """The models of a library whose vendors want another key, or one at all."""
    dense, order = {info.dense_model, info.coming_model} - {""}, {info.reranker}
    models = {"dense": dense, "reranker": order}
    wanting = [notice for notice in info.notices if KEY in (notice.code, notice.cause)]
    return {name for one in wanting for name in models.get(one.role, dense | order)}
