"""The map of a real library, in a window with a real engine."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from app.link.answers import Answer
from app.maps.page import Document, MapPage
from app.wiring import Program
from tests.process.search_examples import FILES, write_files
from tests.qt.map_page import PATIENCE, atlas_of


@pytest.mark.timeout(180)
def test_a_real_library_is_mapped_and_searched_in(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    write_files(tmp_path / "documents")
    link, window = program.link, program.window
    with qtbot.waitSignal(link.engine_ready, timeout=PATIENCE):
        link.connect_now()

    def all_indexed(libraries: tuple[object, ...]) -> bool:
        return any(getattr(info, "files", 0) == len(FILES) for info in libraries)

    with qtbot.waitSignal(link.libraries_changed, timeout=PATIENCE, check_params_cb=all_indexed):
        link.add_folders((str(tmp_path / "documents"),))
    window.pages.go("map")
    page = cast("MapPage", window.pages.page("map"))
    qtbot.waitUntil(lambda: page.view.drawn, timeout=PATIENCE)
    atlas = atlas_of(page.view)
    assert len(atlas) == len(FILES)

    volcano = str(tmp_path / "documents/nature/volcano.txt")
    page.beginning_requested.emit(Document(atlas.library, volcano, ""))
    page._told = atlas.rows[volcano]
    qtbot.waitUntil(lambda: "Molten rock" in page.card._text.text(), timeout=PATIENCE)

    new = tmp_path / "documents/tides.txt"
    new.write_text("Tides follow the moon, twice a day, in every harbour.")
    qtbot.waitUntil(page.bar.renew.isVisible, timeout=PATIENCE)
    page.bar.renew.click()
    page.waiting.cancel.click()
    assert page.view.isVisible()
    assert page.bar.renew.isVisible()
    with qtbot.waitSignal(page.view.unrolled, timeout=PATIENCE):
        page.bar.renew.click()
    assert str(new) in atlas_of(page.view).paths
    assert not page.bar.renew.isVisible()

    page.view.choose(atlas_of(page.view).at([volcano]))
    page.selection.search.click()
    assert window.pages.current == "search"
    with qtbot.waitSignal(link.searches.finished, timeout=PATIENCE) as finished:
        window.search.field.setText("rock")
    assert finished.args is not None
    answer = cast("Answer", finished.args[0])
    assert {hit.path for hit in answer.hits} == {volcano}
    window.pages.go("map")
    assert page.view._found is not None
    assert int(page.view._found.sum()) == 1
