"""What a scan means for the catalogue; see also `test_drives` and `test_partial_plans`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from engine.files.found import Scan
from engine.host.cancellation import Token
from engine.jobs.plan import Plan, make_plan
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FoundFile, Signature

ELSEWHERE = 987_654


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    return folder


@pytest.fixture
def known(stick: Path) -> FoundFile:
    path = stick / "a.txt"
    return FoundFile(str(path), Signature.of(path.stat()))


@pytest.fixture
def catalogue(tmp_path: Path, known: FoundFile) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite")
    opened.record_scan(added=[known])
    yield opened
    opened.close()


def plan(catalogue: Catalogue, scan: Scan) -> Plan:
    return make_plan(catalogue, scan, Token(), retry=lambda _: False)


def lay_elsewhere(catalogue: Catalogue, known: FoundFile) -> Signature:
    """Say that the file lay on a drive that is not there (any more under this number)."""
    before = msgspec.structs.replace(known.signature, device=ELSEWHERE)
    catalogue.record_scan(touched={1: before})
    return before


def test_an_emptied_folder_loses_its_files(catalogue: Catalogue):
    scan = Scan()
    assert plan(catalogue, scan).gone == [1]
    assert scan.troubles == []


def test_the_empty_place_of_a_drive_that_is_not_there_keeps_them(
    catalogue: Catalogue, known: FoundFile, stick: Path
):
    lay_elsewhere(catalogue, known)
    Path(known.path).unlink()
    scan = Scan()
    assert plan(catalogue, scan).gone == []
    assert [(t.code, t.path) for t in scan.troubles] == [("drive-missing", str(stick))]


def test_a_drive_that_came_back_under_another_number_is_noted_and_no_change(
    catalogue: Catalogue, known: FoundFile
):
    lay_elsewhere(catalogue, known)
    found = plan(catalogue, Scan(files={known.path: known.signature}))
    assert found.touched == {1: known.signature}
    assert (found.added, found.changed, found.gone) == ([], {}, [])
