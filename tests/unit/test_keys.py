"""Where vendors' keys are, and where they are not."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import keyring
import pytest

from engine.host.paths import DataFolder
from engine.service.keyring_access import SERVICE, KeyringAccess, NoKeyringError
from engine.service.keys import KeysFileError, VendorKeys
from engine.service.tokens import StoreTokens
from tests.unit.keyrings import Locked, Silent, Working

KEY = "sk-this-is-secret-31415926"
OTHER = "sk-another-27182818"
SERVER = "http://127.0.0.1:11434/v1"
Ring = TypeVar("Ring", bound=Working)


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Ring], Ring]]:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    before = keyring.get_keyring()

    def use(chosen: Ring) -> Ring:
        keyring.set_keyring(chosen)
        return chosen

    yield use
    keyring.set_keyring(before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def keys(path: Path, patience: float = 5.0) -> VendorKeys:
    return VendorKeys(path, KeyringAccess(reads=patience, writes=patience))


def test_a_key_goes_into_the_keyring_and_is_found_by_the_next_engine(
    ring: Callable[[Working], Working], path: Path
):
    system = ring(Working())
    keys(path).keep("openai", KEY)
    assert system.kept == {(SERVICE, "openai"): KEY}
    assert KEY not in path.read_text()
    assert (keys(path).find("openai"), keys(path).place("openai")) == (KEY, "keyring")
    assert keys(path).find("voyage") == ""


def test_a_keyring_is_asked_once_and_only_for_what_was_put_there(
    ring: Callable[[Working], Working], path: Path
):
    system = ring(Working())
    keys(path).keep(SERVER, KEY)
    system.asked = 0
    known = keys(path)
    for _ in range(20):
        assert known.find("openai") == ""
        assert known.find(SERVER) == KEY
    assert system.asked == 1


def test_what_a_newer_program_keeps_in_the_file_stays_there(path: Path):
    newer = {"keys": {SERVER: KEY}, "version": 7, "vaults": [{"at": "home", "sum": 1.50}]}
    path.write_text(json.dumps(newer))
    keys(path).keep(SERVER, OTHER, "file")
    assert json.loads(path.read_text()) == {**newer, "keys": {SERVER: OTHER}, "in_keyring": []}
    keys(path).forget(SERVER)
    left = {"version": 7, "vaults": newer["vaults"]}
    assert json.loads(path.read_text()) == {**left, "keys": {}, "in_keyring": []}


def test_a_key_is_in_one_place_only(ring: Callable[[Working], Working], path: Path):
    system = ring(Working())
    known = keys(path)
    known.keep("openai", KEY)
    known.keep("openai", OTHER, "file")
    assert system.kept == {}
    assert (keys(path).find("openai"), keys(path).place("openai")) == (OTHER, "file")
    known.keep("openai", KEY, "memory")
    assert (known.find("openai"), known.place("openai")) == (KEY, "memory")
    assert not path.exists()
    assert keys(path).find("openai") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_file_is_for_the_person_alone(ring: Callable[[Working], Working], path: Path):
    ring(Working())
    keys(path).keep("openai", KEY, "file")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_forgotten_key_is_nowhere(ring: Callable[[Working], Working], path: Path):
    system = ring(Working())
    for place in ("keyring", "file", "memory"):
        known = keys(path)
        known.keep("openai", KEY, place)
        known.forget("openai")
        assert (known.find("openai"), known.place("openai"), system.kept) == ("", "", {})
        assert keys(path).find("openai") == ""


def test_the_environment_is_read_last(
    ring: Callable[[Working], Working], path: Path, monkeypatch: pytest.MonkeyPatch
):
    ring(Working())
    monkeypatch.setenv("OPENAI_API_KEY", OTHER)
    known = keys(path)
    assert (known.find("openai"), known.place("openai")) == (OTHER, "environment")
    known.keep("openai", KEY)
    assert (known.find("openai"), known.place("openai")) == (KEY, "keyring")
    known.forget("openai")
    assert known.place("openai") == "environment"


def test_a_key_of_one_host_is_never_anothers(
    ring: Callable[[Working], Working], path: Path, monkeypatch: pytest.MonkeyPatch
):
    ring(Working())
    monkeypatch.setenv("OPENAI_API_KEY", OTHER)
    known = keys(path)
    known.keep("openai", KEY)
    assert known.find(SERVER) == ""
    known.keep(SERVER, OTHER)
    known.forget("openai")
    assert (known.find(SERVER), known.find("http://127.0.0.1:11434/v2")) == (OTHER, "")


def test_where_there_is_no_keyring_that_is_said_and_nothing_is_kept(path: Path):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("OPENAI_API_KEY", raising=False)
        known = keys(path)
        _use_none()
        with pytest.raises(NoKeyringError) as caught:
            known.keep("openai", KEY)
        assert caught.value.code == "no-keyring"
        assert "--place file" in caught.value.hint
        assert (known.find("openai"), path.exists()) == ("", False)
        known.keep("openai", KEY, "file")
        assert keys(path).find("openai") == KEY
        known.forget("openai")
        assert known.find("openai") == ""


def _use_none() -> None:
    from keyring.backends.fail import Keyring

    keyring.set_keyring(Keyring())


def test_a_locked_keyring_refuses_without_telling_the_key(
    ring: Callable[[Locked], Locked], path: Path, caplog: pytest.LogCaptureFixture
):
    ring(Locked())
    caplog.set_level(logging.DEBUG)
    with pytest.raises(NoKeyringError) as caught:
        keys(path).keep("openai", KEY)
    assert KEY not in f"{caught.value!r} {caught.value} {caplog.text}"


def test_a_locked_keyring_is_not_asked_with_every_search(
    ring: Callable[[Working], Working], path: Path
):
    ring(Working())
    keys(path).keep("openai", KEY)
    locked = ring(Locked())
    known = keys(path)
    for _ in range(20):
        assert known.find("openai") == ""
    assert locked.asked == 1


def test_a_key_that_the_keyring_does_not_let_go_is_said_to_be_there(
    ring: Callable[[Working], Working], path: Path
):
    system = ring(Working())
    known = keys(path)
    known.keep("openai", KEY)
    ring(Locked())
    with pytest.raises(NoKeyringError):
        known.forget("openai")
    assert known.place("openai") == "keyring"
    ring(system)
    known.forget("openai")
    assert system.kept == {}


@pytest.mark.logs
def test_a_keyring_that_is_silent_holds_nobody_up_and_keeps_nothing_afterwards(
    ring: Callable[[Silent], Silent], path: Path
):
    system = ring(Silent())
    known = keys(path, patience=0.2)
    began = time.monotonic()
    with pytest.raises(NoKeyringError):
        known.keep("openai", KEY)
    path.write_text('{"in_keyring": ["voyage"]}')
    for _ in range(5):
        assert known.find("voyage") == ""
    assert time.monotonic() - began < 5
    system.unlocked.set()
    assert system.changed.wait(10)
    assert system.kept == {}
    known.keep("openai", OTHER, "memory")
    assert known.find("openai") == OTHER


def test_looking_for_a_keyring_and_saying_what_system_this_is_starts_no_program(tmp_path: Path):
    """It would inherit the keys that the environment holds."""
    asked = (
        "import sys; started = []\n"
        "sys.addaudithook(lambda name, seen: name == 'subprocess.Popen' and started.append(seen))\n"
        "from engine.service import diagnosis, keyring_access\n"
        "keyring_access.KeyringAccess().kind(); diagnosis._system(); print(started)"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "DBUS_SESSION_BUS_ADDRESS": ""}
    command = [sys.executable, "-c", asked]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.logs
def test_the_token_of_a_store_waits_for_no_silent_keyring_and_is_the_environments(
    ring: Callable[[Silent], Silent], monkeypatch: pytest.MonkeyPatch
):
    system = ring(Silent())
    tokens = StoreTokens(KeyringAccess(reads=0.2, writes=0.2))
    began = time.monotonic()
    monkeypatch.setenv("FINDLING_STORE_TOKEN", OTHER)
    assert tokens.find("other") == OTHER
    tokens.remember("far", KEY)
    assert tokens.find("far") == KEY
    tokens.forget("far")
    assert tokens.find("far") == OTHER
    assert time.monotonic() - began < 5
    system.unlocked.set()


def test_a_token_is_told_to_the_next_engine_under_a_name_of_its_own(
    ring: Callable[[Working], Working],
):
    system = ring(Working())
    StoreTokens().remember("far", KEY)
    assert system.kept == {("findling-store", "far"): KEY}
    assert StoreTokens().find("far") == KEY
    StoreTokens().forget("far")
    assert system.kept == {}


@pytest.mark.logs
def test_a_file_that_cannot_be_read_is_left_as_it_is(
    ring: Callable[[Working], Working], path: Path
):
    ring(Working())
    path.write_text(f'{{"keys": {{"openai": "{KEY}"')
    known = keys(path)
    assert known.find("openai") == ""
    with pytest.raises(KeysFileError) as caught:
        known.keep("voyage", OTHER, "file")
    assert KEY not in str(caught.value)
    assert path.read_text() == f'{{"keys": {{"openai": "{KEY}"'


def test_an_index_of_the_data_folder_never_holds_the_keys(tmp_path: Path):
    data = DataFolder(tmp_path)
    rules = tmp_path / ".findlingignore"
    rules.write_text("/models/")
    data.keep_out_of_indexes()
    data.keep_out_of_indexes()
    assert rules.read_text().splitlines() == ["/models/", "/keys.json"]
    rules.unlink()
    data.keep_out_of_indexes()
    assert "/keys.json" in rules.read_text().splitlines()
