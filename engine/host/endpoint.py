"""How clients find the running engine: a file that only the user can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.host.socket import remove_stale
from engine.host.whole_file import write_whole

if TYPE_CHECKING:
    from engine.host.paths import DataFolder


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
    """Return what the last engine published; None when there is nothing or it cannot be read."""
    try:
        return msgspec.json.decode(data.engine_file.read_bytes(), type=Endpoint)
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
