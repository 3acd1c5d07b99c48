"""The licence texts of the program's parts, from what is installed with them. Reads the disk."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import resources

GATHERED = "licences.txt"
"""Among the resources of a packaged program: all that is in it (packaging/licences)."""
_OWN = "findling"
_FILES = re.compile(r"(^|/)(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_RULE = "\n\n" + "─" * 60 + "\n\n"


def licence_texts() -> str:
    """Findling's licence, then each part's name, version and licence."""
    try:
        return (Path(resources.__path__[0]) / GATHERED).read_text("utf-8")
    except OSError:
        pass  # no program of its own: what is installed beside it says so itself
    try:
        own = metadata.distribution(_OWN)
    except metadata.PackageNotFoundError:
        return ""
    parts = [f"Findling {own.version}\n\n{_texts(own)}"]
    for name in sorted(_needed(own), key=str.casefold):
        try:
            part = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # of another platform
        parts.append(f"{name} {part.version}\n{_kind(part)}\n\n{_texts(part)}".rstrip())
    return _RULE.join(parts)


def _needed(own: metadata.Distribution) -> set[str]:
    wanted = (line for line in own.requires or () if "extra ==" not in line)
    return {found[0] for line in wanted if (found := _NAME.match(line))}


def _kind(part: metadata.Distribution) -> str:
    facts = part.metadata.json
    told = str(facts.get("license_expression") or facts.get("license") or "").strip()
    return told.partition("\n")[0]


def _texts(part: metadata.Distribution) -> str:
    texts: list[str] = []
    for file in part.files or ():
        if _FILES.search(str(file)):
            try:
                path = Path(str(file.locate()))
                texts.append(path.read_text("utf-8", errors="replace").strip())
            except OSError:
                continue
    return "\n\n".join(texts)
