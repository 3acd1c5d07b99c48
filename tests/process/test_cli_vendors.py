"""Keys and vendors' models, as a person and a script type them; the vendors are on this machine."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from engine.client import Client
from engine.host.paths import data_folder
from engine.models.holdings import Holdings
from engine.protocol import messages as m
from tests.process.cli_program import Program
from tests.vendors.entries import entry_at
from tests.vendors.servers import VendorServer

KEY = "sk-secret/of+nobody=42"
FAR = "http://voyage.invalid:9/v1"
PATIENCE = 60


@pytest.fixture(autouse=True, scope="module")
def environment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        patched.delenv("VOYAGE_API_KEY", raising=False)
        yield


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """All tests have one engine; each leaves nothing behind that another one would see."""
    program = Program(tmp_path_factory.mktemp("vendors") / "data")
    yield program
    program.run("quit")


@pytest.fixture(scope="module")
def notes(program: Program) -> Path:
    folder = program.data.parent / "notes"
    folder.mkdir()
    (folder / "a.txt").write_text("The kitten sleeps on a warm rug.")
    program.json("add", str(folder))
    program.json("index", "--wait")
    return folder


def ask(program: Program, command: Any) -> m.Event:  # noqa: ANN401 - any of the commands
    """Ask the engine itself: a program a question would take most of the time of these tests."""
    with Client.connect(data_folder(str(program.data))) as client:
        return client.request(command)


def models(program: Program) -> dict[str, m.ModelInfo]:
    listed = ask(program, m.ListModels())
    assert isinstance(listed, m.ModelsListed)
    return {model.id: model for model in listed.models}


def library(program: Program) -> m.LibraryInfo:
    listed = ask(program, m.ListLibraries())
    assert isinstance(listed, m.LibrariesListed)
    return listed.libraries[0]


def code(program: Program, *arguments: str, typed: str = "") -> str:
    failed = program.run(*arguments, "--json", typed=typed)
    assert failed.returncode == 1, failed.stdout
    assert KEY not in failed.stdout + failed.stderr
    return json.loads(failed.stdout)["error"]["code"]


def test_a_key_is_piped_in_kept_in_a_file_and_forgotten(program: Program):
    assert code(program, "models", "key", "voyage", typed=KEY) == "no-keyring"
    assert code(program, "models", "key", "voyage", "--place", "file") == "usage"
    unknown = program.run("models", "key", "somebody")
    assert "no model here asks for a key of somebody" in unknown.stderr
    assert "voyage, jina" in unknown.stderr
    assert code(program, "models", "bench", "voyage-5") == "unknown-model"
    told = program.run("models", "key", "Voyage AI", "--place", "file", typed=f"{KEY}\n")
    assert "a file that only you can read" in told.stdout.replace("\n", " ")
    assert KEY not in told.stdout + told.stderr
    voyage = models(program)["voyage-4"]
    assert (voyage.state, voyage.key_place) == ("installed", "file")
    program.run("quit")
    assert models(program)["voyage-4"].has_key
    (forgotten, *_) = program.json("models", "key", "voyage", "--forget")["models"]
    assert not forgotten["has_key"]
    assert KEY not in "".join(path.read_text("latin-1") for path in files(program))


def files(program: Program) -> list[Path]:
    return [path for path in program.data.rglob("*") if path.is_file()]


def test_a_server_on_this_machine_is_added_tried_and_given_to_a_library(
    program: Program, notes: Path
):
    with VendorServer("openai", key=KEY) as server:
        name = next(iter(server.shop.models))
        assert code(program, "models", "add", server.url) == "usage"
        keyless = program.run("models", "add", server.url, "--model", name)
        assert "--with-key" in keyless.stderr
        assert code(program, "models", "add", "host/v1", "--model", name) == "usage"
        where = ("models", "add", server.url, "--model", name, "--with-key")
        (model,) = program.json(*where, typed=KEY)["models"]
        assert (model["key_place"], model["sent_to"]) == ("memory", "")
        again = program.run(*where, typed=KEY).stdout
        assert f"findling use {model['id']}" in again.replace("\n", " ")
        assert "texts stay on this machine" in again
        assert "It answers" in program.run("models", "try", model["id"]).stdout
        assert code(program, "models", "try", model["id"], "--with-key", typed="x1") == "vendor-key"
        before = library(program).dense_model
        assert program.json("use", model["id"])["passages"] == 1
        wait_for_model(program, model["id"])
        assert "The kitten sleeps on a warm rug." in server.texts
        assert code(program, "models", "remove", model["id"]) == "model-in-use"
        ask(program, m.SetModels(library="", dense_model=before, reranker=""))
        wait_for_model(program, before)
        assert program.run("models", "remove", model["id"]).returncode == 0
        assert model["id"] not in models(program)
    assert KEY not in "".join(path.read_text("latin-1") for path in files(program))


def wait_for_model(program: Program, model: str) -> None:
    ends = time.monotonic() + PATIENCE
    while library(program).dense_model != model:
        assert time.monotonic() < ends
        threading.Event().wait(0.05)


@pytest.fixture
def far(program: Program) -> str:
    """A vendor's model that no test can reach, with a key."""
    with VendorServer("voyage") as server:
        entry = entry_at(server, "voyage-4", id="far-voyage")
    Holdings(program.data / "models").keep(msgspec.structs.replace(entry, base_url=FAR))
    ask(program, m.SetKey(vendor="far-voyage", key=KEY, place="memory"))
    return "far-voyage"


def test_a_library_goes_to_a_vendor_only_after_somebody_agreed(
    program: Program, notes: Path, far: str, tmp_path: Path
):
    told = program.run("use", far, "--dry-run").stdout.replace("\n", " ")
    assert "1 passages go to voyage.invalid:9, some 8 tokens" in told
    assert "less than $0.001" in told
    refused = program.run("use", far)
    assert refused.returncode == 1
    assert "--yes" in refused.stderr
    assert code(program, "use", far) == "not-agreed"
    assert library(program).coming_model == ""
    assert program.json("use", far, "--yes")["sent_to"] == "voyage.invalid:9"
    assert library(program).coming_model == far
    (more := tmp_path / "more").mkdir()
    assert code(program, "add", str(more)) == "not-agreed"
    assert library(program).folders == (str(notes),)
    added = program.run("add", str(more), "--yes")
    said = added.stderr.replace("\n", " ")
    assert "texts sent to voyage.invalid:9" in said
    assert "A million tokens cost $0.06" in said
    assert sorted(library(program).folders) == [str(more), str(notes)]
    program.json("add", str(more), "--library", "New")  # whose models are here
    program.json("use", "--keep")
    assert library(program).coming_model == ""
    ask(program, m.RemoveFolders(paths=(str(more),)))
    ask(program, m.RemoveLibrary(library="New"))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
@pytest.mark.parametrize(("said", "coming"), [("n", ""), ("y", "far-voyage")])
def test_on_a_terminal_a_person_is_asked(
    program: Program, notes: Path, far: str, said: str, coming: str
):
    keyboard, terminal = os.openpty()
    try:
        os.write(keyboard, f"{said}\n".encode())
        done = program.run("use", far, terminal=terminal)
    finally:
        os.close(keyboard)
        os.close(terminal)
    assert "Send texts of" in done.stderr
    assert "voyage.invalid:9" in done.stderr
    assert (done.returncode == 0) == bool(coming)
    assert library(program).coming_model == coming
    ask(program, m.KeepModels(library=""))
