"""An AppImage of the bundle (docs.appimage.org, "Manual packaging").

The AppDir is made and run wherever this runs; the image itself needs appimagetool, which comes from
github.com/AppImage/appimagetool alone. Set APPIMAGETOOL, or have it on the path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import icons
from sources import Build, settle_times, wipe

HERE = Path(__file__).parent


def make(build: Build) -> Path:
    """Build the image where appimagetool is; else the AppDir alone, and say so."""
    folder = build.work / "Findling.AppDir"
    wipe(folder)
    shutil.copytree(build.bundle, folder / "usr/lib/findling", symlinks=True)
    # the rest of share/ is for desktops, which look for it in /usr alone
    shutil.copytree(HERE.parent / "share/metainfo", folder / "usr/share/metainfo")
    (folder / "usr/share/applications").mkdir()
    shutil.copy(HERE.parent / "findling.desktop", folder / "usr/share/applications")
    (folder / "findling.desktop").symlink_to("usr/share/applications/findling.desktop")
    icons.png(256, folder / "findling.png")
    (folder / ".DirIcon").symlink_to("findling.png")
    shutil.copy(HERE / "AppRun", folder / "AppRun")
    (folder / "AppRun").chmod(0o755)
    settle_times(folder, build.epoch)
    tool = os.environ.get("APPIMAGETOOL") or shutil.which("appimagetool")
    if tool is None:
        print("appimagetool is not here: the AppDir is made, the AppImage is not", file=sys.stderr)
        return folder
    machine = os.uname().machine
    file = build.out / f"findling{build.suffix}-{build.version}-{machine}.AppImage"
    environment = {**os.environ, "ARCH": machine, "SOURCE_DATE_EPOCH": str(build.epoch)}
    command = [tool, "--no-appstream", str(folder), str(file)]
    subprocess.run(command, env=environment, check=True)  # noqa: S603 - the build's own tool
    return file
