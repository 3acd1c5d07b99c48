"""Completion in real shells: bash, and zsh and fish where they are installed."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.process.cli_program import Program

SCRIPTS = Path(__file__).parents[2] / "resources/completion"
MODEL = "potion-multilingual-128m"
CASES = {
    "findling sear": "search",
    "findling models downl": "download",
    "findling search --expl": "--explain",
    "findling pace --on-battery fu": "full",
    "findling completion po": "powershell",
    "findling search --library Pap": "Papers",
    "findling library rename Pap": "Papers",
    "findling use potion-multi": MODEL,
}

HOSTILE = ("$(touch${IFS}ran)", "`touch${IFS}ran`", "Pap$(touch${IFS}ran)")
"""Names of libraries that a shell would run; they are not completed."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder, and the state of a program that has two libraries and runs no engine."""
    ground = tmp_path_factory.mktemp("ground")
    (ground / "My Documents").mkdir()
    program = Program(ground / "state")
    for name in ("Papers", "Two words", *HOSTILE):
        program.json("library", "make", name)
    program.run("quit")
    return ground


@pytest.fixture
def environment(ground: Path) -> dict[str, str]:
    tools = Path(sys.executable).parent
    if not (tools / "findling").exists():
        pytest.skip("findling is not installed as a program")
    return {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "FINDLING_DATA": str(ground / "state"),
        "HOME": str(ground),
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
    }


def test_each_script_is_printed(ground: Path) -> None:
    for shell, file in (("bash", "findling.bash"), ("zsh", "_findling"), ("fish", "findling.fish")):
        printed = Program(ground / "state").run("completion", shell).stdout
        assert printed == (SCRIPTS / file).read_text()
    refused = Program(ground / "state").run("completion")
    assert refused.returncode == 1
    assert "powershell" in refused.stderr


def test_names_are_told_without_starting_an_engine(ground: Path) -> None:
    program = Program(ground / "state")
    assert program.run("completion", "--names", "libraries").stdout == "Papers\n"
    assert MODEL in program.run("completion", "--names", "models").stdout.split()
    assert not (ground / "state" / "engine.json").exists()
    assert program.run("completion", "--names", "libraries", "--data", "/dev/null/x").stdout == ""


def test_bash_completes(ground: Path, environment: dict[str, str]) -> None:
    lines = [f"source {SCRIPTS / 'findling.bash'}"]
    lines += [
        f"COMP_WORDS=({case}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _shtab_findling; "
        'printf "%s|" "${COMPREPLY[@]}"; echo'
        for case in (*CASES, "findling add My")
    ]
    script = "\n".join(lines)
    assert _said(["bash", "--norc", "-c", script], ground, environment) == [
        *(f"{answer}|" for answer in CASES.values()),
        "My Documents|",
    ]
    assert not (ground / "ran").exists()


def test_fish_completes(ground: Path, environment: dict[str, str]) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    lines = [f"source {SCRIPTS / 'findling.fish'}"]
    lines += [f"complete -C '{case}'" for case in (*CASES, "findling add My")]
    said = _said(["fish", "--no-config", "-c", "\n".join(lines)], ground, environment)
    answers = [line.split("\t")[0] for line in said]
    assert answers == [*CASES.values(), "My Documents/"]
    assert not (ground / "ran").exists()


@pytest.mark.parametrize("case", ["findling sear", "findling search --library Pap"])
def test_zsh_completes(case: str, ground: Path, environment: dict[str, str]) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed")
    import pty

    process, terminal = pty.fork()
    if not process:
        os.chdir(ground)
        os.execvpe("zsh", ["zsh", "-f"], environment)
    try:
        begin = f"fpath=({SCRIPTS} $fpath); autoload -Uz compinit; compinit -u -D; print re''ady\n"
        os.write(terminal, begin.encode())
        _until(terminal, "ready\r\n")
        os.write(terminal, f"{case}\t".encode())
        answer = CASES[case]
        assert answer in _until(terminal, f"{case.rpartition(' ')[0]} {answer}")
        assert not (ground / "ran").exists()
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)


def _said(command: list[str], folder: Path, environment: dict[str, str]) -> list[str]:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def _until(terminal: int, mark: str, seconds: float = 120.0) -> str:
    """Read a terminal until it shows a text."""
    shown, deadline = b"", time.monotonic() + seconds
    while mark not in (text := _bare(shown)):
        assert time.monotonic() < deadline, text
        if select.select([terminal], [], [], 1.0)[0]:
            shown += os.read(terminal, 65_536)
    return text


def _bare(shown: bytes) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|.\x08", "", shown.decode("utf-8", "replace"))
