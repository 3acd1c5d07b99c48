"""The models as a list, grouped by what they do and where they run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.look import figures
from app.look.two_lines import LINES_ROLE, Lines
from app.models import narrowing, sentences, vendors
from app.models.narrowing import Narrowing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from app.models.narrowing import Shelf
    from engine.protocol.messages import ModelInfo

AnyIndex = QModelIndex | QPersistentModelIndex
_PLACES = ("here", "server", "vendor")
_STATES = ("installed", "needs-key", "partial", "missing", "needs-extra", "broken")
"""In the order in which a group lists them."""


class ModelsModel(QAbstractListModel):
    """One row a model that the filter admits, the first of each group with its heading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._every: tuple[ModelInfo, ...] = ()
        self._models: tuple[ModelInfo, ...] = ()
        self._shares: dict[str, float] = {}
        self._used: frozenset[str] = frozenset()
        self._narrowing = Narrowing()

    def show_models(self, models: Sequence[ModelInfo]) -> None:
        """Replace the models; the same ones again keep the selection."""
        self._every = tuple(sorted(models, key=_place))
        self._show()

    def narrow(self, narrowing: Narrowing) -> None:
        """Show those alone that a filter admits."""
        self._narrowing = narrowing
        self._show()

    def show_share(self, name: str, share: float | None) -> None:
        """Show how much of a model's download is done, 0 to 1; None when none runs."""
        before = self._shares.pop(name, None)
        if share is not None:
            self._shares[name] = share
        row = self.row_of(name)
        if row is not None and before != share:
            self.dataChanged.emit(self.index(row), self.index(row))

    def show_used(self, names: Collection[str]) -> None:
        """Mark the models that libraries are searched with."""
        used = frozenset(names)
        if used != self._used:
            self._used = used
            if self._models:
                self.dataChanged.emit(self.index(0), self.index(len(self._models) - 1))

    def counts(self) -> dict[Shelf, int]:
        """How many models there are in all, by the filters that show them."""
        return narrowing.counts(self._every)

    def model(self, index: AnyIndex) -> ModelInfo | None:
        """The model at an index."""
        row = index.row()
        return self._models[row] if 0 <= row < len(self._models) else None

    def known(self, name: str) -> ModelInfo | None:
        """The model of an id, shown or not; None where there is none."""
        return next((model for model in self._every if model.id == name), None)

    def ids(self) -> frozenset[str]:
        """The ids of all models, shown or not."""
        return frozenset(model.id for model in self._every)

    def row_of(self, name: str) -> int | None:
        """Where the model of an id is; None where it is not."""
        ids = [model.id for model in self._models]
        return ids.index(name) if name in ids else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._models)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, spoken text, and what is painted."""
        model = self.model(index) if index.isValid() else None
        if model is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return model.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{model.name}\n{self._brief(model)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_heading(model)}: {model.name}, {self._brief(model)}"
            case _:
                return self._lines(index.row(), model) if role == LINES_ROLE else None

    def _show(self) -> None:
        admitted = [model for model in self._every if self._narrowing.admits(model)]
        admitted.sort(key=lambda model: (*_group(model), self._narrowing.is_general(model)))
        fresh = tuple(admitted)
        if [model.id for model in fresh] != [model.id for model in self._models]:
            self.beginResetModel()
            self._models = fresh
            self.endResetModel()
        elif fresh != self._models:
            self._models = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))

    def _lines(self, row: int, model: ModelInfo) -> Lines:
        heads = _heading(model)
        return Lines(
            title=model.name,
            detail=self._brief(model),
            icon=sentences.icon(model),
            sign=model.state == "broken",
            share=self._shares.get(model.id),
            title_cut=Qt.TextElideMode.ElideMiddle,
            heads="" if row and _heading(self._models[row - 1]) == heads else heads,
        )

    def _brief(self, model: ModelInfo) -> str:
        share = self._shares.get(model.id)
        if share is None:
            return sentences.brief(model, used=model.id in self._used)
        return self.tr("Downloading, {0}").format(figures.percent(share))


def _heading(model: ModelInfo) -> str:
    return sentences.group(model.kind, vendors.place(model))


def _group(model: ModelInfo) -> tuple[int, int]:
    here = vendors.place(model)
    return _order(sentences.KINDS, model.kind), _order(_PLACES, here)


def _place(model: ModelInfo) -> tuple[tuple[int, int], bool, bool, int, str]:
    """Where it is listed: by what it does, where it runs, whose it is, and whether it works."""
    here = vendors.place(model)
    return (
        _group(model),
        model.family == "none",
        here == "here" and not model.bundled,
        0 if here == "vendor" else _order(_STATES, model.state),
        model.vendor,
    )


def _order(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)
