"""The packaged program serves assistants, which start it without any Python."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.process.mcp_parts import assistant

pytestmark = pytest.mark.frozen

BUILT = Path(__file__).parents[2] / "build/packages/standard/bundle/findling"


def test_the_packaged_program_serves_assistants_and_prints_completion(tmp_path: Path) -> None:
    bundle = Path(os.environ.get("FINDLING_BUNDLE", BUILT))
    program = bundle / "findling"
    if not program.exists():
        pytest.skip("no packaged program: python packaging/build.py bundle")

    def run(*arguments: str) -> str:
        command = [str(program), *arguments, "--data", str(tmp_path / "state")]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    (tmp_path / "canals.md").write_text("# Canals\n\nA sluice gate holds the water back.\n")
    run("add", str(tmp_path / "canals.md"))
    run("index", "--wait")
    try:
        with assistant(tmp_path / "state", program=program) as helper:
            assert len(helper.tools()) == 5
            (found,) = helper.told("search", query="sluice gate")["passages"]
            assert "holds the water" in helper.told("get_passage", id=found["id"])["text"]
    finally:
        run("quit")
    assert "complete -o" in run("completion", "bash")
