"""How clients find the running engine: a file that only the user can read."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import msgspec

from engine.host.socket import remove_stale
from engine.host.whole_file import write_whole

if TYPE_CHECKING:
    from engine.host.paths import DataFolder


_MOST = 2**16
"""Bytes that are read of the file; it has some hundred."""


class Endpoint(msgspec.Struct, frozen=True):
    """Where an engine listens, and the key that opens it."""

    address: str
    key: bytes
    pid: int
    version: str


def write_endpoint(data: DataFolder, endpoint: Endpoint) -> None:
    """Publish the endpoint, mode 0600 whatever the umask.

    Raises:
        OSError: when the disk refuses.
    """
    write_whole(data.engine_file, msgspec.json.encode(endpoint))


def read_endpoint(data: DataFolder) -> Endpoint | None:
    """Return what the last engine published; None when there is nothing or it cannot be read.

    Nor is a file believed that another user wrote, who can where the person chose a folder that
    all may write to: the door that it names would be theirs, and hear every search.
    """
    try:
        with data.engine_file.open("rb") as file:
            if sys.platform != "win32" and os.fstat(file.fileno()).st_uid != os.geteuid():
                return None
            return msgspec.json.decode(file.read(_MOST), type=Endpoint)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def remove_endpoint(data: DataFolder, endpoint: Endpoint) -> None:
    """Take ``endpoint`` back, unless another engine has published its own since."""
    if read_endpoint(data) == endpoint:
        data.engine_file.unlink(missing_ok=True)


def remove_stale_endpoint(data: DataFolder) -> None:
    """Remove what a killed engine left; only for the holder of the engine's lock."""
    endpoint = read_endpoint(data)
    if endpoint is not None:
        remove_stale(endpoint.address)
    data.engine_file.unlink(missing_ok=True)
