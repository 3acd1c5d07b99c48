"""The commands about models, as a person and a program type them."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.models.registry import resources_folder
from tests.process.cli_program import Program
from tests.process.hub_server import Hub

PATIENCE = 60


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path / "data")
    yield program
    program.run("quit")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A program with a library of one file."""
    place = tmp_path_factory.mktemp("furnished")
    program = Program(place / "data")
    folder = place / "notes"
    folder.mkdir()
    (folder / "a.txt").write_text("The kitten sleeps on a warm rug.")
    program.json("add", str(folder))
    program.json("index", "--wait")
    yield program
    program.run("quit")


def models(program: Program) -> dict[str, dict[str, Any]]:
    return {model["id"]: model for model in program.json("models")["models"]}


def library(program: Program) -> dict[str, Any]:
    return program.json("libraries")["libraries"][0]


def test_models_are_listed_measured_added_and_removed(program: Program, tmp_path: Path):
    folder = tmp_path / "mine"
    shutil.copytree(resources_folder() / "models" / "static-minilm-256", folder)
    before = models(program)
    program.json("models", "add", str(folder))
    (new,) = models(program).keys() - before.keys()
    measured = program.json("models", "measure", new)["models"]
    assert [model["id"] for model in measured] == [new]
    assert measured[0]["passages_per_second"] > 1
    program.json("models", "remove", new)
    assert models(program).keys() == before.keys()
    table = program.run("models").stdout
    assert "potion-base-8m" in table
    assert "bundled" in table


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("use",), "usage"),
        (("use", "word2vec"), "unknown-model"),
        (("use", "potion-base-8m"), "model-missing"),
        (("models", "remove", "bm25"), "usage"),
        (("models", "download", "bm25"), "usage"),
        (("models", "add", "/nowhere/at/all"), "model-folder"),
    ],
)
def test_what_cannot_be_done_says_so(furnished: Program, arguments: tuple[str, ...], code: str):
    failed = furnished.run(*arguments, "--json")
    assert failed.returncode == 1
    assert json.loads(failed.stdout)["error"]["code"] == code


@pytest.mark.timeout(180)
def test_a_library_is_given_a_model_after_it_was_told_what_that_costs(furnished: Program):
    told = furnished.run("use", "minilm-l6-int8", "--dry-run").stdout
    assert "1 passages are to be embedded" in told.replace("\n", " ")
    assert library(furnished)["coming_model"] == ""
    assert furnished.json("use", "minilm-l6-int8", "--reranker", "none")["passages"] == 1
    ends = time.monotonic() + PATIENCE
    while library(furnished)["dense_model"] != "minilm-l6-int8":
        assert time.monotonic() < ends
        threading.Event().wait(0.2)
    assert library(furnished)["reranker"] == "none"
    hit = furnished.json("search", "a cat that rests")["hits"][0]
    assert hit["parts"]["dense"] > 0.3
    assert furnished.json("use", "--keep")["libraries"][0]["dense_model"] == "minilm-l6-int8"


def test_a_download_that_is_not_what_was_listed_is_told_and_not_installed(
    program: Program, monkeypatch: pytest.MonkeyPatch
):
    hub = Hub({})
    try:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        failed = program.run("models", "download", "potion-base-8m", "--json")
        assert json.loads(failed.stdout)["error"]["code"] == "download-failed"
        assert models(program)["potion-base-8m"]["state"] == "missing"
    finally:
        hub.close()
