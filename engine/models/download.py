"""Fetching a model from a hub: a file at a time, proved by its hash, from where it was cut off."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.models.entry import ModelFile
from engine.models.errors import DownloadDamagedError, DownloadError, DownloadFullError
from engine.models.hashes import sha256_of
from engine.models.hub import Remote, look_up, opened
from engine.models.hub_choice import files_of
from engine.models.hub_repository import look_into
from engine.models.registry import installed, verify
from engine.protocol.errors import ModelError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from engine.host.cancellation import Token
    from engine.models.entry import HubFile, ModelEntry
    from engine.models.holdings import Holdings

_log = logging.getLogger(__name__)

Advance = Callable[[int, int], None]
"""Bytes that are here, bytes of all."""

SPARE = 256 * 2**20
"""Bytes that stay free on the disk."""
TRIES = 5
"""Breaks in a row without a byte between them, after which it is given up."""
WAIT = 1.0
"""Seconds before the first new try; twice as many before each further one."""
_PART = ".part"
_APART = 0.2
"""Seconds between two reports."""
_STEP = 0.1
"""Seconds between two looks at whether the one who waits is still wanted."""


class Downloads:
    """Fetches models, each once at a time. Thread-safe."""

    def __init__(self, holdings: Holdings, *, wait: float = WAIT) -> None:
        """Fetch into a home of models.

        Args:
            holdings: the home.
            wait: seconds before the first new try after a break.
        """
        self._holdings = holdings
        self._wait = wait
        self._changed = threading.Condition()
        self._under_way: dict[str, Token] = {}

    def fetch(self, entry: ModelEntry, token: Token, advance: Advance) -> None:
        """Fetch what is not here yet, prove it, and make the model known.

        Args:
            entry: a model of the catalogue.
            token: what came until then stays.
            advance: called some five times a second, in this thread.

        Raises:
            Cancelled: by the token.
            UsageError: it has no source, or is being fetched already.
            DownloadError: the hub, the way to it or the disk fails; what came stays.
        """
        if not entry.hub:
            raise UsageError(f"{entry.name} is not downloaded", hint="")
        with self._changed:
            self._await_former(entry, token)
            self._under_way[entry.id] = token
        try:
            whole = installed(entry) and _is_sound(entry)
            fetching = _Fetching(
                self._holdings, entry if whole else self._planned(entry), token, advance, self._wait
            )
            fetching.go(whole=whole)
        except OSError as error:
            raise DownloadError(error.strerror or str(error), model=entry.id) from error
        finally:
            with self._changed:
                del self._under_way[entry.id]
                self._changed.notify_all()

    def _planned(self, entry: ModelEntry) -> ModelEntry:
        """Return an entry with its commit and files, asked of the hub if the catalogue is silent.

        The answer is kept in its card: a download that is cut off goes on with the same commit.
        """
        if entry.fetch:
            return entry
        repository = look_into(entry.hub, entry.revision)
        files = files_of(repository, entry.family)
        planned = msgspec.structs.replace(entry, revision=repository.commit, fetch=files)
        self._holdings.keep(planned)
        return planned

    def _await_former(self, entry: ModelEntry, token: Token) -> None:
        """Let one that was called off come to its end: it notices at its next block."""
        while (former := self._under_way.get(entry.id)) is not None:
            if not former.cancelled:
                raise UsageError(f"{entry.name} is being downloaded already", hint="")
            self._changed.wait(_STEP)
            token.check()


class _Fetching:
    """One model on its way."""

    def __init__(
        self, holdings: Holdings, entry: ModelEntry, token: Token, advance: Advance, wait: float
    ) -> None:
        self._holdings = holdings
        self._entry = entry
        self._token = token
        self._advance = advance
        self._wait = wait
        self._folder = holdings.arriving(entry)
        self._here = self._total = 0
        self._told = float("-inf")

    def go(self, *, whole: bool) -> None:
        if whole:
            size = self._entry.bytes
            self._advance(size, size)
            return
        arrived = self._holdings.arrived(self._entry)
        remotes = [look_up(self._entry, file) for file in self._entry.fetch]
        self._total = sum(remote.bytes for remote in remotes)
        # What lies there may be whole, or another commit's: it stays until the hub has answered.
        taken = arrived.is_dir() and not self._folder.exists()
        self._check_room(remotes, arrived if taken else self._folder)
        if taken:
            arrived.rename(self._folder)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._clear()
        for file, remote in zip(self._entry.fetch, remotes, strict=True):
            self._file(file, remote)
        files = tuple(self._proved(file) for file in self._entry.fetch)
        shutil.rmtree(arrived, ignore_errors=True)
        self._folder.rename(arrived)
        self._holdings.keep(msgspec.structs.replace(self._entry, files=files))
        self._tell(at_once=True)

    def _check_room(self, remotes: Sequence[Remote], folder: Path) -> None:
        """See that the rest finds room.

        Args:
            remotes: all files.
            folder: what of them is here, if anything is.
        """
        here = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        wanted = sum(remote.bytes for remote in remotes) - here + SPARE
        home = next(place for place in folder.parents if place.is_dir())
        free = shutil.disk_usage(home).free
        if free < wanted:
            message = f"{wanted / 1e6:,.0f} MB are wanted and {free / 1e6:,.0f} MB are free"
            raise DownloadFullError(message, model=self._entry.id)

    def _clear(self) -> None:
        """Remove what another commit brought, which whoever opens the model might take for its."""
        wanted = {self._folder / file.name for file in self._entry.fetch}
        for path in self._folder.rglob("*"):
            if (
                path.is_file()
                and path not in wanted
                and path.with_name(path.name.removesuffix(_PART)) not in wanted
            ):
                path.unlink()

    def _proved(self, file: HubFile) -> ModelFile:
        path = self._folder / file.name
        return ModelFile(file.name, path.stat().st_size, sha256_of(path))

    def _file(self, file: HubFile, remote: Remote) -> None:
        """Have one file whole under its name."""
        whole, part = self._folder / file.name, self._folder / f"{file.name}{_PART}"
        whole.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if whole.exists():
            whole.replace(part)  # to be proved again: nothing else says that it is whole
        for last in (False, True):
            self._fill(part, remote)
            if self._is_right(part, remote):
                part.replace(whole)
                self._here += remote.bytes
                return
            part.unlink()
            if last:
                raise DownloadDamagedError(f"{file.name} came damaged", model=self._entry.id)
            _log.warning("%s of %s came damaged; once more", file.name, self._entry.id)

    def _fill(self, part: Path, remote: Remote) -> None:
        """Fetch what a file lacks, through breaks."""
        failures = 0
        while (before := _size(part)) < remote.bytes:
            try:
                self._fetch(part, remote, before)
            except DownloadError as error:
                failures = 1 if _size(part) > before else failures + 1
                if failures >= TRIES:
                    raise
                _log.warning("the download of %s broke off: %s", self._entry.id, error)
                self._token.wait(self._wait * 2 ** (failures - 1))
            self._token.check()

    def _fetch(self, part: Path, remote: Remote, start: int) -> None:
        with opened(remote, start) as (begins, chunks), part.open("r+b" if start else "wb") as to:
            to.seek(begins)
            to.truncate()
            for chunk in chunks:
                self._token.check()
                to.write(chunk[: remote.bytes - to.tell()])
                self._tell(to.tell())
                if to.tell() >= remote.bytes:  # whoever sends more may never end
                    break
            if to.tell() == start:
                raise DownloadError("the hub sent nothing", model=self._entry.id)

    def _is_right(self, part: Path, remote: Remote) -> bool:
        hasher = remote.hasher()
        with part.open("rb") as stream:
            while block := stream.read(1 << 20):
                hasher.update(block)
                self._token.check()
        return hasher.hexdigest() == remote.digest

    def _tell(self, of_this: int = 0, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if at_once or now - self._told >= _APART:
            self._told = now
            self._advance(self._here + of_this, self._total)


def _is_sound(entry: ModelEntry) -> bool:
    """Tell whether what is here is what came: damaged files are fetched again."""
    try:
        verify(entry)
    except ModelError as error:
        _log.warning("%s is not what came: %s", entry.id, error)
        return False
    return True


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
