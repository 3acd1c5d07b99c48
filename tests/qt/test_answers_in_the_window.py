"""Copies, words that were meant, patterns: by a real engine, in a real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.results.copies import CopiesRow, CopyRow
from app.results.rows import PassageRow
from tests.qt.stage import Stage

pytestmark = pytest.mark.timeout(180)
LETTER = (
    "Dear neighbour, the sluice gate at the upper mill will be opened on Monday morning, so that "
    "the meadow is flooded before the frost. Please move your boats and tell the children to stay "
    "off the weir until the water has gone down again. We expect to children and boats by Friday."
)


@pytest.fixture(scope="module")
def stage(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    documents = tmp_path_factory.mktemp("documents")
    (documents / "letter.txt").write_text(LETTER, "utf-8")
    (documents / "archive").mkdir()
    (documents / "archive" / "copy of letter.txt").write_text(LETTER, "utf-8")
    edited = LETTER.replace("Monday", "Tuesday")
    (documents / "letter edited.md").write_text(edited, "utf-8")
    (documents / "bread.txt").write_text(
        "Knead the dough and let it rise. Formation of gluten takes time and formal recipes.",
        "utf-8",
    )
    with Stage(qapp, tmp_path_factory.mktemp("answers") / "data") as stage:
        stage.start()
        stage.index(documents)
        yield stage


def test_copies_are_one_line_and_unfold_by_key(stage: Stage) -> None:
    stage.search("sluice gate meadow frost")
    model, view = stage.window.results.model, stage.window.results.view
    passages = [row for row in model.rows if isinstance(row, PassageRow)]
    assert len(passages) == 1
    (line,) = (row for row in model.rows if isinstance(row, CopiesRow))
    assert line.text == "2 copies"
    stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Right, view)
    copies = [row for row in model.rows if isinstance(row, CopyRow)]
    names = {row.text for row in copies} | {Path(passages[0].hit.path).name}
    assert names == {"letter.txt", "copy of letter.txt", "letter edited.md"}
    assert "another version" in {row.difference for row in copies}
    stage.press(Qt.Key.Key_Down, view)
    row = view.selected_row()
    assert isinstance(row, CopyRow)
    passage = stage.window.passage
    stage.wait(lambda: passage.hit == row.hit)
    stage.wait(lambda: "sluice gate" in passage.text.toPlainText())


def test_a_misspelt_word_leads_to_the_one_that_was_meant(stage: Stage) -> None:
    stage.search("childrn and boats")
    remarks = stage.window.remarks
    stage.wait(lambda: remarks.shown)
    assert "“childrn”" in remarks.shown[0].text
    remarks.buttons()[0].click()
    assert stage.window.search.field.text() == "children and boats"
    stage.wait(lambda: not remarks.shown)


def test_patterns_and_nearness_are_read_and_seen(stage: Stage) -> None:
    stage.search("forma* NEAR/9 gluten")
    stage.wait(lambda: stage.window.search.chips.chips)
    assert [chip.text for chip in stage.window.search.chips.chips] == ["At most 9 words apart"]
    rows = [row for row in stage.window.results.model.rows if isinstance(row, PassageRow)]
    assert [Path(row.hit.path).name for row in rows] == ["bread.txt"]


def test_a_list_of_files_has_no_percentages(stage: Stage) -> None:
    stage.search("ext:md")
    rows = [row for row in stage.window.results.model.rows if isinstance(row, PassageRow)]
    assert [row.percent for row in rows] == [""]
    assert not stage.window.remarks.shown
