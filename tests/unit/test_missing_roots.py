"""Folders of a library that are not there although the drive that they lay on is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from engine.files.found import Scan
from engine.files.places import Places
from engine.files.scan import scan
from engine.host.cancellation import Token
from engine.jobs.file_systems import KEY, FileSystems
from engine.jobs.plan import Plan, make_plan
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FoundFile

Look = Callable[..., tuple[Plan, Scan]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "home" / "docs"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_text("a")
    (tmp_path / "home" / "single.txt").write_text("single")
    return folder


@pytest.fixture
def single(folder: Path) -> Path:
    return folder.parent / "single.txt"


@pytest.fixture
def catalogue(tmp_path: Path, folder: Path, single: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite")
    found = scan([str(folder), str(single)], lambda _: True, Token())
    opened.record_scan(added=[FoundFile(*item) for item in found.files.items()])
    yield opened
    opened.close()


@pytest.fixture
def look(catalogue: Catalogue, folder: Path, single: Path) -> Look:
    def go(*places: Path) -> tuple[Plan, Scan]:
        found = scan(
            [str(folder), str(single)],
            lambda _: True,
            Token(),
            places=Places(tuple(map(str, places))) if places else None,
        )
        plan = make_plan(catalogue, found, Token(), retry=lambda _: False)
        catalogue.remember(plan.facts)
        return plan, found

    return go


def paths(catalogue: Catalogue, plan: Plan) -> list[str]:
    return [row.path for row in catalogue.files(plan.gone).values()]


def test_a_deleted_single_file_is_gone_and_its_trouble_says_so(
    catalogue: Catalogue, look: Look, single: Path
):
    single.unlink()
    plan, found = look(single)
    assert paths(catalogue, plan) == [str(single)]
    assert [(t.code, t.path) for t in found.troubles] == [("folder-missing", str(single))]
    assert "deleted" in found.troubles[0].hint
    catalogue.leave(plan.gone)
    plan, found = look()
    assert plan.gone == []
    assert "deleted" in found.troubles[0].hint


def test_a_deleted_folder_keeps_its_files_and_its_trouble_says_what_to_do(look: Look, folder: Path):
    shutil.rmtree(folder)
    for _ in range(3):
        plan, found = look()
        assert plan.gone == []
        assert [t.path for t in found.troubles] == [str(folder)]
        assert "deleted" in found.troubles[0].hint


def test_a_number_that_stood_for_two_disks_stands_for_none(folder: Path):
    number = folder.stat().st_dev
    facts = {KEY: msgspec.json.encode({number: "uuid:of-a-disk-that-is-not-there"}).decode()}
    systems = FileSystems(facts)
    if not systems.at(str(folder)):
        pytest.skip("this file system has no name")
    assert systems.other(number, str(folder))
    facts = {KEY: systems.with_these({number: str(folder)}) or ""}
    for _ in range(2):
        later = FileSystems(facts)
        assert later.other(number, str(folder))
        assert not later.same(number, str(folder))
        facts = {KEY: later.with_these({number: str(folder)}) or facts[KEY]}


def test_a_link_to_what_is_missing_keeps_its_files(catalogue: Catalogue, look: Look, folder: Path):
    shutil.rmtree(folder)
    folder.symlink_to(folder.parent / "elsewhere" / "docs")
    look()
    assert look()[0].gone == []
    assert "missing-roots" not in catalogue.meta()


def test_a_folder_whose_own_folder_is_gone_keeps_its_files(look: Look, folder: Path):
    folder.parent.rename(folder.parent.with_name("moved away"))
    try:
        look()
        assert look()[0].gone == []
    finally:
        folder.parent.with_name("moved away").rename(folder.parent)
