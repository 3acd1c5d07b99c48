"""Families of other packages that are not what they should be: listed, never fatal."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from engine.models import families
from engine.models.entry import ModelEntry
from engine.models.errors import BrokenModelEntryError
from engine.models.families import LEAST, Addition, Family, lacks
from engine.models.holdings import Holdings
from engine.protocol.messages import ModelInfo
from engine.service.keys import VendorKeys
from engine.service.models import list_models

ENTRY = ModelEntry(id="odd", name="Odd", kinds=("dense",), family="odd", dim=2, licence="MIT")
FAMILY = Family(name="odd", place="embedder", module="odd_family")
Added = Callable[[], object]


class Point:
    """An entry point."""

    name, value = "odd-package", "odd:added"

    def __init__(self, added: Added) -> None:
        self.added = added

    def load(self) -> Added:
        return self.added


@pytest.fixture
def bring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Added], None]]:
    caches = (families.families, families.additions, families._found)

    def bringing(added: Added) -> None:
        def points(group: str) -> list[Point]:
            assert group == families.GROUP
            return [Point(added)]

        monkeypatch.setattr(families, "entry_points", points)
        for one in caches:
            one.cache_clear()

    yield bringing
    monkeypatch.undo()
    for one in caches:
        one.cache_clear()


def listed(home: Path) -> dict[str, ModelInfo]:
    models = list_models(Holdings(home), {}, VendorKeys(home / "keys.json"))
    assert "static-minilm-256" in {model.id for model in models}
    return {model.id: model for model in models}


def leave() -> object:
    raise SystemExit(3)


def changed(**fields: object) -> Family:
    return msgspec.structs.replace(FAMILY, **fields)


FAULTS: dict[str, tuple[Added, str]] = {
    "its function ends the process": (leave, "3"),
    "it runs nowhere": (lambda: Addition(family=changed(place="gpu"), entries=(ENTRY,)), "gpu"),
    "an entry is of no family": (
        lambda: Addition(family=FAMILY, entries=(msgspec.structs.replace(ENTRY, family="typo"),)),
        "typo",
    ),
    "an entry is none": (
        lambda: Addition(family=FAMILY, entries=cast("Any", (object(),))),
        "object",
    ),
    "its name is ours": (
        lambda: Addition(family=changed(name="openai", host="https://elsewhere.example")),
        "openai",
    ),
    "it has no name": (lambda: Addition(family=changed(name="")), "name"),
    "its needs are a number": (lambda: Addition(family=changed(needs=3)), "needs"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_one_is_listed_as_broken(
    bring: Callable[[Added], None], tmp_path: Path, fault: str
):
    added, why = FAULTS[fault]
    bring(added)
    models = listed(tmp_path)
    assert models["odd-package"].state == "broken"
    assert why in models["odd-package"].reason
    assert "odd" not in models
    assert families.families()["openai"].host == "https://api.openai.com/v1"


def test_one_that_needs_a_part_of_a_package_says_so(bring: Callable[[Added], None], tmp_path: Path):
    bring(lambda: Addition(family=changed(needs=("nowhere.sub",)), entries=(ENTRY,)))
    odd = listed(tmp_path)["odd"]
    assert (odd.state, odd.reason) == (
        "needs-extra",
        f"{sys.executable} -m pip install nowhere.sub",
    )


def test_a_person_ends_it_by_the_keyboard(bring: Callable[[Added], None], tmp_path: Path):
    def interrupted() -> object:
        raise KeyboardInterrupt

    bring(interrupted)
    with pytest.raises(KeyboardInterrupt):
        listed(tmp_path)


def test_a_card_of_a_family_that_is_gone_is_broken(tmp_path: Path):
    holdings = Holdings(tmp_path)
    holdings.keep(ENTRY)
    odd = listed(tmp_path)["odd"]
    assert (odd.state, "'odd'" in odd.reason) == ("broken", True)
    with pytest.raises(BrokenModelEntryError):
        holdings.find("odd")


@pytest.mark.parametrize(
    ("installed", "missing"), [("5.1.0", ("numpy>=6",)), ("6.0.0.dev1", ()), ("10.0", ())]
)
def test_a_package_that_is_too_old_counts_as_missing(
    bring: Callable[[Added], None],
    monkeypatch: pytest.MonkeyPatch,
    installed: str,
    missing: tuple[str, ...],
):
    bring(lambda: Addition(family=changed(needs=("numpy",)), entries=(ENTRY,)))
    monkeypatch.setitem(LEAST, "numpy", "6")
    monkeypatch.setattr(families, "version", {"numpy": installed}.__getitem__)
    assert lacks(ENTRY) == missing


def test_the_extra_asks_for_the_same_versions():
    told = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    wanted = told["project"]["optional-dependencies"]["transformers"]
    assert sorted(wanted) == sorted(
        f"{name.replace('_', '-')}>={least}" for name, least in LEAST.items()
    )
