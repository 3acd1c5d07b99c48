"""One file of licences, of what is really in the packaged program.

Every collected file is traced to the Python distribution that installed it; what wheels carry
without a text of its own stands in native.toml. A file that nobody answers for stops the build.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path
from typing import Any

from sources import ROOT, Build, run

HERE = Path(__file__).parent
_LICENCE = re.compile(
    r"(?:^|/)(?:licen[cs]es?|copying|notice|thirdpartynotices?)[^/]*$|/(?:BUILD_)?LICEN[CS]ES/",
    re.IGNORECASE,
)
_RULE = "\n" + "=" * 79 + "\n"
_OFFER = """\
Findling is free software under the Apache License 2.0. It is made of the parts that follow, each
under its own licence.

Qt and Qt for Python are used under the GNU Lesser General Public License, version 3. They are
shared libraries, in the folders PySide6 and shiboken6 beside the program: you may change them, and
put your own builds of them in the place of those that are there (the same version, built with
Qt's own instructions; the program checks neither name nor hash). You may examine and debug the
program for that purpose. The source of exactly these versions lies at the addresses named below;
where it should not any more, whoever gave you this program gives it to you on request, for the
cost of sending it, for three years after they gave you the program.
"""


class _Texts:
    """Licence texts, each printed once."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def print(self, text: str, owner: str) -> str:
        """Return the text, or whose it equals."""
        key = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
        first = self._seen.setdefault(key, owner)
        return text.strip() if first == owner else f"(the same text as for {first})"


def write(build: Build, collected: Path, file: Path) -> None:
    """Write the file.

    Args:
        build: what was built.
        collected: what `bundle.trim.write_collected` wrote.
        file: where to.
    """
    said = json.loads(collected.read_text("utf-8"))
    parts = tomllib.loads((HERE / "native.toml").read_text("utf-8"))["part"]
    found = _Owners(said)
    present = [part for part in parts if _is_present(part, found.places)]
    found.leave_to(present)
    if found.strangers:
        listed = "\n  ".join(sorted(found.strangers)[:40])
        sys.exit(f"nobody answers for the licence of:\n  {listed}\nsee packaging/licences/")
    texts = _Texts()
    chapters = [f"Findling {build.version}\n\n{_OFFER}\n{texts.print(_own(), 'Findling')}"]
    chapters += [_models(texts), _python(texts)]
    chapters += [_native(part, texts) for part in present]
    chapters += [_distribution(one, texts) for one in found.distributions]
    chapters += [_system(name, texts) for name in found.system]
    file.write_text(_RULE.join(chapters) + "\n", "utf-8")


class _Owners:
    """Who installed what was collected."""

    def __init__(self, said: dict[str, list[list[str]]]) -> None:
        self.places = [place.replace("\\", "/") for place, _ in said["files"]]
        self.system: list[str] = []
        self.strangers: set[str] = set()
        owners = _files_of_distributions()
        found: dict[str, metadata.Distribution] = {}
        unowned: list[tuple[str, str]] = []
        for place, source in [*said["files"], *said["modules"]]:
            owner = owners.get(_real(source)) if source and source != "-" else None
            if owner is not None:
                found[owner.name.lower()] = owner
            elif source and source != "-":
                unowned.append((place.replace("\\", "/"), source))
        self._unowned = [
            one for one in unowned if not _is_our_own(one[1]) and not _is_python(one[1])
        ]
        names = [metadata.distribution("pyinstaller"), *found.values()]  # its bootloader
        self.distributions = sorted(names, key=lambda one: one.name.lower())
        self.distributions = [one for one in self.distributions if one.name != "findling"]

    def leave_to(self, parts: list[dict[str, Any]]) -> None:
        """Take away what native.toml answers for; what is left is the system's, or a stranger's."""
        said = {str(part.get("distribution", "")).lower() for part in parts}
        self.distributions = [one for one in self.distributions if one.name.lower() not in said]
        patterns = [pattern for part in parts for pattern in part.get("files", ())]
        packages: set[str] = set()
        for place, source in self._unowned:
            if any(fnmatchcase(place, pattern) for pattern in patterns):
                continue
            package = _debian_package(source)
            if package:
                packages.add(package)
            elif _is_link_of_pyinstaller(source):
                continue
            else:
                self.strangers.add(f"{place} ({source})")
        self.system = sorted(packages)


def _files_of_distributions() -> dict[str, metadata.Distribution]:
    return {
        _real(str(file.locate())): one
        for one in metadata.distributions()
        for file in one.files or ()
    }


def _real(path: str) -> str:
    return str(Path(path).resolve())


def _is_our_own(source: str) -> bool:
    """Tell whether a file is of this source; the environment that builds may well lie inside it."""
    path = Path(source).resolve()
    return path.is_relative_to(ROOT) and not path.is_relative_to(Path(sys.prefix).resolve())


def _is_python(source: str) -> bool:
    """Tell whether a file is Python's own, or made of it by PyInstaller."""
    path = Path(source).resolve()
    places = [
        Path(sysconfig.get_path("stdlib")).resolve(),
        Path(sys.base_prefix).resolve() / "DLLs",
    ]
    name = path.name.lower()
    if name.startswith(("libpython", "python3")) or name in {
        "base_library.zip",
        "vcruntime140.dll",
    }:
        return True
    if "site-packages" in path.parts or "dist-packages" in path.parts:
        return "PyInstaller" in path.parts  # its hooks at run time
    return any(path.is_relative_to(place) for place in places)


def _is_link_of_pyinstaller(source: str) -> bool:
    """Tell whether a 'source' is the target of a link inside the folder."""
    return not Path(source).is_absolute()


def _debian_package(source: str) -> str:
    """Return the package that a system's library is from; empty where there is no dpkg."""
    if sys.platform != "linux":
        return ""
    for path in {source, str(Path(source).resolve())}:
        for spelt in (path, path.removeprefix("/usr")):
            try:
                said = run(["dpkg", "-S", spelt], quiet=True)
            except (OSError, subprocess.CalledProcessError):  # no dpkg, or no package's file
                continue
            return said.partition(":")[0]
    return ""


def _is_present(part: dict[str, Any], places: list[str]) -> bool:
    if "files" not in part:
        name = str(part["name"])
        return "in Qt" in name or any(place.startswith("milvus_lite/lib/") for place in places)
    return any(fnmatchcase(place, pattern) for place in places for pattern in part["files"])


def _own() -> str:
    return (ROOT / "LICENSE").read_text("utf-8")


def _models(texts: _Texts) -> str:
    told = [
        f"{file.parent.name}\n\n{texts.print(file.read_text('utf-8'), file.parent.name)}"
        for file in sorted((ROOT / "resources" / "models").glob("*/NOTICE"))
    ]
    return "The bundled models (Apache-2.0, as Findling's own licence above)\n\n" + "\n\n".join(
        told
    )


def _python(texts: _Texts) -> str:
    places = [
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/libpython3.{sys.version_info.minor}-stdlib/copyright"),
    ]
    text = next((place.read_text("utf-8") for place in places if place.exists()), None)
    if text is None:
        sys.exit("the licence of Python is nowhere: " + ", ".join(map(str, places)))
    return (
        f"Python {sys.version.split()[0]}\nhttps://www.python.org/\n\n{texts.print(text, 'Python')}"
    )


def _native(part: dict[str, Any], texts: _Texts) -> str:
    version = metadata.version(part["distribution"]) if "distribution" in part else ""
    head = f"{part['name']} {version}".strip()
    lines = [head, part["copyright"], f"Licence: {part['licence']}", f"Source: {part['source']}"]
    for name in part["texts"]:
        text = _own() if name == "own" else (HERE / "texts" / f"{name}.txt").read_text("utf-8")
        lines += ["", texts.print(text, "Findling" if name == "own" else name_of(name, head))]
    if "distribution" in part:
        lines += list(_crates(metadata.distribution(part["distribution"])))
    return "\n".join(lines)


def name_of(text: str, head: str) -> str:
    """Name the first place that a text was printed at."""
    return f"{head} ({text})"


def _distribution(one: metadata.Distribution, texts: _Texts) -> str:
    facts = one.metadata.json
    kind = str(facts.get("license_expression") or facts.get("license") or "").partition("\n")[0]
    if not kind:
        classifiers = facts.get("classifier") or []
        kind = ", ".join(
            str(c).rpartition(" :: ")[2] for c in classifiers if "License ::" in str(c)
        )
    head = f"{one.name} {one.version}"
    source = f"Source: https://pypi.org/project/{one.name}/{one.version}/"
    lines = [head, f"Licence: {kind or 'as printed below'}", source]
    found = [file for file in one.files or () if _LICENCE.search(str(file).replace("\\", "/"))]
    for file in found:
        path = Path(str(file.locate()))
        if path.is_file() and path.suffix not in {".py", ".pyc", ".pyi", ".json"}:
            text = path.read_text("utf-8", errors="replace")
            lines += ["", texts.print(text, f"{head}, {file.name}")]
    if not kind and len(lines) == 3:
        sys.exit(f"{head} names no licence and brings no text: see packaging/licences/native.toml")
    return "\n".join([*lines, *_crates(one)])


def _crates(one: metadata.Distribution) -> Iterator[str]:
    """Yield what is linked into a wheel, of its bill of materials (PEP 770, CycloneDX)."""
    bills = [file for file in one.files or () if "/sboms/" in str(file).replace("\\", "/")]
    for bill in bills:
        said = json.loads(Path(str(bill.locate())).read_text("utf-8"))
        yield f"\nLinked into it ({bill.name}):"
        for part in said.get("components", ()):
            licences = [
                str(
                    one.get("expression")
                    or one.get("license", {}).get("id")
                    or one.get("license", {}).get("name", "")
                )
                for one in part.get("licenses", ())
            ]
            told = " ".join(licences) or "see its source"
            yield f"  {part.get('name')} {part.get('version', '')}: {told}"


def _system(package: str, texts: _Texts) -> str:
    """Return what Debian says of a library that comes along in the AppImage."""
    file = Path("/usr/share/doc") / package / "copyright"
    text = file.read_text("utf-8", errors="replace") if file.exists() else ""
    if not text:
        sys.exit(f"Debian's {package} brings no copyright file")
    head = f"{package} (of the distribution that this was built on; not in the Debian package)"
    return f"{head}\n\n{texts.print(text, package)}"
