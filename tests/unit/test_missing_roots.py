"""Folders of a library that are not there although the drive that they lay on is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.files.found import Scan
from engine.files.places import Places
from engine.files.scan import scan
from engine.host.cancellation import Token
from engine.jobs.missing_roots import SURE
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
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be set."""
    now = [1000.0]
    monkeypatch.setattr("engine.jobs.absent.time.time", lambda: now[0])
    return now


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


@pytest.mark.usefixtures("now")
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


def test_a_deleted_folder_is_gone_at_a_later_look(
    catalogue: Catalogue, look: Look, folder: Path, now: list[float]
):
    shutil.rmtree(folder)
    for now[0] in (1000.0, 1000.0 + SURE - 1):
        plan, found = look()
        assert plan.gone == []
        assert "deleted" in found.troubles[0].hint
    now[0] = 1000.0 + SURE
    plan, found = look()
    assert paths(catalogue, plan) == [str(folder / "sub" / "a.txt")]
    assert [t.path for t in found.troubles] == [str(folder)]


def test_a_folder_that_was_back_meanwhile_is_missing_anew(
    look: Look, folder: Path, now: list[float]
):
    aside = folder.with_name("aside")
    folder.rename(aside)
    look()
    aside.rename(folder)
    assert look(folder)[1].troubles == []
    folder.rename(aside)
    now[0] += SURE
    plan, _ = look()
    assert plan.gone == []


def test_a_clock_that_was_set_back_takes_nothing_early(look: Look, folder: Path, now: list[float]):
    shutil.rmtree(folder)
    look()
    now[0] = 10.0
    assert look()[0].gone == []
    now[0] = 10.0 + SURE
    assert len(look()[0].gone) == 1


def test_a_link_to_what_is_missing_keeps_its_files(
    catalogue: Catalogue, look: Look, folder: Path, now: list[float]
):
    shutil.rmtree(folder)
    folder.symlink_to(folder.parent / "elsewhere" / "docs")
    look()
    now[0] += SURE
    assert look()[0].gone == []
    assert "missing-roots" not in catalogue.meta()


def test_a_folder_whose_own_folder_is_gone_keeps_its_files(
    look: Look, folder: Path, now: list[float]
):
    folder.parent.rename(folder.parent.with_name("moved away"))
    try:
        look()
        now[0] += SURE
        assert look()[0].gone == []
    finally:
        folder.parent.with_name("moved away").rename(folder.parent)
