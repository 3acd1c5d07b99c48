"""Families that other packages bring: installed as a package is, found by an engine of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SOUND = """
import numpy as np
from engine.models.entry import ModelEntry
from engine.models.families import Addition, Family

class Letters:
    dim = 26

    def encode_documents(self, texts):
        made = np.zeros((len(texts), 26), np.float32)
        for row, text in zip(made, texts):
            for letter in text.lower():
                if "a" <= letter <= "z":
                    row[ord(letter) - 97] += 1
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        return np.divide(made, lengths, out=made, where=lengths > 0)

    encode_queries = encode_documents

def open_model(entry, access):
    return Letters()

def letters():
    entry = ModelEntry(
        id="letters-26", name="Letters", kinds=("dense",), family="letters", dim=26, licence="MIT"
    )
    family = Family(name="letters", place="embedder", module="letters_for_findling")
    return Addition(family=family, entries=(entry,))

def wanting():
    entry = ModelEntry(
        id="wanting-26", name="Wanting", kinds=("dense",), family="wanting", dim=26, licence="MIT"
    )
    family = Family(
        name="wanting", place="embedder", module="letters_for_findling", needs=("no_such_package",)
    )
    return Addition(family=family, entries=(entry,))

def failing():
    raise RuntimeError("it fell over")

def nothing():
    return None
"""
METADATA = "Metadata-Version: 2.1\nName: letters-for-findling\nVersion: 1.0\n"
POINTS = """[findling.families]
letters = letters_for_findling:letters
wanting = letters_for_findling:wanting
failing = letters_for_findling:failing
nothing = letters_for_findling:nothing
absent = no_such_module:anything
"""
ASK = """
import json, sys
from pathlib import Path
from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.unit.service_engine import Engine
import msgspec

if __name__ == "__main__":
    engine = Engine(DataFolder(Path(sys.argv[1])))
    try:
        asked = (
            m.ListModels(), m.TryModel(model="letters-26"), m.TryModel(model="wanting-26"),
            m.TryModel(model="failing"), m.TryModel(model="bm25"),
        )
        print(json.dumps([msgspec.to_builtins(engine.last(one)) for one in asked]))
    finally:
        engine.close()
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    site = tmp_path_factory.mktemp("site")
    told = site / "letters_for_findling-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(METADATA)
    (told / "entry_points.txt").write_text(POINTS)
    (site / "letters_for_findling.py").write_text(SOUND)
    (site / "ask.py").write_text(ASK)
    data = tmp_path_factory.mktemp("data")
    root = Path(__file__).parents[2]
    path = os.pathsep.join((str(site), str(root)))
    done = subprocess.run(
        [sys.executable, str(site / "ask.py"), str(data)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        cwd=root,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def models(answers: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {model["id"]: model for model in answers[0]["models"]}


def test_another_packages_family_is_listed_and_answers(answers: list[dict[str, Any]]):
    letters = models(answers)["letters-26"]
    assert (letters["state"], letters["installed"], letters["bundled"]) == (
        "installed",
        True,
        False,
    )
    assert answers[1]["type"] == "ModelMeasured", answers[1]


def test_one_whose_packages_are_missing_says_which(answers: list[dict[str, Any]]):
    wanting = models(answers)["wanting-26"]
    assert (wanting["state"], wanting["installed"]) == ("needs-extra", False)
    assert "no_such_package" in wanting["reason"]
    assert answers[2]["code"] == "model-extra"


@pytest.mark.parametrize(
    ("name", "why"),
    [("failing", "it fell over"), ("nothing", "Addition"), ("absent", "no_such_module")],
)
def test_a_broken_one_is_listed_as_broken_and_is_not_fatal(
    answers: list[dict[str, Any]], name: str, why: str
):
    broken = models(answers)[name]
    assert (broken["state"], broken["installed"]) == ("broken", False)
    assert why in broken["reason"]
    assert answers[3]["code"] == "model-entry-broken"
    assert answers[4]["type"] == "ModelMeasured"
