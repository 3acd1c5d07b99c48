"""A Windows installer of the bundle, by Inno Setup 6 (never run: there is no Windows here)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources import Build

HERE = Path(__file__).parent
_USUAL = Path(r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe")


def make(build: Build) -> Path:
    """Build the installer; return its file.

    ``FINDLING_SIGN``: a command that signs a file, ``$f`` in place of its name (Inno Setup,
    "SignTool"); without it the installer is not signed, and Windows warns of it.
    """
    if sys.platform != "win32":
        sys.exit("the Windows installer is built on Windows")
    compiler = shutil.which("ISCC") or str(_USUAL)
    name = f"findling{build.suffix}-{build.version}-setup"
    command = [
        compiler,
        f"/DVersion={build.version}",
        f"/DSource={build.bundle}",
        f"/DIcon={build.work / 'icons' / 'findling.ico'}",
        f"/O{build.out}",
        f"/F{name}",
    ]
    if signing := os.environ.get("FINDLING_SIGN"):
        command += ["/DSigned", f"/Sfindling={signing}"]
    subprocess.run([*command, str(HERE / "findling.iss")], check=True)  # noqa: S603
    return build.out / f"{name}.exe"
