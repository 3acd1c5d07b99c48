"""The states that a library can be in, how it is brought there, and what is done to it then."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psutil

from engine.jobs.index import CATALOGUE_FILE
from engine.protocol import messages as m
from engine.protocol.errors import FindlingError
from tests.process.killed_parts import Findling, make_corpus
from tests.process.torture_live import Live, pause

ENGINE, READER, MILVUS, EMBEDDER = "serve", "engine.jobs.reading", "milvus_lite/lib", "embedder"
HELD = {ENGINE: 3.0, READER: 3.0, MILVUS: 12.0, EMBEDDER: 3.0}
"""Seconds that a process stands still; Milvus' calls give up after 10."""
_REACHED = 20.0
"""Seconds in which a state must be seen."""
_FULL = 4.0
_BROKEN = 4.0
FILES = 300


class Place:
    """A corpus and a data folder in which it is indexed, as often as wanted as they were at first.

    The data folder lies on a small file system of its own.
    """

    def __init__(self, folder: Path, disk_bytes: int = 512 << 20) -> None:
        """Make both, once."""
        self.corpus, self.disk = folder / "corpus", folder / "disk"
        self.data = self.disk / "data"
        self._folder = folder
        self.disk.mkdir()
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={disk_bytes}", "findling", str(self.disk)],
            check=True,
        )
        make_corpus(folder / "first corpus", FILES, 1200)
        shutil.copytree(folder / "first corpus", self.corpus)
        live = Live(self.data, [self.corpus])
        live.settle()
        live.compare(0)
        shutil.copytree(self.data, folder / "first data")

    def fresh(self) -> Live:
        """Return a live engine on the first state of both."""
        for first, now in (("first corpus", self.corpus), ("first data", self.data)):
            shutil.rmtree(now)
            shutil.copytree(self._folder / first, now)
        live = Live(self.data, [self.corpus])
        live.settle()
        return live

    def files(self, seed: int, share: float) -> list[Path]:
        """Return some of the files."""
        every = sorted(path for path in self.corpus.rglob("report*") if path.is_file())
        return random.Random(seed).sample(every, int(len(every) * share))

    def remove(self) -> None:
        """Unmount the file system."""
        subprocess.run(["umount", "-l", str(self.disk)], check=True)


class Moment:
    """Brings an engine to a state, and waits for it."""

    def __init__(self, place: Place, live: Live, seed: int) -> None:
        """Do nothing yet."""
        self._place, self._live, self._seed = place, live, seed
        self._chance = random.Random(seed)

    def idle(self) -> bool:
        """Nothing happens; later something does, so that there is something to be right about."""
        return True

    def opening(self) -> bool:
        """The engine has just been started, and its store with it."""
        self._live.program.kill(self._live.pid)
        self._live.reconnect()
        started = _seen(lambda: bool(self._live.program.processes(MILVUS)))
        pause(self._chance.uniform(0, 0.3))
        return started

    def scanning(self) -> bool:
        """Everything is looked at, with many files that nobody reads."""
        crowd = self._place.corpus / "crowd"
        crowd.mkdir()
        for number in range(10_000):
            os.close(os.open(crowd / f"{number}.qqq", os.O_CREAT))
        return self._phase("scanning")

    def reading(self) -> bool:
        """Files are being read."""
        self._rewrite()
        return _seen(lambda: bool(self._live.program.processes(READER))) and self._files_in("seen")

    def writing(self) -> bool:
        """The vectors of files are being replaced."""
        self._rewrite()
        return self._files_in("reading")

    def deleting(self) -> bool:
        """Files are leaving the index."""
        for path in self._place.files(self._seed, 0.4):
            path.unlink()
        return self._files_in("gone")

    def renaming(self) -> bool:
        """Files get new paths in the store."""
        for folder in sorted(self._place.corpus.glob("sub*")):
            folder.rename(folder.with_name(f"renamed {folder.name}"))
        reached = self._phase("scanning")
        pause(self._chance.uniform(0, 0.3))
        return reached

    def compacting(self) -> bool:
        """Dead space is being given back."""
        for path in self._place.files(self._seed, 0.9):
            path.unlink()
        known = {path.name for path in self._live.folder.iterdir()}
        return _seen(lambda: any(p.name not in known for p in self._live.folder.glob("*.part")))

    def searching(self) -> bool:
        """Questions are being answered and refined."""
        self._live.request(m.Search(query="weevil", limit=5))
        question = m.Search(query="the committee of copper lanterns", limit=20)
        client = self._live.program.connect()

        def ask() -> None:
            with client, contextlib.suppress(FindlingError):  # the engine may be killed meanwhile
                client.request(question)

        threading.Thread(target=ask, daemon=True).start()
        pause(self._chance.uniform(0, 0.2))
        return True

    def _rewrite(self) -> None:
        for path in self._place.files(self._seed, 0.5):
            path.write_text(path.read_text() + "\n\nA new paragraph about copper lanterns.\n")

    def _phase(self, phase: str) -> bool:
        reached = threading.Event()
        with self._live.program.connect() as client:

            def note(event: m.Event) -> None:
                if isinstance(event, m.ProgressChanged) and event.progress.phase == phase:
                    reached.set()

            client.listen(note)
            client.send(m.Subscribe())
            client.send(m.Index(stays=True))
            return reached.wait(_REACHED)

    def _files_in(self, state: str) -> bool:
        query = "SELECT count(*) FROM files WHERE state = ?"
        catalogue = self._live.folder / CATALOGUE_FILE
        with contextlib.closing(sqlite3.connect(catalogue, timeout=10)) as database:
            return _seen(lambda: database.execute(query, (state,)).fetchone()[0] > 0)


def _seen(fact: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + _REACHED
    while not fact():
        if time.monotonic() > deadline:
            return False
        pause(0.001)
    return True


class Fault(NamedTuple):
    """What is done; it is over when it returns. False: there was nothing to do it to."""

    name: str
    strike: Callable[[Findling, str, Path], bool]
    early: bool = False
    """It begins before the state does."""


def _killed(program: Findling, process: str, _: Path) -> bool:
    victims = program.processes(process)
    for victim in victims[:1]:
        with contextlib.suppress(psutil.NoSuchProcess):
            victim.kill()
            _seen(partial(_is_dead, victim))
    return bool(victims)


def _is_dead(process: psutil.Process) -> bool:
    # A killed child of the engine stays a zombie until the engine misses it.
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def _stopped(program: Findling, process: str, _: Path) -> bool:
    victims = program.processes(process)
    for victim in victims[:1]:
        victim.send_signal(signal.SIGSTOP)
        pause(HELD[process])
        with contextlib.suppress(psutil.NoSuchProcess):
            victim.send_signal(signal.SIGCONT)
    return bool(victims)


def _disk_full(_: Findling, __: str, disk: Path) -> bool:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while stream.write(b"\0" * 65_536):
            pass
    pause(_FULL)
    ballast.unlink()
    return True


def _failing(program: Findling, process: str, disk: Path) -> bool:
    """Have every write to a file, and every flush, of a process fail for a while."""
    inject = "inject=pwrite64,fsync,fdatasync,ftruncate:error=EIO"
    trace = disk.parent / "trace"
    trace.unlink(missing_ok=True)
    for victim in program.processes(process)[:1]:
        command = ["strace", "-qq", "-f", "-o", str(trace), "-e", inject, "-p", str(victim.pid)]
        tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        pause(_BROKEN)
        tracer.send_signal(signal.SIGINT)
        tracer.wait()
    return trace.exists() and "INJECTED" in trace.read_text(errors="replace")


KILL = Fault("SIGKILL", _killed)
STOP = Fault("SIGSTOP", _stopped)
FULL = Fault("disk full", _disk_full)
EIO = Fault("EIO", _failing, early=True)
