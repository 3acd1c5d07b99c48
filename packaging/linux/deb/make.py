"""A Debian package of the bundle: dpkg-deb over a tree, with dependencies by dpkg-shlibdeps."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import tempfile
from email.utils import formatdate
from pathlib import Path

import icons
from bundle import make as bundle
from sources import ROOT, Build, run, settle_times, wipe

HERE = Path(__file__).parent
HOME = "usr/lib/findling"
_OPTIONAL = ("libqgtk3.so",)
"""Qt's plugins for desktops that bring what these need; without it, Qt does without them."""
_MAINTAINER = os.environ.get("FINDLING_MAINTAINER", "Findling contributors <findling@example.org>")


def make(build: Build) -> Path:
    """Build the package; return its file."""
    tree = build.work / "deb"
    wipe(tree)
    home = tree / HOME
    shutil.copytree(build.bundle, home, symlinks=True)
    _leave_to_the_system(build, home)
    _install(build, tree)
    _describe(build, tree)
    _set_modes(tree)
    settle_times(tree, build.epoch)
    file = build.out / f"findling{build.suffix}_{version(build)}_{_architecture()}.deb"
    return pack(tree, file, build.epoch, os.environ.get("FINDLING_DEB_LEVEL", "6"))


def pack(tree: Path, file: Path, epoch: int, level: str) -> Path:
    """Make a package of a finished tree (dpkg-deb sorts it and clamps its times).

    Args:
        tree: what is installed, and ``DEBIAN``.
        file: the package.
        epoch: seconds since 1970 that nothing in it is younger than.
        level: xz's, 0 to 9; low ones are for trials, they take a tenth of the time.
    """
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{level}", "--build", tree, file]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    subprocess.run([*map(str, command)], env=environment, check=True)  # noqa: S603
    return file


def version(build: Build) -> str:
    """Return Debian's version: a full package is another than a standard one, and above it.

    Both are called findling and take each other's place; of one version, apt would keep what is
    installed.
    """
    return f"{build.version}-1{build.suffix.replace('-', '+')}"


def _architecture() -> str:
    return run(["dpkg", "--print-architecture"]).strip()


def _leave_to_the_system(build: Build, home: Path) -> None:
    """Take out what other packages bring, and have their updates."""
    for file in bundle.of_the_system(build):
        (home / file.relative_to(build.bundle)).unlink(missing_ok=True)


def _install(build: Build, tree: Path) -> None:
    """Put beside the program what desktops and people look for in /usr."""
    share = tree / "usr/share"
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/findling").symlink_to("../lib/findling/findling")
    shutil.copytree(HERE.parent / "share", share)
    _place(HERE.parent / "findling.desktop", share / "applications")
    for size in icons.SIZES:
        folder = share / f"icons/hicolor/{size}x{size}/apps"
        folder.mkdir(parents=True)
        icons.png(size, folder / "findling.png")
    _place(icons.SOURCE, share / "icons/hicolor/scalable/apps")
    page = ROOT / "packaging/man/findling.1"
    if page.exists():
        _squeeze(page.read_text("utf-8"), share / "man/man1/findling.1.gz")
    for shell, place in _COMPLETIONS.items():
        script = ROOT / "resources/completion" / shell
        if script.exists():
            (share / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(script, share / place)
    notes = share / "doc/findling"
    _place(HERE / "copyright", notes)
    _squeeze(_changelog(build), notes / "changelog.Debian.gz")
    (notes / "third-party-licences.txt").symlink_to(
        "../../../lib/findling/_internal/resources/licences.txt"
    )
    _place(HERE / "lintian-overrides", share / "lintian/overrides", "findling")


_COMPLETIONS = {
    "findling.bash": "bash-completion/completions/findling",
    "_findling": "zsh/vendor-completions/_findling",
    "findling.fish": "fish/vendor_completions.d/findling.fish",
}


def _describe(build: Build, tree: Path) -> None:
    """Write what dpkg reads."""
    folder = tree / "DEBIAN"
    folder.mkdir()
    files = [file for file in tree.rglob("*") if not file.is_symlink() and file.is_file()]
    installed = sum(-(-file.stat().st_size // 1024) for file in files if folder not in file.parents)
    text = (HERE / "control").read_text("utf-8")
    control = text.format(
        version=version(build),
        architecture=_architecture(),
        maintainer=_MAINTAINER,
        depends=_dependencies(tree / HOME),
        size=installed,
    )
    (folder / "control").write_text(control, "utf-8")
    for script in ("prerm",):
        shutil.copy(HERE / script, folder / script)
    sums = [
        f"{_md5(file)}  {file.relative_to(tree)}\n"
        for file in sorted(files)
        if folder not in file.parents
    ]
    (folder / "md5sums").write_text("".join(sums), "utf-8")


def _md5(file: Path) -> str:
    import hashlib

    return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()


def _dependencies(home: Path) -> str:
    """Return what the program's files are linked with, as Debian's packages and versions."""
    programs = [
        file
        for file in sorted(home.rglob("*"))
        if file.is_file()
        and not file.is_symlink()
        and file.name not in _OPTIONAL
        and file.read_bytes()[:4] == b"\x7fELF"
    ]
    own = sorted({str(file.parent) for file in programs if "milvus_lite" not in file.parts})
    with tempfile.TemporaryDirectory() as folder:
        debian = Path(folder) / "debian"
        debian.mkdir()
        (debian / "control").write_text(
            "Source: findling\n\nPackage: findling\nArchitecture: any\n"
        )
        ended = subprocess.run(  # noqa: S603 - the build's own tools
            [  # noqa: S607 - the build machine's
                "dpkg-shlibdeps",
                "-O",
                "--ignore-missing-info",
                "--warnings=0",
                *(f"-l{place}" for place in own),
                *(f"-e{file}" for file in programs),
            ],
            cwd=folder,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found = re.search(r"shlibs:Depends=(.*)", ended.stdout)
    if found is None:
        raise SystemExit("dpkg-shlibdeps found nothing")
    return found[1].strip()


def _changelog(build: Build) -> str:
    when = formatdate(build.epoch)
    return (
        f"findling ({version(build)}) unstable; urgency=medium\n\n"
        f"  * Version {build.version}, built from {build.commit or 'a source archive'}.\n\n"
        f" -- {_MAINTAINER}  {when.replace('-0000', '+0000')}\n"
    )


def _place(file: Path, folder: Path, name: str | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, folder / (name or file.name))


def _squeeze(text: str, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _set_modes(tree: Path) -> None:
    """Let everybody read, whatever the builder's umask; run what is to be run."""
    programs = {
        tree / HOME / "findling",
        tree / HOME / "_internal/milvus_lite/lib/milvus",
        tree / "DEBIAN/prerm",
    }
    for path in [tree, *tree.rglob("*")]:
        if path.is_symlink():
            continue
        path.chmod(0o755 if path.is_dir() or path in programs else 0o644)
