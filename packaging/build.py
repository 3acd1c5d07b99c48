"""``python packaging/build.py TARGET…`` builds what people install; see README.md beside this file.

bundle     the one-folder program, which every package is made from
deb        a Debian package (Linux)
appimage   an AppImage (Linux; needs appimagetool)
windows    an installer (Windows; needs Inno Setup)
macos      a disk image with the app (macOS)
sizes      a table of what takes the space
licences   the file of third-party licences, beside the packages
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from sources import ROOT, Build, describe


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="+", choices=sorted(TARGETS), metavar="TARGET")
    parser.add_argument("--full", action="store_true", help="with torch and sentence-transformers")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where packages go")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "packages")
    chosen = parser.parse_args()
    kind = "full" if chosen.full else "standard"
    build = describe(kind, chosen.out.resolve(), chosen.work.resolve() / kind)
    for target in chosen.targets:
        print(f"== {target}", flush=True)
        TARGETS[target](build)


def bundle(build: Build) -> None:
    from bundle import make

    print(make.make(build))


def deb(build: Build) -> None:
    from linux.deb import make

    print(make.make(_bundled(build)))


def appimage(build: Build) -> None:
    from linux.appimage import make

    print(make.make(_bundled(build)))


def windows(build: Build) -> None:
    from windows import make

    print(make.make(_bundled(build)))


def macos(build: Build) -> None:
    from macos import make

    print(make.make(_bundled(build)))


def sizes(build: Build) -> None:
    from sizes import table

    print(table.write(_bundled(build)))


def licences(build: Build) -> None:
    from bundle import make

    file = build.out / f"findling_{build.version}{build.suffix}_licences.txt"
    print(shutil.copy(make.inside(_bundled(build)) / "resources" / "licences.txt", file))


def _bundled(build: Build) -> Build:
    from bundle import make

    if not make.program(build).exists():
        sys.exit("there is no program yet: python packaging/build.py bundle")
    return build


TARGETS = {
    function.__name__: function
    for function in (bundle, deb, appimage, windows, macos, sizes, licences)
}


if __name__ == "__main__":
    main()
