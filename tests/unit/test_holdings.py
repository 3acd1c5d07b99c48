"""The models that lie on this machine, and how fast they were."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from engine.models import registry
from engine.models.entry import ModelFile
from engine.models.errors import BrokenModelEntryError, ModelMissingError, UnknownModelError
from engine.models.holdings import Holdings
from engine.models.speeds import Speed, Speeds

POTION = "potion-base-8m"
MINILM = "minilm-l6-int8"
ZEROS = "0" * 64


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    return Holdings(tmp_path / "models")


def arrive(holdings: Holdings) -> None:
    entry = holdings.find(POTION)
    folder = holdings.arrived(entry)
    folder.mkdir(parents=True)
    (folder / "config.json").write_bytes(b"{}")
    holdings.keep(msgspec.structs.replace(entry, files=(ModelFile("config.json", 2, ZEROS),)))


def test_without_a_home_there_is_what_the_program_brings():
    known = Holdings().entries()
    assert known == registry.load_catalogue()
    assert not any(Holdings().partial(entry) or Holdings().owns(entry) for entry in known)


def test_a_model_that_was_not_downloaded_is_known_and_not_ready(holdings: Holdings):
    entry = holdings.find(POTION)
    assert not registry.installed(entry)
    assert entry.bytes == entry.download_bytes > 30_000_000
    with pytest.raises(ModelMissingError) as caught:
        holdings.ready(POTION)
    assert caught.value.hint == "Download it first."


def test_a_downloaded_model_is_ready_where_it_lies_and_moves_with_its_home(
    holdings: Holdings, tmp_path: Path
):
    arrive(holdings)
    ready = holdings.ready(POTION)
    assert registry.folder(ready) == tmp_path / "models" / POTION
    assert (ready.bytes, holdings.owns(ready)) == (2, True)
    (tmp_path / "models").rename(tmp_path / "elsewhere")
    moved = Holdings(tmp_path / "elsewhere").ready(POTION)
    assert registry.folder(moved) == tmp_path / "elsewhere" / POTION


def test_a_downloaded_model_of_another_commit_is_to_be_downloaded_again(holdings: Holdings):
    arrive(holdings)
    card = holdings.find(POTION)
    holdings.keep(msgspec.structs.replace(card, revision="1" * 40, folder=""))
    assert not registry.installed(holdings.find(POTION))


def test_a_dropped_model_is_gone_from_the_disk_and_can_be_had_again(holdings: Holdings):
    arrive(holdings)
    holdings.drop(holdings.find(POTION))
    assert list((holdings.home or Path()).iterdir()) == []
    assert not holdings.owns(holdings.find(POTION))


def test_a_card_that_cannot_be_read_is_a_broken_model_and_the_others_stay(holdings: Holdings):
    arrive(holdings)
    assert holdings.home is not None
    (holdings.home / "mine.json").write_text("{")
    assert holdings.entries()[-1].id == "mine"
    with pytest.raises(BrokenModelEntryError):
        holdings.ready("mine")
    assert holdings.ready(POTION)


def test_an_unknown_model_is_an_expected_failure(holdings: Holdings):
    with pytest.raises(UnknownModelError):
        holdings.ready("word2vec")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("potion-base", "potion-base-8m"),
        ("Potion-Base-8M", "potion-base-8m"),
        ("minilm-l6-in8", MINILM),
    ],
)
def test_an_unknown_model_has_those_named_that_may_be_meant(
    holdings: Holdings, typed: str, meant: str
):
    with pytest.raises(UnknownModelError) as caught:
        holdings.find(typed)
    assert caught.value.hint.startswith("Perhaps ")
    assert meant in caught.value.hint
    with pytest.raises(UnknownModelError) as caught:
        holdings.find("xyz")
    assert caught.value.hint == UnknownModelError.hint


def test_speeds_are_remembered_by_model(tmp_path: Path):
    Speeds(tmp_path / "speeds.json").remember("a", Speed(100.0, 2.0))
    Speeds(tmp_path / "speeds.json").remember("b", Speed(5.0, 9.0))
    assert Speeds(tmp_path / "speeds.json").all() == {"a": Speed(100.0, 2.0), "b": Speed(5.0, 9.0)}


def test_speeds_that_cannot_be_read_count_as_none_and_are_measured_anew(tmp_path: Path):
    path = tmp_path / "speeds.json"
    path.write_bytes(b"\xff")
    assert Speeds(path).all() == {}
    Speeds(path).remember("a", Speed(1.0, 1.0))
    assert Speeds(path).all() == {"a": Speed(1.0, 1.0)}
