"""The Debian package in a fresh root: ``FINDLING_DEB`` names it, else the one in dist/."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.frozen, pytest.mark.timeout(1800)]

ROOT = Path(__file__).parents[2]
INSIDE = ROOT / "packaging/smoke_inside.sh"


def _package() -> Path:
    named = os.environ.get("FINDLING_DEB")
    found = [Path(named)] if named else sorted((ROOT / "dist").glob("findling_*.deb"))
    if not found or sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("no Debian package, or not root: python packaging/build.py deb")
    return found[-1]


def test_a_package_is_small_enough_to_be_downloaded_and_kept():
    package = _package()
    said = subprocess.run(
        ["dpkg-deb", "--field", str(package), "Installed-Size"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert package.stat().st_size < 250e6
    assert int(said.stdout) * 1024 < 700e6


def test_a_package_serves_a_fresh_machine_from_installation_to_purge(tmp_path: Path):
    script = str(ROOT / "packaging/smoke.py")
    command = [sys.executable, script, str(_package()), "--out", str(tmp_path)]
    if kept := os.environ.get("FINDLING_SMOKE_ROOT"):
        command += ["--root", kept]
    subprocess.run(command, check=True)
    facts = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    assert len(facts) == INSIDE.read_text("utf-8").count("\nfact ")
    assert (tmp_path / "window.png").stat().st_size > 20_000


def test_debian_s_own_checker_finds_no_error_in_a_package():
    if shutil.which("lintian") is None:
        pytest.skip("no lintian here")
    command = ["lintian", "--allow-root", "--fail-on", "error", str(_package())]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
