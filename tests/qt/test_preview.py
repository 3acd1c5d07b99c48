"""The preview without an engine: what it shows of what it is given."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.preview.bar import DocumentBar
from app.preview.pane import PassagePane
from app.preview.text_view import StretchWish
from engine.protocol.documents import Span
from engine.protocol.messages import (
    DocumentOpened,
    DocumentRead,
    Parts,
    WordWeight,
)
from tests.qt.preview_pane import (
    MakeHit,
    document_part,
    hit_in,
    mark_top,
    marked,
    shown_preview,
    turn_wheel,
)


@pytest.fixture
def pane(qtbot: QtBot) -> PassagePane:
    return shown_preview(qtbot)


def test_a_hit_is_marked_in_its_document_and_in_sight(pane: PassagePane, make_hit: MakeHit) -> None:
    text = "".join(f"Line {n} 😀 of a long story.\n" for n in range(300))
    hit = hit_in(make_hit, text, "Line 150 😀 of a long story.", "long", best=(0, 8))
    pane.show_hit(hit)
    pane.show_text(document_part(text), "text")
    assert marked(pane.text) == ["Line 150", "long"]
    assert 0 <= mark_top(pane.text) < pane.text.viewport().height() / 2


def test_the_hit_stays_in_sight_when_the_pane_becomes_narrower(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    text = "".join(f"Line {n} of a story whose lines are wrapped anew.\n" for n in range(300))
    pane.show_hit(hit_in(make_hit, text, "Line 200 of a story", "story"))
    pane.show_text(document_part(text), "text")
    pane.resize(230, 700)
    height = pane.text.viewport().height()
    qtbot.waitUntil(lambda: 0 <= mark_top(pane.text) < height / 2)


@pytest.mark.parametrize("kind", ["text", "code", "markdown", "html"])
def test_more_text_comes_above_and_below_and_what_is_read_stays_where_it_is(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit, kind: str
) -> None:
    paragraphs = [f"Paragraph {n} tells a part of the story.\n\n" for n in range(600)]
    text = "".join(paragraphs)

    def part(first: int, last: int) -> DocumentRead:
        start = sum(map(len, paragraphs[:first]))
        source = "".join(f"<p>{p.strip()}</p>" for p in paragraphs[first:last])
        return document_part("".join(paragraphs[first:last]), start, len(text), source=source)

    view, ends = pane.text, [280, 320]
    wishes: list[StretchWish] = []
    view.stretch_wanted.connect(wishes.append)

    def serve() -> None:
        wish = wishes.pop()
        before = mark_top(view)
        ends[not wish.above] += -40 if wish.above else 40
        view.add_stretch(part(ends[0], ends[0] + 40) if wish.above else part(ends[1] - 40, ends[1]))
        assert abs(mark_top(view) - before) <= 2

    pane.show_hit(hit_in(make_hit, text, "Paragraph 300 tells a part", "tells"))
    pane.show_text(part(280, 320), kind)
    bar = view.verticalScrollBar()
    while ends[0] > 240 or ends[1] < 360:
        bar.setValue(bar.minimum() if ends[0] > 240 else bar.maximum())
        qtbot.waitUntil(lambda: bool(wishes))
        serve()
    assert marked(view) == ["tells"]
    shown = pane.text.toPlainText()
    assert shown.index("Paragraph 240 ") < shown.index("Paragraph 300 ")
    assert shown.index("Paragraph 300 ") < shown.index("Paragraph 359 ")


def test_markdown_is_rendered_and_the_hit_found_in_it(pane: PassagePane, make_hit: MakeHit) -> None:
    text = "---\ntitle: T\n---\n\n# Canals\n\nA **sluice** gate, [here](http://x), <b>raw</b>.\n"
    pane.show_hit(hit_in(make_hit, text, text.strip(), "gate"))
    pane.show_text(document_part(text), "markdown")
    shown = pane.text.toPlainText()
    assert "**" not in shown
    assert "title" not in shown
    assert "<b>raw</b>" in shown
    assert marked(pane.text) == ["gate"]


def test_spans_of_code_are_coloured(pane: PassagePane, make_hit: MakeHit) -> None:
    text = "def answer():\n    return 42\n"
    spans = (Span(start=0, end=3, style="keyword"), Span(start=4, end=10, style="name"))
    pane.show_hit(make_hit(1, text=text))
    pane.show_text(document_part(text, spans=spans), "code")
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


def test_a_document_that_takes_long_is_said_to_be_opened(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    hit = make_hit(1, path="/docs/a.pdf", page=3)
    pane.show_hit(hit)
    qtbot.waitUntil(lambda: "Opening" in pane.header.notice.text())
    assert pane.text.toPlainText() == hit.text
    pane.go_to(())  # as when its document has come
    assert pane.header.notice.text() == ""
    pane.show_hit(make_hit(2, path="/docs/b.pdf"))
    qtbot.waitUntil(lambda: "Opening" in pane.header.notice.text())
    pane.show_passage()
    assert pane.header.notice.text() == ""


def test_a_refined_order_moves_nothing_under_the_reader(
    pane: PassagePane, make_hit: MakeHit
) -> None:
    text = "".join(f"Line {n} of a long story.\n" for n in range(300))
    hit = hit_in(make_hit, text, "Line 150 of a long story.", "long")
    pane.show_hit(hit)
    pane.show_text(document_part(text), "text")
    bar = pane.text.verticalScrollBar()
    bar.setValue(bar.value() + 77)
    before = bar.value()
    pane.show_hit(hit_in(make_hit, text, "Line 150 of a long story.", "story", score=0.9))
    pane.go_to(())
    assert bar.value() == before
    assert marked(pane.text) == ["story"]


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


def test_the_wheel_zooms_text_with_control_held(pane: PassagePane, make_hit: MakeHit) -> None:
    pane.show_hit(make_hit(1))
    turn_wheel(pane.text, 120)
    assert pane.text.percent > 100
    pane.text.zoom_back()
    assert pane.text.percent == 100


def test_in_a_low_window_all_but_the_document_keeps_its_height(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    words = tuple(WordWeight(word=f"word{n}", weight=4.0 - n / 2) for n in range(6))
    pane.show_hit(make_hit(1, parts=Parts(dense=0.5, sparse=4.0, rerank=0.7, words=words)))
    pane.bar.show_hits(1, 3)
    pane.why.show_models("A static model of many languages", "A careful model of many languages")
    pane.why.set_folded(folded=False)
    pane.resize(220, 330)
    foot, title = pane.foot, pane.header.title
    qtbot.waitUntil(lambda: foot.geometry().bottom() < pane.height())
    qtbot.waitUntil(lambda: pane.reveal_button.geometry().right() < foot.width())
    assert pane.reveal_button.accessibleName()
    assert title.height() >= title.fontMetrics().height()
    assert pane.bar.height() >= pane.bar.sizeHint().height()
    qtbot.waitUntil(lambda: pane.views.height() > 2 * pane.fontMetrics().height())
    pane.resize(520, 900)
    details, room = pane.why.details, pane.why.details.parentWidget()
    assert room is not None
    qtbot.waitUntil(lambda: details.height() == room.height())
    assert pane.reveal_button.text()


def test_hits_and_pages_are_told_apart_by_words_where_there_is_room(qtbot: QtBot) -> None:
    around, bar = QWidget(), DocumentBar()
    qtbot.addWidget(around)
    QVBoxLayout(around).addWidget(bar)
    around.show()
    bar.show_hits(1, 3)
    bar.show_page(2, 5)
    around.resize(500, 60)
    qtbot.waitUntil(lambda: bar.hits.text() == "hit 1 of 3")
    assert bar.page.text() == "page 2 of 5"
    around.resize(150, 60)
    qtbot.waitUntil(lambda: bar.page.text() == "2 / 5")
    assert bar.page.toolTip() == "Page 2 of 5"
