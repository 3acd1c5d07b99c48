"""A disk image with the app for macOS, signed and notarised where the keys are named.

Never run: written from Apple's documentation ("Notarizing macOS software before distribution"),
without a Mac at hand. Variables, all optional; without them the app is signed ad hoc, and macOS
asks the person before the first start:

    FINDLING_IDENTITY         "Developer ID Application: …", in the keychain of the build
    FINDLING_NOTARY_PROFILE   a profile that `xcrun notarytool store-credentials` kept
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from macos.services import workflow
from sources import Build, wipe

HERE = Path(__file__).parent


def make(build: Build) -> Path:
    """Build the image; return its file."""
    if sys.platform != "darwin":
        sys.exit("the macOS app is built on a Mac")
    app = build.bundle.with_name("Findling.app")
    identity = os.environ.get("FINDLING_IDENTITY", "-")
    _sign(app, identity)
    stage = build.work / "image"
    _lay_out(stage)
    _do("ditto", app, stage / "Findling.app")
    file = build.out / f"findling{build.suffix}-{build.version}-{platform.machine()}.dmg"
    file.unlink(missing_ok=True)
    _do("hdiutil", "create", "-volname", "Findling", "-srcfolder", stage, "-format", "ULFO", file)
    if identity != "-":
        _do("codesign", "--sign", identity, "--timestamp", file)
    if profile := os.environ.get("FINDLING_NOTARY_PROFILE"):
        _do("xcrun", "notarytool", "submit", file, "--keychain-profile", profile, "--wait")
        _do("xcrun", "stapler", "staple", file)
    shutil.rmtree(stage)
    return file


def _lay_out(stage: Path) -> None:
    """Put onto the image what lies there beside the app."""
    wipe(stage)
    stage.mkdir(parents=True)
    (stage / "Applications").symlink_to("/Applications")
    workflow.make(stage)


def _sign(app: Path, identity: str) -> None:
    """Sign what is inside before what it is in: libraries, programs, then the bundle."""
    options = ["--force", "--options", "runtime", "--sign", identity]
    if identity != "-":
        options.append("--timestamp")
    inside = [path for path in sorted(app.rglob("*")) if _is_program(path)]
    for path in inside:
        _do("codesign", *options, "--entitlements", HERE / "entitlements.plist", path)
    _do("codesign", *options, "--entitlements", HERE / "entitlements.plist", app)
    _do("codesign", "--verify", "--deep", "--strict", app)


def _is_program(path: Path) -> bool:
    """Tell whether a file is a Mach-O program or library (mach-o/loader.h, fat.h)."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) in {b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xce\xfa\xed\xfe"}


def _do(*command: str | Path) -> None:
    subprocess.run([*map(str, command)], check=True)  # noqa: S603 - the build's own tools
