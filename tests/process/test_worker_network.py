"""Workers reach nothing, and real documents do not make them try."""

import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from engine.host.launch import child_environment, python_command
from engine.host.worker import Worker, WorkerDiedError
from engine.jobs.reading_messages import Answer, Batch, Read, Setup, Source
from engine.models import registry
from engine.models.embedder import EmbeddingFailed, EmbedTexts, Vectors
from tests.process.ways_out import WAYS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs a kernel's filter")
PATIENCE = 120
DOCUMENTS = Path(__file__).parents[3] / "shared" / "files"
ANSWER = b"HTTP/1.0 200 OK\r\n\r\n"
pack = msgspec.msgpack.encode


class Server(socketserver.ThreadingTCPServer):
    """A real one on loopback, which counts who reached it."""

    reached = 0

    def finish_request(self, request: object, client_address: object) -> None:
        self.reached += 1
        getattr(request, "sendall")(ANSWER)  # noqa: B009 - socketserver does not say what it is


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_every_way_to_connect_fails_in_a_worker(server: Server):
    command = python_command("tests.process.worker_examples", "reach out")
    with Worker(command, name="reaching") as worker:
        worker.send(str(server.server_address[1]).encode())
        said = dict(worker.receive(PATIENCE).decode().split(": ") for _ in WAYS)
    assert set(said) == set(WAYS)
    assert "reached" not in said.values()
    assert server.reached == 0


def test_the_same_ways_do_connect_outside_of_a_worker(server: Server):
    told = subprocess.run(
        python_command("tests.process.ways_out", str(server.server_address[1])),
        env=child_environment(),
        stdout=subprocess.PIPE,
        check=True,
    )
    said = dict(line.split(": ") for line in told.stdout.decode().splitlines())
    reached = {way for way, outcome in said.items() if outcome == "reached"}
    assert reached >= {"v4", "name", "datagram", "local", "native", "old thread", "child"}
    assert server.reached >= 4


def test_the_bundled_transformer_needs_no_network():
    (model, *_) = (entry.id for entry in registry.load_catalogue() if entry.family == "onnx")
    with Worker(python_command("engine", "worker", "embedder"), name="embedder") as worker:
        worker.send(pack(EmbedTexts(model, ("a text",))))
        answer = worker.receive(PATIENCE)
    assert isinstance(msgspec.msgpack.decode(answer, type=Vectors | EmbeddingFailed), Vectors)


TRYING = """
import socket
from engine.host.sandbox import KILL, forbid_network
forbid_network(KILL)
forbid_network()
socket.socket()
"""


def test_the_watch_that_the_next_test_keeps_would_notice():
    command = [sys.executable, "-P", "-c", TRYING]
    died = subprocess.run(command, env=child_environment(), check=False)
    assert died.returncode == -signal.SIGSYS


@pytest.mark.skipif(not DOCUMENTS.exists(), reason="the collection of documents is not here")
def test_no_document_makes_its_reader_try_to_reach_anything():
    paths = sorted(path for path in DOCUMENTS.glob("*/*") if path.is_file())
    with Worker(python_command("tests.process.reading_watched"), name="watched") as worker:
        worker.send(pack(Setup("")))
        worker.receive(PATIENCE)
        for number, path in enumerate(paths):
            worker.send(pack(Batch((Source(number, str(path), path.stat().st_size),))))
            try:
                while not is_last(worker.receive(PATIENCE)):
                    pass
            except WorkerDiedError as error:
                pytest.fail(f"{path}: {error.reason}")
    assert len(paths) > 200


def is_last(frame: bytes) -> bool:
    answer = msgspec.msgpack.decode(frame, type=Answer)
    return isinstance(answer, Read) and answer.last
