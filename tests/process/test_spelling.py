"""Which words of a query are taken for slips, and which never."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.protocol.errors import Cancelled
from engine.search.precision import Precision
from engine.search.query import parse_query
from engine.search.question import Asking
from engine.search.searcher import Searcher
from tests.process.search_examples import indexed, models

WORDS = [
    "refund",
    "station",
    "nation",
    "kangaroo",
    "mountain",
    "volcano",
    "window",
    "garden",
    "kitchen",
    "harbour",
    "winter",
    "engine",
    "thunder",
]
TEXT = f"""{" ".join(WORDS)}.

זה הבית של אבי. הספר על השולחן.

هذا كتاب من المكتبة.

경찰서에 신고한다.
"""
SLIPS = [word[:2] + word[3] + word[2] + word[4:] for word in WORDS]  # keys in the wrong order


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("spelling")
    (folder / "files").mkdir()
    (folder / "files" / "a.txt").write_text(TEXT, encoding="utf-8")
    with indexed(folder / "state", folder / "files") as library:
        searcher = Searcher(library, models())
        yield searcher
        searcher.close()


def meant(searcher: Searcher, query: str) -> list[str]:
    return [note.meant for note in searcher.search(query).notes if note.code == "did-you-mean"]


@pytest.mark.parametrize(
    "query",
    [
        "שֶׁלָּךְ",  # three letters and their points: too short, though seven signs
        "עָלַי",
        "مِنْهُ",
        "הַסֵּפֶר",  # is there without points
        "كِتَابٌ",
    ],
)
def test_a_word_with_its_vowels_is_no_other_word(searcher: Searcher, query: str):
    assert meant(searcher, query) == []


def test_a_long_word_with_its_vowels_may_be_a_slip(searcher: Searcher):
    assert meant(searcher, "הַשֻּׁולְחָם") == ["השולחן"]


def test_as_many_slips_as_a_person_makes_are_corrected(searcher: Searcher):
    few = SLIPS[:12]
    assert meant(searcher, " ".join(few)) == [" ".join(WORDS[:12])]
    assert meant(searcher, " ".join([*WORDS, *WORDS, *few])) == [
        " ".join([*WORDS, *WORDS, *WORDS[:12]])
    ]


def test_where_more_words_are_nowhere_none_is_taken_for_a_slip(searcher: Searcher):
    assert meant(searcher, " ".join(SLIPS)) == []


def test_looking_for_corrections_can_be_called_off(tmp_path: Path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_text(TEXT, encoding="utf-8")
    with indexed(tmp_path / "state", tmp_path / "files") as library:
        wanted = models()
        precision = Precision(library.catalogue, wanted.encoder, Asking(library.catalogue, wanted))
        token = Token()
        token.cancel()
        totals = library.catalogue.totals()
        with pytest.raises(Cancelled):
            precision.asked("refnud", parse_query("refnud"), totals, typing=False, token=token)
