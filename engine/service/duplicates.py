"""Which indexed files are copies of each other."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from engine.protocol.messages import DuplicateFile, DuplicateGroup, DuplicatesFound
from engine.search.standing import standing
from engine.service.counting import reading
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.protocol.messages import FindDuplicates
    from engine.store.catalogue_counts import CatalogueCounts
    from engine.store.catalogue_rows import FileRow

_SECOND = 1e-9


class _Held(NamedTuple):
    """A file and the catalogue that has it."""

    library: str
    row: FileRow
    catalogue: CatalogueCounts


def duplicates(
    command: FindDuplicates, places: Iterable[tuple[str, Path]], token: Token
) -> DuplicatesFound:
    """Find files of the same content, and those that say nearly the same if that is wanted.

    A path that several libraries have is one file; empty files are none.

    Args:
        command: what is asked.
        places: libraries' names and state folders.
        token: to call it off.

    Raises:
        Cancelled: by the token.
        StoreError: a catalogue cannot be read.
    """
    with ExitStack() as stack:
        held: dict[str, _Held] = {}
        for library, folder in places:
            catalogue = stack.enter_context(reading(folder))
            for row in catalogue.files_in(State.INDEXED) if catalogue else ():
                token.check()
                if catalogue and row.size and row.hash:
                    held.setdefault(row.path, _Held(library, row, catalogue))
        contents: dict[tuple[int, bytes], list[_Held]] = {}
        for file in held.values():
            contents.setdefault((file.row.size, file.row.hash), []).append(file)
        found = [_group(files, same=True) for files in contents.values() if len(files) > 1]
        if command.near:
            found += _near(list(contents.values()), token)
    if command.folder:
        found = [group for group in found if _touches(group, command.folder)]
    return DuplicatesFound(groups=tuple(sorted(found, key=_spare, reverse=True)))


class _Passages:
    """The passages of one file of each content, read as they are wanted."""

    def __init__(self, contents: Sequence[Sequence[_Held]]) -> None:
        self._contents = contents
        self._keys, self._places = array("q"), array("q")

    def __iter__(self) -> Iterator[tuple[int, str]]:
        for place, (first, *_) in enumerate(self._contents):
            for passage in first.catalogue.passages_of(first.row.id):
                self._keys.append(passage.pk)
                self._places.append(place)
                yield place, passage.text

    def __getitem__(self, number: int) -> tuple[int, str]:
        key, place = self._keys[number], self._places[number]
        row = self._contents[place][0].catalogue.passages([key]).get(key)
        return place, row.text if row else ""  # it was indexed anew meanwhile


def _near(contents: Sequence[Sequence[_Held]], token: Token) -> Iterator[DuplicateGroup]:
    """Groups of different contents; each content is looked at once and told with its copies."""
    from engine.search.file_copies import near_files  # heavy
    from engine.search.versions import Versions

    def paths(place: int) -> Iterator[str]:
        return (file.row.path for file in contents[place])

    def texts(place: int) -> list[str]:
        first, *_ = contents[place]
        return [passage.text for passage in first.catalogue.passages_of(first.row.id)]

    for group in near_files(_Passages(contents), token, Versions(paths, texts)):
        yield _group([file for place in group for file in contents[place]], same=False)


def _group(files: Sequence[_Held], *, same: bool) -> DuplicateGroup:
    order = sorted(files, key=lambda file: standing(file.row.mtime_ns, file.row.path))
    return DuplicateGroup(
        same=same,
        files=tuple(
            DuplicateFile(
                library=file.library,
                path=file.row.path,
                size=file.row.size,
                modified=file.row.mtime_ns * _SECOND,
            )
            for file in order
        ),
    )


def _spare(group: DuplicateGroup) -> tuple[bool, int]:
    """Copies to the byte first, then by the bytes that all but one take."""
    return group.same, sum(file.size for file in group.files[1:])


def _touches(group: DuplicateGroup, folder: str) -> bool:
    return any(PurePath(file.path).is_relative_to(folder) for file in group.files)
