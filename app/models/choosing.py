"""Gives a library other models: chosen, estimated, then wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.look.growing import GrowingDialog
from app.look.labels import muted
from app.models import costs, sentences, vendors
from app.models.uses_card import NONE
from app.models.wishes import ChangeWish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import LibraryInfo, ModelInfo, ModelsEstimated

_CHARACTERS = 80


class ModelsDialog(GrowingDialog):
    """Two choices, and what they cost; nothing happens before the button is pressed."""

    estimate_wished = Signal(object)
    """`ChangeWish`."""
    change_wished = Signal(object)
    """`ChangeWish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_CHARACTERS, parent)
        self._info: LibraryInfo | None = None
        self._names: dict[str, str] = {}
        self.dense, self.reranker = QComboBox(), QComboBox()
        self.dense.setAccessibleName(self.tr("Meaning"))
        self.reranker.setAccessibleName(self.tr("Order of the best"))
        self.cost = muted(QLabel())
        self.cost.setWordWrap(True)
        self.cost.setAccessibleName(self.tr("What it costs"))
        self.cost.setTextFormat(Qt.TextFormat.PlainText)
        self.leaves = QLabel()
        self.leaves.setObjectName("leaves")
        self.leaves.setAccessibleName(self.tr("What is sent"))
        self.leaves.setTextFormat(Qt.TextFormat.PlainText)
        self.leaves.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.change = self.buttons.addButton(
            self.tr("Change models"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.buttons.accepted.connect(self._wish)
        self.buttons.rejected.connect(self.reject)
        for box in (self.dense, self.reranker):
            box.currentIndexChanged.connect(self._choice_changed)
        self._lay_out()

    def ask(self, info: LibraryInfo, models: Sequence[ModelInfo], wanted: str = "") -> None:
        """Open for a library, with a model chosen that it is perhaps to have."""
        self._info = None  # nothing is estimated before both boxes are filled
        self.setWindowTitle(self.tr("Models of {0}").format(info.name))
        dense = _usable(models, "dense", info.dense_model)
        order = _usable(models, "reranker", info.reranker)
        none = [(NONE, self.tr("None: by words alone"))]
        _fill(self.dense, [*dense, *none])
        _fill(self.reranker, order)
        self._names = {m.sent_to: vendors.title(m.vendor) for m in models if m.sent_to}
        kind = next((model.kind for model in models if model.id == wanted), "")
        _choose(self.dense, wanted if kind == "dense" else info.coming_model or info.dense_model)
        _choose(self.reranker, wanted if kind == "reranker" else info.reranker)
        self._info = info
        self._choice_changed()
        self.open()
        (self.reranker if kind == "reranker" else self.dense).setFocus()

    def chosen(self) -> ChangeWish | None:
        """What is chosen; None where it is what the library has already."""
        info = self._info
        if info is None:
            return None
        wish = ChangeWish(info.name, self.dense.currentData(), self.reranker.currentData())
        same = (wish.dense, wish.reranker) == (info.dense_model, info.reranker)
        return None if same else wish

    def show_estimate(self, estimate: ModelsEstimated) -> None:
        """Say what the choice costs, and have the button say what it sends."""
        words_alone = self.dense.currentData() == NONE
        self.cost.setText(costs.work(estimate, words_alone=words_alone))
        sent = costs.sent(estimate, self._names)
        self.leaves.setText("\n".join(sent))
        self.leaves.setVisible(bool(sent))
        self.change.setText(costs.consent(estimate, self._names) or self.tr("Change models"))
        self._allow(allowed=self.chosen() is not None, asked=bool(sent))

    def say(self, text: str) -> None:
        """Say why it cannot be done."""
        self.cost.setText(text)
        self._allow(allowed=False)

    def _allow(self, *, allowed: bool, asked: bool = False) -> None:
        """Let the change be made; texts are sent only by pressing the very button that says so."""
        self.change.setEnabled(allowed)
        self.change.setAutoDefault(not asked)
        self.change.setDefault(not asked)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(asked)

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(14)
        form.setColumnStretch(1, 1)
        for row, box in enumerate((self.dense, self.reranker)):
            label = QLabel(box.accessibleName())
            label.setBuddy(box)
            form.addWidget(label, row, 0)
            form.addWidget(box, row, 1)
        more = muted(QLabel(self.tr("Other models can be had on the page “Models”.")))
        more.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(more)
        column.addWidget(self.cost)
        column.addWidget(self.leaves)
        column.addStretch()
        column.addWidget(self.buttons)

    def _choice_changed(self) -> None:
        self._allow(allowed=False)
        self.change.setText(self.tr("Change models"))
        self.leaves.hide()
        self.cost.clear()
        wish = self.chosen()
        if wish is not None:
            self.cost.setText(self.tr("Looking what it costs…"))
            self.estimate_wished.emit(wish)

    def _wish(self) -> None:
        wish = self.chosen()
        if wish is not None:
            self.change.setEnabled(False)
            self.change_wished.emit(wish)


def _usable(models: Sequence[ModelInfo], kind: str, present: str) -> list[tuple[str, str]]:
    """Ids and names of what can be used now, and of what is used."""
    return [
        (model.id, _title(model))
        for model in models
        if (_serves(model, kind) and model.state == "installed") or model.id == present != NONE
    ]


def _serves(model: ModelInfo, kind: str) -> bool:
    """Whether it makes what passages are found by beside their words, or refines their order."""
    kinds = {model.kind, *model.kinds}
    learned = kind == "dense" and "sparse" in kinds and model.family != "bm25"
    return kind in kinds or learned


def _title(model: ModelInfo) -> str:
    """Its name, and who gets the texts."""
    return f"{model.name}  →  {model.sent_to}" if sentences.leaves(model) else model.name


def _fill(box: QComboBox, rows: Sequence[tuple[str, str]]) -> None:
    box.clear()
    for name, title in dict(rows).items():
        box.addItem(title, name)


def _choose(box: QComboBox, name: str) -> None:
    box.setCurrentIndex(max(box.findData(name), 0))
