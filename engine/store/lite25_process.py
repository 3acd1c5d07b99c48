"""Milvus Lite 2.5's own server process, started without its Python wrapper.

The wrapper imports `pkg_resources` (gone from setuptools 82), takes it that the socket exists after
half a second, puts the socket into the shared temporary folder without any protection, removes its
lock in forked children, and dies with Ctrl-C. The binary that it ships takes
`DATABASE ADDRESS LOGLEVEL LOCKFILE`, so that is started here.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

from engine.host.launch import without_secrets
from engine.host.private import private_folder
from engine.store.milvus_errors import StoreBusyError, StoreMissingError, StoreNotStartedError

_LOG_BYTES = 1 << 20
_LOCK_TRIES = 30  # a dying predecessor holds the lock for less than 0.1 s
_START_TRIES = 3_000  # of 20 ms each
_held: set[Path] = set()
_holding = threading.Lock()


class Lite25Process:
    """One running server on one database file."""

    def __init__(self, database: Path, base: Path | None = None) -> None:
        """Start it and wait until it listens (0.05 to 0.2 s).

        Args:
            database: the file that it serves.
            base: what its lock and log are named after, where that is another file.

        Raises:
            StoreNotStartedError: it ended or did not listen within a minute, which its log may
                explain, or nothing could be started at all.
            StoreMissingError: milvus-lite 2.5 is not installed.
            OSError: its log cannot be written.
        """
        try:
            self._folder = private_folder()
        except OSError as error:
            raise StoreNotStartedError(str(error)) from error
        self._socket = self._folder / "s"
        base = base or database
        self._log = base.with_name(base.name + ".log")
        try:
            self._process = self._started(database, lock_file(base))
            self._wait_until_listening()
        except BaseException:
            self.stop()
            raise

    _process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """What pymilvus connects to."""
        return f"unix:{self._socket}"

    @property
    def pid(self) -> int:
        """The server's process id, 0 when there is none."""
        return self._process.pid if self._process else 0

    def ended(self, seconds: float = 0.0) -> bool:
        """Tell whether the server has ended, waiting a while for it."""
        if self._process is None:
            return True
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self) -> None:
        """End the server. Nothing is lost: it writes through SQLite with every request."""
        if self._process is not None:
            self._process.terminate()
            if not self.ended(1.0):  # it hangs
                self._process.kill()
                self._process.wait()
            self._process = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def _started(self, database: Path, lock: Path) -> subprocess.Popen[bytes]:
        library_path = "DYLD_LIBRARY_PATH" if sys.platform == "darwin" else "LD_LIBRARY_PATH"
        folder = binary_folder()
        if self._log.exists() and self._log.stat().st_size > _LOG_BYTES:
            self._log.unlink()
        self._log.touch(0o600)
        with self._log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - the binary of an installed dependency
                [str(folder / "milvus"), str(database), self.uri, "ERROR", str(lock)],
                # its own log files go to TMPDIR and would stay there for ever
                env=without_secrets(os.environ)
                | {library_path: str(folder), "TMPDIR": str(self._folder)},
                cwd=database.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=0o077,
            )

    def _wait_until_listening(self) -> None:
        for _ in range(_START_TRIES):
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(str(self._socket)) == 0:
                    return
            if self.ended(0.02):
                raise StoreNotStartedError(f"Milvus Lite ended while starting, see {self._log}")
        raise StoreNotStartedError(f"Milvus Lite did not start, see {self._log}")


class Lite25Lock:
    """The right to open a database file, for this process and one link in it."""

    def __init__(self, database: Path) -> None:
        """Take it.

        Raises:
            StoreBusyError: someone else has it.
            StoreNotStartedError: the lock file cannot be opened.
        """
        self._database = database
        with _holding:
            if database in _held:  # POSIX locks do not keep a process out of its own files
                raise StoreBusyError(f"{database} is open in this program already")
            try:
                self.descriptor = _locked(lock_file(database))
            except OSError as error:
                raise StoreNotStartedError(str(error)) from error
            _held.add(database)

    def release(self) -> None:
        """Give it back. The lock file stays: removing it would let two in."""
        with _holding:
            os.close(self.descriptor)
            _held.discard(self._database)


def lock_file(database: Path) -> Path:
    """Return the lock file's path; the same as the stock client's, which it keeps out too."""
    return database.with_name(f".{database.name}.lock")


def binary_folder() -> Path:
    """Return the folder of the shipped binary, found without importing the package."""
    spec = importlib.util.find_spec("milvus_lite")
    places = spec.submodule_search_locations if spec else None
    folder = Path(places[0]) / "lib" if places else None
    if folder is None or not (folder / "milvus").is_file():
        raise StoreMissingError("milvus-lite 2.5 is not installed")
    return folder


def _locked(path: Path) -> int:
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    pause = threading.Event()
    for _ in range(_LOCK_TRIES):
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            pause.wait(0.1)
        else:
            return descriptor
    os.close(descriptor)
    raise StoreBusyError(f"{path.parent} is open in another process")
