"""The packaged program, unpacked: ``FINDLING_BUNDLE`` names its folder, else the one built here.

``python packaging/build.py bundle`` builds it; these tests are run by ``pytest -m frozen``.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.frozen

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "build/packages/standard/bundle/findling"
PATIENCE = 300
Findling = Callable[..., str]


@pytest.fixture(scope="module")
def bundle() -> Path:
    folder = Path(os.environ.get("FINDLING_BUNDLE", BUILT))
    if not (folder / "findling").exists():
        pytest.skip("no packaged program: python packaging/build.py bundle")
    return folder


@pytest.fixture(scope="module")
def findling(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Findling]:
    """Run the program with an environment that has nothing of Python."""
    data = tmp_path_factory.mktemp("state")

    def run(*arguments: str, program: Path = bundle / "findling", **more: str) -> str:
        plain = {"HOME": str(data), "PATH": "/nowhere", "LANG": "C.UTF-8"}
        state = {} if "portable" in str(program) else {"FINDLING_DATA": str(data / "findling")}
        ended = subprocess.run(
            [str(program), *arguments],
            env=plain | state | more,
            cwd=data,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    yield run
    run("quit")


@pytest.fixture(scope="module")
def indexed(findling: Findling, bundle: Path) -> Findling:
    findling("add", str(bundle / "_internal/resources/samples"))
    findling("index", "--wait")
    return findling


def lines(said: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines()]


def test_it_says_what_it_was_built_from(findling: Findling):
    assert findling("--version").startswith("findling ")
    assert "(standard, " in findling("--version") or "(full, " in findling("--version")


def test_samples_of_every_format_are_read_by_its_workers(indexed: Findling):
    assert not [line for line in lines(indexed("failures", "--json")) if line.get("path")]


def test_a_question_that_shares_no_word_with_its_answer_finds_it(indexed: Findling):
    found = indexed("search", "--json", "money back if I am unhappy with my purchase")
    assert "returns.md" in found


def test_nothing_is_missing_in_it(indexed: Findling):
    checks = lines(indexed("doctor", "--json"))
    assert "false" not in json.dumps([check.get("ok", check) for check in checks])


def test_the_window_is_shown(indexed: Findling, tmp_path: Path):
    picture = tmp_path / "window.png"
    indexed(
        "window", "--query", "dog ate", "--screenshot", str(picture), QT_QPA_PLATFORM="offscreen"
    )
    assert picture.stat().st_size > 20_000


def test_a_portable_copy_keeps_its_state_beside_it(
    bundle: Path, findling: Findling, tmp_path: Path
):
    copy = tmp_path / "portable"
    shutil.copytree(bundle, copy, symlinks=True)
    (copy / "portable").touch()
    program = copy / "findling"
    findling("add", str(bundle / "_internal/resources/samples/travel"), program=program)
    findling("quit", program=program)
    assert (copy / "findling-data/settings.toml").exists()


def test_an_engine_whose_program_an_upgrade_replaces_runs_on(
    bundle: Path, findling: Findling, tmp_path: Path
):
    installed, state = tmp_path / "installed", str(tmp_path / "state")
    shutil.copytree(bundle, installed, symlinks=True)
    (tmp_path / "one.md").write_text("A sluice gate holds the water back.\n")
    program = installed / "findling"
    findling("add", str(tmp_path / "one.md"), program=program, FINDLING_DATA=state)
    (installed / "new").write_text("#!/bin/sh\n")  # other content; what it starts ends well
    (installed / "new").chmod(0o755)
    (installed / "new").replace(program)
    try:  # what doctor asks needs modules that are not loaded yet
        checks = lines(findling("doctor", "--json", FINDLING_DATA=state))
    finally:
        findling("quit", FINDLING_DATA=state)
    assert "false" not in json.dumps([check.get("ok", check) for check in checks])


def test_licences_of_what_is_in_it_are_in_it(bundle: Path):
    text = (bundle / "_internal/resources/licences.txt").read_text("utf-8")
    for part in (
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "PySide6",
        "Milvus Lite",
        "numpy",
        "OpenBLAS",
    ):
        assert part in text


def test_it_has_no_torch_and_no_tests(bundle: Path, findling: Findling):
    names = {path.name for path in (bundle / "_internal").iterdir()}
    assert "torch" not in names or "(full, " in findling("--version")
    assert not [path for path in bundle.rglob("tests") if path.is_dir()]
