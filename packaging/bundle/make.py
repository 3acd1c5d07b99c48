"""The one-folder program that every package is made from: PyInstaller's, tidied."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bundle import tidy, trim
from licences import gather
from sources import ROOT, Build, run, wipe

COLLECTED = "collected.json"


def make(build: Build) -> Path:
    """Build the folder; return it.

    Everything that the program says of itself is inside: version, commit, licences.
    """
    wipe(build.bundle)
    collected = build.work / COLLECTED
    environment = {
        **os.environ,
        "FINDLING_KIND": build.kind,
        "FINDLING_COLLECTED": str(collected),
        "PYTHONHASHSEED": "1",  # PyInstaller's manual, "Creating a Reproducible Build"
        "SOURCE_DATE_EPOCH": str(build.epoch),
    }
    if sys.platform != "linux":
        import icons

        icons.make(build.work / "icons")
        environment["FINDLING_ICONS"] = str(build.work / "icons")
    folders = [
        "--distpath",
        str(build.bundle.parent),
        "--workpath",
        str(build.work / "pyinstaller"),
    ]
    spec = str(ROOT / "packaging" / "bundle" / "findling.spec")
    # from elsewhere: beside this file lies a folder called like a package that PyInstaller needs
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", *folders, spec]
    subprocess.run(command, env=environment, cwd=build.work, check=True)  # noqa: S603 - our own
    resources = inside(build) / "resources"
    said = {"commit": build.commit, "kind": build.kind}
    (resources / "build.json").write_text(json.dumps(said) + "\n", "utf-8")
    tidy.tidy(inside(build))
    gather.write(build, collected, resources / "licences.txt")
    if sys.platform == "darwin":
        _into_app(build)
    run([str(program(build)), "--version"])
    return build.bundle


def inside(build: Build) -> Path:
    """Return the folder of everything but the program's own file."""
    return build.bundle / "_internal"


def program(build: Build) -> Path:
    """Return the program's file."""
    return build.bundle / ("findling.exe" if sys.platform == "win32" else "findling")


def of_the_system(build: Build) -> list[Path]:
    """Return the files that a Debian package leaves to the packages that they came from."""
    collected = json.loads((build.work / COLLECTED).read_text("utf-8"))
    return [
        inside(build) / place
        for place, source in collected["files"]
        if trim.is_of_the_system(source)
    ]


def _into_app(build: Build) -> None:
    """Bring what was added after PyInstaller into its macOS bundle (never run on a Mac)."""
    app = build.bundle.with_name("Findling.app")
    for name in ("build.json", "licences.txt"):
        shutil.copy(inside(build) / "resources" / name, app / "Contents/Resources/resources" / name)
