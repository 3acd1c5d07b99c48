"""What no index leads to is leafed through, newest files first, up to a number of passages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.protocol.errors import Cancelled
from engine.search import leafing
from tests.process.search_examples import indexed

FILES = 12


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryIndex]:
    root = tmp_path_factory.mktemp("files")
    for number in range(FILES):
        path = root / f"{number:02}.txt"
        path.write_text(f"Note {number}: a => b")
        os.utime(path, (1.7e9 - number, 1.7e9 - number))
    with indexed(tmp_path_factory.mktemp("state"), root) as opened:
        yield opened


def leafed(library: LibraryIndex, wanted: int = 100, token: Token | None = None) -> list[str]:
    catalogue = library.catalogue
    found = leafing.leafed(catalogue, None, lambda text: "=>" in text, wanted, token or Token())
    files = catalogue.files([passage.file for passage in found.values()])
    return [Path(files[passage.file].path).stem for passage in found.values()]


@pytest.mark.parametrize("most", [1, 5, FILES, 1_000])
def test_the_newest_are_looked_at_up_to_a_number(
    library: LibraryIndex, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leafing, "MOST", most)
    assert leafed(library) == [f"{number:02}" for number in range(min(most, FILES))]


def test_no_more_are_looked_at_than_are_wanted(library: LibraryIndex) -> None:
    assert leafed(library, wanted=3) == ["00", "01", "02"]


def test_it_is_called_off(library: LibraryIndex) -> None:
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        leafed(library, token=token)
