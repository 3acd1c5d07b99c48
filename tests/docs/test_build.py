from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, pages


@pytest.mark.timeout(120)
def test_the_pages_are_built_without_a_warning(tmp_path: Path):
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "--keep-going",
        "-d",
        str(tmp_path / "t"),
    ]
    made = tmp_path / "html"
    done = subprocess.run(
        [*command, str(DOCS), str(made)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    for page in pages():
        html = made / page.relative_to(DOCS).with_suffix(".html")
        assert "<h1>" in html.read_text("utf-8")
    assert "https://fonts." not in (made / "index.html").read_text("utf-8")
