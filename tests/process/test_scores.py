"""What percentages say of real files: answers are likely, and what has no answer stays weak."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.cli.demo import SAMPLES
from engine.protocol.messages import WEAK_SCORE
from tests.process.cli_program import Program

FILES = {
    "복지.txt": "기초생활수급자는 주민센터에서 생계급여를 신청할 수 있다. "
    "사회복지제도는 소득이 적은 가구를 돕는다.",
    "여권.txt": "여권을 잃어버리면 가까운 경찰서에 신고하고 구청에서 다시 발급받아야 한다.",
    "도서관.txt": "도서관은 월요일에 쉬고 책은 한 번에 다섯 권까지 두 주 동안 빌릴 수 있다.",
    "수영장.txt": "수영장 강습은 매달 첫째 주에 신청을 받고 정원이 차면 추첨한다.",
    "wing.txt": "The boundary layer on a swept wing becomes turbulent early where crossflow "
    "waves grow. Suction through small slots keeps it laminar.",
    "ledger.txt": "Ledger of 2009. Rent 400, coal 35, bread 12. Paid to Mrs Ashdown in March.",
}

NONSENSE = (
    "zzqx blorp",
    "zzqx",
    "gribble vunt of the oplax",
    "medieval Icelandic saga manuscripts and their scribes",
    "how do central banks set interest rates in a currency crisis",
    "which enzyme repairs double strand breaks in DNA",
    "which chess opening is best against the queen's gambit",
    "우주 왕복선 엔진의 연소 온도",
    "고래의 이동 경로를 추적하는 방법",
    "퀔쿩 뷁뷁",
)
"""Nothing in the files answers them, though some share a word with one."""

ANSWERED = {
    "boundary layer on a swept wing": "wing.txt",
    "ledger of 2009": "ledger.txt",
    "Mrs Ashdown": "ledger.txt",
    "생계급여 신청": "복지.txt",
    "여권을 잃어버리면": "여권.txt",
    "dog ate something poisonous": "puppy-and-chocolate.md",
    "stiff neck from sitting at a computer": "back-exercises.rst",
    "return an item within 30 days": "returns.md",
}

ODD = {
    "여권 사진관 주차장 할인권 판매 시간표": "여권.txt",
    "zzqx blorp gribble ledger vunt": "ledger.txt",
    "wing chun lessons for toddlers near Bristol harbour": "wing.txt",
}
"""One word of many is shared: that is found, and says little."""


HALF = ("Is it hot?", "why the delay", "what time")
"""One word that says something, or none: some file has it, and answers nothing."""

WHOLE = {"how much is the rent?": "lease.html", "who is the landlord": "2024-02-landlord.eml"}
"""One such word, too, and a file that answers."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the program answers to each query, on the samples and some files beside them."""
    scratch = tmp_path_factory.mktemp("scores")
    folder = scratch / "files"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    asked = (*NONSENSE, *ANSWERED, *ODD, *HALF, *WHOLE)
    lines = (json.dumps({"_id": query, "text": query}, ensure_ascii=False) for query in asked)
    queries = scratch / "queries.jsonl"
    queries.write_text("\n".join(lines) + "\n", encoding="utf-8")
    program = Program(scratch / "state")
    program.json("add", str(SAMPLES), str(folder))
    program.json("index", "--wait")
    done = program.run("search", "--queries", str(queries), "--json")
    first = program.run("search", "--queries", str(queries), "--json", "--no-rerank")
    listed = program.json("search", "ext:rtf")
    program.run("quit")
    found: dict[str, Any] = {"first": {}, "refined": {}, "listed": listed}
    for name, run in (("first", first), ("refined", done)):
        assert run.returncode == 0, run.stderr
        for line in run.stdout.splitlines():
            answer = json.loads(line)
            found[name][answer["_id"]] = answer["hits"]
    return found


ORDERS = pytest.mark.parametrize("order", ["first", "refined"])


@ORDERS
@pytest.mark.parametrize("query", NONSENSE)
def test_what_has_no_answer_shows_nothing_strong(answers: dict[str, Any], query: str, order: str):
    assert all(hit["score"] < WEAK_SCORE for hit in answers[order][query])


@pytest.mark.parametrize("query", ANSWERED)
def test_an_answer_is_likely_and_never_certain(answers: dict[str, Any], query: str):
    best = answers["refined"][query][0]
    assert Path(best["path"]).name == ANSWERED[query]
    assert 1.5 * WEAK_SCORE < best["score"] < 1


@ORDERS
@pytest.mark.parametrize("query", ODD)
def test_one_odd_word_of_many_is_weak(answers: dict[str, Any], query: str, order: str):
    assert ODD[query] in {Path(hit["path"]).name for hit in answers[order][query]}
    assert all(hit["score"] < WEAK_SCORE for hit in answers[order][query])


@pytest.mark.parametrize("query", HALF)
def test_the_word_of_a_question_alone_is_no_answer(answers: dict[str, Any], query: str):
    assert answers["refined"][query]
    assert all(hit["score"] < WEAK_SCORE for hit in answers["refined"][query])


@pytest.mark.parametrize("query", WHOLE)
def test_the_word_of_a_question_where_the_meaning_agrees_is_one(
    answers: dict[str, Any], query: str
):
    best = answers["refined"][query][0]
    assert Path(best["path"]).name == WHOLE[query]
    assert best["score"] > 2 * WEAK_SCORE


@ORDERS
def test_scores_never_rise_along_the_order(answers: dict[str, Any], order: str):
    for hits in answers[order].values():
        scores = [hit["score"] for hit in hits]
        assert scores == sorted(scores, reverse=True)


def test_what_is_only_listed_was_compared_with_nothing(answers: dict[str, Any]):
    hit = answers["listed"]["hits"][0]
    parts = hit["parts"]
    assert hit["score"] == 1
    assert (parts["dense"], parts["sparse"], parts["rerank"]) == (None, None, None)
