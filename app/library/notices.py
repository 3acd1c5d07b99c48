"""Which notices belong to which folder, and how they read."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from app.look import figures, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.protocol.messages import LibraryInfo, Notice

_SHOWN_ELSEWHERE = frozenset({"compacted", "held", "paused"})
"""Nothing to do about the first; the others stand in the progress strip."""
_CALM = _SHOWN_ELSEWHERE | {"away", "folder-trouble", "healed", "polled", "unfinished"}
KEY = "vendor-key"
"""Code of what a key would help: there is none, or it is refused."""
_MOST_LINES = 8
"""Of a tool tip."""


def unreadable(info: LibraryInfo) -> int:
    """How many files, and folders, cannot be read; those that are away are no failures of theirs.

    They say so themselves wherever folders are shown.
    """
    return max(info.failed - sum(notice.code == "away" for notice in info.notices), 0)


def is_grave(notice: Notice) -> bool:
    """Whether the index does not follow the files: a full disk, trouble with the store, a bug.

    What refines the order of what is found has no part in the index.
    """
    return notice.code not in _CALM and notice.role != "reranker"


def wants_key(notice: Notice) -> bool:
    """Whether it goes on as soon as a vendor's key is entered."""
    return KEY in (notice.code, notice.cause)


def said(notice: Notice) -> tuple[str, str]:
    """What happened, with why where that is known, and what can be done."""
    codes = dict.fromkeys(filter(None, (notice.code, notice.cause)))
    if len(codes) > 1:
        codes.pop("model-missing", None)  # why says it all: there is no key, say
    text = " ".join(words.sentence(code, notice.message) for code in codes)
    return text, words.hint(notice.cause or notice.code, notice.hint)


def about_folder(notices: Iterable[Notice], folder: str) -> tuple[Notice, ...]:
    """The notices on a folder or what lies in it, those on itself first."""
    root = PurePath(folder)
    found = [n for n in notices if n.path and PurePath(n.path).is_relative_to(root)]
    return tuple(sorted(found, key=lambda notice: PurePath(notice.path) != root))


def short(notices: Sequence[Notice], folder: str) -> str:
    """What the folder's second line says of them: ``Not connected``, ``photos: Not connected``."""
    noted = [notice for notice in notices if words.note(notice.code)]
    if not noted:
        return ""
    first = noted[0]
    text = words.note(first.code)
    inside = PurePath(first.path) != PurePath(folder)
    return f"{PurePath(first.path).name}: {text}" if inside else text


def calls(notices: Iterable[Notice]) -> bool:
    """Whether one of them is worth a sign: a folder that is merely polled works as it should."""
    return any(words.note(notice.code) and notice.code != "polled" for notice in notices)


def long(notices: Sequence[Notice], folder: str) -> str:
    """All of them, one a line, as a tool tip; empty for none."""
    lines = [_line(notice, folder) for notice in notices[:_MOST_LINES]]
    return "\n".join([*lines, "…"] if len(notices) > _MOST_LINES else lines)


def _line(notice: Notice, folder: str) -> str:
    said = [words.sentence(notice.code, notice.message), words.hint(notice.code, notice.hint)]
    if PurePath(notice.path) != PurePath(folder):
        said.insert(0, f"{figures.place(notice.path)}:")
    return " ".join(part for part in said if part)


def general(libraries: Iterable[LibraryInfo]) -> tuple[Notice, ...]:
    """What is neither grave nor about one folder, each code once."""
    found = {
        notice.code: notice
        for info in libraries
        for notice in info.notices
        if not is_grave(notice)
        and notice.code not in _SHOWN_ELSEWHERE
        and not any(about_folder((notice,), folder) for folder in info.folders)
    }
    return tuple(found.values())
