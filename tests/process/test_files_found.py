"""Real documents of 40 formats, through the whole program: indexed, and found by their phrase."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.client import Client
from engine.protocol import messages as m

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = Path(__file__).parents[2].parent / "shared" / "files"
pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the sample documents are not here")


def expected(what: str) -> dict[str, str]:
    """File name -> phrase, of the manifest's lines with this expectation."""
    with (FILES / "manifest.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["file"]: row["phrase"] for row in rows if row["expect"] == what}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """An engine that has indexed all of the documents."""
    with Client.connect(tmp_path_factory.mktemp("state")) as client:
        client.request(m.AddFolders(paths=(str(FILES),), index=False))
        client.request(m.Index(), timeout=120)
        yield client
        client.request(m.Quit())


def hits(client: Client, query: str, limit: int = 10) -> list[str]:
    """The files that answer, relative to the folder, best first."""
    answer = client.request(m.Search(query=query, limit=limit, rerank=False, interim=False))
    assert isinstance(answer, m.SearchFinished)
    return [Path(hit.path).relative_to(FILES).as_posix() for hit in answer.hits]


@pytest.mark.timeout(240)
def test_nine_of_ten_documents_are_found_by_their_phrase(client: Client) -> None:
    wanted = expected("find phrase")
    missed = [f for f, phrase in wanted.items() if f not in hits(client, phrase.replace('"', " "))]
    assert len(missed) <= 0.1 * len(wanted), missed


def test_what_must_fail_has_failed_with_a_reason_or_is_left_out(client: Client) -> None:
    answer = client.request(m.ListFailures())
    assert isinstance(answer, m.FailuresListed)
    failed = {Path(f.path).relative_to(FILES).as_posix(): f for f in answer.failures}
    for file in expected("must fail cleanly"):
        assert not hits(client, f"name:{Path(file).name}", limit=1)
        if file in failed:
            assert failed[file].reason
            assert failed[file].code != "bug"
    assert not [f for f in answer.failures if f.code in {"reader-crashed", "reader-timeout"}]
