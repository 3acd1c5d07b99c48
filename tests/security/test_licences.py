"""Nothing that is installed with the program asks more of others than its own licence does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from importlib import metadata
from typing import cast

import pytest
from packaging.requirements import Requirement

EXTRAS = ("", "transformers")
COPYLEFT = re.compile(r"(?<![LA-Za-z])A?GPL|GNU (Affero )?General Public|SSPL|BUSL|Commons Clause")
"""LGPL is none of these: PySide6's libraries are files of their own, which anybody may replace."""
SILENT = {"milvus-lite"}
"""Say nothing in their wheels; Apache-2.0 by github.com/milvus-io/milvus-lite."""


def _installed(
    name: str, extras: frozenset[str], seen: set[str]
) -> Iterator[metadata.Distribution]:
    """Yield a distribution and all that it needs, as far as it is installed here."""
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:  # of another platform, or of an extra
        return
    key = re.sub(r"[-_.]+", "-", distribution.name).lower()
    if key not in seen:
        seen.add(key)
        yield distribution
    for line in distribution.requires or ():
        needed = Requirement(line)
        wanted = [
            e for e in ("", *extras) if not needed.marker or needed.marker.evaluate({"extra": e})
        ]
        known = re.sub(r"[-_.]+", "-", needed.name).lower() in seen
        if wanted and not (known and not needed.extras):
            yield from _installed(needed.name, frozenset(needed.extras), seen)


def _licence(distribution: metadata.Distribution) -> str:
    told = cast("Message", distribution.metadata)
    every = map(str, told.get_all("Classifier") or [])
    classified = [c for c in every if c.startswith("License")]
    said = str(told.get("License-Expression") or told.get("License") or "")
    return " ".join(said.split())[:500] or " OR ".join(c.rpartition("::")[2] for c in classified)


def is_free(licence: str) -> bool:
    """Whether one of the licences that are offered is no strong copyleft."""
    return any(not COPYLEFT.search(one) for one in re.split(r"\bOR\b", licence))


def test_no_dependency_is_under_a_strong_copyleft() -> None:
    found = {d.name.lower(): _licence(d) for d in _installed("findling", frozenset(EXTRAS), set())}
    assert len(found) > 40
    assert {name for name, licence in found.items() if not licence} <= SILENT
    assert {name: one for name, one in found.items() if one and not is_free(one)} == {}


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("LGPL-3.0-only OR GPL-2.0-only", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0", False),
        ("MIT AND GPL-2.0-only", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("BSD-3-Clause", True),
    ],
)
def test_what_is_asked_of_licences_is_asked_rightly(licence: str, *, free: bool) -> None:
    assert is_free(licence) is free
