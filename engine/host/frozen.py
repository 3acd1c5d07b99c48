"""A program of its own: what PyInstaller's folder does otherwise than a Python package.

Its first lines (packaging/bundle/findling.py) call `begin`, then `enter`. PyInstaller's manual,
"Run-time Information" and "LD_LIBRARY_PATH / LIBPATH considerations".
"""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

DOOR = "--findling-process"
"""First argument of a process that the program starts of itself; then a module, its arguments."""
PORTABLE = "portable"
"""A file of this name beside the program keeps the state beside it, too."""
PORTABLE_DATA = "findling-data"
_RUNNING = "/proc/self/exe"
"""The file that a process runs, also when another lies in its place (proc_pid_exe(5))."""

_MODULES = frozenset(
    {
        "app",
        "engine",
        "engine.cli",
        "engine.host.importing",
        "engine.jobs.reading",
        "engine.maps.worker",
    }
)
"""What may be started through the door, whoever asks."""


def is_frozen() -> bool:
    """Whether this is a program of its own, and not a package in somebody's Python."""
    return bool(getattr(sys, "frozen", False))


def image() -> Path | None:
    """Return the AppImage that this process runs from, None where it runs from none.

    The variable alone says little: it is inherited from, say, a terminal that is an AppImage
    (docs.appimage.org, "Environment variables").
    """
    file, mounted = os.environ.get("APPIMAGE"), os.environ.get("APPDIR")
    if not (is_frozen() and file and mounted):
        return None
    return Path(file) if Path(sys.executable).is_relative_to(mounted) else None


def program() -> Path:
    """Return what a person starts: the AppImage, or the program's file.

    On Windows a program either has a console or cannot write to one, so there are two in the
    folder; this is the one for the desktop, which opens no console.
    """
    if sys.platform == "win32":
        return Path(sys.executable).with_name("findlingw.exe")
    return image() or Path(sys.executable)


def child_program() -> Path:
    """Return the file that this program's own processes are started from."""
    if sys.platform == "win32":  # standard streams are sure to be there in this one alone
        return Path(sys.executable).with_name("findling.exe")
    return Path(sys.executable)


def program_folder() -> Path:
    """Return the folder that a person sees the program in; on macOS the one of its bundle."""
    bundle = next((one for one in program().parents if one.suffix == ".app"), None)
    return (bundle or program()).parent


def portable_data() -> Path | None:
    """Return where a portable program keeps its state, None where it is none."""
    if not is_frozen() or not (program_folder() / PORTABLE).exists():
        return None
    return program_folder() / PORTABLE_DATA


def begin() -> None:
    """Set the environment right, for this process and those that it starts.

    What leads the loader to our libraries is for us alone: a browser that is opened from here
    would load them, too. And a portable program's state is named where all parts look for it.
    """
    if (before := os.environ.pop("LD_LIBRARY_PATH_ORIG", None)) is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    elif is_frozen():
        os.environ.pop("LD_LIBRARY_PATH", None)
    if folder := portable_data():
        os.environ.setdefault("FINDLING_DATA", str(folder))
    if sys.platform == "linux" and is_frozen():
        _keep_modules()


def _keep_modules() -> None:
    """Have modules come from the file that this process runs, also after an upgrade.

    PyInstaller opens the program by its name for every import (ZlibArchiveReader.extract): an
    engine that an upgrade leaves alone would read the new file at the old one's places.
    """
    archive = getattr(sys.modules.get("pyimod02_importers"), "pyz_archive", None)
    try:
        if archive is not None and Path(archive._filename).samefile(_RUNNING):  # noqa: SLF001
            archive._filename = _RUNNING  # noqa: SLF001 - it has no public name
    except (AttributeError, OSError):
        return  # another PyInstaller, or no /proc: as it was


def enter(arguments: Sequence[str]) -> bool:
    """Run the module that a process was started for, as ``python -m`` does.

    Args:
        arguments: the process's, without the program's name.

    Returns:
        Whether they name one.

    Raises:
        SystemExit: what they name is not for this door, or the module ended by it.
    """
    if not arguments or arguments[0] != DOOR:
        return False
    module = "".join(arguments[1:2])
    if module not in _MODULES:
        sys.exit(f"{DOOR}: no process of Findling is called {module!r}")
    sys.argv = [module, *arguments[2:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return True
