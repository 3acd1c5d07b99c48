from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.files.scan import Scan
from engine.host.cancellation import Token
from engine.jobs.plan import Plan, make_plan
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FoundFile, Signature

HERE, AWAY = 1, 2


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite")
    opened.record_scan(added=[FoundFile("/mnt/stick/a.txt", Signature(1, 2, HERE, 3))])
    yield opened
    opened.close()


def plan(catalogue: Catalogue, scan: Scan) -> Plan:
    return make_plan(catalogue, scan, Token(), retry_failed=False)


def test_an_emptied_folder_loses_its_files(catalogue: Catalogue):
    scan = Scan(devices={"/mnt/stick": HERE})
    assert plan(catalogue, scan).gone == [1]
    assert scan.troubles == []


def test_the_empty_place_of_a_drive_that_is_not_there_keeps_them(catalogue: Catalogue):
    scan = Scan(devices={"/mnt/stick": AWAY})
    assert plan(catalogue, scan).gone == []
    assert [trouble.code for trouble in scan.troubles] == ["drive-missing"]


def test_a_drive_that_came_back_under_another_number_is_no_change(catalogue: Catalogue):
    files = {"/mnt/stick/a.txt": Signature(1, 2, AWAY, 3)}
    found = plan(catalogue, Scan(files=files, devices={"/mnt/stick": AWAY}))
    assert not found
