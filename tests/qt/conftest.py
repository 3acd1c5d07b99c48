"""The window's tests run without a display unless one is named."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6", reason="the window is not installed")

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from engine.protocol.messages import Hit, LibraryInfo, Progress

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
