"""Getting a model onto this machine, and off it: download, progress, deletion, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.look import figures
from app.look.labels import muted
from app.look.meter import Meter
from app.models import sentences

if TYPE_CHECKING:
    from engine.protocol.messages import ModelInfo


@dataclass(frozen=True, slots=True)
class Fetching:
    """A download under way."""

    done: int = 0
    total: int = 0
    """Bytes; 0 while it is not known."""

    @property
    def share(self) -> float:
        """0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0


class GettingCard(QWidget):
    """What can be done now, and nothing else."""

    download_requested = Signal()
    stop_requested = Signal()
    remove_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = muted(QLabel())
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setAccessibleName(self.tr("State of this model"))
        self.trouble = QLabel()
        self.trouble.setObjectName("trouble")
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setWordWrap(True)
        self.meter = Meter()
        self.download = QPushButton()
        self.stop = QPushButton(self.tr("Stop"))
        self.remove = QPushButton()
        self.download.clicked.connect(self.download_requested)
        self.stop.clicked.connect(self.stop_requested)
        self.remove.clicked.connect(self.remove_requested)
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        for button in (self.stop, self.remove, self.download):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.meter)
        column.addWidget(self.trouble)

    def show_model(self, model: ModelInfo, fetching: Fetching | None, trouble: str) -> None:
        """Show a model's state.

        Args:
            model: any.
            fetching: its download, where one is under way.
            trouble: what went wrong last; empty for nothing.
        """
        said = trouble or (model.reason if model.state in ("broken", "needs-extra") else "")
        self.trouble.setText(said)
        self.trouble.setVisible(bool(said))
        self.meter.setVisible(fetching is not None)
        self.stop.setVisible(fetching is not None)
        self.meter.show_value(fetching.share if fetching else 0.0)
        self.text.setText(self._state(model) if fetching is None else _amount(fetching))
        gettable = model.state in ("missing", "partial")
        self.download.setVisible(gettable and fetching is None)
        self.download.setText(
            self.tr("Go on with the download")
            if model.state == "partial"
            else self.tr("Download {0}").format(figures.size(model.bytes))
        )
        here = model.state in ("installed", "partial", "broken")
        own = not model.bundled and not model.vendor
        self.remove.setVisible(here and own and fetching is None)
        forgets = sentences.in_folder(model)
        self.remove.setText(self.tr("Forget folder…") if forgets else self.tr("Delete…"))
        wanted = (self.text, self.download, self.remove, self.meter, self.trouble)
        self.setVisible(any(not part.isHidden() for part in wanted[1:]) or bool(self.text.text()))

    def _state(self, model: ModelInfo) -> str:
        match model.state:
            case "missing":
                return self.tr("Not on this computer. A download sends none of your texts.")
            case "partial":
                return self.tr("A part of it is here; the rest follows where it ended.")
            case "installed" if model.bundled:
                return self.tr("Comes with Findling.")
            case "installed" if not model.vendor:
                return self.tr("On this computer.")
            case _:
                return ""


def _amount(fetching: Fetching) -> str:
    if not fetching.total:
        return ""
    done, total = figures.size(fetching.done), figures.size(fetching.total)
    return f"{done} / {total}  ·  {figures.percent(fetching.share)}"
