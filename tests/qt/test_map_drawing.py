"""What a map is drawn from: its places, names, colours, dots and shapes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage

from app.look.colours import SHAPE_CONTRAST, Tints, contrast
from app.look.palette import own_palette
from app.look.spectrum import spectrum
from app.maps.atlas import Atlas
from app.maps.captions import Caption, placed
from app.maps.crowd import Crowd
from app.maps.dots import Inks, Order, draw
from app.maps.shapes import Shape, Tool
from app.maps.sizes import dot_radius
from app.maps.viewport import Viewport
from tests.qt.map_page import made_map


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
    atlas = Atlas.of(made_map(3))
    order = _order(atlas, ratio=ratio, rim=rim)
    image = draw(order)
    assert image.width() == (400 + 2 * rim[0]) * ratio
    names = [_at(image, order, row).name() for row in range(3)]
    assert names == ["#c80000", "#00c800", "#0000c8"]
    assert image.pixelColor(0, 0).alpha() == 0


def test_dots_at_the_edges_are_cut_and_not_wrapped() -> None:
    corners = np.array([[0, 0], [1, 1], [0, 1], [1, 0]], "<f4")
    made = made_map(4, xs=corners[:, 0].tobytes(), ys=corners[:, 1].tobytes())
    for factor in (1.0, 30.0):
        for x, y in ((0, 0), (400, 300)):
            draw(_order(Atlas.of(made), view=Viewport.whole(400, 300).zoomed(factor, x, y)))


def test_what_is_not_selected_fades_and_what_is_found_has_a_ring() -> None:
    atlas = Atlas.of(made_map(3))
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
    atlas = Atlas.of(made_map(300))
    here = 0
    for _ in range(200):
        following = atlas.towards(here, 1, 0)
        if following == here:
            break
        assert atlas.places[following, 0] > atlas.places[here, 0]
        here = following
    assert atlas.places[here, 0] > 0.7
