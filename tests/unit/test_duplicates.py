"""Files that there are more than once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.protocol.errors import Cancelled
from engine.search.file_copies import near_files
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
