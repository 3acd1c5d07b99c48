"""The models as a list, grouped by what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.look import figures
from app.look.two_lines import LINES_ROLE, Lines
from app.models import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import ModelInfo

AnyIndex = QModelIndex | QPersistentModelIndex


class ModelsModel(QAbstractListModel):
    """One row a model, the first of each group with its heading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[ModelInfo, ...] = ()
        self._shares: dict[str, float] = {}

    def show_models(self, models: Sequence[ModelInfo]) -> None:
        """Replace the models; the same ones again keep the selection."""
        fresh = tuple(sorted(models, key=_place))
        if [model.id for model in fresh] != [model.id for model in self._models]:
            self.beginResetModel()
            self._models = fresh
            self.endResetModel()
        elif fresh != self._models:
            self._models = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))

    def show_share(self, name: str, share: float | None) -> None:
        """Show how much of a model's download is done, 0 to 1; None when none runs."""
        before = self._shares.pop(name, None)
        if share is not None:
            self._shares[name] = share
        row = self.row_of(name)
        if row is not None and before != share:
            self.dataChanged.emit(self.index(row), self.index(row))

    def model(self, index: AnyIndex) -> ModelInfo | None:
        """The model at an index."""
        row = index.row()
        return self._models[row] if 0 <= row < len(self._models) else None

    def row_of(self, name: str) -> int | None:
        """Where the model of an id is; None where it is not."""
        ids = [model.id for model in self._models]
        return ids.index(name) if name in ids else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._models)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, spoken text, and what is painted."""
        model = self.model(index) if index.isValid() else None
        if model is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return model.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{sentences.group(model.kind)}: {model.name}, {self._brief(model)}"
            case _:
                return self._lines(index.row(), model) if role == LINES_ROLE else None

    def _lines(self, row: int, model: ModelInfo) -> Lines:
        first = row == 0 or self._models[row - 1].kind != model.kind
        return Lines(
            title=model.name,
            detail=self._brief(model),
            icon="model",
            sign=model.state == "broken",
            share=self._shares.get(model.id),
            heads=sentences.group(model.kind) if first else "",
        )

    def _brief(self, model: ModelInfo) -> str:
        share = self._shares.get(model.id)
        if share is None:
            return sentences.brief(model)
        return self.tr("Downloading, {0}").format(figures.percent(share))


def _place(model: ModelInfo) -> tuple[int, bool, bool]:
    kinds = sentences.KINDS
    kind = kinds.index(model.kind) if model.kind in kinds else len(kinds)
    return kind, model.family == "none", not model.bundled
