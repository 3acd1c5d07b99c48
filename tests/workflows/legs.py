"""Runs what a workflow runs on Linux, on this machine: ``python -m tests.workflows.legs ci.yml``.

The ``run`` steps of each job whose runner is an Ubuntu are carried out as GitHub does it (bash -e,
each in a shell of its own, from the root of a fresh copy of the last commit). Actions (``uses``)
are left out: what they bring is here already. So are jobs for tags alone, which publish. Values of
the matrix are the first of each; ``sudo`` is a program that only runs its command where one is root
without having it.

The status is that of the first step that fails.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
_VALUE = re.compile(r"\$\{\{\s*matrix\.([\w-]+)\s*\}\}")
_SUDO = """#!/bin/sh
exec "$@"
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One ``run`` step of a job."""

    job: str
    name: str
    script: str
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


def workflow(path: Path) -> dict[Any, Any]:
    """Return a workflow as it stands in its file; ``on`` is the key ``True`` there (YAML 1.1)."""
    return cast("dict[Any, Any]", yaml.safe_load(path.read_text("utf-8")))


def steps(
    path: Path, *, runner: str = "ubuntu", job: str = "", tagged: bool = False
) -> Iterator[Step]:
    """Yield the ``run`` steps of the jobs of one system, in order.

    Args:
        path: of the workflow.
        runner: how the names of that system's runners begin.
        job: of this job alone; empty for all.
        tagged: also jobs that run for tags alone: they publish what others made.
    """
    for name, found in workflow(path)["jobs"].items():
        if not str(found["runs-on"]).startswith(runner) or (job and job != name):
            continue
        if "refs/tags/" in found.get("if", "") and not tagged:
            continue
        matrix = found.get("strategy", {}).get("matrix", {})
        first = {key: str(values[0]) for key, values in matrix.items() if key != "include"}
        for number, step in enumerate(found["steps"], 1):
            if "run" not in step:
                continue
            outer = {**found.get("env", {}), **step.get("env", {})}
            yield Step(
                job=str(name),
                name=step.get("name", f"step {number}"),
                script=_filled(step["run"], first),
                environment={key: _filled(str(value), first) for key, value in outer.items()},
            )


def _filled(text: str, matrix: Mapping[str, str]) -> str:
    return _VALUE.sub(lambda found: matrix[found[1]], text)


def fresh_copy(folder: Path) -> Path:
    """Return a clone of the last commit, below a folder."""
    copy = folder / "checkout"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(copy)], check=True)
    return copy


def run(step: Step, copy: Path, folder: Path) -> int:
    """Carry a step out; return its status."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    _link(tools / "python", sys.executable)
    if not shutil.which("sudo") and os.getuid() == 0:
        (tools / "sudo").write_text(_SUDO)
        (tools / "sudo").chmod(0o755)
    for name in ("summary", "output", "env"):
        (folder / name).touch()
    environment = os.environ | {
        "CI": "true",
        "GITHUB_WORKSPACE": str(copy),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_ENV": str(folder / "env"),
        "GIT_CONFIG_GLOBAL": str(folder / "gitconfig"),  # what a step sets there ends with it
        "RUNNER_TEMP": str(folder),
        "PATH": f"{tools}:{os.environ['PATH']}",
        **step.environment,
    }
    script = folder / "step.sh"
    script.write_text(step.script)
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
    return subprocess.run(command, cwd=copy, env=environment, check=False).returncode


def _link(place: Path, target: str) -> None:
    if not place.exists():
        place.symlink_to(Path(target).resolve())  # of no virtual environment, as setup-python's


def main() -> int:
    """Run a workflow's Linux legs; the status of the first step that fails."""
    parser = argparse.ArgumentParser(description="Run the Linux legs of a workflow here.")
    parser.add_argument("workflow", help="its file's name, such as ci.yml")
    parser.add_argument("--job", default="", help="one job alone")
    parser.add_argument("--list", action="store_true", help="show the steps, and run none")
    options = parser.parse_args()
    found = list(steps(WORKFLOWS / options.workflow, job=options.job))
    if not found:
        parser.error("there is no such job for a commit on Linux")
    if options.list:
        sys.stdout.writelines(f"{step.job} / {step.name}\n{step.script}\n" for step in found)
        return 0
    with tempfile.TemporaryDirectory(prefix="findling-legs-") as name:
        copy = fresh_copy(Path(name))
        for step in found:
            sys.stdout.write(f"--- {step.job} / {step.name}\n")
            sys.stdout.flush()
            if status := run(step, copy, Path(name)):
                sys.stdout.write(f"--- {step.job} / {step.name}: status {status}\n")
                return status
    sys.stdout.write(f"--- {options.workflow}: {len(found)} steps passed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
