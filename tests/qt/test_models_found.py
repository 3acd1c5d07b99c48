"""The list of models: in groups, spoken, found by words and shelves."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.look.two_lines import LINES_ROLE
from app.models.models_model import ModelsModel
from app.models.narrowing import Narrowing
from app.models.page import ModelsPage
from tests.qt.gaps import FRAME
from tests.qt.models_page import shown_models
from tests.qt.some_models import ALL, BUNDLED, PLAIN, WORDS, model, served, vendors


@pytest.fixture
def page(qtbot: QtBot) -> ModelsPage:
    return shown_models(qtbot)


def test_the_models_model_obeys_qts_rules_groups_and_speaks(qapp: object) -> None:
    rows_model = ModelsModel()
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(rows_model, fatal, rows_model)
    for models in ((), ALL, (BUNDLED,), ALL):
        rows_model.show_models(models)
    rows_model.show_share("potion", 0.25)
    rows_model.show_share("unknown", 0.5)
    rows_model.show_used({"minilm"})
    rows = [rows_model.index(row).data(LINES_ROLE) for row in range(rows_model.rowCount())]
    assert [row.title for row in rows] == ["Static", "Potion", "Far", "Minilm", "None"]
    assert [row.heads for row in rows] == [
        "Finds by meaning, on this computer",
        "",
        "Finds by meaning, at vendors",
        "Refines the order, on this computer",
        "",
    ]
    assert (rows[1].share, rows[1].detail) == (0.25, "Downloading, 25%")
    assert [row.icon for row in rows] == ["model", "download", "key", "model", "model"]
    assert [rows[0].detail, rows[3].detail] == [
        "Comes with Findling  ·  English",
        "In use  ·  English",
    ]
    spoken = rows_model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Finds by meaning, at vendors: Far, Needs a key  ·  Example  ·  English"
    for narrowing in (Narrowing("far"), Narrowing("nothing at all"), Narrowing(shelf="wanted")):
        rows_model.narrow(narrowing)
    assert [rows_model.index(0).data(), rows_model.rowCount()] == ["Potion", 1]
    rows_model.narrow(Narrowing())
    assert rows_model.rowCount() == len(ALL)


def test_models_are_found_by_name_vendor_language_and_by_where_they_are(page: ModelsPage) -> None:
    own = served("mine")
    multilingual = model("e5", languages=("ko", "en"), state="missing", installed=False)
    page.show_models((*ALL, WORDS, own, multilingual))

    def shown() -> list[str]:
        return [str(page.model.index(row).data()) for row in range(page.model.rowCount())]

    sieve = page.sieve
    found: dict[str, list[str]] = {}
    for typed in ("EXAMPLE", "한국어", "vendors", "localhost", "e5 missing", "needs a key"):
        sieve.words.setText(typed)
        found[typed] = shown()
    assert found == {
        "EXAMPLE": ["Far"],
        "한국어": ["E5", "Bm25"],
        "vendors": ["Far"],
        "localhost": ["Mine"],
        "e5 missing": [],
        "needs a key": ["Far"],
    }
    sieve.words.setText("zzz")
    assert sieve.nothing.isVisible()
    QTest.keyClick(sieve.words, Qt.Key.Key_Escape)
    assert not sieve.nothing.isVisible()
    by_shelf: dict[str, list[str]] = {}
    for row in range(1, sieve.shelf.count()):
        sieve.shelf.setCurrentIndex(row)
        by_shelf[sieve.shelf.currentText()] = shown()
    assert by_shelf == {
        "Texts stay on this computer  (7)": [
            "Static",
            "Potion",
            "E5",
            "Mine",
            "Minilm",
            "None",
            "Bm25",
        ],
        "On this computer  (4)": ["Static", "Minilm", "None", "Bm25"],
        "Can be downloaded  (2)": ["Potion", "E5"],
        "Vendors and servers  (2)": ["Mine", "Far"],
    }


@pytest.mark.parametrize("typed", ["korean", "한국어", "ko", "kore"])
def test_a_model_of_all_languages_is_found_by_each_the_languages_own_first(
    page: ModelsPage, typed: str
) -> None:
    every = model("a-potion", languages=())
    own = model("z-own", languages=("ko",), state="missing")
    mute = model("mute", languages=(), languages_known=False)
    page.show_models((every, own, mute, BUNDLED, PLAIN))
    page.sieve.words.setText(typed)
    shown = [page.model.index(row).data() for row in range(page.model.rowCount())]
    assert shown == ["Z-Own", "A-Potion"]


def test_narrowing_shows_the_first_that_is_left(page: ModelsPage) -> None:
    page.show_models(ALL)
    page.choose("potion")
    page.sieve.words.setText("minilm")
    assert page.detail.name.text() == "Minilm"
    assert page.view.currentIndex().data() == "Minilm"
    page.sieve.words.setText("min")
    assert page.detail.name.text() == "Minilm"
    page.sieve.words.setText("nothing at all")
    assert page.detail.name.text() == "Minilm"
    page.sieve.clear()
    page.sieve.words.setText("far")
    page.choose("static")
    assert (page.sieve.words.text(), page.detail.name.text()) == ("", "Static")


def test_many_models_are_shown_and_narrowed_within_a_frame(page: ModelsPage) -> None:
    """By the time that is computed: others may want the processor as well."""
    many = tuple(
        vendors(f"m{number}", vendor=f"Vendor {number % 7}", kind=("dense", "reranker")[number % 2])
        for number in range(120)
    )
    taken: list[float] = []
    for words in ("vendor", "m1", "5"):
        began = time.thread_time()
        page.show_models(many[: 100 + len(taken)])
        page.sieve.words.setText(words)
        taken.append(time.thread_time() - began)
    assert min(taken) < FRAME
