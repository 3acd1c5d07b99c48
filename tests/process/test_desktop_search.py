"""The desktop's own search: real calls over a private session bus to a real engine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import psutil
import pytest

pytest.importorskip("jeepney", reason="D-Bus is Linux's")

from app.shell.calling import ANSWER, Request, address_of, read_request
from engine.client import Client
from engine.desktop import gnome, kde
from engine.desktop.interfaces import BUS_NAME
from engine.protocol.links import OpenLink, SearchLink, parse_link
from engine.protocol.messages import AddFolders, Index, Quit
from tests.process.session_bus import Caller, CallFailed, SessionBus, missing

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(missing()), reason=f"needs {missing()}"),
]
GNOME = (BUS_NAME, gnome.PATH, gnome.INTERFACE)
KDE = (BUS_NAME, kde.PATH, kde.INTERFACE)
PATIENCE = 40.0
NO_TERMS: list[str] = []
SERVICE = """\
[D-BUS Service]
Name={name}
Exec={python} -P -m engine desktop-search --data {data} --idle 2
"""
GRANTED = "[General]\ndesktop_search=true\n"


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    """A data folder with documents; its path is short enough for the window's socket."""
    folder = Path(tempfile.mkdtemp(prefix="fdesk"))
    documents = folder / "documents"
    documents.mkdir()
    (documents / "bees.md").write_text("# Bees\n\nBees gather nectar & make <honey> of it.\n")
    (documents / "전세.txt").write_text("전세 계약이 끝나면 보증금을 돌려받을 수 있습니다.\n")
    (documents / "owls.txt").write_text("Owls hunt mice at night and sleep by day.\n")
    data = folder / "data"
    data.mkdir(mode=0o700)
    (data / "window.ini").write_text(GRANTED)
    with Client.connect(data) as client:
        client.request(AddFolders(paths=(str(documents),), index=False), timeout=60)
        client.request(Index(), timeout=60)
    yield data
    _end_engine(data)
    shutil.rmtree(folder)


def _end_engine(data: Path) -> None:
    with Client.connect(data) as client:
        process = psutil.Process(client.pid)
        client.request(Quit(), timeout=20)
    process.wait(20)


@pytest.fixture(scope="module")
def bus(state: Path) -> Iterator[SessionBus]:
    """A bus that starts the service when it is called."""
    with SessionBus({"XDG_RUNTIME_DIR": str(state)}) as bus:
        service = SERVICE.format(name=BUS_NAME, python=sys.executable, data=state)
        (bus.services / f"{BUS_NAME}.service").write_text(service)
        yield bus


@pytest.fixture
def caller(bus: SessionBus) -> Iterator[Caller]:
    with bus.caller() as caller:
        yield caller


class Window:
    """What a window that runs would hear."""

    def __init__(self, data: Path) -> None:
        address = address_of(data)
        assert address is not None
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(address.name)
        self._listener.listen()
        self._listener.settimeout(PATIENCE)
        self._path = Path(address.name)

    def hears(self) -> Request:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rwb") as stream:
            request = read_request(stream.readline())
            stream.write(ANSWER)
        assert request is not None
        return request

    def close(self) -> None:
        self._listener.close()
        self._path.unlink()


@pytest.fixture
def window(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(state))
    window = Window(state)
    yield window
    window.close()


def _names(caller: Caller, links: list[str]) -> list[str]:
    return [meta["name"][1] for meta in caller.call(GNOME, "GetResultMetas", "as", links)]


def test_a_search_of_gnome_is_answered_with_names_texts_and_icons(caller: Caller) -> None:
    links = caller.call(GNOME, "GetInitialResultSet", "as", ["make", "honey"])
    (meta,) = caller.call(GNOME, "GetResultMetas", "as", links[:1])
    assert meta["id"] == ("s", links[0])
    assert meta["name"] == ("s", "Bees")
    assert "make <honey>" in meta["description"][1]
    assert meta["gicon"] == ("s", ". GThemedIcon text-markdown text-x-generic")
    read = parse_link(links[0])
    assert isinstance(read, OpenLink)
    assert (Path(read.path).name, read.query) == ("bees.md", "make honey")
    further = caller.call(GNOME, "GetSubsearchResultSet", "asas", links, ["owls", "hunt", "night"])
    assert _names(caller, further)[:1] == ["owls.txt"]


def test_a_korean_question_is_answered(caller: Caller) -> None:
    links = caller.call(GNOME, "GetInitialResultSet", "as", ["보증금", "돌려받기"])
    assert _names(caller, links)[:1] == ["전세.txt"]


def test_what_was_found_opens_in_the_window_also_after_the_process_has_ended(
    caller: Caller, window: Window
) -> None:
    links = caller.call(GNOME, "GetInitialResultSet", "as", ["honey"])
    caller.call(GNOME, "ActivateResult", "sasu", links[0], ["honey"], 7)
    request = window.hears()
    assert (request.link, request.token) == (links[0], "findling_TIME7")
    _wait_until(lambda: not caller.owner(BUS_NAME))
    assert _names(caller, links) == ["bees.md"]  # a new process: the link tells that much
    caller.call(GNOME, "LaunchSearch", "asu", ["honey", "꿀"], 0)
    assert parse_link(window.hears().link) == SearchLink("honey 꿀")
    caller.call(GNOME, "LaunchSearch", "asu", ["", " "], 0)
    assert window.hears() == Request()


def _wait_until(fact: object) -> None:
    assert callable(fact)
    end, never = time.monotonic() + PATIENCE, threading.Event()
    while not fact():
        assert time.monotonic() < end
        never.wait(0.1)


def test_krunner_is_answered_and_its_actions_are_run(caller: Caller, window: Window) -> None:
    matches = caller.call(KDE, "Match", "s", "bees and nectar")
    link, text, icon, kind, relevance, properties = matches[0]
    assert (text, icon, kind) == ("Bees", "text-markdown", 30)
    assert 0 < relevance <= 1
    assert "honey" in properties["subtext"][1]
    ((action, said, _),) = caller.call(KDE, "Actions", "")
    assert "Findling" in said
    assert properties["actions"] == ("as", [action])
    assert caller.call(KDE, "Config", "")["MinLetterCount"] == ("i", 2)
    caller.call(KDE, "SetActivationToken", "s", "token-1")
    caller.call(KDE, "Run", "ss", link, "")
    request = window.hears()
    assert (request.link, request.token) == (link, "token-1")
    caller.call(KDE, "Run", "ss", link, action)
    request = window.hears()
    assert (parse_link(request.link), request.token) == (SearchLink("bees and nectar"), "")
    caller.call(KDE, "Teardown", "")


@pytest.mark.parametrize(
    "terms",
    [
        [],
        [""],
        ["a"],
        ["honey"] * 10_000,
        ["x" * 200_000],
        ["\u202e", "%n%s", '"' * 50, "in:/etc"],
        ["NEAR/5"] * 40,
        ["(" * 300],
        ["--data=/tmp", "-" * 80],
    ],
)
def test_hostile_terms_are_answered_and_hold_nothing_up(caller: Caller, terms: list[str]) -> None:
    links = caller.call(GNOME, "GetInitialResultSet", "as", terms)
    assert isinstance(links, list)
    assert isinstance(caller.call(GNOME, "GetResultMetas", "as", terms), list)
    _wait_until(lambda: caller.call(GNOME, "GetInitialResultSet", "as", ["honey"]))


@pytest.mark.parametrize(
    ("target", "method", "signature", "body", "error"),
    [
        (GNOME, "ActivateResult", "sasu", ("/etc/passwd", NO_TERMS, 0), "InvalidArgs"),
        (GNOME, "ActivateResult", "sasu", ("--screenshot=/tmp/x", NO_TERMS, 0), "InvalidArgs"),
        (GNOME, "ActivateResult", "sasu", ("findling://add?path=/", NO_TERMS, 0), "InvalidArgs"),
        (KDE, "Run", "ss", ("findling://open?path=../x", "all"), "InvalidArgs"),
        (GNOME, "GetInitialResultSet", "s", ("honey",), "InvalidArgs"),
        (GNOME, "NoSuch", "", (), "UnknownMethod"),
        ((BUS_NAME, "/elsewhere", gnome.INTERFACE), "Ping", "", (), "UnknownMethod"),
    ],
)
def test_what_is_not_meant_is_refused(
    caller: Caller,
    target: tuple[str, str, str],
    method: str,
    signature: str,
    body: tuple[object, ...],
    error: str,
) -> None:
    with pytest.raises(CallFailed) as caught:
        caller.call(target, method, signature, *body)
    assert caught.value.name == f"org.freedesktop.DBus.Error.{error}"


def test_of_what_is_typed_fast_only_the_last_is_searched(caller: Caller) -> None:
    typed = ["hon", "hone", "honey", "honey n", "honey nectar"]
    numbers = [caller.send(GNOME, "GetInitialResultSet", "as", word.split()) for word in typed]
    answers = dict(caller.answer() for _ in numbers)
    assert set(answers) == set(numbers)
    assert _names(caller, answers[numbers[-1]][0]) == ["Bees"]


def test_the_objects_describe_themselves(caller: Caller) -> None:
    xml = caller.call((BUS_NAME, gnome.PATH, _INTROSPECTABLE), "Introspect", "")
    assert '<method name="GetResultMetas"><arg type="as" direction="in"/>' in xml
    assert '<arg type="aa{sv}" direction="out"/>' in xml
    root = caller.call((BUS_NAME, "/org/findling", _INTROSPECTABLE), "Introspect", "")
    assert root == '<node><node name="Findling"/></node>'
    properties = (BUS_NAME, kde.PATH, "org.freedesktop.DBus.Properties")
    assert caller.call(properties, "GetAll", "s", kde.INTERFACE) == {}


_INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"


def test_nothing_is_found_until_the_person_wants_it(caller: Caller, state: Path) -> None:
    for choice in ("", "[General]\ndesktop_search=false\n"):
        (state / "window.ini").write_text(choice)
        assert caller.call(GNOME, "GetInitialResultSet", "as", ["honey"]) == []
        assert caller.call(KDE, "Match", "s", "honey") == []
    (state / "window.ini").write_text(GRANTED)
    assert caller.call(GNOME, "GetInitialResultSet", "as", ["honey"])


def test_a_second_process_leaves_the_name_to_the_first(caller: Caller, bus: SessionBus) -> None:
    caller.call((BUS_NAME, kde.PATH, "org.freedesktop.DBus.Peer"), "Ping", "")
    second = subprocess.run(
        [sys.executable, "-m", "engine", "desktop-search"],
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.address},
        timeout=60,
        check=False,
    )
    assert second.returncode == 0


def test_without_an_engine_the_answer_is_empty_at_once_and_comes_later(
    caller: Caller, state: Path
) -> None:
    _end_engine(state)
    caller.call((BUS_NAME, kde.PATH, "org.freedesktop.DBus.Peer"), "Ping", "")  # it has started
    first = caller.call(GNOME, "GetInitialResultSet", "as", ["honey"])
    assert first == []  # who had waited for the engine would have found it
    _wait_until(lambda: caller.call(GNOME, "GetInitialResultSet", "as", ["honey"]))


def test_a_link_needs_no_decoding_to_be_read(caller: Caller) -> None:
    (link,) = caller.call(GNOME, "GetInitialResultSet", "as", ["보증금"])
    assert link.isascii()
    assert unquote(link).startswith("findling://open?path=/")
