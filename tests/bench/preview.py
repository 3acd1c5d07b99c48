"""From choosing a hit to seeing it in its document: ``python -m tests.bench.preview FOLDER``.

The real window, engine and preview worker; every file of the folder is chosen once, in the order of
its name. Printed: milliseconds to the first picture of the document (pages: rendered and drawn) by
kind, and the longest that the window's thread was held up meanwhile, by its own clock.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.link.answers import Answer
from app.wiring import Program, build
from engine.client import Client
from engine.protocol.messages import Hit, LibraryInfo, Quit

LIMIT_MS = 20_000
_BEAT_MS = 2


class Bench:
    """One window over one folder."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.worst = 0.0
        self._beat = QTimer()
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._tick)
        self._last = 0.0

    def index(self) -> None:
        """Index the folder."""
        link = self.program.link
        loop = QEventLoop()

        def see(libraries: tuple[LibraryInfo, ...]) -> None:
            if any(info.files and not info.progress.running for info in libraries):
                loop.quit()

        link.libraries_changed.connect(see)

        def begin(_connected: object) -> None:
            link.add_folders((str(self.folder),))

        link.engine_ready.connect(begin)
        link.connect_now()
        loop.exec()

    def hit_of(self, path: Path) -> Hit | None:
        """A hit in a file."""
        link, loop = self.program.link, QEventLoop()
        found: list[Answer] = []

        def take(answer: Answer) -> None:
            found.append(answer)
            loop.quit()

        link.searches.finished.connect(take)
        link.searches.search(f'name:"{path.name}"')
        QTimer.singleShot(LIMIT_MS, loop.quit)
        loop.exec()
        link.searches.finished.disconnect(take)
        hits = found[-1].hits if found else ()
        return next((hit for hit in hits if hit.path == str(path)), None)

    def show(self, hit: Hit) -> float:
        """Milliseconds from choosing a hit to its document on the screen."""
        pane, loop = self.program.window.passage, QEventLoop()
        pane.show_hit(None)
        began = time.perf_counter()
        self._last, self.worst = began, 0.0
        watch = QTimer()
        watch.setInterval(1)
        watch.timeout.connect(lambda: loop.quit() if self._shown(hit) else None)
        watch.start()
        self._beat.start()
        QTimer.singleShot(LIMIT_MS, loop.quit)
        pane.show_hit(hit)
        loop.exec()
        watch.stop()
        pane.repaint()
        self._beat.stop()
        return 1000 * (time.perf_counter() - began)

    def _shown(self, hit: Hit) -> bool:
        pane = self.program.window.passage
        if pane.shows_pages_of(hit.path):
            return pane.pages.complete
        return pane.text.holds(hit, hit.path, pane.text.kind)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, 1000 * (now - self._last) - _BEAT_MS)
        self._last = now


def main(folder: Path) -> None:
    """Measure and print."""
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as data:
        program = build(application, data=data)
        program.window.resize(1300, 820)
        program.window.show()
        bench = Bench(program, folder)
        bench.index()
        taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            hit = bench.hit_of(path)
            if hit is not None:
                milliseconds = bench.show(hit)
                taken[hit.media_type].append((milliseconds, bench.worst))
        program.link.end()
        with Client.connect(data) as client:
            client.request(Quit(), timeout=20)
    for kind, times in sorted(taken.items()):
        shown, held = zip(*times, strict=True)
        print(
            f"{kind:<75} {len(times):>4}  median {statistics.median(shown):6.1f} ms"
            f"  worst {max(shown):6.1f} ms  held up {max(held):5.1f} ms"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    main(parser.parse_args().folder.resolve())
