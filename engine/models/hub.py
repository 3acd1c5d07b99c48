"""A hub of models as a server of files: what it says of them, and their bytes from any place on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import msgspec

from engine.models.errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.models.entry import HubFile, ModelEntry

_CHUNK = 32 * 1024  # a chunk that is cut off is lost
CONNECT, _SILENCE = 10.0, 30.0
"""Seconds: to reach it, and without a byte."""


_UNREACHED = frozenset(
    {"ConnectError", "ConnectTimeout", "ConnectionError", "PoolTimeout", "ProxyError", "SSLError"}
)
"""Errors, httpx's and requests', that say nothing that a person could use: numbers, mostly."""


class Remote(msgspec.Struct, frozen=True):
    """A file at the hub."""

    url: str
    bytes: int
    digest: str
    """SHA-256, or git's SHA-1 of a small file, in hex; by its length one tells which."""

    def hasher(self) -> Any:  # noqa: ANN401 - hashlib's classes have no common name
        """Return an empty hash of its kind."""
        if len(self.digest) == hashlib.sha256().digest_size * 2:
            return hashlib.sha256()
        git = hashlib.sha1(usedforsecurity=False)
        git.update(f"blob {self.bytes}\0".encode())  # as git numbers its contents
        return git


def look_up(entry: ModelEntry, file: HubFile) -> Remote:
    """Ask the hub about a file; the hub's own address, or HF_ENDPOINT's.

    Raises:
        DownloadError: it cannot be reached, has no such file, or another commit's.
    """
    import huggingface_hub

    hub = cast("Any", huggingface_hub)  # typed in part
    endpoint = os.environ.get("HF_ENDPOINT") or None
    url = hub.hf_hub_url(entry.hub, file.source, revision=entry.revision, endpoint=endpoint)
    try:
        told = hub.get_hf_file_metadata(url, token=False, timeout=CONNECT, endpoint=endpoint)
    except Exception as error:  # httpx's, requests' and the hub's own have no common class
        raise DownloadError(plainly(error, url), model=entry.id) from error
    if told.commit_hash not in {None, entry.revision}:
        raise DownloadError(f"the hub has {told.commit_hash}, not the commit asked for")
    size, digest = file.bytes or told.size or 0, file.sha256 or told.etag or ""
    if size <= 0 or len(digest) not in {40, 64} or told.size not in {None, size}:
        raise DownloadError(f"the hub says nothing sure about {file.source}", model=entry.id)
    return Remote(url, size, digest)


@contextmanager
def opened(remote: Remote, start: int) -> Generator[tuple[int, Iterator[bytes]]]:
    """Ask for a file's bytes from ``start`` on; give where they do start, and them.

    Raises:
        DownloadError: on the way in, in the middle, or with nothing at the end of it.
    """
    import requests

    session = cast("Any", requests.Session())
    # Nobody's password is sent, neither to the hub nor to where it points: requests would look
    # into ~/.netrc where nothing signs a request, and again at each redirect.
    session.auth = _unsigned
    session.rebuild_auth = _left_unsigned
    headers = {"Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    try:
        with (
            session,
            session.get(
                remote.url, headers=headers, stream=True, timeout=(CONNECT, _SILENCE)
            ) as response,
        ):
            response.raise_for_status()
            partial = response.status_code == requests.codes["partial_content"]
            yield (start if partial else 0), response.iter_content(_CHUNK)
    except requests.RequestException as error:
        raise DownloadError(plainly(error, remote.url)) from error


def _unsigned(prepared: Any) -> Any:  # noqa: ANN401 - requests' own, imported when needed
    return prepared


def _left_unsigned(prepared: object, response: object) -> None:
    """Sign nothing when a redirect is followed."""
    del prepared, response


def plainly(error: Exception, url: str) -> str:
    """Return that a host could not be reached, or the first line of what an error says."""
    if type(error).__name__ in _UNREACHED:
        return f"{urlsplit(url).netloc or url} could not be reached"
    text = str(error).strip().splitlines()
    return text[0] if text else type(error).__name__
