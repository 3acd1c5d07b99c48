"""Going away from a map, at any moment: nothing is left behind and nothing ends badly."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from tests.process.search_examples import FILES, write_files
from tests.qt.leaving import MOMENTS, WAYS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.maps.page import MapPage
    from app.wiring import Program

ROOT = Path(__file__).parents[2]
PATIENCE = 60_000


def _left(moment: str, way: str) -> tuple[int, bool]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.qt.leaving", moment, way],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return ended.returncode, "Traceback" in ended.stderr


@pytest.mark.timeout(240)
def test_leaving_while_a_picture_is_drawn_never_ends_badly() -> None:
    ways = list(product(MOMENTS, WAYS))
    assert len(ways) == 20
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(ways, pool.map(_left, *zip(*ways, strict=True)), strict=True))
    assert found == dict.fromkeys(ways, (0, False))


@pytest.mark.timeout(180)
def test_other_pages_are_visited_while_a_map_is_made(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    write_files(tmp_path / "documents")
    link, window = program.link, program.window

    def all_indexed(libraries: tuple[object, ...]) -> bool:
        return any(getattr(info, "files", 0) == len(FILES) for info in libraries)

    with qtbot.waitSignal(link.engine_ready, timeout=PATIENCE):
        link.connect_now()
    with qtbot.waitSignal(link.libraries_changed, timeout=PATIENCE, check_params_cb=all_indexed):
        link.add_folders((str(tmp_path / "documents"),))
    window.pages.go("map")
    page = cast("MapPage", window.pages.page("map"))
    for _ in range(20):
        page.make_requested.emit()
        window.pages.go("search")
        window.pages.go("map")
    qtbot.waitUntil(lambda: page.view.drawn, timeout=PATIENCE)
    assert page.view.atlas is not None
    assert len(page.view.atlas) == len(FILES)
    page.make_requested.emit()
    window.close()
