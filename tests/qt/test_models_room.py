"""The models' page in little room: large text in a small window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from app.look.style import Style
from app.models.page import ModelsPage
from tests.qt.some_models import ALL, FAR, model

LONG = model(
    "sentence-transformers/paraphrase-multilingual-minilm-l12-v2-and-a-tail-that-never-ends",
    state="partial",
    installed=False,
    languages=tuple("abcdefghij"),
)


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    before = qapp.font(), qapp.styleSheet(), qapp.palette()
    style = Style(qapp, "light", 200)
    yield
    style.deleteLater()
    qapp.setFont(before[0])
    qapp.setStyleSheet(before[1])
    qapp.setPalette(before[2])


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("size", [(735, 570), (600, 400)])
def test_large_text_in_a_small_window_leaves_room_for_list_and_model(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = ModelsPage()
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.show_models((*ALL, LONG))
    for name in (LONG.id, FAR.id, "static"):
        page.choose(name)
        qtbot.wait(1)
        (area,) = (one for one in page.findChildren(QScrollArea) if one.widget() is page.detail)
        assert area.horizontalScrollBar().maximum() == 0
        assert page.detail.width() > 0.9 * page.width()
        assert page.view.width() > 0.9 * page.width()
        row = page.view.visualRect(page.view.currentIndex())
        assert page.view.viewport().rect().intersects(row)
        heights = [whole.height() for whole in (page.view, area)]
        assert min(heights) > page.fontMetrics().height() * 2
    page.resize(1900, 900)
    qtbot.wait(1)
    assert page.view.width() < page.width() / 2


def test_a_long_name_is_told_whole_as_a_tool_tip(qtbot: QtBot) -> None:
    page = ModelsPage()
    qtbot.addWidget(page)
    page.show_models((LONG,))
    told = page.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert str(told).startswith(LONG.name)
    assert page.detail.name.toolTip() == LONG.name
