"""Why something is a hit: words, models and a percentage, told below the preview."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.preview.pane import PassagePane
from engine.protocol.messages import (
    Parts,
    WordWeight,
)
from tests.qt.preview_pane import (
    MakeHit,
    shown_preview,
)


@pytest.fixture
def pane(qtbot: QtBot) -> PassagePane:
    return shown_preview(qtbot)


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


def test_a_percentage_is_told_in_a_sentence_and_none_where_nothing_was_compared(
    qtbot: QtBot, pane: PassagePane, make_hit: MakeHit
) -> None:
    def said() -> list[str]:
        return [label.text() for label in pane.why.details.findChildren(QLabel)]

    pane.show_hit(make_hit(1, score=0.62))
    assert "About 62 of 100 passages with evidence like this are what was looked for." in said()
    assert pane.why.total.text() == "62%"
    pane.show_hit(make_hit(2, score=0.0, parts=Parts()))
    assert any(text.startswith("It is listed for its file") for text in said())
    assert pane.why.total.text() == ""


def test_the_models_are_named_for_what_they_did(pane: PassagePane) -> None:
    def said(dense: str, reranker: str) -> bool:
        pane.why.show_models(dense, reranker)
        texts = [label.text() for label in pane.why.details.findChildren(QLabel)]
        return f"Reranked by {reranker}" in texts

    assert said("", "Careful")
    assert not said("Static", "")
