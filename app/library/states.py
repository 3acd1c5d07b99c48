"""How a library is, in a few words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.library.notices import is_grave, said, wants_key
from app.library.progress import progress_text, share_done
from app.look import figures, words

if TYPE_CHECKING:
    from engine.protocol.messages import LibraryInfo, Progress

_SEPARATOR = "  ·  "
EMBEDDING = "embedding"
"""The phase in which a library gets other models."""


def state_text(info: LibraryInfo, progress: Progress) -> str:
    """What it does, or that it is up to date."""
    if progress.running:
        return progress_text(progress)
    if not info.folders:
        return QCoreApplication.translate("LibraryState", "No folder yet")
    if any(wants_key(notice) and is_grave(notice) for notice in info.notices):
        return QCoreApplication.translate("LibraryState", "Not up to date; waits for a key")
    if any(is_grave(notice) for notice in info.notices):
        return QCoreApplication.translate("LibraryState", "Not up to date; tried again by itself")
    still = [words.sentence("paused")] if info.paused else []
    if info.waiting:
        still.append(
            QCoreApplication.translate(
                "LibraryState", "%n file(s) wait to be indexed", None, info.waiting
            )
        )
    if not still and any(wants_key(notice) for notice in info.notices):
        return QCoreApplication.translate("LibraryState", "Files up to date; waits for a key")
    return _SEPARATOR.join(still) or QCoreApplication.translate("LibraryState", "Up to date")


def short_state(info: LibraryInfo, progress: Progress) -> str:
    """The second line of a list's row."""
    share = share_done(progress) if progress.running else None
    if share is not None:
        doing = (
            QCoreApplication.translate("LibraryState", "New vectors, {0}")
            if progress.phase == EMBEDDING
            else QCoreApplication.translate("LibraryState", "Indexing, {0}")
        )
        return doing.format(figures.percent(share))
    if progress.running:
        return QCoreApplication.translate("LibraryState", "Looking through the folders…")
    if not info.folders:
        return QCoreApplication.translate("LibraryState", "No folder yet")
    files = QCoreApplication.translate("LibraryState", "%n file(s)", None, info.files)
    paused = QCoreApplication.translate("LibraryState", "Paused") if info.paused else ""
    return _SEPARATOR.join(filter(None, (files, paused)))


def grave_notes(info: LibraryInfo) -> list[tuple[str, str]]:
    """Sentence and hint of what keeps the index from following the files."""
    return [said(notice) for notice in info.notices if is_grave(notice)]


def place_of_index(info: LibraryInfo) -> str:
    """Where its index is kept."""
    if info.store == "embedded":
        return QCoreApplication.translate("LibraryState", "On this computer")
    return QCoreApplication.translate("LibraryState", "On the Milvus server {0}").format(info.store)
