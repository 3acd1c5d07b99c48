"""The same to the letter is one hit, versions stand by their own row, and a named file leads.

Whatever was indexed first, through the whole engine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice, permutations
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.search.file_copies import near_files
from engine.search.versions import Versions
from tests.unit.service_engine import Engine, add

TEXT = (
    "Membership agreement with Ironhill Climbing Gym, version {n}.\nThe yearly fee is {fee} "
    "crowns, payable in advance. The member may suspend the membership for up to {n} months in "
    "case of illness or pregnancy, on presentation of a medical certificate.\n"
    "Lockers are emptied on the last Sunday of each month. Children under fourteen climb only "
    "with a guardian. Chalk balls are allowed; loose chalk is not.\n"
)
FILES = {
    **{f"a/gym_membership_v{n}.txt": TEXT.format(n=n, fee=1180 + 20 * n) for n in (1, 2, 3)},
    "b/memb.txt": TEXT.format(n=2, fee=1220),
    "b/gym3.txt": TEXT.format(n=3, fee=1240),
    "b/gym1.txt": TEXT.format(n=1, fee=1200),
}
SERIES = ("gym_membership_v1.txt", "gym_membership_v2.txt", "gym_membership_v3.txt")
COPIES = {"gym_membership_v1.txt": "gym1.txt", "gym_membership_v2.txt": "memb.txt"} | {
    "gym_membership_v3.txt": "gym3.txt"
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for age, (name, content) in enumerate(FILES.items()):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        os.utime(path, (1.7e9 + 100 * age, 1.7e9 + 100 * age))
    return folder


@pytest.fixture(scope="module")
def engine(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One library that had the versions first, and one that had their copies first."""
    engine = Engine(DataFolder(tmp_path_factory.mktemp("data")))
    for name, order in (("One", "ab"), ("Two", "ba")):
        for folder in order:
            add(engine, root / folder, library=name)
            engine.last(m.Index())
    yield engine
    engine.close()


def found(engine: Engine, query: str, library: str = "") -> dict[str, dict[str, str]]:
    """Each hit's file with those folded under it: the same, a version or nearly the same."""
    return {
        Path(hit.path).name: {
            Path(c.path).name: "=" if c.same else "v" if c.version else "~" for c in hit.copies
        }
        for hit in engine.search(query, library).hits
    }


def stands(head: str) -> dict[str, dict[str, str]]:
    """What is found where one of the versions stands for all."""
    same = {COPIES[head]}
    others = {*SERIES, *COPIES.values()} - {head} - same
    return {head: dict.fromkeys(same, "=") | dict.fromkeys(others, "v")}


@pytest.mark.parametrize("library", ["One", "Two"])
@pytest.mark.parametrize("query", ["yearly fee", "gym membership", "medical certificate"])
def test_versions_and_their_copies_are_one_hit_of_the_newest_version(
    engine: Engine, query: str, library: str
):
    assert found(engine, query, library) == stands("gym_membership_v3.txt")


@pytest.mark.parametrize("library", ["One", "Two"])
@pytest.mark.parametrize("head", SERIES)
def test_the_version_that_is_named_leads_the_others(engine: Engine, head: str, library: str):
    for query in (head, Path(head).stem, f"what does {head} say"):
        assert found(engine, query, library) == stands(head)


@pytest.mark.parametrize("library", ["One", "Two"])
def test_a_copy_elsewhere_that_is_named_has_no_versions_under_it(engine: Engine, library: str):
    hits = found(engine, "gym3.txt", library)
    assert next(iter(hits)) == "gym3.txt"
    assert hits == {
        "gym3.txt": {"gym_membership_v3.txt": "="},
        "gym_membership_v2.txt": {"memb.txt": "=", "gym_membership_v1.txt": "v", "gym1.txt": "v"},
    }


def test_duplicates_agree(engine: Engine):
    told = engine.last(m.FindDuplicates(near=True))
    assert isinstance(told, m.DuplicatesFound)
    groups = [(g.same, {Path(file.path).name for file in g.files}) for g in told.groups]
    near = [files for same, files in groups if not same]
    assert near == [{Path(name).name for name in FILES}]
    same = {frozenset(files) for same, files in groups if same}
    assert same == {frozenset(pair) for pair in COPIES.items()}


def test_near_files_do_not_depend_on_their_order():
    for names in islice(permutations(FILES), 0, None, 31):
        versions = Versions(lambda n, p=names: [f"/{p[n]}"], lambda n, p=names: [FILES[p[n]]])
        groups = near_files([(n, FILES[p]) for n, p in enumerate(names)], Token(), versions)
        assert [sorted(group) for group in groups] == [list(range(len(FILES)))]


def test_what_is_the_same_comes_together_however_many_are_alike():
    """More forms of a letter come before the second of the same than are compared."""
    filled = [TEXT.format(n=4 + n % 5, fee=n) for n in range(400)]
    texts = [*filled, filled[300]]
    groups = near_files(list(enumerate(texts)), Token())
    assert groups == [[300, 400]]


def test_the_newest_stands_for_more_versions_than_are_looked_at(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
):
    """Some of which say nearly the same as each other, others differ in a figure."""
    versions = {f"gym_v{n:02}": TEXT.format(n=1 + n // 2, fee=1200) for n in range(40)}
    for age, (name, content) in enumerate(versions.items()):
        said = content.replace("loose chalk", "chalk that is loose") if age % 2 else content
        (tmp_path / f"{name}.txt").write_text(said, encoding="utf-8")
        os.utime(tmp_path / f"{name}.txt", (1.7e9 + 100 * age, 1.7e9 + 100 * age))
    engine = Engine(DataFolder(tmp_path_factory.mktemp("data")))
    try:
        add(engine, tmp_path, library="Gym")
        engine.last(m.Index())
        hits = found(engine, "yearly fee")
        assert {name: len(under) for name, under in hits.items()} == {"gym_v39.txt": 39}
    finally:
        engine.close()
