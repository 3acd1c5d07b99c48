"""Pictures of a document in the preview: asked for, decoded, scaled, and never loaded by it."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.preview.pane import PassagePane
from app.preview.pictures import Decoder, Named
from tests.qt.preview_pane import (
    MakeHit,
    document_part,
    hit_in,
    mark_top,
    shown_preview,
)


@pytest.fixture
def pane(qtbot: QtBot) -> PassagePane:
    return shown_preview(qtbot)


def test_nothing_is_loaded_by_a_document(pane: PassagePane, make_hit: MakeHit) -> None:
    text = "![a picture](http://evil.example/x.png) and words"
    pane.show_hit(make_hit(1, text=text))
    pane.show_text(document_part(text), "markdown")
    assert "a picture" in pane.text.toPlainText()
    assert pane.text.loadResource(2, "file:///etc/passwd") is None


def test_a_picture_beside_the_document_is_asked_for_once_and_moves_nothing(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    lines = [f"Paragraph {n} of the story.\n\n" for n in range(60)]
    text = "![plan](img/plan.png)\n\n![far](http://x.example/far.png)\n\n" + "".join(lines)
    asked: list[str] = []
    pane.text.picture_wanted.connect(asked.append)
    pane.show_hit(hit_in(make_hit, text, "Paragraph 40 of the story", "story"))
    pane.show_text(document_part(text), "markdown")
    qtbot.waitUntil(lambda: asked == ["img/plan.png"])
    assert "far" in pane.text.toPlainText()
    height, before = pane.text.document().size().height(), mark_top(pane.text)
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    pane.text.take_picture("img/plan.png", image)
    pane.text.take_picture("never asked for", image)
    assert pane.text.document().size().height() > height + 100
    assert abs(mark_top(pane.text) - before) <= 2
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


def test_a_picture_that_is_too_wide_comes_scaled(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    from numpy import full, uint8

    from engine.preview.png import encode_png

    pane.show_hit(make_hit(1))
    qtbot.waitUntil(lambda: pane.text.width() < pane.width())
    decoder, widest = Decoder(), pane.text.widest_picture
    with qtbot.waitSignal(decoder.named) as named:
        decoder.decode_any("/a", "wide.png", encode_png(full((300, 900, 3), 9, uint8)), widest)
    assert named.args is not None
    size = cast("Named", named.args[0]).image.size()
    assert widest < pane.width()
    assert (size.width(), size.height()) == (widest, round(widest / 3))
