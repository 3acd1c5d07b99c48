"""The list of results by itself, for the tests of it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.results.pane import ResultsPane
from app.results.rows import (
    PassageRow,
    Row,
)


def shown_list(qtbot: QtBot) -> ResultsPane:
    """Show a pane of results without a window around it."""
    pane = ResultsPane()
    qtbot.addWidget(pane)
    pane.resize(560, 420)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def picture(pane: ResultsPane) -> bytes:
    """Return what the list looks like."""
    image = pane.view.grab().toImage()  # the bits are the image's own: it must outlive them
    return bytes(image.constBits())


def passage_of(row: Row) -> int:
    """Return the number of a row's passage."""
    assert isinstance(row, PassageRow)
    return row.hit.passage


def selected(pane: ResultsPane) -> int:
    """Return the number of the passage that is selected."""
    row = pane.view.selected_row()
    assert row is not None
    return row.hit.passage
