"""The preview without an engine: what it shows of what it is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.preview.page_fit import Fit, left_of
from app.preview.page_view import PageView, PageWish
from app.preview.pane import PassagePane
from app.preview.pictures import Album, Decoder, Named, Picture
from app.preview.text_view import StretchWish, TextView
from engine.protocol.documents import Span
from engine.protocol.messages import (
    Box,
    DocumentOpened,
    DocumentRead,
    Hit,
    PageSize,
    Parts,
    WordWeight,
)

MakeHit = Callable[..., Hit]
A4 = PageSize(width=595, height=842)


@pytest.fixture
def pane(qtbot: QtBot) -> PassagePane:
    pane = PassagePane()
    pane.resize(420, 700)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def _part(text: str, start: int = 0, total: int = 0, **more: object) -> DocumentRead:
    fields = {"path": "/docs/a.txt", "text": text, "start": start, "total": total or len(text)}
    return DocumentRead(**{**fields, **more})  # pyright: ignore[reportArgumentType]


def _marked(view: TextView) -> list[str]:
    return [s.cursor.selectedText() for s in view.extraSelections()]


def _mark_top(view: TextView) -> int:
    """Where the first mark is in the view, pixels."""
    selections = view.extraSelections()
    return view.cursorRect(selections[0].cursor).top()


def _hit_in(make_hit: MakeHit, text: str, passage: str, word: str, **more: object) -> Hit:
    start, at = text.index(passage), passage.index(word)
    marks = ((at, at + len(word)),)
    return make_hit(1, text=passage, start=start, end=start + len(passage), marks=marks, **more)


def test_a_hit_is_marked_in_its_document_and_in_sight(pane: PassagePane, make_hit: MakeHit) -> None:
    text = "".join(f"Line {n} 😀 of a long story.\n" for n in range(300))
    hit = _hit_in(make_hit, text, "Line 150 😀 of a long story.", "long", best=(0, 8))
    pane.show_hit(hit)
    pane.show_text(_part(text), "text")
    assert _marked(pane.text) == ["Line 150", "long"]
    assert 0 <= _mark_top(pane.text) < pane.text.viewport().height() / 2


def test_the_hit_stays_in_sight_when_the_pane_becomes_narrower(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    text = "".join(f"Line {n} of a story whose lines are wrapped anew.\n" for n in range(300))
    pane.show_hit(_hit_in(make_hit, text, "Line 200 of a story", "story"))
    pane.show_text(_part(text), "text")
    pane.resize(230, 700)
    height = pane.text.viewport().height()
    qtbot.waitUntil(lambda: 0 <= _mark_top(pane.text) < height / 2)


@pytest.mark.parametrize("kind", ["text", "code", "markdown", "html"])
def test_more_text_comes_above_and_below_and_what_is_read_stays_where_it_is(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit, kind: str
) -> None:
    paragraphs = [f"Paragraph {n} tells a part of the story.\n\n" for n in range(600)]
    text = "".join(paragraphs)

    def part(first: int, last: int) -> DocumentRead:
        start = sum(map(len, paragraphs[:first]))
        source = "".join(f"<p>{p.strip()}</p>" for p in paragraphs[first:last])
        return _part("".join(paragraphs[first:last]), start, len(text), source=source)

    view, ends = pane.text, [280, 320]
    wishes: list[StretchWish] = []
    view.stretch_wanted.connect(wishes.append)

    def serve() -> None:
        wish = wishes.pop()
        before = _mark_top(view)
        ends[not wish.above] += -40 if wish.above else 40
        view.add_stretch(part(ends[0], ends[0] + 40) if wish.above else part(ends[1] - 40, ends[1]))
        assert abs(_mark_top(view) - before) <= 2

    pane.show_hit(_hit_in(make_hit, text, "Paragraph 300 tells a part", "tells"))
    pane.show_text(part(280, 320), kind)
    bar = view.verticalScrollBar()
    while ends[0] > 240 or ends[1] < 360:
        bar.setValue(bar.minimum() if ends[0] > 240 else bar.maximum())
        qtbot.waitUntil(lambda: bool(wishes))
        serve()
    assert _marked(view) == ["tells"]
    shown = pane.text.toPlainText()
    assert shown.index("Paragraph 240 ") < shown.index("Paragraph 300 ")
    assert shown.index("Paragraph 300 ") < shown.index("Paragraph 359 ")


def test_markdown_is_rendered_and_the_hit_found_in_it(pane: PassagePane, make_hit: MakeHit) -> None:
    text = "---\ntitle: T\n---\n\n# Canals\n\nA **sluice** gate, [here](http://x), <b>raw</b>.\n"
    pane.show_hit(_hit_in(make_hit, text, text.strip(), "gate"))
    pane.show_text(_part(text), "markdown")
    shown = pane.text.toPlainText()
    assert "**" not in shown
    assert "title" not in shown
    assert "<b>raw</b>" in shown
    assert _marked(pane.text) == ["gate"]


def test_nothing_is_loaded_by_a_document(pane: PassagePane, make_hit: MakeHit) -> None:
    text = "![a picture](http://evil.example/x.png) and words"
    pane.show_hit(make_hit(1, text=text))
    pane.show_text(_part(text), "markdown")
    assert "a picture" in pane.text.toPlainText()
    assert pane.text.loadResource(2, "file:///etc/passwd") is None


def test_a_picture_beside_the_document_is_asked_for_once_and_moves_nothing(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    lines = [f"Paragraph {n} of the story.\n\n" for n in range(60)]
    text = "![plan](img/plan.png)\n\n![far](http://x.example/far.png)\n\n" + "".join(lines)
    asked: list[str] = []
    pane.text.picture_wanted.connect(asked.append)
    pane.show_hit(_hit_in(make_hit, text, "Paragraph 40 of the story", "story"))
    pane.show_text(_part(text), "markdown")
    qtbot.waitUntil(lambda: asked == ["img/plan.png"])
    assert "far" in pane.text.toPlainText()
    height, before = pane.text.document().size().height(), _mark_top(pane.text)
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    pane.text.take_picture("img/plan.png", image)
    pane.text.take_picture("never asked for", image)
    assert pane.text.document().size().height() > height + 100
    assert abs(_mark_top(pane.text) - before) <= 2
    pane.text.grab()
    assert asked == ["img/plan.png"]


def test_pictures_of_a_document_are_decoded_and_others_dropped(qtbot: QtBot) -> None:
    from numpy import full, uint8

    from engine.preview.png import encode_png

    decoder = Decoder()
    decoder.decode_any("/a", "bad.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    with qtbot.waitSignal(decoder.named) as named:
        decoder.decode_any("/a", "good.png", encode_png(full((20, 30, 3), 9, uint8)))
    assert named.args is not None
    picture = cast("Named", named.args[0])
    assert (picture.name, picture.image.width()) == ("good.png", 30)


def test_spans_of_code_are_coloured(pane: PassagePane, make_hit: MakeHit) -> None:
    text = "def answer():\n    return 42\n"
    spans = (Span(start=0, end=3, style="keyword"), Span(start=4, end=10, style="name"))
    pane.show_hit(make_hit(1, text=text))
    pane.show_text(_part(text, spans=spans), "code")
    assert pane.text.toPlainText() == text
    cursor = QTextCursor(pane.text.document())
    inks: list[str] = []
    for place in (2, 6, 12):
        cursor.setPosition(place)
        inks.append(cursor.charFormat().foreground().color().name())
    assert len(set(inks)) == 3


def test_the_passage_alone_is_shown_when_its_document_does_not_come(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    pane.show_hit(make_hit(1))
    pane.show_hit(make_hit(2, path="/docs/b.txt", text="Another passage."))
    qtbot.waitUntil(lambda: pane.text.toPlainText() == "Another passage.")
    pane.show_hit(None)
    assert pane.currentIndex() == 0


def test_a_refined_order_moves_nothing_under_the_reader(
    pane: PassagePane, make_hit: MakeHit
) -> None:
    text = "".join(f"Line {n} of a long story.\n" for n in range(300))
    hit = _hit_in(make_hit, text, "Line 150 of a long story.", "long")
    pane.show_hit(hit)
    pane.show_text(_part(text), "text")
    bar = pane.text.verticalScrollBar()
    bar.setValue(bar.value() + 77)
    before = bar.value()
    pane.show_hit(_hit_in(make_hit, text, "Line 150 of a long story.", "story", score=0.9))
    pane.go_to(())
    assert bar.value() == before
    assert _marked(pane.text) == ["story"]


@pytest.mark.parametrize(
    ("opened", "said"),
    [
        (DocumentOpened(path="/a", kind="text", away=True), "not there at present"),
        (DocumentOpened(path="/a", kind="text", trouble="vanished"), "no longer there"),
        (DocumentOpened(path="/a", kind="text", trouble="encrypted"), "password"),
        (DocumentOpened(path="/a", kind="text", trouble="preview-failed"), "as it was indexed"),
        (DocumentOpened(path="/a", kind="text", changed=True), "has changed"),
    ],
)
def test_why_it_is_not_the_file_itself_is_said(
    pane: PassagePane, make_hit: MakeHit, opened: DocumentOpened, said: str
) -> None:
    pane.show_hit(make_hit(1))
    pane.header.show_document(opened)
    assert said in pane.header.notice.text()
    assert pane.header.notice.isVisible()
    pane.header.show_document(DocumentOpened(path="/a", kind="text"))
    assert not pane.header.notice.isVisible()


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
    assert pane.bar.page.text() == "3 / 5"
    image = QImage(wish.width, round(wish.width * 1.414), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    before = pane.pages.grab().toImage()
    pane.pages.take(Picture("/docs/a.pdf", 3, wish.width, image))
    colours = {before.pixelColor(x, y).name() for x in range(0, 300, 3) for y in range(0, 300, 3)}
    assert {"#ffe066", "#d5ece4"} <= colours


def test_small_print_makes_pages_wider_than_the_view(pane: PassagePane, make_hit: MakeHit) -> None:
    pages = pane.pages
    pane.show_hit(make_hit(1, path="/docs/a.pdf", page=3))
    pane.show_pages(_opened_pdf(), BOXES, (0.1, 0.9), 0.03)
    usual = pages.percent
    pane.show_pages(_opened_pdf(), BOXES, (0.1, 0.9), 0.004)
    assert pages.percent > usual
    assert pages.fits
    across = pages.horizontalScrollBar()
    assert 0 < across.value() < across.maximum()
    pane.bar.fit.click()
    assert pages.percent < usual
    assert pages.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_print_that_is_nearly_large_enough_needs_no_scrolling() -> None:
    sizes, fit = ((600.0, 800.0),), Fit((0.1, 0.9), 10.0)
    by_width = fit.by_width(sizes, 500)
    assert fit.scale(sizes, 500, by_width * 11) == by_width
    assert fit.scale(sizes, 500, by_width * 20) == by_width * 2
    assert Fit((0.1, 0.9)).scale(sizes, 500, 1000) == by_width


def test_a_view_that_is_too_narrow_begins_at_the_words() -> None:
    heading = Box(left=0.1, top=0, right=0.2, bottom=0.1, kind="passage")
    best = Box(left=0.2, top=0, right=0.7, bottom=0.1, kind="best")
    assert left_of((heading, best), 0.8) == pytest.approx(0.07)
    assert left_of((heading, best), 0.5) == pytest.approx(0.17)


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
    _turn(pages, 120)
    assert pages.percent > before
    pane.bar.smaller.click()
    assert abs(pages.percent - before) <= 1
    pane.bar.larger.click()
    pane.bar.fit.click()
    assert pages.fits
    assert pages.percent == before
    assert pages.page == 1


def test_the_wheel_zooms_text_with_control_held(pane: PassagePane, make_hit: MakeHit) -> None:
    pane.show_hit(make_hit(1))
    _turn(pane.text, 120)
    assert pane.text.percent > 100
    pane.text.zoom_back()
    assert pane.text.percent == 100


def _turn(view: PageView | TextView, angle: int) -> None:
    here = QPointF(50, 50)
    event = QWheelEvent(
        here,
        view.viewport().mapToGlobal(here),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


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


def test_why_tells_each_word_and_stays_as_it_was_folded(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    words = (WordWeight(word="sluice", weight=4.0), WordWeight(word="the", weight=0.01))
    pane.show_hit(make_hit(1, parts=Parts(dense=0.5, sparse=4.0, words=words)))
    why = pane.why
    assert why.folded
    with qtbot.waitSignal(why.folded_changed) as changed:
        why.head.click()
    assert changed.args == [False]
    texts = [
        label.text() for label in why.details.findChildren(type(why.total)) if label.isVisible()
    ]
    assert "sluice" in texts
    assert "the" not in texts
    why.show_models("Static", "Careful")
    pane.show_hit(make_hit(2))
    assert not why.folded
