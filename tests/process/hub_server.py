"""A hub of models on this machine: files by commit, as the real one answers, faults included."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REVISION = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "somebody/some-model"


class Hub:
    """Serves files of one repository at one commit.

    Attributes:
        drops: by path, how many answers break off after `drop_after` bytes.
        damaged: by path, how many answers have a byte that is wrong.
        ranges: whether it begins where it is asked to.
        asked: the byte at which each GET began.
        hold: where set, answers wait for it in the middle.
        commit: what it says that it sends; `revision` is what it has.
        card: the head of its README.
        gated: whether it is given to those only who accept something.
        moves: whether files lie elsewhere, where it points to.
        endless: whether what it sends has no end.
        signed: what requests brought as their authorization.
    """

    def __init__(self, files: Mapping[str, bytes], *, large: int = 1000) -> None:
        self.files = dict(files)
        self.large = large
        self.drops: dict[str, int] = {}
        self.damaged: dict[str, int] = {}
        self.drop_after = 100_000
        self.ranges = True
        self.asked: list[tuple[str, int]] = []
        self.hold: threading.Event | None = None
        self.commit = self.revision = REVISION
        self.card: dict[str, object] = {}
        self.tags: list[str] = []
        self.gated = self.moves = self.endless = False
        self.signed: list[str] = []
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": self})
        )
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def address(self) -> str:
        """What HF_ENDPOINT is set to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def etag(self, path: str) -> str:
        """As the hub has it: SHA-256 of large files, git's SHA-1 of small ones."""
        content = self.files[path]
        if len(content) >= self.large:
            return hashlib.sha256(content).hexdigest()
        return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()

    def listing(self) -> dict[str, object]:
        """What it says of its repository, blobs included."""
        return {
            "id": REPOSITORY,
            "sha": self.revision,
            "gated": "manual" if self.gated else False,
            "cardData": self.card,
            "tags": self.tags,
            "siblings": [self._sibling(path) for path in sorted(self.files)],
        }

    def _sibling(self, path: str) -> dict[str, object]:
        told: dict[str, object] = {
            "rfilename": path,
            "size": len(self.files[path]),
            "blobId": hashlib.sha1(path.encode()).hexdigest(),
        }
        if len(self.files[path]) >= self.large:
            pointer = {"size": len(self.files[path]), "pointerSize": 134}
            told["lfs"] = {"sha256": self.etag(path), **pointer}
        return told

    def close(self) -> None:
        """End."""
        if self.hold is not None:
            self.hold.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One connection; a class made from it knows its hub."""

    protocol_version = "HTTP/1.1"
    hub: Hub

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._note()
        self._head(self._path())

    def do_GET(self) -> None:
        self._note()
        if self.hub.moves and not self.path.startswith("/elsewhere/"):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/elsewhere{self.path}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.path = self.path.removeprefix("/elsewhere")
        if self.path.startswith("/api/models/"):
            self._list()
            return
        path = self._path()
        asked = self.headers.get("Range", "bytes=0-")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if self.hub.ranges else 0
        self._head(path, start)
        if path is not None:
            self.hub.asked.append((path, start))
            self._send(path, self.hub.files[path][start:])

    def _note(self) -> None:
        if signed := self.headers.get("Authorization"):
            self.hub.signed.append(signed)

    def _list(self) -> None:
        name = self.path.partition("?")[0].removeprefix("/api/models/")
        name, _, revision = name.partition("/revision/")
        known = name == REPOSITORY and revision in {"", self.hub.revision}
        body = json.dumps(self.hub.listing()).encode() if known else b"{}"
        self.send_response(HTTPStatus.OK if known else HTTPStatus.UNAUTHORIZED)
        if not known:  # as the hub answers, which does not tell what is private from what is not
            self.send_header("X-Error-Code", "RevisionNotFound" if revision else "RepoNotFound")
            self.send_header("X-Error-Message", "Invalid username or password.")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _path(self) -> str | None:
        start = f"/{REPOSITORY}/resolve/{self.hub.revision}/"
        path = self.path.removeprefix(start)
        return path if self.path.startswith(start) and path in self.hub.files else None

    def _head(self, path: str | None, start: int = 0) -> None:
        if path is None:
            self.send_response(HTTPStatus.NOT_FOUND)
            self.send_header("X-Error-Code", "EntryNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        size = len(self.hub.files[path])
        self.send_response(HTTPStatus.PARTIAL_CONTENT if start else HTTPStatus.OK)
        self.send_header("X-Repo-Commit", self.hub.commit)
        self.send_header("ETag", f'"{self.hub.etag(path)}"')
        if self.hub.endless and self.command == "GET":
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(size - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
        self.end_headers()

    def _send(self, path: str, content: bytes) -> None:
        hub = self.hub
        if _take(hub.damaged, path):
            content = bytes([content[0] ^ 255]) + content[1:]
        if _take(hub.drops, path):
            self.wfile.write(content[: hub.drop_after])
            self.close_connection = True
            self.connection.close()
            return
        with contextlib.suppress(OSError):  # who asked has gone
            if hub.hold is not None:
                self.wfile.write(content[: hub.drop_after])
                hub.hold.wait(60)
                content = content[hub.drop_after :]
            self.wfile.write(content)
            while hub.endless:
                self.wfile.write(bytes(1 << 16))


def _take(counts: dict[str, int], path: str) -> bool:
    left = counts.get(path, 0)
    counts[path] = max(0, left - 1)
    return left > 0
