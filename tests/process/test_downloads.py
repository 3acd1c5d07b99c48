"""Models from a hub, their bytes real, with drops, damage, and a hub that says nonsense."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.models import registry
from engine.models.download import TRIES, Downloads
from engine.models.errors import DownloadDamagedError, DownloadError, DownloadFullError
from engine.models.holdings import Holdings
from engine.models.registry import resources_folder
from engine.models.static import StaticTable
from engine.protocol.errors import Cancelled, UsageError
from tests.process.hub_server import REPOSITORY, REVISION, Hub

MODEL = "some-model"
WEIGHTS = "model.safetensors"
CATALOGUE = f"""
version = 1

[[model]]
id = "{MODEL}"
name = "Some model"
kinds = ["dense"]
family = "static"
dim = 256
languages = ["en"]
licence = "Apache-2.0"
hub = "{REPOSITORY}"
revision = "{REVISION}"
download_bytes = 15000000
fetch = [
  {{ name = "config.json" }},
  {{ name = "tokenizer.json", path = "parts/tokenizer.json" }},
  {{ name = "{WEIGHTS}" }},
]
"""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    bundled = resources_folder() / "models" / "static-minilm-256"
    files = {name: (bundled / name).read_bytes() for name in ("config.json", WEIGHTS)}
    files["parts/tokenizer.json"] = (bundled / "tokenizer.json").read_bytes()
    hub = Hub(files)
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    yield hub
    hub.close()


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    catalogue = tmp_path / "models.toml"
    catalogue.write_text(CATALOGUE)
    return Holdings(tmp_path / "models", catalogue)


def fetch(holdings: Holdings, token: Token | None = None) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    downloads = Downloads(holdings, wait=0.01)
    downloads.fetch(
        holdings.find(MODEL), token or Token(), lambda done, total: told.append((done, total))
    )
    return told


def total(hub: Hub) -> int:
    return sum(map(len, hub.files.values()))


def test_nobodys_password_is_sent_not_even_where_the_hub_points_to(
    hub: Hub, holdings: Holdings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    hub.moves = True
    fetch(holdings)
    holdings.ready(MODEL)
    assert hub.signed == []


def test_a_server_that_never_ends_is_left_at_the_end_of_the_file(hub: Hub, holdings: Holdings):
    hub.endless = True
    token = Token()
    patience = threading.Timer(20, token.cancel)
    patience.start()
    fetch(holdings, token)
    patience.cancel()
    registry.verify(holdings.ready(MODEL))


def test_a_downloaded_model_is_whole_and_usable(hub: Hub, holdings: Holdings):
    told = fetch(holdings)
    entry = holdings.ready(MODEL)
    registry.verify(entry)
    assert StaticTable.load(registry.folder(entry)).encode_queries(["a cat"]).shape == (1, 256)
    assert told[-1] == (total(hub), total(hub))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {path.name for path in registry.folder(entry).iterdir()} == {
        "config.json",
        "tokenizer.json",
        WEIGHTS,
    }


def test_a_connection_that_drops_is_taken_up_where_it_broke(hub: Hub, holdings: Holdings):
    hub.drops[WEIGHTS] = 3
    fetch(holdings)
    registry.verify(holdings.ready(MODEL))
    begun = [start for path, start in hub.asked if path == WEIGHTS]
    assert len(begun) == 4
    assert begun == sorted(begun)
    assert begun[-1] > 0


def test_a_hub_that_cannot_begin_in_the_middle_sends_all_again(hub: Hub, holdings: Holdings):
    hub.drops[WEIGHTS], hub.ranges = 1, False
    fetch(holdings)
    registry.verify(holdings.ready(MODEL))


def test_bytes_that_came_damaged_are_fetched_once_more(hub: Hub, holdings: Holdings):
    hub.damaged["parts/tokenizer.json"] = 1
    fetch(holdings)
    registry.verify(holdings.ready(MODEL))


def test_damage_that_comes_again_is_told_and_nothing_is_installed(hub: Hub, holdings: Holdings):
    hub.damaged[WEIGHTS] = 9
    with pytest.raises(DownloadDamagedError):
        fetch(holdings)
    assert not registry.installed(holdings.find(MODEL))
    hub.damaged.clear()
    fetch(holdings)
    registry.verify(holdings.ready(MODEL))
    assert [path for path, _ in hub.asked].count("config.json") == 1  # that one was whole


def test_a_hub_that_goes_away_is_given_up_and_gone_on_with_later(hub: Hub, holdings: Holdings):
    hub.drops[WEIGHTS], hub.drop_after = TRIES + 1, 0
    with pytest.raises(DownloadError):
        fetch(holdings)
    assert holdings.partial(holdings.find(MODEL))
    assert holdings.owns(holdings.find(MODEL))  # so that it can be removed
    hub.drops.clear()
    fetch(holdings)
    assert holdings.ready(MODEL)


def test_a_download_called_off_keeps_what_came(hub: Hub, holdings: Holdings):
    hub.hold, token = threading.Event(), Token()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            fetch(holdings, token)
        except BaseException as error:  # noqa: BLE001 - looked at below
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    part = holdings.arriving(holdings.find(MODEL)) / "tokenizer.json.part"
    while not (part.exists() and part.stat().st_size):
        assert thread.is_alive()
        token.wait(0.01)
    token.cancel()
    hub.hold.set()
    thread.join(60)
    assert [type(failure) for failure in failures] == [Cancelled]
    assert holdings.partial(holdings.find(MODEL))
    came, hub.hold = part.stat().st_size, None
    fetch(holdings)
    assert ("parts/tokenizer.json", came) in hub.asked
    registry.verify(holdings.ready(MODEL))


def test_a_download_goes_on_at_once_after_it_was_called_off(hub: Hub, holdings: Holdings):
    hub.hold, token = threading.Event(), Token()
    downloads, entry = Downloads(holdings, wait=0.01), holdings.find(MODEL)
    part = holdings.arriving(entry) / "tokenizer.json.part"
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(downloads.fetch, entry, token, lambda done, total: None)
        while not part.exists():
            assert not first.done()
            token.wait(0.01)
        with pytest.raises(UsageError):
            downloads.fetch(entry, Token(), lambda done, total: None)
        token.cancel()
        second = pool.submit(downloads.fetch, entry, Token(), lambda done, total: None)
        hub.hold.set()
        with pytest.raises(Cancelled):
            first.result(60)
        second.result(60)
    registry.verify(holdings.ready(MODEL))


def test_another_commit_than_the_one_asked_for_is_refused(hub: Hub, holdings: Holdings):
    hub.commit = "f" * 40
    with pytest.raises(DownloadError, match="commit"):
        fetch(holdings)
    assert hub.asked == []


def test_a_file_that_the_hub_lacks_is_told(hub: Hub, holdings: Holdings):
    del hub.files["config.json"]
    with pytest.raises(DownloadError):
        fetch(holdings)


def test_without_a_network_it_is_told(
    hub: Hub, holdings: Holdings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(DownloadError):
        fetch(holdings)


def test_a_model_that_is_here_stays_when_it_is_asked_for_without_a_network(
    hub: Hub, holdings: Holdings, monkeypatch: pytest.MonkeyPatch
):
    fetch(holdings)
    hub.asked.clear()
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    told = fetch(holdings)
    assert told == [(total(hub), total(hub))]
    registry.verify(holdings.ready(MODEL))


def test_files_of_another_commit_stay_until_the_hub_answers(
    hub: Hub, holdings: Holdings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fetch(holdings)
    former = CATALOGUE.replace(REVISION, "e" * 40)
    (tmp_path / "models.toml").write_text(former)
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(DownloadError):
        fetch(holdings)
    (tmp_path / "models.toml").write_text(CATALOGUE)
    registry.verify(holdings.ready(MODEL))


def test_a_full_disk_is_told_before_a_byte_comes(
    hub: Hub, holdings: Holdings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.models.download.SPARE", 2**60)
    with pytest.raises(DownloadFullError):
        fetch(holdings)
    assert hub.asked == []


def test_a_model_without_a_source_is_misuse(tmp_path: Path):
    holdings = Holdings(tmp_path / "models")
    with pytest.raises(UsageError):
        Downloads(holdings).fetch(holdings.find("bm25"), Token(), lambda done, total: None)
