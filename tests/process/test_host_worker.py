"""Workers are killed and replaced; their parent learns why they died."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import threading
from collections.abc import Generator

import psutil
import pytest

from engine.host.frames import MAX_FRAME, FrameError, write_frame
from engine.host.launch import child_environment, python_command
from engine.host.worker import Worker, WorkerDiedError, WorkerTimeoutError

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux's own means")
PATIENCE = 30


@contextlib.contextmanager
def worker(behaviour: str, memory_limit: int | None = None) -> Generator[Worker]:
    command = python_command("tests.process.worker_examples", behaviour)
    with Worker(command, name=behaviour, memory_limit=memory_limit) as started:
        yield started


def test_frames_come_back_whole_through_chatter_on_standard_output() -> None:
    big = bytes(range(256)) * 40_000
    with worker("echo") as echo:
        for frame in (b"", b"small", big):
            echo.send(frame)
            assert echo.receive(PATIENCE) == frame
            assert echo.receive(PATIENCE) == frame


@pytest.mark.parametrize(
    ("behaviour", "reason", "frames"),
    [("crash", "SIGSEGV", 1), ("bug", "bug", 1), ("flood", "too-large", 1)],
)
def test_the_reason_of_a_death_follows_the_frames_sent_before(
    behaviour: str, reason: str, frames: int
) -> None:
    with worker(behaviour) as dying:
        dying.send(b"go")
        for _ in range(frames):
            assert dying.receive(PATIENCE) == b"first"
        with pytest.raises(WorkerDiedError) as caught:
            dying.receive(PATIENCE)
        assert caught.value.reason == reason
        assert not dying.alive


def test_a_worker_that_hangs_with_the_interpreter_held_is_killed_at_once() -> None:
    with worker("hang") as hanging:
        hanging.send(b"go")
        with pytest.raises(WorkerTimeoutError):
            hanging.receive(0.5)
        assert hanging.alive
        hanging.kill()
        assert not psutil.pid_exists(hanging.pid)
        with pytest.raises(WorkerDiedError) as caught:
            hanging.receive(PATIENCE)
        assert caught.value.reason == "killed"


def test_a_request_that_no_frame_holds_ends_the_worker_at_once() -> None:
    with worker("echo") as echo:
        echo.send(bytes(MAX_FRAME + 1))
        with pytest.raises(WorkerDiedError) as caught:
            echo.receive(PATIENCE)
        assert caught.value.reason == "too-large"


@LINUX
def test_a_limit_that_was_there_before_is_kept_where_it_is_stricter() -> None:
    lines = (
        "import resource; from engine.host.child import limit_memory",
        "kind, before = resource.RLIMIT_DATA, 1500 * 2**20",
        "resource.setrlimit(kind, (before, before)); limit_memory(2**31)",
        "assert resource.getrlimit(kind) == (before, before)",
        "limit_memory(2**30); assert resource.getrlimit(kind) == (2**30, 2**30)",
    )
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, env=child_environment())


@LINUX
def test_a_worker_meets_its_memory_limit_and_says_so() -> None:
    with worker("bloat", memory_limit=300_000_000) as bloating:
        bloating.send(b"go")
        eaten: list[int] = []
        with pytest.raises(WorkerDiedError) as caught:
            eaten.extend(int(bloating.receive(PATIENCE)) for _ in range(100))
        assert caught.value.reason == "memory"
        assert 5 <= eaten[-1] <= 30


@pytest.mark.parametrize(("held", "reason"), [(200_000_000, "memory"), (1000, "SIGABRT")])
def test_a_worker_that_aborts_with_its_memory_full_died_of_that(held: int, reason: str) -> None:
    with worker("abort", memory_limit=400_000_000) as aborting:
        aborting.send(str(held).encode())
        assert aborting.receive(PATIENCE) == b"first"
        with pytest.raises(WorkerDiedError) as caught:
            aborting.receive(PATIENCE)
        assert caught.value.reason == reason


@LINUX
def test_a_worker_of_low_priority_lets_others_compute_and_read_first() -> None:
    command = python_command("tests.process.worker_examples", "echo")
    with Worker(command, name="humble", low_priority=True) as humble:
        humble.send(b"up?")
        humble.receive(PATIENCE)
        process = psutil.Process(humble.pid)
        assert process.nice() == psutil.Process().nice() + 10
        assert process.ionice().ioclass == psutil.IOPRIO_CLASS_IDLE
        assert process.rlimit(psutil.RLIMIT_CORE) == (0, 0)


@pytest.mark.parametrize("text", ["print('Hello, I am no worker')", "print('no')"])
def test_garbage_instead_of_frames_ends_the_worker(text: str) -> None:
    with Worker([sys.executable, "-c", text], name="garbage") as strange:
        strange.send(b"go")
        with pytest.raises(WorkerDiedError) as caught:
            strange.receive(PATIENCE)
        assert caught.value.reason in {"garbage", "exit 0"}


def test_a_program_that_is_missing_is_an_expected_failure() -> None:
    with pytest.raises(WorkerDiedError, match="cannot start"):
        Worker(["/nowhere/program"], name="missing")


def test_sending_to_a_worker_that_does_not_read_never_blocks() -> None:
    with Worker([sys.executable, "-c", "import signal; signal.pause()"], name="deaf") as deaf:
        for _ in range(10):
            deaf.send(b"x" * 1_000_000)
        with pytest.raises(WorkerTimeoutError):
            deaf.receive(0.1)


def test_kill_wakes_the_thread_that_waits_for_an_answer() -> None:
    with worker("hang") as hanging:
        hanging.send(b"go")
        reasons: list[str] = []

        def wait() -> None:
            try:
                hanging.receive(PATIENCE)
            except WorkerDiedError as error:
                reasons.append(error.reason)

        waiting = threading.Thread(target=wait)
        waiting.start()
        hanging.kill()
        waiting.join(PATIENCE)
        assert reasons == ["killed"]


def test_a_worker_started_by_a_thread_outlives_the_thread() -> None:
    started: list[Worker] = []
    command = python_command("tests.process.worker_examples", "echo")
    thread = threading.Thread(target=lambda: started.append(Worker(command, name="echo")))
    thread.start()
    thread.join()
    with started[0] as echo:
        echo.send(b"still here")
        assert echo.receive(PATIENCE) == b"still here"


@LINUX
@pytest.mark.parametrize("behaviour", ["echo", "hang", "stubborn"])
def test_a_worker_dies_with_its_parent(behaviour: str) -> None:
    command = python_command("tests.process.worker_examples", "parent", behaviour)
    environment = child_environment()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as parent:
        assert parent.stdout is not None
        orphan = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    orphan.wait(PATIENCE)


def test_a_frame_beyond_the_limit_is_refused_before_it_is_sent() -> None:
    stream = io.BytesIO()
    with pytest.raises(FrameError):
        write_frame(stream, bytes(MAX_FRAME + 1))
    assert stream.getvalue() == b""
