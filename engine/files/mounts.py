"""Which file systems are mounted where, and which of them do not tell of changes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psutil

_REMOTE = frozenset(
    {
        "9p",
        "afpfs",
        "afs",
        "autofs",  # to look at it mounts it
        "ceph",
        "cifs",
        "davfs",
        "drvfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "prl_fs",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
        "vmhgfs",
        "webdav",
    }
)
_REMOTE_FUSE = (
    "beegfs",
    "ceph",
    "curlftpfs",
    "davfs",
    "gcsfuse",
    "glusterfs",
    "google-drive",
    "gvfsd",
    "juicefs",
    "kio-fuse",
    "onedriver",
    "rclone",
    "s3fs",
    "smbnetfs",
    "sshfs",
    "vmhgfs",
)
_TABLE = Path("/proc/self/mountinfo")


def is_remote(kind: str) -> bool:
    """Tell whether others can change files of a file system without this machine's knowing."""
    main, _, sub = kind.lower().partition(".")
    return main in _REMOTE or (main.startswith("fuse") and sub.startswith(_REMOTE_FUSE))


class Mounts:
    """The mount table as last read; not thread-safe."""

    def __init__(self) -> None:
        self._kinds: dict[str, tuple[str, str]] = {}
        self._raw: bytes | None = None
        self.refresh()

    def refresh(self) -> set[str]:
        """Read the table again; return the mount points that came, went or are another's now."""
        if sys.platform == "win32":
            return set()  # shares tell of changes there
        raw = _TABLE.read_bytes() if sys.platform == "linux" else b""
        if sys.platform == "linux" and raw == self._raw:
            return set()
        before, self._raw = self._raw, raw
        old, self._kinds = self._kinds, _kinds()
        changed = {p for p in old.keys() | self._kinds.keys() if old.get(p) != self._kinds.get(p)}
        return changed if before is not None else set()

    def remote(self, path: str) -> str | None:
        """Return the mount point of the remote file system that ``path`` lies on, if it does."""
        place, parent = path, os.path.dirname(path)
        while place not in self._kinds and parent != place:
            place, parent = parent, os.path.dirname(parent)
        kind, _ = self._kinds.get(place, ("", ""))
        return place if is_remote(kind) else None


def _kinds() -> dict[str, tuple[str, str]]:
    parts = psutil.disk_partitions(all=True)
    return {part.mountpoint: (part.fstype, part.device) for part in parts}
