"""A vendor that did not serve and serves again: nobody has to enter a key or begin anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from engine.host.paths import DataFolder
from engine.models.errors import VendorAccountError, VendorBusyError, VendorKeyError
from engine.protocol import messages as m
from engine.protocol.errors import ModelError
from engine.service.asking import RESTS, Temper
from engine.service.keys import KeysFileError, VendorKeys
from tests.unit.keyrings import Locked, Working
from tests.unit.service_engine import Engine, add, wait_for
from tests.vendors.answers import Asked, Body, RefusalError
from tests.vendors.servers import Fault, VendorServer

KEY = "sk-secret-31415926535"
TINY = {"tiny": 16}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.models.vendors.http.BACKOFF", 0.001)


@pytest.fixture
def ring() -> Iterator[Working]:
    before, working = keyring.get_keyring(), Working()
    keyring.set_keyring(working)
    yield working
    keyring.set_keyring(before)


class Place:
    """A data folder, a library in it, and the model of a server."""

    def __init__(self, folder: Path, server: VendorServer) -> None:
        (folder / "data").mkdir()
        self.data, self.folder, self.server = DataFolder(folder / "data"), folder / "work", server
        self.folder.mkdir()
        self.engine = Engine(self.data)
        self.model = ""

    def begin(self, key: str = "") -> None:
        """Have a library searched by the server's model."""
        (self.folder / "first.txt").write_text("Lentils simmer with cumin.")
        add(self.engine, self.folder, library="Work")
        listed = self.engine.last(m.AddModelServer(url=self.server.url, model="tiny", key=key))
        assert isinstance(listed, m.ModelsListed), listed
        (self.model,) = (one.id for one in listed.models if one.vendor == self.server.url)
        self.engine.last(m.SetModels(library="Work", dense_model=self.model, reranker=""))
        self.engine.last(m.Index(library="Work"))
        wait_for(lambda: self.engine.libraries()["Work"].dense_model == self.model)
        wait_for(lambda: not self.engine.libraries()["Work"].progress.running)

    def write(self, text: str) -> None:
        """Have one more file read."""
        (self.folder / "new.txt").write_text(text)
        self.engine.last(m.Index(library="Work"))

    @property
    def codes(self) -> set[str]:
        """What is told of the library."""
        return {one.code for one in self.engine.libraries()["Work"].notices}

    @property
    def causes(self) -> set[str]:
        """Why files lack vectors."""
        notices = self.engine.libraries()["Work"].notices
        return {one.cause for one in notices if one.code == "vectors-lacking"}


@pytest.fixture
def place(tmp_path: Path, ring: Working) -> Iterator[Place]:
    with VendorServer("openai", models=TINY) as server:
        place = Place(tmp_path, server)
        yield place
        place.engine.close()


def test_who_may_be_paid_by_now_is_asked_again_and_a_refused_key_is_not():
    now = [0.0]
    for error in (VendorAccountError("spent"), VendorBusyError("slow"), ModelError("odd")):
        temper = Temper(lambda: now[0])
        for _ in range(9):
            temper.failed(error, temper.wakes)
            assert 0 < temper.resting <= max(RESTS) <= 1800
            now[0] += temper.resting
    temper = Temper(lambda: now[0])
    temper.failed(VendorKeyError("refused"), 0)
    assert temper.resting == float("inf")


@pytest.mark.parametrize(
    ("fault", "cause"), [("no-quota", "vendor-account"), ("refused", "vendor-key")]
)
def test_a_try_that_succeeds_wakes_what_rests(place: Place, fault: str, cause: str):
    place.begin()
    place.server.faults.append(Fault(fault))  # type: ignore[arg-type]  # a kind
    place.write("An owl hoots.")
    assert place.causes == {cause}
    assert isinstance(place.engine.last(m.TryModel(model=place.model)), m.ModelMeasured)
    wait_for(lambda: "An owl hoots." in place.server.texts[-1:])
    wait_for(lambda: not place.causes)


def test_a_search_that_succeeds_wakes_what_rests(place: Place):
    place.begin()
    place.server.faults.append(Fault("refused"))
    place.write("An owl hoots.")
    assert place.causes == {"vendor-key"}
    place.engine.search("something else")
    wait_for(lambda: "An owl hoots." in place.server.texts)
    wait_for(lambda: not place.causes)


class Choosing(VendorServer):
    """Refuses what it does not like."""

    refused = "owl"

    def answer(self, asked: Asked) -> Body:
        """Return the vendor's answer."""
        if self.refused and any(self.refused in text for text in asked.body["input"]):
            raise RefusalError(400, {"error": {"message": "the filter of contents is down"}})
        return super().answer(asked)


@pytest.mark.parametrize("late", [False, True])
def test_what_a_vendor_refuses_is_told_and_asked_for_again(
    tmp_path: Path, ring: Working, late: bool
):
    server = Choosing("openai", models=TINY)
    with server:
        place = Place(tmp_path, server)
        owl = "An owl hoots."
        if not late:  # when the library gets the model
            (place.folder / "new.txt").write_text(owl)
        place.begin()
        if late:
            place.write(owl)
        wait_for(lambda: "vectors-refused" in place.codes)
        asked = len(server.requests)
        (place.folder / "other.txt").write_text("A fox barks.")
        place.engine.last(m.Index(library="Work", paths=(str(place.folder / "other.txt"),)))
        assert [one.texts for one in server.requests[asked:]] == [["A fox barks."]]
        server.refused = ""
        place.engine.last(m.Index(library="Work"))
        assert owl in server.texts
        wait_for(lambda: not place.codes)
        place.engine.close()


class Guarded(VendorServer):
    """Behind a filter that answers in its place."""

    guarded = False

    def answer(self, asked: Asked) -> Body:
        """Return the vendor's answer, or the filter's."""
        if self.guarded:
            raise RefusalError(403, {"error": {"message": "Country not supported"}})
        return super().answer(asked)


def test_an_account_that_is_not_served_is_no_refused_key(tmp_path: Path, ring: Working):
    server = Guarded("openai", models=TINY)
    with server:
        place = Place(tmp_path, server)
        place.begin()
        server.guarded = True
        failed = place.engine.last(m.TryModel(model=place.model))
        assert isinstance(failed, m.Failed)
        assert (failed.code, "key" in failed.hint) == ("vendor-account", False)
        assert "Country" in failed.message
        place.engine.close()


def test_a_keyring_that_is_locked_is_not_a_key_that_is_lacking(
    tmp_path: Path, ring: Working, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.service.keyring_access._REST", 0.0)
    monkeypatch.setattr("engine.service.asking.RESTS", (0.2,))
    monkeypatch.setattr("engine.service.model_change._RESTS", (0.2,))
    with VendorServer("openai", models=TINY, key=KEY) as server:
        place = Place(tmp_path, server)
        place.begin(KEY)
        place.engine.close()
        keyring.set_keyring(Locked())
        place.engine = Engine(place.data)
        sent = len(server.requests)
        place.write("An owl hoots.")
        assert place.causes == {"vendor-key-hidden"}
        failed = place.engine.last(m.TryModel(model=place.model))
        assert isinstance(failed, m.Failed)
        assert failed.code == "vendor-key-hidden"
        assert len(server.requests) == sent, "nothing is sent without the key"
        keyring.set_keyring(ring)
        wait_for(lambda: server.texts[-1:] == ["An owl hoots."])
        wait_for(lambda: not place.causes)
        place.engine.close()


def test_a_file_of_keys_that_cannot_be_read_is_no_lack_of_keys(tmp_path: Path):
    path = tmp_path / "keys.json"
    keys = VendorKeys(path)
    assert keys.told("nobody") == ""
    path.write_text("{")
    with pytest.raises(KeysFileError):
        keys.told("nobody's either")
    path.write_text(json.dumps({"keys": {"voyage": KEY}}))
    assert keys.told("voyage") == KEY
