"""The MCP server over time: engines that end, calls that are called off, either protocol."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import anyio
import psutil
import pytest
from anyio import from_thread
from mcp.shared.exceptions import MCPError

from engine.client import Client, data_folder
from engine.mcp.asking import Engine
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError
from tests.process.cli_program import Program
from tests.process.mcp_parts import assistant, command

INITIALIZE: dict[str, object] = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "by hand", "version": "1"},
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A program with one library, whose engine has ended."""
    program = Program(tmp_path_factory.mktemp("state"))
    folder = tmp_path_factory.mktemp("notes")
    (folder / "canals.md").write_text("# Canals\n\nA sluice gate holds the water back.\n")
    with Client.connect(data_folder(str(program.data))) as client:
        client.request(m.AddFolders(paths=(str(folder),), index=False))
        client.request(m.Index())
    _end_engine(program)
    yield program
    _end_engine(program)


def _end_engine(program: Program) -> None:
    data = data_folder(str(program.data))
    with contextlib.suppress(EngineUnavailableError), Client.connect(data, start=False) as client:
        process = psutil.Process(client.pid)
        client.request(m.Quit())
        process.wait(60)


def _pid(program: Program) -> int:
    with Client.connect(data_folder(str(program.data)), start=False) as client:
        return client.pid


@pytest.mark.timeout(180)
def test_the_engine_is_started_where_none_runs_and_again_after_it_was_killed(
    program: Program,
) -> None:
    with assistant(program.data) as helper:
        first = helper.told("search", query="sluice gate")["passages"]
        assert [found["title"] for found in first] == ["Canals"]
        os.kill(_pid(program), signal.SIGKILL)
        assert helper.told("get_passage", id=first[0]["id"])["text"] == first[0]["text"]
        _end_engine(program)
        assert helper.told("get_passage", id=first[0]["id"])["text"] == first[0]["text"]


def test_an_engine_that_dies_while_it_is_asked_is_asked_again(program: Program) -> None:
    asked: list[int] = []

    def status(client: Client) -> m.Event:
        asked.append(client.pid)
        if len(asked) == 1:
            os.kill(client.pid, signal.SIGKILL)
        return client.request(m.GetStatus())

    async def ask() -> m.Event:
        return await Engine(str(program.data)).ask(status)

    assert isinstance(anyio.run(ask), m.StatusReported)
    assert len(set(asked)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="stops a process as POSIX can")
def test_a_call_that_is_called_off_hangs_up_and_is_not_made_again(program: Program) -> None:
    pids: list[int] = []
    ended = threading.Event()

    def status(client: Client) -> m.Event:
        pids.append(client.pid)
        os.kill(client.pid, signal.SIGSTOP)
        from_thread.run_sync(begun.set)
        try:
            return client.request(m.GetStatus())
        finally:
            ended.set()

    async def ask() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(Engine(str(program.data)).ask, status)
            await begun.wait()
            group.cancel_scope.cancel()

    begun = anyio.Event()
    try:
        anyio.run(ask)
        assert ended.wait(60)
    finally:
        os.kill(pids[0], signal.SIGCONT)
    assert len(pids) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="stops a process as POSIX can")
def test_the_server_goes_on_after_an_assistant_gave_up_on_a_call(program: Program) -> None:
    with assistant(program.data) as helper:
        pid = _pid(program)
        os.kill(pid, signal.SIGSTOP)
        try:
            with pytest.raises(MCPError, match=r"(?i)timed out"):
                helper.call_within(0.5, "status")
        finally:
            os.kill(pid, signal.SIGCONT)
        assert helper.told("status")["libraries"][0]["files"] == 1


def test_assistants_of_the_former_protocol_are_served_as_well(program: Program) -> None:
    with assistant(program.data, mode="legacy") as helper:
        assert len(helper.tools()) == 5
        assert helper.told("search", query="sluice gate")["passages"][0]["title"] == "Canals"
        assert helper.refused("get_passage", id="nonsense")["code"] == "unknown-passage"


def test_without_a_library_a_search_says_so(tmp_path: Path) -> None:
    program = Program(tmp_path)
    try:
        with assistant(tmp_path) as helper:
            error = helper.refused("search", query="anything")
            assert error["code"] == "unknown-library"
            assert "adds a folder" in error["hint"]
            assert helper.told("list_libraries") == {"libraries": []}
    finally:
        _end_engine(program)


def test_an_engine_that_cannot_start_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("version = 99\n")
    with assistant(tmp_path) as helper:
        error = helper.refused("status")
        assert error["code"] == "settings-too-new"


def test_standard_output_carries_the_protocol_alone_and_the_end_of_input_ends_it(
    program: Program,
) -> None:
    search = {"name": "search", "arguments": {"query": "sluice"}}
    lines = [
        {"id": 1, "method": "initialize", "params": INITIALIZE},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": search},
        {"id": 3, "method": "tools/list"},
        {"id": 4, "method": "resources/list"},
    ]
    parameters = command(program.data)
    with subprocess.Popen(
        [parameters.command, *parameters.args], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdin
        assert server.stdout
        for line in lines:
            server.stdin.write(json.dumps({"jsonrpc": "2.0", **line}).encode() + b"\n")
        server.stdin.write("이것은 JSON이 아니다\n".encode() + b"\xff\xfe{\n")
        server.stdin.flush()
        answers = dict[int, dict[str, object]]()
        while len(answers) < 4:
            said = json.loads(server.stdout.readline())
            assert said["jsonrpc"] == "2.0"
            if "id" in said and said["id"] is not None:
                answers[said["id"]] = said
        server.stdin.close()
        assert server.stdout.read() == b""
        assert server.wait(60) == 0
    assert "error" in answers[4]
    assert all("result" in answers[number] for number in (1, 2, 3))


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts a process as POSIX can")
def test_an_interrupt_ends_it_at_once_without_a_traceback(program: Program) -> None:
    parameters = command(program.data)
    with subprocess.Popen(
        [parameters.command, *parameters.args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        assert server.stdin
        assert server.stdout
        line = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": INITIALIZE}
        server.stdin.write(json.dumps(line).encode() + b"\n")
        server.stdin.flush()
        assert b"findling" in server.stdout.readline()
        server.send_signal(signal.SIGINT)
        assert server.wait(60) in (130, -signal.SIGINT)
        assert server.stderr
        assert b"Traceback" not in server.stderr.read()
