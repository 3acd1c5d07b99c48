"""A live engine over some folders, and the wait until its index is what they hold."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path

from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError, FindlingError
from tests.process.killed_parts import Findling
from tests.process.torture_compare import Difference, compare_all, compare_files
from tests.process.torture_expected import Expected, expected, hashes

PATIENCE = 90.0
"""Seconds that an index may lag behind the disk when nothing changes any more."""
_LOOK = 0.3
_NEVER = threading.Event()


def pause(seconds: float) -> None:
    """Let time pass."""
    _NEVER.wait(seconds)


class Live:
    """An engine with one library, restarted where somebody killed it."""

    def __init__(self, data: Path, roots: list[Path], *, watching: bool = True) -> None:
        """Start it, and have it index the folders.

        Args:
            data: its data folder.
            roots: the library's folders.
            watching: nothing is asked of it; else it is told to look.
        """
        self.program = Findling(data)
        self.roots = roots
        self._watching = watching
        self._client = self.program.connect()
        self.request(m.AddFolders(paths=tuple(map(str, roots))))

    @property
    def folder(self) -> Path:
        """The folder of the one library."""
        (folder,) = (self.program.root / "libraries").iterdir()
        return folder

    @property
    def pid(self) -> int:
        """The engine's."""
        return self._client.pid

    def request(self, command: m.Command) -> m.Event:
        """Ask the engine, a new one where it ended meanwhile."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self._client.request(command, timeout=PATIENCE)
            except EngineUnavailableError:
                if time.monotonic() > deadline:
                    raise
                self.reconnect()

    def reconnect(self) -> None:
        """Leave the engine that was, and find the present one or start one."""
        self._client.close()
        self._client = self.program.connect()

    def look(self, *, wait: bool) -> None:
        """Tell the engine to look at everything."""
        command = m.Index(stays=True)
        with contextlib.suppress(FindlingError):
            if wait:
                self.request(command)
            else:
                self._client.send(command)

    def status(self) -> m.StatusReported:
        """Return what the engine says of itself."""
        status = self.request(m.GetStatus())
        assert isinstance(status, m.StatusReported)
        return status

    def at_rest(self) -> bool:
        """Tell whether nothing waits and nothing is being done, and the folders are watched."""
        status = self.status()
        if self._watching and not status.watches:
            return False
        return not any(info.waiting or info.progress.running for info in status.libraries)

    def settle(self, patience: float = PATIENCE) -> float:
        """Wait until the index is what the disk holds, file by file, and the engine is at rest.

        Returns:
            The seconds that it took.

        Raises:
            Difference: it took too long.
        """
        due = hashes(self.roots)
        started = time.monotonic()
        calm = 0
        wrong = ["the engine is never at rest"]
        while calm < 2:
            if time.monotonic() > started + patience:
                raise Difference(self._diagnosis(wrong, due))
            if not self._watching:
                self.look(wait=True)
            if self.at_rest():
                wrong = compare_files(self.folder, due)
            calm = calm + 1 if not wrong and self.at_rest() else 0
            pause(_LOOK)
        return time.monotonic() - started

    def _diagnosis(self, wrong: list[str], due: dict[str, bytes]) -> str:
        """Say what differs, and whether looking again mends it."""
        self.look(wait=True)
        later = compare_files(self.folder, due)
        shown = "\n  ".join(wrong[:8])
        return (
            f"{len(wrong)} differences when nothing was changed any more for {PATIENCE:.0f} s,"
            f" {len(later)} after a look at everything:\n  {shown}"
        )

    def compare(self, seed: int) -> dict[str, Expected]:
        """End the engine and compare everything.

        Returns:
            What the index holds.

        Raises:
            Difference: the index is not what the disk says.
        """
        self.program.quit()
        due = expected(self.roots)
        compare_all(self.folder, due, seed)
        return due
