"""The Flatpak's manifest: never built, so what can be held against it without Flatpak is."""

import configparser
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.desktop.interfaces import BUS_NAME

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "packaging/linux/flatpak"
if not FOLDER.exists():
    pytest.skip("not in a source folder", allow_module_level=True)
(FILE,) = FOLDER.glob("*.yml")
MANIFEST: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
(MODULE,) = MANIFEST["modules"]
ID = FILE.stem
BUNDLE = "build/packages/standard/bundle/findling"

TOP = {
    *("id", "branch", "default-branch", "runtime", "runtime-version", "sdk", "command", "tags"),
    *("build-options", "modules", "cleanup", "cleanup-commands", "finish-args", "separate-locales"),
    *("rename-desktop-file", "rename-appdata-file", "rename-icon", "appstream-compose"),
}
"""What flatpak-manifest(5) has at the top of such a manifest; the next three are of it, too."""
OPTIONS = {"strip", "no-debuginfo", "no-debuginfo-compression", "env"}
IN_MODULE = {"name", "buildsystem", "build-commands", "build-options", "sources", "post-install"}
IN_SOURCE = {"type", "path", "dest", "dest-filename", "skip"}
FINISHING = {
    *("--require-version", "--share", "--socket", "--device", "--filesystem", "--talk-name"),
    *("--own-name", "--env"),
}
"""Of flatpak-build-finish(1)."""


def test_its_keys_are_those_of_the_manual() -> None:
    assert {"id", "runtime", "runtime-version", "sdk", "command", "modules"} <= set(MANIFEST) <= TOP
    assert set(MANIFEST["build-options"]) <= OPTIONS
    assert set(MODULE) <= IN_MODULE
    assert MODULE["buildsystem"] == "simple"
    assert all(set(source) <= IN_SOURCE for source in MODULE["sources"])
    assert {argument.partition("=")[0] for argument in MANIFEST["finish-args"]} <= FINISHING
    assert isinstance(MANIFEST["runtime-version"], str)  # 25.10 would be a number, 25.1


def test_files_are_only_read_and_nothing_leaves_unless_it_is_allowed() -> None:
    allowed = set(MANIFEST["finish-args"])
    assert {one for one in allowed if "filesystem" in one} == {"--filesystem=home:ro"}
    assert not allowed & {"--share=network", "--socket=session-bus", "--socket=system-bus"}
    assert not any("secrets" in one or one.startswith("--own-name") for one in allowed)
    page = (ROOT / "packaging/README.md").read_text("utf-8")
    assert f"flatpak override --user --share=network {ID}" in page


def test_the_program_s_file_keeps_what_is_behind_its_elf_part() -> None:
    assert MANIFEST["build-options"] == {"strip": False, "no-debuginfo": True}


def test_it_takes_the_bundle_from_where_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    build = import_module("sources").Build(
        "standard", ROOT / "dist", ROOT / "build/packages/standard", "", "", 0
    )
    assert build.bundle == ROOT / BUNDLE
    assert _paths()["dir"] == [ROOT / BUNDLE]
    assert all(path.is_file() for path in _paths()["file"])


@pytest.mark.skipif(sys.platform != "linux", reason="a package of Linux, with its sed and install")
def test_what_its_commands_make_is_called_by_the_id_everywhere(tmp_path: Path) -> None:
    app = _build(tmp_path)
    assert os.path.realpath(app / "bin/findling") == str(app / "lib/findling/findling")
    assert subprocess.check_output([app / "bin" / MANIFEST["command"]], text=True) == "ran\n"
    share = app / "share"
    exported = [path for path in share.rglob("*") if path.is_file()]
    assert len(exported) == len(_paths()["file"])
    assert all(path.name.startswith(f"{ID}.") for path in exported)

    entry = _read(share / f"applications/{ID}.desktop")["Desktop Entry"]
    assert entry["Icon"] == ID
    assert (share / f"icons/hicolor/scalable/apps/{ID}.svg").exists()
    provider = _read(share / f"gnome-shell/search-providers/{ID}.search-provider.ini")
    assert provider["Shell Search Provider"]["DesktopId"] == f"{ID}.desktop"
    assert provider["Shell Search Provider"]["BusName"] == BUS_NAME
    service = _read(share / f"dbus-1/services/{BUS_NAME}.service")["D-BUS Service"]
    assert (service["Name"], service["Exec"].split()[0]) == (BUS_NAME, f"{app}/bin/findling")
    assert BUS_NAME.startswith(f"{ID}.")  # else it would have to be allowed

    metainfo = share / f"metainfo/{ID}.metainfo.xml"
    root = ElementTree.parse(metainfo).getroot()
    said = [root.findtext(name) for name in ("id", "launchable", "icon")]
    assert said == [ID, f"{ID}.desktop", ID]
    assert MANIFEST["id"] == ID
    _validate("appstreamcli", "validate", "--no-net", metainfo)
    _validate("desktop-file-validate", share / f"applications/{ID}.desktop")


def _paths() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {"dir": [], "file": []}
    for source in MODULE["sources"]:
        found[source["type"]].append((FOLDER / source["path"]).resolve())
    return found


def _build(folder: Path) -> Path:
    """Do as flatpak-builder does with a "simple" module, with a program that only says it ran."""
    work, app = folder / "work", folder / "app"
    (work / "bundle").mkdir(parents=True)
    (work / "bundle/findling").write_text("#!/bin/sh\necho ran\n")
    (work / "bundle/findling").chmod(0o755)
    for path in _paths()["file"]:
        shutil.copy(path, work)
    environment = {**os.environ, "FLATPAK_ID": ID, "FLATPAK_DEST": str(app)}
    for command in MODULE["build-commands"]:
        subprocess.run(["/bin/sh", "-c", command], cwd=work, env=environment, check=True)
    return app


def _read(path: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=True)
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue] - as its manual says
    assert parser.read(path, "utf-8")
    return parser


def _validate(tool: str, *arguments: str | Path) -> None:
    if shutil.which(tool):
        done = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
