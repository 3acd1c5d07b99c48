"""Files that somebody still writes to while a run finds them."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.files.places import Places
from engine.host.cancellation import Token
from engine.jobs.attendant import Alone
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer
from tests.process.indexing_parts import content, fill, opened

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs read leases")


class Listening(Alone):
    """An attendant that remembers what was put off."""

    def __init__(self) -> None:
        self.postponed_paths: list[str] = []

    def postponed(self, paths: Sequence[str]) -> None:
        self.postponed_paths += paths


def run(index: LibraryIndex, places: Places | None = None) -> list[str]:
    """Index; return what was put off."""
    attendant = Listening()
    Indexer(index, workers=1).run(Token(), lambda _: None, places=places, attendant=attendant)
    return attendant.postponed_paths


def test_a_growing_file_is_put_off_until_it_is_whole_and_the_others_are_read(tmp_path: Path):
    folder = tmp_path / "documents"
    fill(folder, 3, 1)
    path = folder / "new" / "film.md"
    path.parent.mkdir()
    with opened(tmp_path / "state", folder) as index:
        with path.open("w") as stream:
            stream.write("The first half about zebras. ")
            stream.flush()
            assert run(index) == [str(path)]
            read = {name for name, passages in content(index).passages.items() if passages}
            assert len(read) == 3
            assert str(path) not in read
            stream.write("The second half about yaks.")
        assert run(index, Places((str(path),))) == []
        assert "yaks" in str(content(index).passages[str(path)])


def test_a_file_that_is_never_whole_is_read_as_it_is_when_its_time_has_come(tmp_path: Path):
    folder = tmp_path / "documents"
    fill(folder, 1, 1)
    path = folder / "log.md"
    with opened(tmp_path / "state", folder) as index, path.open("w") as stream:
        stream.write("A line about zebras.\n")
        stream.flush()
        assert run(index) == [str(path)]
        assert run(index, Places((str(path),), restless=frozenset({str(path)}))) == []
        assert "zebras" in str(content(index).passages[str(path)])
