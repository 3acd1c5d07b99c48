"""The preview's pages: which are asked for, how they are turned, and how large they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.preview.page_asking import PageWish
from app.preview.page_fit import Fit, left_of
from app.preview.page_view import PageView
from app.preview.pane import PassagePane
from app.preview.pictures import Album, Decoder, Picture
from engine.protocol.messages import (
    Box,
    DocumentOpened,
    Hit,
    PageSize,
)
from tests.qt.preview_pane import shown_preview, turn_wheel

MakeHit = Callable[..., Hit]


A4 = PageSize(width=595, height=842)


@pytest.fixture
def pane(qtbot: QtBot) -> PassagePane:
    return shown_preview(qtbot)


def _opened_pdf(pages: int = 5) -> DocumentOpened:
    return DocumentOpened(path="/docs/a.pdf", kind="pdf", pages=(A4,) * pages)


BOXES = (
    Box(left=0.2, top=0.5, right=0.8, bottom=0.55, kind="passage"),
    Box(left=0.2, top=0.5, right=0.5, bottom=0.55, kind="best"),
    Box(left=0.3, top=0.5, right=0.4, bottom=0.55, kind="word"),
)


def test_pages_in_sight_are_asked_for_and_drawn_with_their_marks(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    with qtbot.waitSignal(pane.pages.page_wanted) as wanted:
        pane.show_hit(make_hit(1, path="/docs/a.pdf", page=3))
        pane.show_pages(_opened_pdf(), BOXES, (0.1, 0.9))
    assert wanted.args is not None
    wish = cast("PageWish", wanted.args[0])
    assert wish.page == 3
    assert pane.bar.page.text() == "page 3 of 5"
    image = QImage(wish.width, round(wish.width * 1.414), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    before = pane.pages.grab().toImage()
    pane.pages.take(Picture("/docs/a.pdf", 3, wish.width, image))
    colours = {before.pixelColor(x, y).name() for x in range(0, 300, 3) for y in range(0, 300, 3)}
    assert {"#ffe066", "#d5ece4"} <= colours


def test_no_line_is_cut_off_before_a_person_zooms(pane: PassagePane, make_hit: MakeHit) -> None:
    pages = pane.pages
    pane.show_hit(make_hit(1, path="/docs/a.pdf", page=3))
    pane.show_pages(_opened_pdf(), BOXES, (0.05, 0.95))
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    usual = pages.percent
    assert pages.fits
    assert pages.horizontalScrollBarPolicy() == never
    sheet, view = pages._layout.sheet(2), pages.viewport().width()
    left = sheet.left - pages.horizontalScrollBar().value()
    assert left + sheet.width * 0.05 >= 0
    assert left + sheet.width * 0.95 <= view
    pages.zoom_by(3)
    assert pages.percent > usual
    assert pages.horizontalScrollBarPolicy() != never
    pane.bar.fit.click()
    assert pages.percent <= usual
    assert pages.horizontalScrollBarPolicy() == never


def test_a_page_is_not_asked_for_twice_nor_one_that_failed(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    wishes: list[PageWish] = []
    pane.pages.page_wanted.connect(wishes.append)
    pane.show_hit(make_hit(1, path="/docs/a.pdf", page=1))
    pane.show_pages(_opened_pdf(), (), (0.0, 1.0))
    qtbot.waitUntil(lambda: bool(wishes))
    pane.pages.refuse(1)
    pane.pages.verticalScrollBar().setValue(5)
    pane.pages.go_to_page(4)
    qtbot.waitUntil(lambda: 4 in [wish.page for wish in wishes])
    assert len(wishes) == len(set(wishes))


def test_a_page_that_failed_is_asked_for_again_with_the_next_hit_and_the_next_engine(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    wishes: list[PageWish] = []
    pane.pages.page_wanted.connect(wishes.append)
    pane.show_hit(make_hit(1, path="/docs/a.pdf", page=1))
    pane.show_pages(_opened_pdf(), (), (0.0, 1.0))
    qtbot.waitUntil(lambda: bool(wishes))
    pane.pages.refuse(1)
    wishes.clear()
    pane.go_to(BOXES)
    qtbot.waitUntil(lambda: 1 in [wish.page for wish in wishes])
    wishes.clear()
    pane.pages.ask_again()
    qtbot.waitUntil(lambda: 1 in [wish.page for wish in wishes])


def test_keys_and_wheel_turn_pages_and_zoom(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    pane.show_hit(make_hit(1, path="/docs/a.pdf", page=1))
    pane.show_pages(_opened_pdf(), (), (0.0, 1.0))
    pages: PageView = pane.pages
    qtbot.keyClick(pages, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert pages.page == 2
    qtbot.keyClick(pages, Qt.Key.Key_End)
    assert pages.page == 5
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    assert pages.page == 1
    before = pages.percent
    turn_wheel(pages, 120)
    assert pages.percent > before
    pane.bar.smaller.click()
    assert abs(pages.percent - before) <= 1
    pane.bar.larger.click()
    pane.bar.fit.click()
    assert pages.fits
    assert pages.percent == before
    assert pages.page == 1


def test_pictures_are_decoded_elsewhere_and_bad_ones_are_dropped(qtbot: QtBot) -> None:
    from numpy import full, uint8

    from engine.preview.png import encode_png

    decoder = Decoder()
    decoder.decode("/a", 1, 2, b"no picture")
    with qtbot.waitSignal(decoder.decoded) as decoded:
        decoder.decode("/a", 2, 40, encode_png(full((30, 40, 3), 250, uint8)))
    assert decoded.args is not None
    picture = cast("Picture", decoded.args[0])
    assert (picture.page, picture.image.width(), picture.image.height()) == (2, 40, 30)


def test_an_album_forgets_what_was_not_looked_at_for_longest() -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    album = Album(room=2 * image.sizeInBytes())
    for page in (1, 2):
        album.put(Picture("/a", page, 10, image))
    assert album.get(1) is not None
    album.put(Picture("/a", 3, 10, image))
    assert album.get(2) is None
    assert album.get(1) is not None


def test_the_text_of_a_page_is_as_wide_as_the_view() -> None:
    sizes = ((600.0, 800.0),)
    assert Fit((0.1, 0.9)).scale(sizes, 500) == pytest.approx(Fit().scale(sizes, 500) / 0.8)


def test_a_view_that_is_too_narrow_begins_at_the_words() -> None:
    heading = Box(left=0.1, top=0, right=0.2, bottom=0.1, kind="passage")
    best = Box(left=0.2, top=0, right=0.7, bottom=0.1, kind="best")
    assert left_of((heading, best), 0.8) == pytest.approx(0.07)
    assert left_of((heading, best), 0.5) == pytest.approx(0.17)
