"""Versions of a document and mails that only quote another one are one hit; other matters are not.

Through the whole engine, with files of several formats.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.bench.formats import Written, word
from tests.unit.service_engine import Engine, add
from tests.unit.test_versions import BILL, HEAD, LEASE
from tests.unit.test_wording import KOREAN, MAIL, QUOTED, RECEIPT

MONTHS = ("January", "February", "March", "April")
CONTRACT = (
    "The gardener mows the lawn of the house in Mill Lane every fortnight between April and "
    "October, trims the hedges twice a year and takes the cuttings away. For this he is paid {} "
    "euros an hour at the end of each month, against a bill that names the days and the hours."
)
FILES: dict[str, bytes] = {
    "lease/lease_v1.txt": LEASE.format(rent=650).encode(),
    "lease/lease_v2.txt": LEASE.format(rent=700).encode(),
    "lease/Lease FINAL.docx": word(Written("", LEASE.format(rent=720))),
    "garden/contract.txt": CONTRACT.format(21).encode(),
    "garden/contract (1).txt": CONTRACT.format(24).encode(),
    "ko/계약서_초안.txt": KOREAN.format(days=60).encode(),
    "ko/계약서_최종.txt": KOREAN.format(days=90).encode(),
    **{
        f"rents/rent 2024-{n:02}.txt": RECEIPT.format(f"{month} 2024").encode()
        for n, month in enumerate(MONTHS, 1)
    },
    "bills/bill.txt": BILL.format(number=117, day="1 March 2024", sum=312).encode(),
    "bills/bill (1).txt": BILL.format(number=118, day="1 April 2024", sum=298).encode(),
    "mails/1.eml": f"{HEAD.replace('Re: ', '')}{MAIL}".encode(),
    "mails/2.eml": f"{HEAD}Thanks, will do.\nPaul\n\n{QUOTED}".encode(),
    "mails/3.eml": f"{HEAD}I cannot come before Monday, ask Karl.\n\n{QUOTED}".encode(),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for age, (name, content) in enumerate(FILES.items()):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (1.7e9 + 100 * age, 1.7e9 + 100 * age))
    return folder


@pytest.fixture(scope="module")
def engine(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine(DataFolder(tmp_path_factory.mktemp("data")))
    add(engine, root, library="Home")
    engine.last(m.Index())
    yield engine
    engine.close()


Copies = dict[str, dict[str, bool]]


def found(engine: Engine, query: str) -> Copies:
    """Each hit's file with those folded under it, and whether these are versions."""
    return {
        Path(hit.path).name: {Path(copy.path).name: copy.version for copy in hit.copies}
        for hit in engine.search(query).hits
    }


FOLDED: list[tuple[str, Copies]] = [
    (
        "rental agreement landlady tenant in:lease",
        {"Lease FINAL.docx": {"lease_v2.txt": True, "lease_v1.txt": True}},
    ),
    ("gardener mows the lawn in:garden", {"contract (1).txt": {"contract.txt": True}}),
    ("생계급여 신청 이의 in:ko", {"계약서_최종.txt": {"계약서_초안.txt": True}}),
    ("pump in the cellar in:mails", {"1.eml": {"2.eml": False}, "3.eml": {}}),
    (
        "rent received in:rents",
        {f"rent 2024-{n:02}.txt": {} for n in range(1, len(MONTHS) + 1)},
    ),
    ("cleaning the stairs in:bills", {"bill.txt": {}, "bill (1).txt": {}}),
]


@pytest.mark.parametrize(("query", "hits"), FOLDED)
def test_versions_are_one_hit_and_other_matters_are_not(engine: Engine, query: str, hits: Copies):
    assert found(engine, query) == hits


def test_a_version_that_is_asked_for_is_a_hit(engine: Engine):
    hits = found(engine, "rental agreement tenant 650 in:lease")
    assert hits["lease_v1.txt"] == {}
    assert hits["Lease FINAL.docx"] == {"lease_v2.txt": True}


def test_near_duplicates_agree_with_what_is_folded(engine: Engine):
    told = engine.last(m.FindDuplicates(near=True))
    assert isinstance(told, m.DuplicatesFound)
    groups = {frozenset(Path(file.path).name for file in group.files) for group in told.groups}
    folded = {frozenset((head, *under)) for _, hits in FOLDED for head, under in hits.items()}
    assert groups == {group for group in folded if len(group) > 1}
