"""What a start is given to open: paths, addresses of files, links. Knows no Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from urllib.parse import urlsplit
from urllib.request import url2pathname

from engine.protocol.links import is_link

_HERE = ("", "localhost")


def named(given: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return links, and absolute paths.

    Desktops hand files over as addresses where a program says that it takes links, too (Desktop
    Entry Specification, ``%U``). A file of another computer is none that could be indexed, and is
    left out.
    """
    links: list[str] = []
    paths: list[str] = []
    for name in given:
        if is_link(name):
            links.append(name)
        elif name[:5].lower() == "file:":
            paths += _path_of(name)
        else:
            paths.append(os.path.abspath(name))  # noqa: PTH100 - keeps symbolic links
    return tuple(links), tuple(paths)


def folder_of(name: str, platform: str = sys.platform) -> str:
    r"""Return the absolute folder that a file manager means; empty where it means none.

    A file stands for its folder. Explorer writes a drive as ``"C:\"`` into a command, which
    programs read as ``C:"`` (learn.microsoft.com, "Parsing C command-line arguments").
    """
    if platform == "win32" and name.endswith('"'):
        name = f"{name[:-1]}\\"
    _, paths = named([name]) if name else ((), ())
    path = "".join(paths[:1])
    return os.path.dirname(path) if os.path.isfile(path) else path  # noqa: PTH113, PTH120 - text


def _path_of(address: str) -> list[str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return []
    path = url2pathname(parts.path)
    whole = os.path.isabs(path) and "\0" not in path  # noqa: PTH117 - a text as any other
    return [path] if whole and parts.netloc.lower() in _HERE else []
