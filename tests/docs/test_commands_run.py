"""Every command that the guide shows in a block for the shell is run, on a real engine."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, fenced

ELSEWHERE = {
    "findling models download multilingual-e5-small": "the hub",
    "findling models measure multilingual-e5-small": "that download",
    "findling use multilingual-e5-small --dry-run": "that download",
    "findling use multilingual-e5-small": "that download",
    "findling models try openai-text-embedding-3-small": "a key",
}
"""What cannot be run here, and what it needs: it fails with a reason and a hint."""
_SERVER = "Papers"
"""The library whose Milvus server is nowhere: what names it is not run."""
_PATIENCE = 240


def commands() -> Iterator[str]:
    """Yield the commands of the guide, page by page."""
    for page in sorted((ROOT / "docs" / "guide").glob("*.md")):
        for block in fenced(page.read_text("utf-8")):
            if block.startswith("```sh"):
                lines = (line.split("  #")[0].strip() for line in block.splitlines()[1:-1])
                yield from (line for line in lines if _is_run(line))


def _is_run(line: str) -> bool:
    return re.search(r"\bfindling [a-z]", line) is not None and _SERVER not in line


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a person who has documents."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "resources" / "samples", home / "Documents")
    (home / "Papers").mkdir()
    (home / "letter.txt").write_text("The bees need feeding before the frost comes.\n")
    tools = home / "bin"
    tools.mkdir()
    program = tools / "findling"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m engine.cli "$@"\n')
    program.chmod(0o755)
    environment = os.environ | {
        "HOME": str(home),
        "FINDLING_DATA": str(home / "state"),
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    yield environment
    subprocess.run([str(program), "quit"], env=environment, check=False, capture_output=True)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_commands_of_the_guide_run(home: dict[str, str]):
    every = list(commands())
    assert len(every) > 15
    assert set(ELSEWHERE) <= set(every)
    failed: list[tuple[str, int, str]] = []
    for line in every:
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=Path(home["HOME"]),
            env=home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        if done.returncode != (line in ELSEWHERE) or "Traceback" in done.stderr:
            failed.append((line, done.returncode, done.stderr[-300:]))
    assert failed == []
