"""Getting a model onto this machine, and off it: download, progress, deletion, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.look import figures
from app.look.flow import FlowLayout
from app.look.labels import muted
from app.look.meter import Meter
from app.models import sentences
from app.models.command_line import CommandLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.protocol.messages import ModelInfo

_GAP = 8


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
    copy_requested = Signal(object)
    """A text for the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = muted(QLabel())
        self.text.setAccessibleName(self.tr("State of this model"))
        self.trouble = QLabel()
        self.trouble.setObjectName("trouble")
        for label in (self.text, self.trouble):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.command = CommandLine()
        self.command.copy_requested.connect(self.copy_requested)
        self.meter = Meter()
        self.download = QPushButton()
        self.stop = QPushButton(self.tr("Stop"))
        self.remove = QPushButton()
        self.download.clicked.connect(self.download_requested)
        self.stop.clicked.connect(self.stop_requested)
        self.remove.clicked.connect(self.remove_requested)
        self._buttons = QWidget()
        FlowLayout(_GAP, self._buttons).insert(0, (self.download, self.stop, self.remove))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        for part in (self.text, self._buttons, self.command, self.meter, self.trouble):
            column.addWidget(part)

    def show_model(self, model: ModelInfo, fetching: Fetching | None, trouble: str) -> None:
        """Show a model's state.

        Args:
            model: any.
            fetching: its download, where one is under way.
            trouble: what went wrong last; empty for nothing.
        """
        said = trouble or (model.reason if model.state == "broken" else "")
        self.trouble.setText(said)
        self.trouble.setVisible(bool(said))
        self.command.show_command(_command(model))
        self.meter.setVisible(fetching is not None)
        self.meter.show_value(fetching.share if fetching else 0.0)
        self.text.setText(self._state(model) if fetching is None else _amount(fetching))
        self.text.setVisible(bool(self.text.text()))
        self._offer(model, fetching)
        parts = (self.command, self.download, self.remove, self.meter, self.trouble)
        self.setVisible(any(not part.isHidden() for part in parts) or bool(self.text.text()))

    def _offer(self, model: ModelInfo, fetching: Fetching | None) -> None:
        idle = fetching is None
        size = figures.size(model.bytes) if model.bytes else ""
        self.download.setText(
            self.tr("Go on with the download")
            if model.state == "partial"
            else self.tr("Download {0}").format(size).strip()
        )
        here = model.state in ("installed", "partial", "broken")
        damaged = model.state == "broken" and bool(model.revision)  # of the hub: it is mended so
        named = not sentences.has_files(model)  # its folder or its server, whatever its state
        self._show_buttons(
            {
                self.stop: not idle,
                self.download: (model.state in ("missing", "partial") or damaged) and idle,
                self.remove: (here or named) and sentences.is_own(model) and idle,
            }
        )
        self.remove.setText(
            self.tr("Delete…") if sentences.has_files(model) else self.tr("Remove…")
        )
        if sentences.in_folder(model):
            self.remove.setText(self.tr("Forget folder…"))

    def _show_buttons(self, wanted: Mapping[QPushButton, bool]) -> None:
        """Show some and hide the others, of which the one that has the focus hands it on."""
        shown = [button for button, is_wanted in wanted.items() if is_wanted]
        self._buttons.setVisible(bool(shown))
        for button in shown:
            button.show()
        if shown and any(button.hasFocus() for button in wanted if button not in shown):
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)
        for button in wanted:
            button.setVisible(button in shown)

    def _state(self, model: ModelInfo) -> str:
        said = {
            "missing": self.tr("Not on this computer. A download sends none of your texts."),
            "partial": self.tr("A part of it is here; the rest follows where it ended."),
            "needs-extra": self._of_extra(model),
            "broken": self.tr("It cannot be used:"),
        }
        if model.state != "installed" or model.vendor:
            return said.get(model.state, "")
        return self.tr("Comes with Findling.") if model.bundled else self.tr("On this computer.")

    def _of_extra(self, model: ModelInfo) -> str:
        if not _command(model):
            return self.tr(
                "It needs packages that this build of Findling cannot take; one that is installed "
                "by pip can."
            )
        return self.tr(
            "It needs packages that are not installed with Findling. This command, in a terminal, "
            "gets them; then start Findling again:"
        )


def _command(model: ModelInfo) -> str:
    """How the packages are got that it needs; empty where it needs none."""
    wanted = model.state == "needs-extra" and "pip install" in model.reason
    return model.reason if wanted else ""


def _amount(fetching: Fetching) -> str:
    if not fetching.total:
        return ""
    done, total = figures.size(fetching.done), figures.size(fetching.total)
    return f"{done} / {total}  ·  {figures.percent(fetching.share)}"
