"""A screen of its own (Xvfb) with real key and mouse events (xdotool)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QColor, QImage

TOOLS = ("Xvfb", "xdotool")
SIZE = (1180, 760)
_KEY_MS = 70
_LOOK_SECONDS = 0.15
_GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
application.primaryScreen().grabWindow(0).save(sys.argv[1])
"""
_PASTE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
application = QApplication([])
window = QPlainTextEdit()
window.show()
def paste():
    window.paste()
    sys.stdout.write(window.toPlainText())
    sys.stdout.flush()
    application.quit()
QTimer.singleShot(300, paste)
application.exec()
"""


def missing() -> str:
    """The tools that this needs and that are not installed; empty when all are."""
    return ", ".join(tool for tool in TOOLS if shutil.which(tool) is None)


class Display:
    """An X server that nobody looks at; end it by leaving the ``with`` statement."""

    def __init__(self, album: Path) -> None:
        self._album = album
        self._began = time.monotonic()
        self._number = 0
        self.pictures: list[Path] = []

    def __enter__(self) -> Display:
        screen = f"{SIZE[0]}x{SIZE[1]}x24"
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-br"]
        command.append("-noreset")  # without, it begins anew when nobody is connected
        self._server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self._server.stdout is not None
        name = self._server.stdout.readline().decode().strip()
        self.environment = os.environ | {"DISPLAY": f":{name}", "QT_QPA_PLATFORM": "xcb"}
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait(10)
        assert self._server.stdout is not None
        self._server.stdout.close()

    def begin(self) -> None:
        """Start the person's clock."""
        self._began = time.monotonic()

    def seconds(self) -> float:
        """What the person has needed so far."""
        return time.monotonic() - self._began

    def picture(self, name: str) -> Path:
        """Keep what is on the screen, with a number and the time in its name."""
        self._number += 1
        path = self._album / f"{self._number:02d}-{name}-{self.seconds():.0f}s.png"
        self.look().save(str(path))
        self.pictures.append(path)
        return path

    def look(self) -> QImage:
        """What is on the screen."""
        path = self._album / ".look.png"
        self._program(_GRAB, str(path))
        image = QImage(str(path))
        path.unlink()
        return image

    def wait_for_window(self, title: str) -> None:
        """Wait for a window and give it the keys, as a window manager would."""
        found = self.act("search", "--sync", "--onlyvisible", "--name", title).split()[0]
        self.act("windowfocus", "--sync", found)

    def wait_to_see(
        self, seen: Callable[[QImage], tuple[int, int] | None], patience: float = 30.0
    ) -> tuple[int, int]:
        """Look until something is on the screen; where it is.

        Raises:
            TimeoutError: if it never was.
        """
        ended = threading.Event()
        limit = time.monotonic() + patience
        while time.monotonic() < limit:
            place = seen(self.look())
            if place is not None:
                return place
            ended.wait(_LOOK_SECONDS)
        raise TimeoutError(f"not seen within {patience} s: {seen}")

    def click(self, place: tuple[int, int]) -> None:
        """Move the pointer there as a hand does, and press."""
        self.act("mousemove", str(place[0] - 40), str(place[1] - 25))
        self.act("mousemove", str(place[0]), str(place[1]), "click", "1")

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        self.act("type", "--delay", str(_KEY_MS), text)

    def press(self, keys: str) -> None:
        """Press keys together, such as ``ctrl+c``."""
        self.act("key", keys)

    def pasted(self) -> str:
        """What pasting gives in another program."""
        return self._program(_PASTE)

    def act(self, *arguments: str) -> str:
        """Have xdotool do something."""
        command = ["xdotool", *arguments]
        done = subprocess.run(
            command, env=self.environment, check=True, capture_output=True, timeout=30
        )
        return done.stdout.decode()

    def _program(self, source: str, *arguments: str) -> str:
        command = [sys.executable, "-c", source, *arguments]
        done = subprocess.run(
            command, env=self.environment, check=True, capture_output=True, timeout=30
        )
        return done.stdout.decode()


def stroke_of(
    colour: QColor, image: QImage, area: tuple[float, float, float, float], least: int
) -> tuple[int, int] | None:
    """The middle of the first widest stroke of a colour: a button, a bar.

    Args:
        colour: exactly this one.
        image: the screen.
        area: left, top, right, bottom as shares of the screen.
        least: pixels in a row; None is the answer where there are not so many.
    """
    left, right = round(area[0] * image.width()), round(area[2] * image.width())
    best, at = least - 1, None
    for y in range(round(area[1] * image.height()), round(area[3] * image.height())):
        run = 0
        for x in range(left, right):
            run = run + 1 if image.pixel(x, y) == colour.rgb() else 0
            if run > best:
                best, at = run, (x - run // 2, y)
    return at
