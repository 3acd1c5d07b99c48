"""A drive for the tests: a real file system that comes and goes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


class Stick:
    """A small file system that can be plugged in and pulled out with what is on it."""

    def __init__(self, place: Path, image: Path) -> None:
        self.place, self._image, self._mounted = place, image, False
        image.mkdir()
        self._mount("-t", "tmpfs", "-o", "size=1m", "findling-test", str(image))
        self._image_mounted = True

    def plug_in(self) -> None:
        """Have what is on it at its place."""
        self.place.mkdir(parents=True, exist_ok=True)
        self._mount("--bind", str(self._image), str(self.place))
        self._mounted = True

    def pull_out(self, *, with_its_folder: bool = False) -> None:
        """Take it away; its place stays as an empty folder, or goes too."""
        subprocess.run(["umount", str(self.place)], check=True)
        self._mounted = False
        if with_its_folder:
            self.place.rmdir()

    def close(self) -> None:
        """Unmount all."""
        if self._mounted:
            self.pull_out()
        if self._image_mounted:
            subprocess.run(["umount", str(self._image)], check=True)

    def _mount(self, *arguments: str) -> None:
        done = subprocess.run(["mount", *arguments], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("no right to mount here")
