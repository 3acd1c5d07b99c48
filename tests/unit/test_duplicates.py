"""Files that there are more than once."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import numpy as np
import pytest

from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.protocol.errors import Cancelled
from engine.search.file_copies import near_files
from engine.search.signatures import HASHES, grouped
from engine.search.wording import Wording
from tests.unit.service_engine import Engine, add
from tests.unit.test_wording import KOREAN, LETTER, LICENCE, MAIL, RENT, THAI

LONG = "\n\n".join(
    (
        LICENCE.format(years=2020),
        MAIL,
        KOREAN.format(days=90),
        THAI.format(rent=9000),
        RENT.format(day="1 May 2020", rent=480),
        LETTER.format(name="Ms Jones", amount="100.00"),
    )
)
FILES = {
    "one/flat.txt": RENT.format(day="1 March 2023", rent=650),
    "one/flat 2024.txt": RENT.format(day="1 March 2024", rent=650),
    "two/flat.txt": RENT.format(day="1 March 2023", rent=650),
    "one/miller.txt": LETTER.format(name="Ms Miller", amount="312.40"),
    "one/smith.txt": LETTER.format(name="Mr Smith", amount="298.10"),
    "one/long.txt": LONG,
    "two/long.md": LONG + " More.",
    "two/pump.txt": MAIL,
    "two/copy of pump.txt": MAIL,
    "both/pump.txt": MAIL,
    "one/empty.txt": "",
    "two/empty.txt": "",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for age, (name, text) in enumerate(FILES.items()):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1.7e9 - age, 1.7e9 - age))
    return folder


@pytest.fixture(scope="module")
def engine(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine(DataFolder(tmp_path_factory.mktemp("data")))
    for name in ("One", "Two"):
        add(engine, root / name.lower(), root / "both", library=name)
    engine.last(m.Index())
    yield engine
    engine.close()


def groups(engine: Engine, root: Path, command: m.FindDuplicates) -> list[tuple[bool, set[str]]]:
    found = engine.last(command)
    assert isinstance(found, m.DuplicatesFound), found
    return [
        (group.same, {Path(file.path).relative_to(root).as_posix() for file in group.files})
        for group in found.groups
    ]


PUMPS = {"two/pump.txt", "two/copy of pump.txt", "both/pump.txt"}
FLATS = {"one/flat.txt", "two/flat.txt"}


def test_files_of_the_same_content_are_told_with_most_to_spare_first(engine: Engine, root: Path):
    found = groups(engine, root, m.FindDuplicates())
    assert sorted(found, key=lambda group: len(group[1])) == [(True, FLATS), (True, PUMPS)]
    told = engine.last(m.FindDuplicates())
    assert isinstance(told, m.DuplicatesFound)
    spare = [sum(file.size for file in group.files[1:]) for group in told.groups]
    assert spare == sorted(spare, reverse=True)
    for group in told.groups:
        ages = [file.modified for file in group.files]
        assert ages == sorted(ages, reverse=True)


def test_a_library_is_looked_at_alone_and_a_folder_with_its_copies(engine: Engine, root: Path):
    assert groups(engine, root, m.FindDuplicates(library="Two")) == [(True, PUMPS)]
    inside = m.FindDuplicates(folder=str(root / "one"))
    assert groups(engine, root, inside) == [(True, FLATS)]
    assert groups(engine, root, m.FindDuplicates(folder=str(root / "absent"))) == []


def test_what_says_nearly_the_same_is_told_if_that_is_wanted(engine: Engine, root: Path):
    found = groups(engine, root, m.FindDuplicates(near=True))
    near = [files for same, files in found if not same]
    assert {frozenset(files) for files in near} == {
        frozenset({*FLATS, "one/flat 2024.txt"}),
        frozenset({"one/long.txt", "two/long.md"}),
    }
    assert found[-1][0] is False, "after what is the same"


def test_an_unknown_library_is_refused(engine: Engine):
    failed = engine.last(m.FindDuplicates(library="Ice"))
    assert isinstance(failed, m.Failed)
    assert failed.code == "unknown-library"


def test_the_search_for_what_is_near_is_called_off():
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        near_files([(1, MAIL), (2, MAIL)], token)


class Shelf:
    """Passages of unlike files, and two that are alike; it tells which it was asked for again."""

    def __init__(self, count: int, token: Token | None = None) -> None:
        words = [f"{part}{end}" for part in PARTS for end in PARTS]
        chosen = random.Random(1)
        self._texts = [" ".join(chosen.sample(words, 40)) for _ in range(count)]
        self._texts[count // 2] = self._texts[7].replace(" ", "\n") + " more"
        self._token = token
        self.again: list[int] = []

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return iter(enumerate(self._texts))

    def __getitem__(self, place: int) -> tuple[int, str]:
        self.again.append(place)
        if self._token:
            self._token.cancel()
        return place, self._texts[place]


PARTS = [a + b for a in "klmnrst" for b in "aeiou"]


def test_only_what_has_much_in_common_is_read_again():
    shelf = Shelf(2_400)
    assert near_files(shelf, Token()) == [[7, 1_200]]
    assert {7, 1_200} <= set(shelf.again)
    assert len(shelf.again) < 30


def test_the_search_is_called_off_while_passages_are_compared():
    token = Token()
    with pytest.raises(Cancelled):
        near_files(Shelf(2_400, token), token)


def test_what_has_no_numbers_is_grouped_in_time_that_grows_with_it():
    """Eight times as much takes some eight times as long, and not sixty times."""
    wording = Wording("no numbers")

    def took(pairs: int) -> float:
        rows = np.random.default_rng(1).integers(0, 2**32, (pairs, HASHES), np.uint32)
        begun = process_time()
        found = grouped(range(2 * pairs), rows.repeat(2, axis=0), lambda _: wording, _same)
        assert len(found) == pairs
        return process_time() - begun

    assert took(24_000) < 30 * max(took(3_000) for _ in range(2))


def _same(one: int, other: int) -> bool:
    return one // 2 == other // 2
