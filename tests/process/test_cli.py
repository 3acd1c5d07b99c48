"""The command line against a real engine on real files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.cli.demo import QUERIES, SAMPLES
from tests.process.cli_program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWERS = {
    "money back if I am unhappy with my purchase": "returns.md",
    "dog ate something poisonous": "puppy-and-chocolate.md",
    "keep pipes from freezing": "winter-checklist.md",
    "trouble falling asleep": "insomnia.md",
    "someone hacked my email": "password-rules.html",
    "stiff neck from sitting at a computer": "back-exercises.rst",
    "dealing with upset shoppers": "shop-handbook.docx",
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A program whose engine has indexed the samples."""
    program = Program(tmp_path_factory.mktemp("state"))
    program.json("add", str(SAMPLES))
    program.json("index", "--wait")
    yield program
    program.run("quit")


def test_every_sample_is_indexed(program: Program) -> None:
    library = program.json("libraries")["libraries"][0]
    files = [file for file in SAMPLES.rglob("*") if file.is_file()]
    assert len(files) >= 30
    assert len({file.suffix for file in files}) >= 8
    assert program.json("failures")["failures"] == []
    assert library["files"] == len(files)


@pytest.mark.parametrize("query", ANSWERS)
def test_a_question_that_shares_no_word_with_its_answer_finds_it(
    program: Program, query: str
) -> None:
    hits = program.json("search", query, "--limit", "3")["hits"]
    assert Path(hits[0]["path"]).name == ANSWERS[query]
    asked, said = (
        set(re.findall(r"\w{3,}", text.lower())) - {"from", "with"}
        for text in (query, hits[0]["text"])
    )
    assert not asked & said


def test_the_demo_asks_what_the_tests_ask() -> None:
    assert set(ANSWERS) <= set(QUERIES)


def test_a_demo_whose_window_cannot_open_says_so() -> None:
    pytest.importorskip("PySide6")
    command = [sys.executable, "-m", "engine.cli", "demo", "--window"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "none-such"}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, env=environment, check=False
    )
    assert done.returncode == 1
    assert "findling: The window ended" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_hit_has_place_score_parts_and_matched_terms(program: Program) -> None:
    hits = program.json("search", "alternator can recharge the battery")["hits"]
    hit = hits[0]
    assert Path(hit["path"]).name == "vehicle-handbook.pdf"
    assert hit["rank"] == 1
    assert hit["page"] == 1
    assert 0 < hit["score"] <= 1
    assert hit["end"] > hit["start"] >= 0
    assert set(hit["parts"]) == {"dense", "sparse", "rerank", "words"}
    assert hit["parts"]["rerank"] is not None
    assert hit["parts"]["words"][0]["weight"] > 0
    assert hit["best"][1] > hit["best"][0]
    assert "alternator" in hit["terms"]
    assert hit["link"].startswith("findling://open?path=/")
    assert [h["score"] for h in hits] == sorted((h["score"] for h in hits), reverse=True)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("전세 보증금", "전세-계약-주의사항.md"),
        ("만년필 일기", "옛-일기.txt"),  # a file in a legacy Korean encoding
        ("위내시경 운전", "건강검진.pdf"),
        ("송편", "2024-09-minjun.eml"),
        ("renew_certs.sh", "incident-2024-03.md"),
        ("1.0.21", "wifi-and-devices.md"),
        ("Rosenschnitt Forsythien", "gartenkalender.txt"),
    ],
)
def test_words_names_and_other_languages_are_found(program: Program, query: str, name: str) -> None:
    assert Path(program.json("search", query)["hits"][0]["path"]).name == name


@pytest.mark.parametrize("query", [("-honey", "hive"), ("hive", "-honey"), ("-type:txt hive",)])
def test_a_query_may_exclude_on_the_command_line(program: Program, query: tuple[str, ...]) -> None:
    found = [Path(hit["path"]).name for hit in program.json("search", *query)["hits"]]
    assert "bees.txt" not in found
    assert "bees.txt" in [Path(h["path"]).name for h in program.json("search", "hive")["hits"]]


def test_explain_tells_the_parts_of_a_score(program: Program) -> None:
    said = program.run("search", "queen cells", "--explain").stdout
    assert re.search(
        r"meaning .*words .*\(queen [\d.]+, cells [\d.]+\).*reranker", said.replace("\n", " ")
    )


def test_without_the_reranker_no_hit_has_its_part(program: Program) -> None:
    answer = program.json("search", "burglary", "--no-rerank")
    assert answer["reranked"] is False
    assert all(hit["parts"]["rerank"] is None for hit in answer["hits"])


def test_a_file_of_queries_is_answered_a_line_each(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"_id": "a", "text": "mould"}\n\n{"_id": "b", "text": "김장"}\n', "utf-8")
    done = program.run("search", "--queries", str(file), "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["_id"] for answer in answers] == ["a", "b"]
    assert all(answer["hits"] for answer in answers)


def test_a_broken_query_file_is_the_users_world(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"_id": "a", "text": "mould"}\n{"text": 3}\n', "utf-8")
    done = program.run("search", "--queries", str(file), "--json")
    assert done.returncode == 1
    assert "line 2" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("search", "x", "--library", "nowhere"), 1, "nowhere"),
        (("add", "no/such/folder"), 1, "no/such/folder"),
        (("search",), 2, "query"),
        (("search", "x", "--limit", "0"), 2, "limit"),
        (("search", "x", "--limt", "3"), 2, "--limt"),
        (("frobnicate",), 2, "frobnicate"),
        (("remove",), 2, "folders"),
        (("search", "half \udcff a letter"), 1, "not valid Unicode"),
        (("add", "no/such/\udcff", "--json"), 1, "no/such"),
        (("status", "--data", os.devnull), 1, "data folder"),
    ],
)
def test_mistakes_have_their_exit_code_and_a_message(
    program: Program, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = program.run(*arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("frobnicate",), ("search", "x", "--limit", "0"), ("pace", "--on-battery", "no")]
)
def test_mistakes_are_json_for_programs(program: Program, arguments: tuple[str, ...]) -> None:
    done = program.run(*arguments, "--json")
    assert done.returncode == 2
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "usage"
    assert error["message"]
    assert error["hint"]


def test_failures_can_be_asked_for_by_place_and_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    (folder / "deep").mkdir(parents=True)
    for name in ("bad.pdf", "deep/worse.pdf"):
        (folder / name).write_bytes(b"%PDF-1.4 nothing that a reader could read")
    program = Program(tmp_path / "state")
    try:
        program.json("add", str(folder))
        program.json("index", "--wait")
        assert "again when it changes" in program.run("failures").stdout
        (only,) = program.json("failures", str(folder / "deep"))["failures"]
        assert only["path"] == str(folder / "deep" / "worse.pdf")
        (again,) = program.json("failures", "--retry", only["path"])["failures"]
        assert again["attempts"] == only["attempts"] + 1
        assert "worse.pdf" in program.run("failures", str(tmp_path)).stdout
        done = program.run("failures", str(folder / "none"))
        assert "Nothing failed there" in done.stdout
        assert "is not there" in done.stdout
        outside = program.run("failures", str(tmp_path / "state"))
        assert outside.returncode == 2
        assert f"{tmp_path / 'state'} lies in no folder of a library" in outside.stderr
    finally:
        program.run("quit")


def test_names_and_texts_cannot_command_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    text = "A quokka \x1b[31mred\x1b[0m \x1b]0;title\x07 [red]markup[/nope]"
    (folder / "a[b].txt").write_text(text, "utf-8")
    program = Program(tmp_path / "state")
    try:
        program.json("add", str(folder), "--library", "Zoo [/nope]")
        for arguments in (("index", "--wait"), ("status",), ("search", "quokka", "--explain")):
            done = program.run(*arguments)
            assert done.returncode == 0, done.stderr
            assert "\x1b" not in done.stdout
        assert "[red]markup[/nope]" in done.stdout.replace("\n", " ")
    finally:
        program.run("quit")


def test_a_folder_that_another_one_covers_is_not_added_again(tmp_path: Path) -> None:
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    program = Program(tmp_path / "state")
    try:
        program.json("add", str(tmp_path / "notes"))
        said = program.run("add", str(tmp_path / "notes" / "deep")).stdout
        assert f"deep lies in {tmp_path / 'notes'}, which the library has already." in said
        (tmp_path / "link").symlink_to(tmp_path / "notes")
        said = program.run("add", str(tmp_path / "link")).stdout
        assert f"link lies in {tmp_path / 'notes'}, which the library has already." in said
        assert "already" not in program.run("add", str(tmp_path / "notes")).stdout
    finally:
        program.run("quit")


def test_a_removed_folder_is_no_longer_found(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.txt").write_text("The zyzzyva is a tropical weevil.", "utf-8")
    program = Program(tmp_path / "state")
    try:
        program.json("add", str(folder), "--library", "Insects")
        program.json("index", "--wait")
        assert program.json("search", "zyzzyva")["hits"]
        program.json("remove", str(folder), "--library", "Insects")
        assert not program.json("search", "zyzzyva")["hits"]
        assert (folder / "a.txt").exists()
    finally:
        program.run("quit")


@pytest.mark.parametrize("command", ["status", "models", "doctor", "libraries", "failures"])
def test_every_report_has_a_form_for_people_and_one_for_programs(
    program: Program, command: str
) -> None:
    assert program.run(command).returncode == 0
    assert program.json(command)


def test_the_version_needs_no_engine(tmp_path: Path) -> None:
    done = Program(tmp_path / "state").run("--version")
    assert done.stdout.startswith("findling ")
    assert not (tmp_path / "state" / "engine.json").exists()


def test_an_engine_that_cannot_start_says_why_and_doctor_still_works(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("libraries = [", "utf-8")
    program = Program(tmp_path)
    done = program.run("status")
    assert done.returncode == 1
    assert "settings.toml" in done.stderr
    assert "Repair the file" in done.stderr
    checks = {check["name"]: check for check in program.json("doctor")["checks"]}
    assert checks["engine"]["ok"] is False
    assert checks["python"]["ok"] is True
    assert (tmp_path / "settings.toml").read_text("utf-8") == "libraries = ["


def test_a_damaged_store_is_made_anew_from_the_catalogue(tmp_path: Path) -> None:
    program = Program(tmp_path / "state")
    try:
        program.json("add", str(SAMPLES))
        program.json("index", "--wait")
        program.run("quit")
        (store,) = (tmp_path / "state").glob("libraries/*/passages.milvus25.db")
        store.write_bytes(b"garbage" * 1000)
        program.json("index", "--wait")
        assert Path(program.json("search", "hive")["hits"][0]["path"]).name == "bees.txt"
        library = program.json("libraries")["libraries"][0]
        assert library["waiting"] == 0
    finally:
        program.run("quit")
