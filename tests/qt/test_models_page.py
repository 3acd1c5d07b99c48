"""The models' page: what it says of each, what it offers, and that it asks before it changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.look.two_lines import LINES_ROLE
from app.models import sentences
from app.models.choosing import ModelsDialog
from app.models.models_model import ModelsModel
from app.models.page import ModelsPage
from app.models.wishes import ChangeWish, KeyWish, UseWish
from engine.protocol.messages import (
    DownloadAdvanced,
    LibraryInfo,
    ModelInfo,
    ModelsEstimated,
)

MakeLibrary = Callable[..., LibraryInfo]
PATIENCE = 60_000


def _model(name: str, **changes: object) -> ModelInfo:
    fields: dict[str, object] = {
        "id": name,
        "name": name.title(),
        "kind": "dense",
        "family": "static",
        "dim": 256,
        "languages": ("en",),
        "licence": "MIT",
        "bytes": 30_000_000,
        "installed": True,
        "bundled": False,
        "source": "hub/" + name,
    }
    return ModelInfo(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


BUNDLED = _model("static", bundled=True)
ORDER = _model("minilm", kind="reranker", kinds=("reranker", "dense"), family="onnx", bundled=True)
PLAIN = _model("none", kind="reranker", family="none", bundled=True, bytes=0, dim=0)
ABSENT = _model("potion", state="missing", installed=False)
FAR = _model(
    "far",
    family="openai",
    state="needs-key",
    installed=False,
    vendor="Example",
    sent_to="api.example.org",
    bytes=0,
    source="",
)
ALL = (PLAIN, FAR, ORDER, ABSENT, BUNDLED)


@pytest.fixture
def page(qtbot: QtBot) -> ModelsPage:
    page = ModelsPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def test_the_models_model_obeys_qts_rules_groups_and_speaks(qapp: object) -> None:
    model = ModelsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for models in ((), ALL, (BUNDLED,), ALL):
        model.show_models(models)
    model.show_share("potion", 0.25)
    model.show_share("unknown", 0.5)
    rows = [model.index(row).data(LINES_ROLE) for row in range(model.rowCount())]
    assert [row.title for row in rows] == ["Static", "Far", "Potion", "Minilm", "None"]
    assert [row.heads for row in rows] == ["Meaning", "", "", "Order of the best", ""]
    assert (rows[2].share, rows[2].detail) == (0.25, "Downloading, 25%")
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Meaning: Far, Needs a key"


def test_where_texts_go_is_said_in_words_and_colour(page: ModelsPage) -> None:
    page.show_models(ALL)
    assert page.detail.whereabouts.text() == "Your texts stay on this computer"
    assert page.detail.whereabouts.objectName() == "stays"
    page.choose("far")
    assert page.detail.whereabouts.text() == "Your texts are sent to api.example.org"
    assert page.detail.whereabouts.objectName() == "leaves"


def test_only_what_is_possible_is_offered(page: ModelsPage) -> None:
    page.show_models(ALL)
    getting = page.detail.getting
    offered: dict[str, list[str]] = {}
    for model in ALL:
        page.choose(model.id)
        buttons = [getting.download, getting.stop, getting.remove, page.detail.measure]
        offered[model.id] = [b.text() for b in buttons if b.isVisible()]
    assert offered == {
        "static": ["Measure"],
        "minilm": ["Measure"],
        "none": [],
        "potion": ["Download 30.0 MB"],
        "far": [],
    }
    page.choose("potion")
    assert page.detail.speed.isVisible()
    assert page.detail.speed.text() == "not measured yet"
    page.choose("far")
    assert not page.detail.speed.isVisible()
    assert page.detail.key.isVisible()
    assert not page.detail.key.test.isEnabled()
    page.choose("static")
    assert not page.detail.key.isVisible()


def test_a_download_shows_how_far_it_is_and_can_be_stopped(page: ModelsPage, qtbot: QtBot) -> None:
    page.show_models(ALL)
    page.choose("potion")
    page.show_download("potion", None)
    page.show_download("potion", DownloadAdvanced(model="potion", done=6_000_000, total=30_000_000))
    getting = page.detail.getting
    assert getting.meter.isVisible()
    assert "6.0 MB / 30.0 MB" in getting.text.text()
    assert not getting.download.isVisible()
    with qtbot.waitSignal(page.stop_requested) as stopped:
        getting.stop.click()
    assert stopped.args == [ABSENT]
    page.end_download("potion")
    page.show_models((*ALL[:3], _model("potion", state="partial", installed=False), BUNDLED))
    assert getting.download.text() == "Go on with the download"
    assert getting.remove.isVisible()


def test_trouble_stays_with_its_model(page: ModelsPage) -> None:
    page.show_models(ALL)
    page.show_trouble("potion", "The hub does not answer.")
    assert not page.detail.getting.trouble.isVisible()
    page.choose("potion")
    assert page.detail.getting.trouble.text() == "The hub does not answer."
    page.show_models((_model("potion", state="broken", reason="no tokenizer.json"),))
    page.show_trouble("potion", "")
    assert page.detail.getting.trouble.text() == "no tokenizer.json"


def test_a_key_is_tried_kept_and_never_shown(page: ModelsPage, qtbot: QtBot) -> None:
    page.show_models(ALL)
    page.choose("far")
    card = page.detail.key
    card.field.setText(" sk-1 ")
    assert card.field.echoMode() == QLineEdit.EchoMode.Password
    with qtbot.waitSignal(page.try_requested) as tried:
        card.test.click()
    assert tried.args == [KeyWish("Example", "far", "sk-1")]
    with qtbot.waitSignal(page.key_chosen) as kept:
        card.keep.click()
    assert kept.args == [KeyWish("Example", "far", "sk-1")]
    page.choose("static")
    page.choose("far")
    assert card.field.text() == ""


def test_a_model_is_offered_to_the_libraries_that_do_not_use_it(
    page: ModelsPage, make_library: MakeLibrary, qtbot: QtBot
) -> None:
    page.show_models(ALL)
    page.show_libraries((make_library(name="Land"), make_library(name="Sea", reranker="none")))
    page.choose("none")
    buttons = page.detail.uses.findChildren(QPushButton)
    assert [button.accessibleName() for button in buttons] == ["Use None for Land"]
    with qtbot.waitSignal(page.use_requested) as wished:
        buttons[0].click()
    assert wished.args == [UseWish("Land", "none")]


def test_facts_are_told_as_far_as_they_are_known() -> None:
    told = dict(sentences.facts(_model("x", tokens=256, languages=tuple("abcdefghij"))))
    assert told["Reads of a passage"] == "the first 256 word pieces"
    assert told["Languages"].endswith("2 more")
    assert dict(sentences.facts(PLAIN)) == {"Licence": "MIT", "From": "hub/none"}
    fast = _model("x", passages_per_second=11531.2, query_ms=0.41)
    assert sentences.speed(fast) == "11,531 passages a second, a query in 0.4 ms"
    slow = _model("x", passages_per_second=3.4, query_ms=1240.0)
    assert sentences.speed(slow) == "3.4 passages a second, a query in 1.2 s"


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


def test_every_control_has_a_name(page: ModelsPage, qtbot: QtBot) -> None:
    page.show_models(ALL)
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    unnamed = [
        widget
        for root in (page, dialog)
        for kind in (QAbstractButton, QLineEdit, QAbstractItemView, QComboBox)
        for widget in root.findChildren(kind)
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not isinstance(widget.parent(), QComboBox)
        and widget is not page.detail.getting.download
        and widget is not page.detail.getting.remove
        and "QComboBox" not in widget.metaObject().className()
    ]
    assert unnamed == []
