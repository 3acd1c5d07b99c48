"""Models whose commit nobody named, and files in folders, from a hub with drops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.models import registry
from engine.models.download import TRIES
from engine.models.errors import DownloadError
from engine.models.holdings import Holdings
from engine.models.registry import resources_folder
from tests.process.hub_server import REPOSITORY, REVISION, Hub
from tests.process.test_downloads import MODEL, WEIGHTS, fetch

UNPINNED = f"""
version = 1

[[model]]
id = "{MODEL}"
name = "Some model"
kinds = ["dense"]
family = "transformers"
dim = 256
licence = "Apache-2.0"
hub = "{REPOSITORY}"
download_bytes = 15000000
"""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    bundled = resources_folder() / "models" / "static-minilm-256"
    files = {name: (bundled / name).read_bytes() for name in ("config.json", WEIGHTS)}
    hub = Hub(files | {"1_Pooling/config.json": b"{}", "pytorch_model.bin": b"no"})
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    yield hub
    hub.close()


@pytest.fixture
def unpinned(tmp_path: Path) -> Holdings:
    (tmp_path / "models.toml").write_text(UNPINNED)
    return Holdings(tmp_path / "models", tmp_path / "models.toml")


def test_what_names_no_commit_is_pinned_to_that_of_its_first_download(hub: Hub, unpinned: Holdings):
    assert unpinned.find(MODEL).revision == ""
    fetch(unpinned)
    entry = unpinned.ready(MODEL)
    assert entry.revision == REVISION
    registry.verify(entry)
    here = {file.name for file in entry.files}
    assert here == {"config.json", WEIGHTS, "1_Pooling/config.json"}
    hub.revision = hub.commit = "f" * 40
    hub.asked.clear()
    fetch(unpinned)
    assert (unpinned.ready(MODEL).revision, hub.asked) == (REVISION, [])


def test_a_download_that_is_cut_off_goes_on_with_the_commit_it_began_with(
    hub: Hub, unpinned: Holdings
):
    hub.drops[WEIGHTS] = TRIES + 1
    hub.drop_after = 0
    with pytest.raises(DownloadError):
        fetch(unpinned)
    assert unpinned.partial(unpinned.find(MODEL))
    assert not registry.installed(unpinned.find(MODEL))
    hub.drops.clear()
    hub.revision = "f" * 40
    with pytest.raises(DownloadError):  # the hub has that commit no longer: nothing else is taken
        fetch(unpinned)
    hub.revision = REVISION
    fetch(unpinned)
    assert unpinned.ready(MODEL).revision == REVISION


def test_an_unpinned_model_that_is_removed_is_pinned_anew(hub: Hub, unpinned: Holdings):
    fetch(unpinned)
    unpinned.drop(unpinned.find(MODEL))
    assert unpinned.find(MODEL).revision == ""
    hub.revision = hub.commit = "f" * 40
    fetch(unpinned)
    assert unpinned.ready(MODEL).revision == "f" * 40


def test_files_in_folders_break_off_and_go_on_as_others_do(hub: Hub, unpinned: Holdings):
    hub.files["2_Dense/model.safetensors"] = bytes(500_000)
    hub.drops["2_Dense/model.safetensors"] = 2
    fetch(unpinned)
    registry.verify(unpinned.ready(MODEL))
    assert [path for path, _ in hub.asked].count("2_Dense/model.safetensors") == 3


def test_what_another_commit_left_is_not_taken_for_this_ones(hub: Hub, unpinned: Holdings):
    arriving = unpinned.arriving(unpinned.find(MODEL))
    (arriving / "old").mkdir(parents=True)
    (arriving / "old" / "model-00001-of-00002.safetensors").write_bytes(b"former")
    fetch(unpinned)
    folder = registry.folder(unpinned.ready(MODEL))
    assert not list(folder.rglob("model-*"))
