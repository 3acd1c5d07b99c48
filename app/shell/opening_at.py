"""Opens a file where a passage stands, in programs that can be told a page or a line."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from urllib.parse import quote

from PySide6.QtCore import QObject, QProcess, Signal, Slot

_URL = "file://{quoted}#page={page}"
_TO_PAGE: dict[str, tuple[str, ...]] = {
    # By the names of their desktop entries, lower case; the first part that fits.
    "evince": ("evince", "--page-index={page}", "{path}"),
    "atril": ("atril", "--page-index={page}", "{path}"),
    "xreader": ("xreader", "--page-index={page}", "{path}"),
    "okular": ("okular", "--page", "{page}", "{path}"),
    "zathura": ("zathura", "--page={page}", "{path}"),
    "qpdfview": ("qpdfview", "--unique", "{path}#{page}"),
    "mupdf": ("mupdf", "{path}", "{page}"),
    "firefox": ("firefox", _URL),
    "chromium": ("chromium", _URL),
    "google-chrome": ("google-chrome", _URL),
    "brave": ("brave-browser", _URL),
    "microsoft-edge": ("microsoft-edge", _URL),
}
_TO_LINE: dict[str, tuple[str, ...]] = {
    "codium": ("codium", "--goto", "{path}:{line}"),
    "code": ("code", "--goto", "{path}:{line}"),
    "kate": ("kate", "--line", "{line}", "{path}"),
    "kwrite": ("kwrite", "--line", "{line}", "{path}"),
    "gedit": ("gedit", "+{line}", "{path}"),
    "pluma": ("pluma", "+{line}", "{path}"),
    "xed": ("xed", "+{line}", "{path}"),
    "mousepad": ("mousepad", "--line={line}", "{path}"),
    "sublime": ("subl", "{path}:{line}"),
    "gvim": ("gvim", "+{line}", "{path}"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A place in a file."""

    path: str
    page: int = 0
    line: int = 0


def command_for(entry: str, target: Target) -> list[str] | None:
    """The command that opens a place, None where the program cannot be told one.

    Args:
        entry: the desktop entry of the program that opens such files.
        target: what to open; its page counts before its line.
    """
    known = _TO_PAGE if target.page else _TO_LINE
    wanted = entry.lower().removesuffix(".desktop")
    parts = next((parts for name, parts in known.items() if name in wanted), None)
    if parts is None:
        return None
    facts = {
        "path": target.path,
        "quoted": quote(target.path),
        "page": target.page,
        "line": target.line,
    }
    return [part.format_map(facts) for part in parts]


class PlaceOpener(QObject):
    """Asks the desktop, without waiting, which program it opens such files with."""

    refused = Signal(object)
    """`Target`: it cannot be opened at its place."""

    def open(self, target: Target) -> None:
        """Open a file at its place; ends in `refused` where that cannot be done."""
        if not sys.platform.startswith("linux"):
            self.refused.emit(target)  # neither Preview nor Edge takes a page from outside
            return
        question = _Question(target, self)  # each its own: another may be under way
        question.answered.connect(self._answer)
        question.ask()

    @Slot(object, str)
    def _answer(self, target: Target, entry: str) -> None:
        command = command_for(entry, target)
        if command is None or not QProcess.startDetached(command[0], command[1:])[0]:
            self.refused.emit(target)


class _Question(QObject):
    """Asks which program one target's kind of file is opened with, and is gone."""

    answered = Signal(object, str)
    """The `Target`, and a desktop entry; empty where there is none, or nobody to ask."""

    def __init__(self, target: Target, parent: QObject) -> None:
        super().__init__(parent)
        self._target = target
        self._asking = QProcess(self)
        self._asking.finished.connect(self._finish)
        self._asking.errorOccurred.connect(self._fail)

    def ask(self) -> None:
        """Begin; `answered` follows."""
        kind = "application/pdf" if self._target.page else "text/plain"
        self._asking.start("xdg-mime", ["query", "default", kind])

    @Slot()
    def _finish(self) -> None:
        said = bytes(self._asking.readAllStandardOutput().data()).decode(errors="replace")
        self._tell(said.strip())

    @Slot(object)
    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # after others it finishes, too
            self._tell("")

    def _tell(self, entry: str) -> None:
        self.answered.emit(self._target, entry)
        self.deleteLater()
