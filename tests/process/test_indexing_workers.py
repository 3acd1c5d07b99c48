import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from engine.host.cancellation import Token
from engine.host.launch import child_environment, python_command
from engine.jobs import crew, exchange
from engine.jobs.crew import ReadersUnavailableError
from engine.jobs.indexing import Indexer
from engine.protocol.messages import Progress
from tests.process.indexing_parts import content, fill, opened, run


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    fill(folder, 9, 6)
    return folder


class Command:
    """Stands in for `python_command`."""

    def __init__(self, command: list[str]) -> None:
        self._command = command

    def __call__(self, module: str) -> list[str]:
        return self._command


def workers() -> list[psutil.Process]:
    children = psutil.Process().children()
    return [child for child in children if "engine.jobs.reading" in child.cmdline()]


def test_a_file_that_crashes_or_hangs_its_reader_fails_alone(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    worse = python_command("tests.process.reading_worse")
    monkeypatch.setattr(crew, "python_command", Command(worse))
    monkeypatch.setattr(exchange, "SECONDS", 5.0)
    for name in ("crash.md", "hang.md", "crash too.md", "flood.md"):
        (documents / name).write_text("harmless to look at", encoding="utf-8")
    with opened(tmp_path / "state", documents) as index:
        outcome = run(index, workers=2)
        assert (outcome.files, outcome.failed) == (9, 4)
        failed = {Path(path).name: code for path, code in content(index).failures.items()}
        assert failed == {
            "crash.md": "reader-crashed",
            "crash too.md": "reader-crashed",
            "flood.md": "too-large",
            "hang.md": "reader-timeout",
        }
        assert all(row.hint and row.reason for row in index.failures()[0])


def test_a_file_that_takes_too_much_memory_fails_alone(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    # Four bytes a character in the file and in memory: each copy is one large allocation.
    (documents / "huge.txt").write_text("😀 words. " * 1_200_000, encoding="utf-8")
    monkeypatch.setattr(crew, "MEMORY", 200 * 2**20)
    monkeypatch.setattr(exchange, "SECONDS", 20.0)
    with opened(tmp_path / "state", documents) as index:
        outcome = run(index)
        assert (outcome.files, outcome.failed) == (9, 1)
        ((path, code),) = content(index).failures.items()
        assert (Path(path).name, code in ("reader-memory", "too-large")) == ("huge.txt", True)


def test_a_reader_that_is_killed_from_outside_is_replaced_and_no_file_is_blamed(
    tmp_path: Path, documents: Path, caplog: pytest.LogCaptureFixture
):
    killed: list[int] = []

    def kill(progress: Progress) -> None:
        for worker in workers():
            if progress.phase == "indexing" and len(killed) < 1:
                killed.append(worker.pid)
                worker.send_signal(signal.SIGSTOP)  # it dies with certainty before it is done
                worker.kill()

    fill(documents, 60, 20)
    with opened(tmp_path / "state", documents) as index:
        outcome = Indexer(index, workers=1).run(Token(), kill)
        assert killed
        assert (outcome.files, outcome.failed) == (60, 0)
        assert "a reader worker was lost" in caplog.text
        disturbed = content(index)
    with opened(tmp_path / "afresh", documents) as index:
        run(index)
        assert content(index) == disturbed
    assert workers() == []


def test_readers_that_do_not_start_are_no_file_s_fault(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    command = [sys.executable, "-c", "raise SystemExit(9)"]
    with opened(tmp_path / "state", documents) as index:
        with monkeypatch.context() as patch:
            patch.setattr(crew, "python_command", Command(command))
            with pytest.raises(ReadersUnavailableError) as caught:
                run(index)
        assert caught.value.hint
        assert index.failures() == ([], [])
        assert run(index).files == 9


SCRIPT = """
import sys
from pathlib import Path
from tests.process.indexing_parts import opened, run
state, documents = map(Path, sys.argv[1:])
with opened(state, documents) as index:
    run(index)
    rows, troubles = index.failures()
    print(*sorted(f"{Path(row.path).name} {row.code}" for row in rows), sep="\\n")
    print(*(f"{Path(t.path).name} {t.code}" for t in troubles), sep="\\n")
"""


IS_ROOT = os.name == "posix" and os.geteuid() == 0
HUMBLE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if IS_ROOT else []
"""Takes root's right to read everything from a process."""


@pytest.mark.skipif(os.name != "posix", reason="rights are given otherwise there")
@pytest.mark.skipif(IS_ROOT and not shutil.which("setpriv"), reason="root may read everything")
def test_what_one_may_not_read_is_reported():
    with tempfile.TemporaryDirectory() as folder:
        documents, state = Path(folder, "documents"), Path(folder, "state")
        fill(documents, 3, 2)
        state.mkdir()
        (documents / "sub0" / "report0.md").chmod(0)
        (documents / "sub1").chmod(0)
        try:
            said = subprocess.run(
                [*HUMBLE, sys.executable, "-P", "-c", SCRIPT, str(state), str(documents)],
                env=child_environment(),
                stdout=subprocess.PIPE,
                check=True,
            ).stdout.decode()
        finally:
            (documents / "sub1").chmod(0o700)
    assert said.split() == ["report0.md", "no-permission", "sub1", "no-permission"]
