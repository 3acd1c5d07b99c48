"""The map page: what pointer, keys and buttons do on it, and what it says."""

from __future__ import annotations

import time
from typing import cast

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.maps.page import Document, MapPage, Selection
from app.maps.shapes import Tool
from app.maps.view import MapView
from tests.qt.map_page import atlas_of, made_map, unroll

LEFT, CTRL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def page(qtbot: QtBot) -> MapPage:
    page = MapPage()
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    unroll(qtbot, page, made_map())
    return page


@pytest.fixture
def view(page: MapPage) -> MapView:
    return page.view


def _pixel(view: MapView, row: int) -> QPoint:
    return QPointF(*view.view.to_screen(*atlas_of(view).places[row].tolist())).toPoint()


def _lonely(view: MapView) -> int:
    """A document with nobody near it and no name upon it."""
    places = atlas_of(view).places
    apart = np.linalg.norm(places[:, None] - places[None], axis=2) + np.eye(len(places)) * 9
    for row in np.argsort(-apart.min(axis=1)).tolist():
        if view.group_at(QPointF(_pixel(view, row))) < 0:
            return row
    raise AssertionError


def _chosen(view: MapView) -> int:
    return 0 if view.chosen is None else int(view.chosen.sum())


def _drag(view: MapView, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier) -> None:
    QTest.mousePress(view, LEFT, modifier, start)
    for step in range(1, 6):
        QTest.mouseMove(view, start + (end - start) * (step / 5))
    QTest.mouseRelease(view, LEFT, modifier, end)


def test_a_map_is_drawn_with_the_names_of_its_groups(view: MapView) -> None:
    for group in range(3):
        cluster, at = atlas_of(view).clusters[group], view.named_at(group)
        assert at is not None
        assert view.group_at(at) == group
        away = at - QPointF(*view.view.to_screen(cluster.x, cluster.y))
        assert away.manhattanLength() < 200, "a name stands at its group"
    assert view.named_at(3) is None
    assert "bread" in view.accessibleDescription()
    picture = view.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name() for x in range(0, 800, 3) for y in range(100, 500, 3)
    }
    assert len(colours) > 10


def test_a_click_on_a_groups_name_selects_its_documents(page: MapPage, view: MapView) -> None:
    at = view.named_at(1)
    assert at is not None
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, at.toPoint())
    assert _chosen(view) == 100
    assert page.selection.search.isVisible()
    assert "100" in page.selection.search.text()
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(12, 12))
    assert view.chosen is None
    assert not page.selection.search.isVisible()


def test_a_click_on_a_document_shows_it_and_a_double_click_opens_it(
    qtbot: QtBot, page: MapPage, view: MapView
) -> None:
    row = _lonely(view)
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, _pixel(view, row))
    assert view.current == row
    assert page.selection.open.isVisible()
    with qtbot.waitSignal(page.open_requested) as opened:
        QTest.mouseDClick(view, LEFT, Qt.KeyboardModifier.NoModifier, _pixel(view, row))
    assert opened.args is not None
    assert cast("Document", opened.args[0]).path == f"/docs/{row}.txt"
    with qtbot.waitSignal(page.similar_requested):
        page.selection.similar.click()


def test_a_rectangle_selects_and_control_adds(page: MapPage, view: MapView) -> None:
    def around(group: int) -> tuple[QPoint, QPoint]:
        corners = ((0.2 + 0.3 * group - 0.14, 0.2), (0.2 + 0.3 * group + 0.14, 0.8))
        start, end = (QPointF(*view.view.to_screen(*corner)).toPoint() for corner in corners)
        return start, end

    _drag(view, *around(0), SHIFT)
    assert _chosen(view) == 100
    page.bar.tools[Tool.LASSO].click()
    assert view.tool is Tool.LASSO
    page.bar.tools[Tool.RECTANGLE].click()
    _drag(view, *around(2), CTRL)
    assert _chosen(view) == 200


def test_what_is_selected_is_searched_in(qtbot: QtBot, page: MapPage, view: MapView) -> None:
    view.choose(atlas_of(view).members(2))
    with qtbot.waitSignal(page.search_requested) as wished:
        page.selection.search.click()
    assert wished.args is not None
    selection = cast("Selection", wished.args[0])
    assert len(selection.paths) == 100
    assert "100" in selection.label


def test_dragging_moves_the_map_and_is_no_click(view: MapView) -> None:
    row = _lonely(view)
    at, before = _pixel(view, row), view.view
    _drag(view, at, at + QPoint(60, 30), Qt.KeyboardModifier.NoModifier)
    assert view.view.left == pytest.approx(before.left + 60)
    assert view.current == -1


def test_the_wheel_comes_nearer_at_the_pointer(qtbot: QtBot, view: MapView) -> None:
    from PySide6.QtGui import QWheelEvent

    at, before = QPointF(200, 300), view.view
    event = QWheelEvent(
        at,
        QPointF(view.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)
    assert view.view.zoom > before.zoom * 1.3
    assert view.view.to_map(200, 300) == pytest.approx(before.to_map(200, 300))


def test_the_map_is_used_by_keys_alone(qtbot: QtBot, page: MapPage, view: MapView) -> None:
    page.activateWindow()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.hasFocus)
    for group in range(3):
        QTest.keyClick(view, Qt.Key.Key_Tab)
        assert view.group == group
        assert atlas_of(view).clusters[group].terms[0] in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert _chosen(view) == 100
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert _chosen(view) == 0
    QTest.keyClick(view, Qt.Key.Key_Right)
    first = view.current
    assert first >= 0
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert atlas_of(view).places[view.current, 0] > atlas_of(view).places[first, 0]
    assert atlas_of(view).name(view.current) in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert _chosen(view) == 1
    with qtbot.waitSignal(view.opened):
        QTest.keyClick(view, Qt.Key.Key_Return)
    zoom = view.view.zoom
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.view.zoom > zoom
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.view.zoom == pytest.approx(1)
    left = view.view.left
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert view.view.left > left


def test_tab_leaves_the_map_after_its_last_group(
    qtbot: QtBot, page: MapPage, view: MapView
) -> None:
    page.activateWindow()
    view.choose(atlas_of(view).members(0))
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.hasFocus)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()


def test_what_the_pointer_rests_on_tells_about_itself(
    qtbot: QtBot, page: MapPage, view: MapView
) -> None:
    row = _lonely(view)
    with qtbot.waitSignal(page.beginning_requested) as asked:
        QTest.mouseMove(view, _pixel(view, row))
    assert asked.args is not None
    assert page.card.isVisible()
    page.begin("/docs/other.txt", "not this one")
    page.begin(f"/docs/{row}.txt", "It begins like this.")
    assert not page.card.geometry().contains(_pixel(view, row))
    QTest.mouseMove(view, QPoint(5, 5))
    qtbot.waitUntil(lambda: not page.card.isVisible())


def test_a_document_without_a_title_is_called_by_its_file(view: MapView) -> None:
    assert atlas_of(view).name(0) == "The first"
    assert atlas_of(view).name(7) == "7.txt"


def test_states_without_a_map_say_what_can_be_done(qtbot: QtBot, page: MapPage) -> None:
    waiting = page.waiting
    page.show_progress("placing", 1, 2)
    assert waiting.isVisible()
    assert waiting.bar.isVisible()
    assert 450 < waiting.bar.value() < 970
    with qtbot.waitSignal(page.cancel_requested):
        waiting.cancel.click()
    page.show_stopped("It did not work.", "Try again.")
    assert not waiting.bar.isVisible()
    with qtbot.waitSignal(page.make_requested):
        waiting.retry.click()
    nothing: dict[str, object] = {
        "xs": b"",
        "ys": b"",
        "modified": b"",
        "clusters_of": b"",
        "paths": (),
        "titles": (),
    }
    page.show_map(msgspec.structs.replace(made_map(0), **nothing))
    assert not waiting.retry.isVisible()
    with qtbot.waitSignal(page.libraries_requested):
        waiting.libraries.click()


def test_a_stale_map_offers_another_one(qtbot: QtBot, page: MapPage) -> None:
    assert not page.bar.renew.isVisible()
    unroll(qtbot, page, made_map(stale=True, changed=12))
    with qtbot.waitSignal(page.make_requested):
        page.bar.renew.click()


def test_a_map_of_one_document_is_shown(qtbot: QtBot, page: MapPage) -> None:
    unroll(qtbot, page, made_map(1, clusters=()))
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert page.view.current == 0
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert page.view.current == 0


def test_fifty_thousand_documents_stay_fluid(qtbot: QtBot, page: MapPage) -> None:
    page.resize(1500, 950)
    unroll(qtbot, page, made_map(50_000))
    view = page.view
    ground = QImage(view.size(), QImage.Format.Format_ARGB32_Premultiplied)
    steps: list[float] = []
    for step in range(60):
        began = time.process_time()
        view.look(view.view.moved(7, 3) if step % 2 else view.view.zoomed(1.05, 600, 400))
        view.document_at(QPointF(500 + step, 400))
        painter = QPainter(ground)
        view.render(painter, QPoint())
        painter.end()
        steps.append(time.process_time() - began)
    assert float(np.median(steps)) < 0.016
