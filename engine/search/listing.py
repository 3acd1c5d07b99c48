"""Queries of operators alone: the files that meet them, newest first."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.search.phrases import Phrase, comparable
from engine.store.catalogue_states import State
from engine.store.filters import (
    And,
    ExtIn,
    FileIn,
    Filter,
    LangIn,
    ModifiedBetween,
    Not,
    Or,
    PathIs,
    PkIn,
    SizeBetween,
    Under,
)

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import FileRow, PassageRow

Test = Callable[["FileRow"], bool]

_Range = Under | ModifiedBetween | SizeBetween
_Listed = PathIs | ExtIn | LangIn | FileIn | PkIn

_SECOND = 1_000_000_000


def newest(
    catalogue: CatalogueReader,
    where: Filter | None,
    excluded: Sequence[Phrase],
    limit: int,
    token: Token,
) -> list[tuple[FileRow, PassageRow]]:
    """The newest files that meet a filter, each with its first passage.

    Args:
        catalogue: the library's.
        where: the filter.
        excluded: what must not stand anywhere in the file.
        limit: most files.
        token: raises `Cancelled`.
    """
    meets = predicate_of(where)
    there = (file for file in catalogue.files_in() if file.state is not State.GONE)
    held = [file for file in there if file.passages and meets(file)]
    found: list[tuple[FileRow, PassageRow]] = []
    for file in sorted(held, key=lambda file: (-file.mtime_ns, file.path)):
        if len(found) >= limit:
            break
        token.check()
        passages = catalogue.passages_of(file.id)
        if passages and not _contains(passages, excluded):
            found.append((file, passages[0]))
    return found


def predicate_of(where: Filter | None) -> Test:
    """The same filter for a file of the catalogue; its language stands for its passages'."""
    match where:
        case None:
            return lambda _: True
        case And(parts):
            tests = [predicate_of(part) for part in parts]
            return lambda file: all(test(file) for test in tests)
        case Or(parts):
            tests = [predicate_of(part) for part in parts]
            return lambda file: any(test(file) for test in tests)
        case Not(part):
            test = predicate_of(part)
            return lambda file: not test(file)
        case _:
            return _leaf(where)


def _leaf(where: _Range | _Listed) -> Test:
    match where:
        case Under(folder):
            start = folder.rstrip(os.sep) + os.sep
            return lambda file: file.path.startswith(start)
        case ModifiedBetween(first, end):
            return lambda file: _between(file.mtime_ns // _SECOND, first, end)
        case SizeBetween(first, end):
            return lambda file: _between(file.size, first, end)
        case _:
            return _member(where)


def _member(where: _Listed) -> Test:
    match where:
        case PathIs(path):
            return lambda file: file.path == path
        case ExtIn(exts):
            return lambda file: Path(file.path).suffix.lstrip(".").lower() in exts
        case LangIn(langs):
            return lambda file: file.language in langs
        case FileIn(files):
            chosen = frozenset(files)
            return lambda file: file.id in chosen
        case PkIn():
            raise ValueError("a passage's key says nothing of a file")


def _between(value: int, first: int | None, end: int | None) -> bool:
    return (first is None or value >= first) and (end is None or value < end)


def _contains(passages: Sequence[PassageRow], excluded: Sequence[Phrase]) -> bool:
    return bool(excluded) and any(
        phrase.stands_in(text) for text in _texts(passages) for phrase in excluded
    )


def _texts(passages: Sequence[PassageRow]) -> Iterator[str]:
    return (comparable(passage.text) for passage in passages)
