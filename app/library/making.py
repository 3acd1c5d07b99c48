"""Asks for a new library: its name, its folders, and where its index is kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.look import figures
from app.look.labels import muted

_SIZE = (540, 460)
_PATH = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class NewLibrary:
    """A library that is to be made."""

    name: str
    folders: tuple[str, ...]
    store_uri: str = ""
    store_token: str = ""


class NewLibraryDialog(QDialog):
    """Stays open until the library is made."""

    library_wished = Signal(object)
    """`NewLibrary`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New library"))
        self.resize(*_SIZE)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setPlaceholderText(self.tr("Papers"))
        self.folders = QListWidget()
        self.folders.setAccessibleName(self.tr("Folders"))
        self.folders.setSpacing(3)
        self.add = QPushButton(self.tr("Add folders…"))
        self.remove = QPushButton(self.tr("Remove"))
        self.here = QRadioButton(self.tr("On this computer"))
        self.server = QRadioButton(self.tr("On a Milvus server"))
        self.uri = QLineEdit()
        self.uri.setAccessibleName(self.tr("Address"))
        self.uri.setPlaceholderText("http://host:19530")
        self.token = QLineEdit()
        self.token.setAccessibleName(self.tr("Token"))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.note = QLabel()
        self.note.setObjectName("trouble")
        self.note.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = self.buttons.addButton(
            self.tr("Make library"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._connect()
        self._lay_out()

    def ask(self) -> None:
        """Open, empty."""
        for field in (self.name, self.uri, self.token):
            field.clear()
        self.folders.clear()
        self.here.setChecked(True)
        self.say("")
        self._allow()
        self.open()
        self.name.setFocus()

    def say(self, text: str) -> None:
        """Say why it was not made."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def take_folders(self, paths: list[str]) -> None:
        """Put folders on the list, each once."""
        present = self._paths()
        for path in dict.fromkeys(paths):
            if path not in present:
                item = QListWidgetItem(figures.place(path))
                item.setData(_PATH, path)
                item.setToolTip(path)
                self.folders.addItem(item)
        self._allow()

    def _paths(self) -> tuple[str, ...]:
        return tuple(str(self.folders.item(row).data(_PATH)) for row in range(self.folders.count()))

    def _connect(self) -> None:
        self.name.textChanged.connect(self._allow)
        self.uri.textChanged.connect(self._allow)
        self.server.toggled.connect(self._allow)
        self.folders.currentRowChanged.connect(self._allow)
        self.add.clicked.connect(self._choose)
        self.remove.clicked.connect(self._drop)
        self.buttons.accepted.connect(self._wish)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        what = muted(
            QLabel(
                self.tr(
                    "A server keeps a library that is too large for this computer, or that "
                    "several people search. The passages are sent there."
                )
            )
        )
        what.setWordWrap(True)
        form = QFormLayout()
        form.addRow(self.uri.accessibleName(), self.uri)
        form.addRow(self.token.accessibleName(), self.token)
        self._server_part = QWidget()
        part = QVBoxLayout(self._server_part)
        part.setContentsMargins(22, 0, 0, 0)
        part.addWidget(what)
        part.addLayout(form)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(QLabel(self.tr("Name")))
        column.addWidget(self.name)
        column.addSpacing(6)
        column.addWidget(QLabel(self.tr("Folders")))
        column.addWidget(self.folders, 1)
        column.addLayout(row)
        column.addSpacing(6)
        column.addWidget(QLabel(self.tr("Where the index is kept")))
        column.addWidget(self.here)
        column.addWidget(self.server)
        column.addWidget(self._server_part)
        column.addWidget(self.note)
        column.addWidget(self.buttons)

    def _allow(self) -> None:
        on_server = self.server.isChecked()
        self._server_part.setVisible(on_server)
        self.remove.setEnabled(self.folders.currentRow() >= 0)
        whole = bool(self.name.text().strip()) and (not on_server or bool(self.uri.text().strip()))
        self.make.setEnabled(whole)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose folders for the library"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(QDir.homePath())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take_folders)
        dialog.open()

    def _drop(self) -> None:
        self.folders.takeItem(self.folders.currentRow())
        self._allow()

    def _wish(self) -> None:
        on_server = self.server.isChecked()
        self.say("")
        self.library_wished.emit(
            NewLibrary(
                self.name.text().strip(),
                self._paths(),
                self.uri.text().strip() if on_server else "",
                self.token.text().strip() if on_server else "",
            )
        )
