"""The map page: its parts by themselves, then a real window with a real engine."""

from __future__ import annotations

import time
from pathlib import Path
from typing import cast

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.link.answers import Answer
from app.look.colours import SHAPE_CONTRAST, Tints, contrast
from app.look.palette import own_palette
from app.look.spectrum import spectrum
from app.maps.atlas import Atlas
from app.maps.captions import Caption, placed
from app.maps.crowd import Crowd
from app.maps.dots import Inks, Order, draw
from app.maps.page import Document, MapPage, Selection
from app.maps.shapes import Shape, Tool
from app.maps.sizes import dot_radius
from app.maps.view import MapView
from app.maps.viewport import Viewport
from app.wiring import Program
from engine.protocol.messages import Cluster, MapMade
from tests.process.search_examples import FILES, write_files

PATIENCE = 60_000
LEFT, CTRL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def _made(size: int = 300, *, library: str = "Default", **changes: object) -> MapMade:
    """Three groups side by side, by their numbers modulo three."""
    draw_ = np.random.default_rng(4)
    groups = (np.arange(size) % 3).astype("<i2")
    places = draw_.normal(0, 0.03, (size, 2)) + np.column_stack(
        [0.2 + 0.3 * groups, 0.5 + 0 * groups]
    )
    clusters = tuple(
        Cluster(terms=terms, x=0.2 + 0.3 * at, y=0.5, documents=int((groups == at).sum()))
        for at, terms in enumerate((("bread", "dough"), ("lava", "ash"), ("여권", "발급")))
    )
    fields: dict[str, object] = {
        "library": library,
        "made": 1.7e9,
        "stale": False,
        "changed": 0,
        "left_out": 0,
        "paths": tuple(f"/docs/{at}.txt" for at in range(size)),
        "titles": tuple("" if at else "The first" for at in range(size)),
        "xs": places[:, 0].clip(0, 1).astype("<f4").tobytes(),
        "ys": places[:, 1].clip(0, 1).astype("<f4").tobytes(),
        "clusters_of": groups.tobytes(),
        "modified": np.full(size, 1.7e9, "<f8").tobytes(),
        "clusters": clusters,
    }
    return MapMade(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


@pytest.fixture
def page(qtbot: QtBot) -> MapPage:
    page = MapPage()
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    _unroll(qtbot, page, _made())
    return page


@pytest.fixture
def view(page: MapPage) -> MapView:
    return page.view


def _unroll(qtbot: QtBot, page: MapPage, made: MapMade) -> None:
    with qtbot.waitSignal(page.view.unrolled, timeout=PATIENCE):
        page.show_map(made)
    qtbot.waitUntil(lambda: page.view.drawn, timeout=PATIENCE)


def _atlas(view: MapView) -> Atlas:
    assert view.atlas is not None
    return view.atlas


def _pixel(view: MapView, row: int) -> QPoint:
    return QPointF(*view.view.to_screen(*_atlas(view).places[row].tolist())).toPoint()


def _lonely(view: MapView) -> int:
    """A document with nobody near it and no name upon it."""
    places = _atlas(view).places
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


# Parts


@pytest.mark.parametrize("size", [(900, 600), (400, 700), (120, 90)])
def test_a_place_is_found_at_the_pixel_where_it_is_seen(size: tuple[int, int]) -> None:
    view = Viewport.whole(*size).zoomed(3.7, 40, 50).moved(12, -9)
    assert view.to_map(*view.to_screen(0.3, 0.8)) == pytest.approx((0.3, 0.8))


def test_all_of_the_map_is_in_sight_at_first() -> None:
    for size in ((1200, 500), (500, 900)):
        view = Viewport.whole(*size)
        for corner in ((0, 0), (1, 1)):
            x, y = view.to_screen(*corner)
            assert 0 <= x <= size[0]
            assert 0 <= y <= size[1]


def test_zooming_leaves_what_is_under_the_pointer_where_it_is() -> None:
    view = Viewport.whole(800, 600)
    near = view.zoomed(5, 500, 200)
    assert near.to_map(500, 200) == pytest.approx(view.to_map(500, 200))
    assert near.zoom == pytest.approx(5)


def test_the_map_cannot_be_lost() -> None:
    view = Viewport.whole(800, 600).moved(1e6, -1e6)
    x, y = view.to_screen(0, 1)
    assert x < 800
    assert y > 0
    assert Viewport.whole(800, 600).zoomed(1e-9, 0, 0).zoom > 0.5
    assert Viewport.whole(800, 600).zoomed(1e9, 0, 0).zoom < 1000


def test_another_size_keeps_the_middle_in_the_middle() -> None:
    view = Viewport.whole(800, 600).zoomed(6, 300, 300)
    assert view.resized(500, 400).to_map(250, 200) == pytest.approx(view.to_map(400, 300))


def test_names_never_overlap_and_the_first_one_wins() -> None:
    draw_ = np.random.default_rng(1)
    captions = [
        Caption(at, str(at), QPointF(*point), QSizeF(80, 20))
        for at, point in enumerate(draw_.uniform(0, 400, (60, 2)).tolist())
    ]
    found = placed(captions, QRectF(0, 0, 400, 400))
    assert found[0].key == 0
    assert 5 < len(found) < 60
    for at, name in enumerate(found):
        assert not any(name.box.intersects(other.box) for other in found[:at])


def test_a_name_goes_where_it_hides_no_dot_and_stays_in_the_middle_where_all_hide_some() -> None:
    view = Viewport.whole(600, 400)
    spots = [(300.0, 200.0), (280.0, 205.0), (320.0, 195.0)]
    places = np.array([view.to_map(*spot) for spot in spots], np.float32)
    crowd = Crowd(places, view, 5)
    corners = np.array([[250.0, 190.0], [0.0, 0.0], [-50.0, -50.0], [300.0, 40.0]])
    assert crowd.under(corners[:, 0], corners[:, 1], 100, 20).tolist() == [3, 0, 0, 0]
    beside = ((0.0, 0.0), (0.0, -40.0), (0.0, 80.0))
    caption = Caption(0, "name", QPointF(300, 200), QSizeF(80, 20), beside)
    assert crowd.turns(caption) == [1, 2, 0]
    room = QRectF(0, 0, 600, 400)
    assert placed([caption], room, (), crowd.turns)[0].box.center().y() == 160
    filled = np.stack(np.meshgrid(*[np.linspace(0, 1, 300)] * 2), axis=-1).reshape(-1, 2)
    everywhere = Crowd(filled.astype(np.float32), view, 0)
    steady = Caption(0, "name", QPointF(300, 200), QSizeF(80, 20), ((0.0, 0.0), (0.0, 0.0)))
    assert everywhere.turns(steady) == [0, 1]


@pytest.mark.parametrize("dark", [False, True])
def test_every_groups_colour_is_clear_on_the_map(dark: bool) -> None:
    tints = Tints.of(own_palette(dark=dark))
    colours = spectrum(tints)
    assert len({colour.name() for colour in colours}) == len(colours) >= 10
    assert all(contrast(colour, tints.base) >= SHAPE_CONTRAST for colour in colours)


def _order(atlas: Atlas, **changes: object) -> Order:
    inks = Inks(((200, 0, 0), (0, 200, 0), (0, 0, 200)), (90, 90, 90), (255, 255, 255), (0, 0, 0))
    fields: dict[str, object] = {
        "atlas": atlas,
        "view": Viewport.whole(400, 300),
        "rim": (0, 0),
        "ratio": 1.0,
        "inks": inks,
        "chosen": None,
        "found": None,
    }
    return Order(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def _at(image: QImage, order: Order, row: int) -> QColor:
    x, y = order.view.to_screen(*order.atlas.places[row].tolist())
    return image.pixelColor(
        int((x + order.rim[0]) * order.ratio), int((y + order.rim[1]) * order.ratio)
    )


@pytest.mark.parametrize(("ratio", "rim"), [(1.0, (0, 0)), (2.0, (40, 30))])
def test_a_dot_is_drawn_where_its_document_is(ratio: float, rim: tuple[int, int]) -> None:
    atlas = Atlas.of(_made(3))
    order = _order(atlas, ratio=ratio, rim=rim)
    image = draw(order)
    assert image.width() == (400 + 2 * rim[0]) * ratio
    names = [_at(image, order, row).name() for row in range(3)]
    assert names == ["#c80000", "#00c800", "#0000c8"]
    assert image.pixelColor(0, 0).alpha() == 0


def test_dots_at_the_edges_are_cut_and_not_wrapped() -> None:
    corners = np.array([[0, 0], [1, 1], [0, 1], [1, 0]], "<f4")
    made = _made(4, xs=corners[:, 0].tobytes(), ys=corners[:, 1].tobytes())
    for factor in (1.0, 30.0):
        for x, y in ((0, 0), (400, 300)):
            draw(_order(Atlas.of(made), view=Viewport.whole(400, 300).zoomed(factor, x, y)))


def test_what_is_not_selected_fades_and_what_is_found_has_a_ring() -> None:
    atlas = Atlas.of(_made(3))
    order = _order(atlas, chosen=atlas.mask([0]), found=atlas.mask([1]))
    image = draw(order)
    assert _at(image, order, 0).name() == "#c80000"
    assert _at(image, order, 2).lightness() > QColor("#0000c8").lightness()
    x, y = order.view.to_screen(*atlas.places[1].tolist())
    assert image.pixelColor(int(x + dot_radius(3, 1) + 1.5), int(y)).lightness() < 90


def test_a_lasso_covers_what_lies_inside_it() -> None:
    shape = Shape(Tool.LASSO, QPointF(10, 10))
    for point in ((90, 10), (90, 90), (50, 40), (10, 90)):
        shape.reach(QPointF(*point))
    covered = shape.covered(100, 100)
    assert covered.shape == (100, 100)
    assert covered[20, 50]
    assert not covered[80, 50]


def test_the_next_document_in_a_direction_lies_there() -> None:
    atlas = Atlas.of(_made(300))
    here = 0
    for _ in range(200):
        following = atlas.towards(here, 1, 0)
        if following == here:
            break
        assert atlas.places[following, 0] > atlas.places[here, 0]
        here = following
    assert atlas.places[here, 0] > 0.7


# The page


def test_a_map_is_drawn_with_the_names_of_its_groups(view: MapView) -> None:
    for group in range(3):
        cluster, at = _atlas(view).clusters[group], view.named_at(group)
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
    view.choose(_atlas(view).members(2))
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
        assert _atlas(view).clusters[group].terms[0] in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert _chosen(view) == 100
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert _chosen(view) == 0
    QTest.keyClick(view, Qt.Key.Key_Right)
    first = view.current
    assert first >= 0
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert _atlas(view).places[view.current, 0] > _atlas(view).places[first, 0]
    assert _atlas(view).name(view.current) in view.accessibleDescription()
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
    view.choose(_atlas(view).members(0))
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
    assert _atlas(view).name(0) == "The first"
    assert _atlas(view).name(7) == "7.txt"


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
    page.show_map(msgspec.structs.replace(_made(0), **nothing))
    assert not waiting.retry.isVisible()
    with qtbot.waitSignal(page.libraries_requested):
        waiting.libraries.click()


def test_a_stale_map_offers_another_one(qtbot: QtBot, page: MapPage) -> None:
    assert not page.bar.renew.isVisible()
    _unroll(qtbot, page, _made(stale=True, changed=12))
    with qtbot.waitSignal(page.make_requested):
        page.bar.renew.click()


def test_a_map_of_one_document_is_shown(qtbot: QtBot, page: MapPage) -> None:
    _unroll(qtbot, page, _made(1, clusters=()))
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert page.view.current == 0
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert page.view.current == 0


def test_fifty_thousand_documents_stay_fluid(qtbot: QtBot, page: MapPage) -> None:
    page.resize(1500, 950)
    _unroll(qtbot, page, _made(50_000))
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


# A real window and a real engine


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
    atlas = _atlas(page.view)
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
    assert str(new) in _atlas(page.view).paths
    assert not page.bar.renew.isVisible()

    page.view.choose(_atlas(page.view).at([volcano]))
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
