"""What says the same is one hit with its copies, in both orders and up to the limit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.jobs.index import LibraryIndex
from engine.models.embedder_client import EmbedderClient
from engine.models.registry import find
from engine.protocol.messages import Hit, Similar
from engine.search.hits import Answer
from engine.search.likeness import Aim
from engine.search.searcher import Searcher
from engine.store.vector_cache import VectorCache
from tests.process.search_examples import RERANKER, comparing, indexed, models
from tests.unit.test_wording import KOREAN, LETTER, LICENCE, MAIL, QUOTED, RENT, THAI

YEAR = 31_557_600
FILES = {
    "contracts/flat 2022.txt": RENT.format(day="1 March 2022", rent=650),
    "contracts/flat 2024.txt": RENT.format(day="1 March 2024", rent=650),
    "contracts/flat 2023.txt": RENT.format(day="1 March 2023", rent=650),
    "backup/of the old disk/flat.txt": RENT.format(day="1 March 2024", rent=650),
    "mails/pump.txt": MAIL,
    "mails/re pump.txt": QUOTED,
    "house/miller.txt": LETTER.format(name="Ms Miller", amount="312.40"),
    "house/smith.txt": LETTER.format(name="Mr Smith", amount="298.10"),
    "ko/하나.txt": KOREAN.format(days=90),
    "ko/둘.txt": KOREAN.format(days=90).replace("공무원은", "직원은"),
    "ko/셋.txt": KOREAN.format(days=60),
    "th/one.txt": THAI.format(rent=9000),
    "th/two.txt": THAI.format(rent=9000).replace("เจ้าของบ้าน", "ผู้ให้เช่า"),
    "th/three.txt": THAI.format(rent=12000),
    "days/one.txt": "2024-01-02 2024-01-03",
    "days/two.txt": "2024\u201301\u201302 2024\u201301\u201303",  # few of their terms are the same
    **{f"code/{n}/LICENSE": LICENCE.format(years=1990 + n % 7) for n in range(150)},
    **{f"code/{n}/README": f"Project {n} deals in software and copies." for n in range(30)},
}
AGES = {"contracts/flat 2022.txt": 3, "contracts/flat 2023.txt": 2, "contracts/flat 2024.txt": 1}
"""Years."""
FLAT = "flat let by the landlady to a tenant"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written = 1.7e9 - AGES.get(name, 1) * YEAR
        os.utime(path, (written, written))
    return folder


@pytest.fixture(scope="module")
def library(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryIndex]:
    with indexed(tmp_path_factory.mktemp("state"), root) as opened:
        yield opened


@pytest.fixture(scope="module")
def searcher(library: LibraryIndex) -> Iterator[Searcher]:
    searcher = Searcher(library, models())
    yield searcher
    searcher.close()


def tree(hits: tuple[Hit, ...], root: Path) -> list[tuple[str, dict[str, bool]]]:
    """Each hit's file and whether its copies, by theirs, are the same to the letter."""

    def name(path: str) -> str:
        return Path(path).relative_to(root).as_posix()

    return [(name(hit.path), {name(c.path): c.same for c in hit.copies}) for hit in hits]


def test_the_version_changed_last_stands_for_the_others(searcher: Searcher, root: Path):
    best, *_ = tree(searcher.search(FLAT).hits, root)
    assert best == (
        "contracts/flat 2024.txt",
        {
            "backup/of the old disk/flat.txt": True,
            "contracts/flat 2022.txt": False,
            "contracts/flat 2023.txt": False,
        },
    )


def test_a_version_that_is_asked_for_is_not_folded_under_another(searcher: Searcher, root: Path):
    best, *rest = tree(searcher.search("agreement flat 2023").hits, root)
    assert best == ("contracts/flat 2023.txt", {})
    assert rest[0][0] == "contracts/flat 2024.txt"


def test_all_are_shown_if_that_is_wanted(searcher: Searcher, root: Path):
    shown = tree(searcher.search(FLAT, aim=Aim(fold=False)).hits, root)
    assert {name for name, _ in shown[:4]} == {
        name for name in FILES if name.startswith(("contracts/", "backup/"))
    }
    assert all(not copies for _, copies in shown)


def test_copies_take_no_places_of_what_is_different(searcher: Searcher, root: Path):
    answer = searcher.search("permission to distribute software copies", limit=25)
    shown = tree(answer.hits, root)
    assert [hit.rank for hit in answer.hits] == list(range(1, 26))
    assert sum(name.endswith("README") for name, _ in shown) == 24
    (licence,) = (copies for name, copies in shown if name.endswith("LICENSE"))
    assert len(licence) == 149
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(copy.score <= hit.score for hit in answer.hits for copy in hit.copies)


@pytest.mark.parametrize(
    ("query", "folder", "copies"),
    [
        ("pump cellar float switch", "mails", [1]),
        ("share of the costs for heating", "house", [0, 0]),
        ("생계급여 신청 이의", "ko", [0, 1]),
        ("ผู้เช่า ค่าเช่า", "th", [0, 1]),
        ("2024-01-03", "days", [1]),
    ],
)
def test_what_differs_in_a_number_stays_a_hit(
    searcher: Searcher, root: Path, query: str, folder: str, copies: list[int]
):
    found = tree(searcher.search(f"{query} in:{folder}").hits, root)
    assert sorted(len(under) for _, under in found) == copies
    shown = {name for name, _ in found} | {copy for _, under in found for copy in under}
    assert shown == {name for name in FILES if name.startswith(f"{folder}/")}


def test_a_filter_leaves_copies_elsewhere_out(searcher: Searcher, root: Path):
    assert tree(searcher.search(f'{FLAT} in:"of the old disk"').hits, root) == [
        ("backup/of the old disk/flat.txt", {})
    ]


def test_of_what_a_filter_admits_the_newest_stands_for_the_others(searcher: Searcher, root: Path):
    best, *_ = tree(searcher.search(f"{FLAT} before:2022-09-01").hits, root)
    assert best == ("contracts/flat 2023.txt", {"contracts/flat 2022.txt": False})


def test_the_same_stand_for_the_same_in_both_orders(
    library: LibraryIndex, root: Path, tmp_path: Path
):
    entry = find(RERANKER)
    client = EmbedderClient()
    cache = VectorCache(tmp_path / "vectors.sqlite")
    searcher = Searcher(library, models(comparing(entry, client, cache, budget=60)))
    firsts: list[Answer] = []
    try:
        for query in (FLAT, "permission to distribute software copies", "spare float switch"):
            answer = searcher.search(query, interim=firsts.append)
            assert answer.reranked
            first = dict(tree(firsts[-1].hits, root))
            final = dict(tree(answer.hits, root))
            both = first.keys() & final.keys()
            assert any(final[name] for name in both)
            assert {n: first[n].keys() for n in both} == {n: final[n].keys() for n in both}
    finally:
        searcher.close()
        cache.close()
        client.close()


def test_what_is_like_a_file_is_folded_too(searcher: Searcher, root: Path):
    like = searcher.likeness(Similar(path=str(root / "contracts/flat 2022.txt")))
    best, *_ = tree(searcher.search("", aim=Aim(like)).hits, root)
    assert best[0] == "contracts/flat 2024.txt"
    assert best[1].keys() == {"contracts/flat 2023.txt", "backup/of the old disk/flat.txt"}
