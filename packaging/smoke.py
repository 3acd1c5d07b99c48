"""``python packaging/smoke.py DEB`` tries a Debian package as a new user of a fresh machine does.

In a new root without Python (debootstrap, minbase): the package installs with what it depends on,
the samples are indexed and found, the window is shown and a picture of it taken, a portable copy
keeps its state beside it, an upgrade keeps index and settings, a purge leaves nothing behind. What
happens inside stands in smoke_inside.sh. For root, on Debian or Ubuntu.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
_FEWEST_BYTES = 20_000
"""An empty picture of the window is smaller."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("deb", type=Path)
    parser.add_argument("--previous", type=Path, help="an older package; made of DEB if none")
    parser.add_argument("--out", type=Path, default=Path("smoke"), help="for picture and report")
    parser.add_argument("--root", type=Path, help="a fresh root as a tar file; made if not there")
    chosen = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("debootstrap and chroot need root")
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="findling-smoke-") as folder:
        root = Path(folder) / "root"
        _make_root(root, chosen.root)
        previous = chosen.previous or _older(chosen.deb, Path(folder))
        shutil.copy(chosen.deb, root / "new.deb")
        shutil.copy(previous, root / "old.deb")
        shutil.copy(HERE / "smoke_inside.sh", root / "smoke_inside.sh")
        print("== inside", flush=True)
        status = _run_inside(root)
        for name in ("window.png", "report.jsonl"):
            if (root / "out" / name).exists():
                shutil.copy(root / "out" / name, chosen.out / name)
    if status:
        sys.exit(f"the smoke test failed (status {status})")
    if (chosen.out / "window.png").stat().st_size < _FEWEST_BYTES:
        sys.exit("the picture of the window shows nothing")
    for line in (chosen.out / "report.jsonl").read_text("utf-8").splitlines():
        print(json.loads(line)["fact"])
    print(f"all is well; look at {chosen.out / 'window.png'}")


def _make_root(root: Path, kept: Path | None) -> None:
    """Make a minimal system of this machine's own suite; apt inside is told what apt is told here."""
    if kept is not None and kept.exists():
        root.mkdir()
        _do("tar", "-xf", kept, "-C", root, "--numeric-owner")
        return
    print("== debootstrap", flush=True)
    _do("debootstrap", "--variant=minbase", _suite(), root, _mirror())
    sources = root / "etc/apt/sources.list"
    sources.unlink(missing_ok=True)
    for name in ("sources.list", "sources.list.d", "apt.conf.d", "apt-mirrors.txt"):
        place = Path("/etc/apt") / name
        if place.is_dir():
            shutil.copytree(place, root / "etc/apt" / name, dirs_exist_ok=True)
        elif place.exists():
            shutil.copy(place, root / "etc/apt" / name)
    if kept is not None:
        _do("tar", "-cf", kept, "-C", root, "--numeric-owner", ".")


def _suite() -> str:
    said = Path("/etc/os-release").read_text("utf-8")
    found = re.search(r"^VERSION_CODENAME=(\w+)", said, re.MULTILINE)
    if found is None:
        sys.exit("/etc/os-release names no suite")
    return found[1]


def _mirror() -> str:
    """Return where apt gets its packages from here."""
    files = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    for file in files:
        text = file.read_text("utf-8") if file.is_file() else ""
        found = re.search(r"^(?:deb\s(?:\[[^]]*\]\s)?|URIs:)\s*(https?://\S+)", text, re.MULTILINE)
        if found:
            return found[1]
    is_ubuntu = "ID=ubuntu" in Path("/etc/os-release").read_text("utf-8")
    return "http://archive.ubuntu.com/ubuntu" if is_ubuntu else "http://deb.debian.org/debian"


def _older(deb: Path, folder: Path) -> Path:
    """Make a package of the same content and a lower version; its compression is quick."""
    print("== an older package", flush=True)
    tree = folder / "older"
    _do("dpkg-deb", "-R", deb, tree)
    control = tree / "DEBIAN/control"
    text = control.read_text("utf-8")
    control.write_text(re.sub(r"(?m)^(Version: .*)$", r"\1~older", text), "utf-8")
    _do("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, folder / "older.deb")
    shutil.rmtree(tree)
    return folder / "older.deb"


def _run_inside(root: Path) -> int:
    """Run the script in the root, with processes of its own that end with it."""
    (root / "out").mkdir()
    (root / "out").chmod(0o777)
    script = (
        'mount --bind "$0" "$0" && mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" '
        '&& mount -t tmpfs tmpfs "$0/tmp" && cp /etc/resolv.conf "$0/etc/" '
        '&& exec chroot "$0" /bin/sh /smoke_inside.sh'
    )
    command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script]
    kept = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
    kept |= {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    ended = subprocess.run([*command, str(root)], env={**kept, "LANG": "C.UTF-8"}, check=False)  # noqa: S603
    return ended.returncode


def _do(*command: str | Path) -> None:
    subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    main()
