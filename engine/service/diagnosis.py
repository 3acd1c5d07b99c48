"""What is here, what is missing, and how to get it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from engine.host.built import version_line
from engine.host.frozen import is_frozen
from engine.host.launch import python_command, worker_environment
from engine.models.registry import load_catalogue, verify
from engine.protocol.errors import ModelError, StoreError
from engine.protocol.messages import Check
from engine.service.keyring_access import KeyringAccess, NoKeyringError

if TYPE_CHECKING:
    from engine.host.paths import DataFolder
    from engine.models.entry import ModelEntry

_PARTS = {
    "pymilvus": "pymilvus",
    "onnxruntime": "onnxruntime",
    "tokenizers": "tokenizers",
    "kreuzberg": "kreuzberg",
    "pypdfium2": "pypdfium2",
    "semantic-text-splitter": "semantic_text_splitter",
    "watchdog": "watchdog",
    "PySide6-Essentials": "PySide6.QtWidgets",
}
"""Distribution name to module name."""

_REINSTALL = "Install Findling again: a part of it is damaged or gone."
_PATIENCE = 60
"""Seconds that importing one part may take on a loaded machine."""
_LITTLE = 2_000_000_000
"""Bytes of free space below which indexing is likely to meet the end of the disk."""
_FEW_WATCHES = 65_536
"""Below this many inotify watches a home folder does not fit."""


def diagnose(data: DataFolder) -> tuple[Check, ...]:
    """Check everything; takes a few seconds, since each part is loaded in a process of its own."""
    with ThreadPoolExecutor(2, thread_name_prefix="diagnosis") as pool:
        parts = list(pool.map(_part, _PARTS, _PARTS.values()))
    return (
        Check(name="findling", ok=True, value=version_line()),
        Check(name="python", ok=True, value=f"{platform.python_version()} ({sys.executable})"),
        Check(name="platform", ok=True, value=_system()),
        _folder(data),
        _space(data),
        _milvus_lite(),
        *parts,
        *_models(),
        _keyring(),
        *_watches(),
    )


def _system() -> str:
    """Say which system this is; platform.platform() would start uname for it."""
    known = (
        *(platform.system(), platform.release(), platform.mac_ver()[0], platform.machine()),
        *platform.libc_ver(),
    )
    return "-".join(filter(None, known))


def _folder(data: DataFolder) -> Check:
    writable = os.access(data.root, os.W_OK | os.X_OK)
    shared = sys.platform != "win32" and bool(data.root.stat().st_mode & stat.S_IWOTH)
    hint = ""
    if shared:
        hint = "All users can replace what lies in it: chmod go-w, or choose another folder."
    if not writable:
        hint = "Choose another one with --data or FINDLING_DATA."
    return Check(name="data folder", ok=writable and not shared, value=str(data.root), hint=hint)


def _space(data: DataFolder) -> Check:
    free = shutil.disk_usage(data.root).free
    ok = free > _LITTLE
    hint = "" if ok else "Make room, or choose another data folder with --data."
    return Check(name="free space", ok=ok, value=f"{free / 1e9:.1f} GB", hint=hint)


def _part(distribution: str, module: str) -> Check:
    """Load a part in a process of its own: that is slow, large, and may even crash."""
    hint = _REINSTALL if is_frozen() else f"pip install {distribution}"
    try:
        version = importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return Check(name=distribution, ok=False, value="missing", hint=hint)
    why = _import_failure(module)
    if why:
        return Check(name=distribution, ok=False, value=f"{version}: {why}", hint=hint)
    return Check(name=distribution, ok=True, value=version)


def _import_failure(module: str) -> str:
    try:
        ended = subprocess.run(  # noqa: S603 - our own command
            python_command("engine.host.importing", module),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            env=worker_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "loading takes too long"
    if ended.returncode == 0:
        return ""
    return (ended.stderr.strip().splitlines() or [f"ended with status {ended.returncode}"])[-1]


def _milvus_lite() -> Check:
    """Open an empty store in a throw-away folder: that runs the very program searches need."""
    from engine.store.open import StoreSetting, open_store

    try:
        version = importlib.metadata.version("milvus-lite")
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            open_store(StoreSetting(), Path(folder), "doctor", 8).close()
    except importlib.metadata.PackageNotFoundError:
        return Check(
            name="milvus-lite",
            ok=False,
            value="missing",
            hint=_REINSTALL if is_frozen() else "pip install milvus-lite",
        )
    except StoreError as error:
        return Check(name="milvus-lite", ok=False, value=str(error), hint=error.hint)
    return Check(name="milvus-lite", ok=True, value=f"{version}, runs")


def _models() -> Iterator[Check]:
    try:
        entries = load_catalogue()
    except ModelError as error:
        yield Check(name="models", ok=False, value=str(error), hint=error.hint)
        return
    for entry in entries:
        if entry.files:
            yield _model(entry)


def _model(entry: ModelEntry) -> Check:
    try:
        verify(entry)
    except ModelError as error:
        return Check(name=f"model {entry.id}", ok=False, value=str(error), hint=error.hint)
    return Check(name=f"model {entry.id}", ok=True, value="installed, hashes right")


def _keyring() -> Check:
    try:
        kind = KeyringAccess().kind()
    except NoKeyringError as error:
        return Check(name="keyring", ok=True, value=str(error), hint=error.hint)
    if not kind:
        return Check(
            name="keyring",
            ok=True,  # nothing here needs one
            value="none",
            hint="Only a shared store's token needs one; FINDLING_STORE_TOKEN serves as well.",
        )
    return Check(name="keyring", ok=True, value=kind)


def _watches() -> Iterator[Check]:
    path = Path("/proc/sys/fs/inotify/max_user_watches")
    if not path.exists():
        return
    most = int(path.read_text())
    ok = most >= _FEW_WATCHES
    hint = "" if ok else f"sudo sysctl fs.inotify.max_user_watches={_FEW_WATCHES * 8}"
    yield Check(name="inotify watches", ok=ok, value=str(most), hint=hint)
