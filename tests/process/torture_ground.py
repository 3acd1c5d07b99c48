"""What the storm's operations share: the folders that they change, and what is there to pick."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import BinaryIO

from tests.process import torture_texts as texts

RULE_FILES = (".gitignore", ".findlingignore")
"""Written by one operation alone: what is in them is to be understood by a simple reader."""


class UnsuitableError(Exception):
    """There is nothing that an operation could be done to."""


class Ground:
    """The files below some roots, and a seed's choices among them."""

    def __init__(
        self, roots: list[Path], outside: Path, seed: int, *, through_links: bool = True
    ) -> None:
        """Know nothing yet.

        Args:
            roots: the library's folders.
            outside: a folder of no library, on the same file system.
            seed: decides everything.
            through_links: write into files that have several names, too. inotify tells it of the
                name that was used alone.
        """
        self._through_links = through_links
        self.roots = roots
        self.outside = outside
        self.chance = random.Random(seed)
        self.number = 0
        """Of the present operation."""
        self.files: list[Path] = []
        """Files and links, as they were a few operations ago."""
        self.folders: list[Path] = []
        self.growing: list[tuple[Path, BinaryIO]] = []
        """Downloads: files that are open and written to again and again."""

    def look(self) -> None:
        """Look what is there now."""
        self.files, self.folders = [], []
        for root in self.roots:
            for folder, folders, names in os.walk(root):
                folders.sort()  # the order of a listing is the file system's whim
                here = Path(folder)
                self.folders.append(here)
                self.files += [here / name for name in sorted(names)]

    def file(self) -> Path:
        """Pick a file that can be read and written."""
        for _ in range(9 if self.files else 0):
            path = self.chance.choice(self.files)
            if path.is_file() and not path.is_symlink() and path.name not in RULE_FILES:
                return path
        raise UnsuitableError

    def folder(self) -> Path:
        """Pick a folder, maybe a root; seldom one that is left out, or little would be indexed."""
        folder = self.chance.choice(self.folders or self.roots)
        for _ in range(3):
            if not any(part in texts.LEFT_OUT_FOLDERS for part in folder.parts):
                break
            folder = self.chance.choice(self.folders or self.roots)
        return folder

    def inner(self) -> Path:
        """Pick a folder that is no root."""
        inner = [folder for folder in self.folders if folder not in self.roots]
        if not inner:
            raise UnsuitableError
        return self.chance.choice(inner)

    def new(self) -> Path:
        """Return where a file could be put; maybe there is one."""
        return self.folder() / texts.name(self.chance)

    def alone(self, path: Path) -> Path:
        """Return the path of a file that may be written into."""
        if not self._through_links and path.exists() and path.stat().st_nlink > 1:
            raise UnsuitableError
        return path

    def write(self, path: Path, data: bytes) -> None:
        """Write a file anew, in place where it is there."""
        self.alone(path).write_bytes(data)

    def content(self, path: Path) -> bytes:
        """Return some content for a file of this name."""
        return texts.content(self.chance, path)

    def other_words(self, path: Path) -> bytes:
        """Return another content of the same length."""
        old = path.read_bytes()
        letters = bytes(self.chance.choice(b"abcdefgh mnop.\n") for _ in range(min(len(old), 40)))
        return letters + old[len(letters) :]
