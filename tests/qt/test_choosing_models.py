"""A library's other models: what they cost is said before anything happens, and what is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models import costs
from app.models.choosing import ModelsDialog
from app.models.wishes import ChangeWish
from engine.protocol.messages import LibraryInfo, ModelsEstimated
from tests.qt.some_models import ALL, WORDS, model, served, vendors

MakeLibrary = Callable[..., LibraryInfo]
NAMES = {"api.openai.com": "OpenAI", "api.cohere.com": "Cohere"}


def test_other_models_are_estimated_before_anything_happens(
    make_library: MakeLibrary, qtbot: QtBot
) -> None:
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    info = make_library("/a", name="Land")
    wished: list[ChangeWish] = []
    dialog.estimate_wished.connect(wished.append)
    dialog.ask(info, ALL)
    assert [dialog.dense.itemData(row) for row in range(dialog.dense.count())] == [
        "minilm",
        "static",
        "none",
    ]
    assert (dialog.dense.currentData(), dialog.reranker.currentData()) == ("static", "minilm")
    assert not dialog.change.isEnabled()
    assert wished == []
    dialog.dense.setCurrentIndex(0)
    assert wished == [ChangeWish("Land", "minilm", "minilm")]
    assert not dialog.change.isEnabled()
    dialog.show_estimate(ModelsEstimated(library="Land", passages=1200, seconds=320.0))
    assert "about 5 min" in dialog.cost.text()
    assert "New vectors" in dialog.cost.text()
    assert not dialog.leaves.isVisible()
    dialog.show_estimate(
        ModelsEstimated(library="Land", passages=1200, seconds=None, sent_to="api.example.org")
    )
    assert dialog.leaves.isVisible()
    assert "api.example.org" in dialog.leaves.text()
    with qtbot.waitSignal(dialog.change_wished) as changed:
        dialog.change.click()
    assert changed.args == [ChangeWish("Land", "minilm", "minilm")]
    dialog.say("It cannot be done.")
    assert not dialog.change.isEnabled()


def test_no_vectors_are_announced_where_words_alone_are_to_do(
    make_library: MakeLibrary, qtbot: QtBot
) -> None:
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    dialog.ask(make_library("/a", name="Land"), ALL, wanted="none")
    dialog.dense.setCurrentIndex(dialog.dense.findData("none"))
    dialog.show_estimate(ModelsEstimated(library="Land", passages=1200, seconds=10.0))
    assert "without vectors" in dialog.cost.text()


def test_a_model_that_is_to_be_used_is_chosen_already(
    make_library: MakeLibrary, qtbot: QtBot
) -> None:
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    dialog.ask(make_library("/a", name="Land"), ALL, wanted="none")
    assert (dialog.dense.currentData(), dialog.reranker.currentData()) == ("static", "none")
    assert dialog.chosen() == ChangeWish("Land", "static", "none")


def _estimate(**fields: object) -> ModelsEstimated:
    given: dict[str, object] = {"library": "Land", "passages": 12_345, "seconds": 61.0}
    return ModelsEstimated(**{**given, **fields})  # pyright: ignore[reportArgumentType]


def test_texts_are_sent_only_by_the_button_that_says_so(
    make_library: MakeLibrary, qtbot: QtBot
) -> None:
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    far = vendors("far", state="installed", has_key=True)
    dialog.ask(make_library("/a", name="Land"), (*ALL[2:], far), wanted="far")
    assert dialog.dense.currentText() == "Far  →  api.example.org"
    dialog.show_estimate(
        _estimate(
            sent_to="api.example.org", tokens=6_172_500, cost=0.12345, price_date="2026-07-03"
        )
    )
    assert dialog.change.text() == "Send 12,345 passages to Example"
    assert dialog.leaves.isVisible()
    assert dialog.leaves.text() == (
        "The text of 12,345 passages is sent to Example (api.example.org), later that of new "
        "files and each search as well. These are about 6,200,000 word pieces and cost about "
        "$0.12, by the vendor's list of 3 Jul 2026."
    )
    changed: list[object] = []
    dialog.change_wished.connect(changed.append)
    QTest.keyClick(dialog.dense, Qt.Key.Key_Return)
    assert changed == []
    dialog.open()
    dialog.change.click()
    assert changed == [ChangeWish("Land", "far", "minilm")]


def test_a_vendors_reranker_is_announced_with_what_searches_cost(
    make_library: MakeLibrary, qtbot: QtBot
) -> None:
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    order = vendors("order", kind="reranker", state="installed", has_key=True)
    dialog.ask(make_library("/a", name="Land"), (*ALL, order), wanted="order")
    estimate = _estimate(
        passages=0,
        seconds=0.0,
        rerank_sent_to="api.example.org",
        search_cost=2.0,
        price_date="2025-04-15",
    )
    dialog.show_estimate(estimate)
    assert dialog.change.text() == "Send searches to Example"
    assert dialog.leaves.text() == (
        "Each search is sent to Example (api.example.org), with the passages that fit it best. "
        "1,000 searches cost about $2.00, by the vendor's list of 15 Apr 2025."
    )
    dialog.reranker.setCurrentIndex(dialog.reranker.findData("none"))
    assert dialog.change.text() == "Change models"
    assert not dialog.leaves.isVisible()


@pytest.mark.parametrize(
    ("fields", "button"),
    [
        ({}, ""),
        ({"sent_to": "localhost:11434"}, ""),
        ({"sent_to": "api.openai.com", "passages": 1}, "Send 1 passage to OpenAI"),
        ({"sent_to": "api.openai.com", "passages": 0}, "Send texts to OpenAI"),
        (
            {"sent_to": "api.openai.com", "rerank_sent_to": "api.cohere.com"},
            "Send 12,345 passages to OpenAI, searches to Cohere",
        ),
        (
            {"sent_to": "api.cohere.com", "rerank_sent_to": "api.cohere.com"},
            "Send 12,345 passages to Cohere",
        ),
    ],
)
def test_the_button_names_everybody_who_gets_texts(fields: dict[str, object], button: str) -> None:
    assert costs.consent(_estimate(**fields), NAMES) == button


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"cost": 0.0, "price_date": "2026-07-03"},
            "cost nothing, by the vendor's list of",
        ),
        ({"cost": 0.003, "price_date": "2026-07-03"}, "cost less than $0.01, by the vendor's list"),
        ({"cost": 7.128, "price_date": "2026-07-03"}, "cost about $7.13, by the vendor's list"),
        ({}, "what that costs is not known here."),
        (
            {"tokens": 0, "price": 0.02, "price_date": "2026-07-03", "passages": 0},
            "A million word pieces cost $0.02, by the vendor's list of 3 Jul 2026.",
        ),
        (
            {"tokens": 0, "price": 0.02, "price_date": "2026-07-03", "unread": True},
            "not known. A million word pieces cost $0.02",
        ),
        ({"unread": True}, "How much text files have that are still to be read is not known."),
    ],
)
def test_money_is_told_as_exactly_as_it_is_known(fields: dict[str, object], said: str) -> None:
    estimate = _estimate(**{"sent_to": "api.openai.com", "tokens": 999, **fields})
    assert said in costs.sent(estimate, NAMES)[0]


def test_learned_words_can_be_chosen_and_counted_words_need_not(
    make_library: MakeLibrary, qtbot: QtBot
) -> None:
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    learned = model("splade", kind="sparse", family="splade")
    dialog.ask(make_library("/a", name="Land"), (*ALL, WORDS, learned, served("mine")))
    offered = [dialog.dense.itemData(row) for row in range(dialog.dense.count())]
    assert offered == ["minilm", "static", "splade", "mine", "none"]
