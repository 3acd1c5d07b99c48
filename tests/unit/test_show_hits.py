"""What the command line says of a hit's score."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from engine.cli import show_hits
from engine.protocol.messages import WEAK_SCORE, Hit, Parts, QueryNote, WordWeight

HIT = Hit(
    rank=1,
    library="Default",
    path="/docs/canal.md",
    title="Canal",
    media_type="text/markdown",
    modified=1.7e9,
    size=10,
    page=0,
    start=3,
    end=40,
    heading="",
    language="en",
    text="A sluice gate controls the flow.",
    score=0.62,
    parts=Parts(dense=0.41, sparse=12.3, rerank=0.72, words=(WordWeight(word="gate", weight=8.1),)),
    terms=("gate",),
    marks=((9, 13),),
    passage=7,
)
LISTED = msgspec.structs.replace(HIT, score=0.0, parts=Parts(), terms=(), marks=())
WEAK = msgspec.structs.replace(HIT, score=WEAK_SCORE / 2)


def test_a_score_is_told_as_a_chance_with_what_it_rests_on() -> None:
    chance, parts = show_hits.explanation(HIT).splitlines()
    assert chance == ("about 62 of 100 passages with evidence like this are what was looked for")
    assert parts == "meaning 0.410 · words 12.30 (gate 8.10) · reranker 0.720 · " + (
        "/docs/canal.md [3–40]"
    )


def test_what_was_compared_with_nothing_has_no_percentage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_hits.hits([LISTED], explain=True)
    said = capsys.readouterr().out
    assert "%" not in said
    assert "weaker" not in said
    assert "listed for its file" in said
    show_hits.hits([HIT], explain=False)
    assert "62%" in capsys.readouterr().out


def test_what_is_weak_is_not_rounded_to_what_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    nearly = msgspec.structs.replace(HIT, score=WEAK_SCORE - 0.003)
    show_hits.hits([nearly], explain=True)
    said = capsys.readouterr().out
    assert " 19%  " in said
    assert "about 19 of 100" in said


def test_a_file_of_the_same_content_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    show_hits.hits([msgspec.structs.replace(LISTED, score=1.0)], explain=True, alike=True)
    said = capsys.readouterr().out
    assert "same content  canal.md" in said
    assert "byte for byte" in said


def test_weak_matches_alone_are_told_with_what_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    show_hits.hits([WEAK], explain=False)
    assert "Nothing here clearly answers this." in capsys.readouterr().out
    show_hits.hits([HIT, WEAK], explain=False)
    said = capsys.readouterr().out
    assert "Nothing here" not in said
    assert "weaker matches" in said


def test_what_is_like_nothing_is_not_to_be_said_in_other_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_hits.hits([WEAK], explain=False, alike=True)
    show_hits.hits([], explain=False, alike=True)
    said = capsys.readouterr().out
    assert "Nothing here is much like it." in said
    assert "Nothing here is like it." in said
    assert "words" not in said


def test_a_query_without_words_gets_no_other_advice(capsys: pytest.CaptureFixture[str]) -> None:
    show_hits.hits([], explain=False, advised=True)
    assert not capsys.readouterr().out


def test_names_that_repeat_are_told_apart_by_their_folder(
    capsys: pytest.CaptureFixture[str],
) -> None:
    again = msgspec.structs.replace(HIT, rank=2, path="/docs/old/canal.md")
    show_hits.hits([HIT, again], explain=False)
    said = capsys.readouterr().out
    assert str(Path("docs/canal.md")) in said
    assert str(Path("old/canal.md")) in said
    show_hits.hits([HIT, msgspec.structs.replace(HIT, rank=2)], explain=False)
    assert str(Path("docs/canal.md")) not in capsys.readouterr().out


def test_headings_are_shown_without_their_signs(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Wear and tear.\n\n## 3. Notice {/*notice*/}\n\nEither party may end this."
    start = text.index("Either")
    found = msgspec.structs.replace(
        HIT, text=text, heading="Lease {/*lease*/}", marks=((start, start + 6),)
    )
    show_hits.hits([found], explain=False)
    said = " ".join(capsys.readouterr().out.split())
    assert "Wear and tear. 3. Notice Either party may end this." in said
    assert "{/*" not in said
    assert show_hits._snippet(found).plain.count("Either") == 1


def test_a_strange_language_is_mentioned_only_where_nothing_answers_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    note = QueryNote(
        code="language-unknown", start=0, end=0, message="The model knows no Thai.", meant="many"
    )
    show_hits.notes([note], [HIT, WEAK])
    assert not capsys.readouterr().err
    show_hits.notes([note], [WEAK])
    assert "findling models download many" in capsys.readouterr().err
