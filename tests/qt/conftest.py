"""The window's tests run without a display unless one is named."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6", reason="the window is not installed")

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from app.wiring import Program
    from engine.protocol.messages import Command, Hit, LibraryInfo, Progress

NOISE = "This plugin does not support"
"""What the offscreen platform says about size hints, which it has no use for."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Any other warning of Qt's fails its test."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore(NOISE))


MakeHit = Callable[..., "Hit"]


@pytest.fixture(scope="session", autouse=True)
def _english(qapp: QApplication) -> None:
    """Plural forms come from the English translation, whatever the system's language is."""
    from app.look.languages import speak

    speak(qapp, "en")


@pytest.fixture(scope="module", autouse=True)
def _swept(qapp: QApplication) -> Iterator[None]:
    """No test's windows end amid an event of the next one, as none do in the program."""
    from app.shell.sweeping import Sweeper

    sweeper = Sweeper(qapp)
    yield
    sweeper.end()


@pytest.fixture
def make_hit() -> MakeHit:
    """Make a hit; only what a test is about needs naming."""
    from engine.protocol.messages import Hit, Parts

    def make(passage: int, path: str = "/docs/a.txt", **changes: object) -> Hit:
        text = str(changes.pop("text", "A sluice gate controls the flow of water."))
        fields: dict[str, object] = {
            "rank": 1,
            "library": "Default",
            "path": path,
            "title": path.rsplit("/", 1)[-1],
            "media_type": "text/plain",
            "modified": 1.7e9,
            "size": 1000,
            "page": 0,
            "start": 0,
            "end": len(text),
            "heading": "",
            "language": "en",
            "text": text,
            "score": 0.8,
            "parts": Parts(dense=0.6, sparse=3.2, rerank=0.7),
            "terms": (),
            "marks": (),
            "passage": passage,
        }
        return Hit(**{**fields, **changes})  # pyright: ignore[reportArgumentType]

    return make


@pytest.fixture
def make_library() -> Callable[..., LibraryInfo]:
    """Make a library's description."""
    from engine.protocol.messages import LibraryInfo, Progress

    def make(*folders: str, progress: Progress | None = None, **changes: object) -> LibraryInfo:
        fields: dict[str, object] = {
            "name": "Default",
            "folders": folders,
            "files": 3,
            "passages": 12,
            "failed": 0,
            "waiting": 0,
            "dense_model": "static",
            "reranker": "minilm",
            "store": "embedded",
        }
        fields |= changes
        if progress is None:
            progress = Progress(library=str(fields["name"]), running=False)
        return LibraryInfo(**fields, progress=progress)  # pyright: ignore[reportArgumentType]

    return make


@pytest.fixture
def word() -> str:
    """A word that stands in no other document."""
    return "w" + uuid.uuid4().hex[:10]


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder; its engine, if one was started, has ended when the test has."""
    import psutil

    from engine.client import Client
    from engine.protocol.messages import Quit

    folder = tmp_path / "data"
    yield folder
    if (folder / "engine.json").exists():
        with Client.connect(folder) as client:
            process = psutil.Process(client.pid)
            client.request(Quit(), timeout=20)
        process.wait(20)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, data: Path) -> Iterator[Program]:
    """The window, shown; it has no engine until its link is told to connect."""
    from PySide6.QtCore import QCoreApplication, QEvent

    from app.wiring import build

    program = build(qapp, data=str(data))
    qtbot.addWidget(program.window)
    program.window.show()
    yield program
    program.link.end()
    # Else closed windows live on until some later test turns a loop, styled anew by each before it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def sent(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[Command]:
    """What would have gone to an engine; the number of a command is its place, from 1."""
    commands: list[Command] = []

    def remember(command: Command) -> int:
        commands.append(command)
        return len(commands)

    monkeypatch.setattr(program.link._courier, "send", remember)
    program.link._ready = True
    program.link.searches._ready = True
    return commands
