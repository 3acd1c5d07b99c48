"""The models' page: what it says of each, what it offers, and that it asks before it changes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.look.two_lines import LINES_ROLE
from app.models import sentences
from app.models.adding import HubDialog
from app.models.choosing import ModelsDialog
from app.models.facts import facts, licence, price
from app.models.models_model import ModelsModel
from app.models.narrowing import Narrowing
from app.models.page import ModelsPage
from app.models.serving import ServerDialog
from app.models.wishes import UseWish
from engine.protocol.messages import DownloadAdvanced, LibraryInfo, Progress
from tests.qt.cut_off import nameless
from tests.qt.gaps import FRAME
from tests.qt.some_models import ABSENT, ALL, BUNDLED, FAR, PLAIN, WORDS, model, served, vendors

MakeLibrary = Callable[..., LibraryInfo]


@pytest.fixture
def page(qtbot: QtBot) -> ModelsPage:
    page = ModelsPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


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


def test_rows_and_facts_tell_of_languages_only_what_is_known(page: ModelsPage) -> None:
    told = {
        languages: (sentences.languages(each), dict(facts(each))["Languages"])
        for languages in ((), ("en",), ("ko", "en"), tuple("abc"))
        if (each := model("x", languages=languages))
    }
    assert told[()] == ("all languages", "all")
    assert told[("en",)] == ("English", "English")
    assert told[("ko", "en")][0] == "한국어, English"
    assert told[tuple("abc")][0] == "3 languages"
    mute = model("x", languages=(), languages_known=False)
    assert (sentences.languages(mute), dict(facts(mute))["Languages"]) == ("", "not told")


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


def test_the_page_opens_at_a_model_that_is_used(
    page: ModelsPage, make_library: MakeLibrary
) -> None:
    library = make_library(name="Land", dense_model="far")
    page.show_models(ALL)
    page.show_libraries((library,))
    assert page.detail.name.text() == "Far"
    page.choose("potion")
    page.show_models(ALL)
    page.show_libraries((library,))
    assert page.detail.name.text() == "Potion"


def test_a_model_on_its_way_to_a_library_shows_how_far_and_can_be_called_off(
    page: ModelsPage, make_library: MakeLibrary, qtbot: QtBot
) -> None:
    page.show_models((model("coming"), BUNDLED))
    page.choose("coming")
    going = Progress(library="Land", running=True, phase="embedding", files_total=4, files_done=1)
    library = make_library(name="Land", coming_model="coming")
    page.show_libraries((library,))
    uses = page.detail.uses
    assert [each.text() for each in uses.findChildren(QPushButton)] == ["Keep the old model"]
    page.show_progress(going)
    assert "is getting it, 25%" in [label.text() for label in uses.findChildren(QLabel)]
    with qtbot.waitSignal(page.call_off_requested) as called:
        uses.findChildren(QPushButton)[0].click()
    assert called.args
    assert called.args[0].name == "Land"


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


def test_where_texts_go_is_said_in_words_and_colour(page: ModelsPage) -> None:
    order = vendors("order", kind="reranker")
    page.show_models((*ALL, order, served("mine")))
    label = page.detail.whereabouts
    said: dict[str, tuple[str, str]] = {}
    for name in ("static", "mine", "far", "order"):
        page.choose(name)
        said[name] = (label.objectName(), label.text())
    assert said == {
        "static": ("stays", "Your texts stay on this computer."),
        "mine": (
            "stays",
            "Your texts stay on this computer: they go to the program at localhost:11434.",
        ),
        "far": (
            "leaves",
            "Sent to api.example.org: every passage when it is indexed, and each search.",
        ),
        "order": (
            "leaves",
            "Sent to api.example.org: each search, with the passages that fit it best.",
        ),
    }


def test_only_what_is_possible_is_offered(page: ModelsPage) -> None:
    page.show_models(ALL)
    getting = page.detail.getting
    offered: dict[str, list[str]] = {}
    for each in ALL:
        page.choose(each.id)
        buttons = [getting.download, getting.stop, getting.remove, page.detail.measure]
        offered[each.id] = [b.text() for b in buttons if b.isVisible()]
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
    page.show_models((*ALL[:3], model("potion", state="partial", installed=False), BUNDLED))
    assert getting.download.text() == "Go on with the download"
    assert getting.remove.isVisible()


def test_trouble_stays_with_itsmodel(page: ModelsPage) -> None:
    page.show_models(ALL)
    page.show_trouble("potion", "The hub does not answer.")
    assert not page.detail.getting.trouble.isVisible()
    page.choose("potion")
    assert page.detail.getting.trouble.text() == "The hub does not answer."
    page.show_models((model("potion", state="broken", reason="no tokenizer.json"),))
    page.show_trouble("potion", "")
    assert page.detail.getting.trouble.text() == "no tokenizer.json"
    assert not page.detail.getting.download.isVisible()
    damaged = model("potion", state="broken", reason="Its files are damaged.", revision="0" * 40)
    page.show_models((damaged,))
    assert page.detail.getting.download.isVisible(), "which mends it"


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
    told = dict(facts(model("x", tokens=256, languages=tuple("abcdefghij"))))
    assert told["Reads of a passage"] == "the first 256 word pieces"
    assert told["Languages"].endswith("2 more")
    assert told["Licence"] == "MIT License"
    assert dict(facts(PLAIN)) == {"Licence": "MIT License", "From": "hub/none"}
    fast = model("x", passages_per_second=11531.2, query_ms=0.41)
    assert sentences.speed(fast) == "11,531 passages a second, a query in 0.4 ms"
    slow = model("x", passages_per_second=3.4, query_ms=1240.0)
    assert sentences.speed(slow) == "3.4 passages a second, a query in 1.2 s"


def test_a_version_is_told_or_that_the_first_download_fixes_it() -> None:
    told = dict(facts(model("x", revision="5c38ec7c405ec4b44b94cc5a9bb96e735b38267a")))
    assert told["Version"] == "5c38ec7c40"
    assert dict(facts(ABSENT))["Version"].startswith("the hub's newest")
    assert "Version" not in dict(facts(BUNDLED))


def test_a_licence_that_is_not_for_everybody_says_so() -> None:
    assert licence(model("x", licence="cc-by-nc-4.0")) == (
        "Creative Commons Attribution-NonCommercial 4.0: not for commercial use"
    )
    assert licence(model("x", licence="apache-2.0")) == "Apache License 2.0"
    assert licence(model("x", licence="unknown")) == "not told"
    assert licence(FAR) == "the vendor's terms"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"price": 0.02}, "$0.02 for a million tokens, by the vendor's list of 3 Jul 2026"),
        ({"price": 0.1}, "$0.10 for a million tokens, by the vendor's list of 3 Jul 2026"),
        ({"search_price": 2.0}, "$2.00 for 1,000 searches, by the vendor's list of 3 Jul 2026"),
        ({"price": 0.006}, "$0.0060 for a million tokens, by the vendor's list of 3 Jul 2026"),
        ({"price": 0.025}, "$0.025 for a million tokens, by the vendor's list of 3 Jul 2026"),
    ],
)
def test_a_price_is_told_with_the_day_of_its_list(fields: dict[str, float], said: str) -> None:
    date = "2026-07-03" if fields else ""
    assert price(vendors("x", price_date=date, **fields)) == said


def test_an_extra_is_got_by_a_command_that_can_be_copied(page: ModelsPage, qtbot: QtBot) -> None:
    command = "'/my python' -m pip install 'torch>=2.6'"
    extra = model("splade", state="needs-extra", reason=command, installed=False)
    page.show_models((extra,))
    getting = page.detail.getting
    assert "not installed with Findling" in getting.text.text()
    with qtbot.waitSignal(page.copy_requested) as copied:
        getting.command.copy.click()
    assert copied.args == [command]
    assert getting.command.copy.text() == "Copied"
    assert not getting.trouble.isVisible()
    assert not getting.remove.isVisible()
    built = model("splade", state="needs-extra", reason="This build cannot take packages.")
    page.show_models((built,))
    assert not getting.command.isVisible()
    assert "this build of Findling cannot take" in getting.text.text()
    page.show_models((BUNDLED,))
    assert not getting.command.isVisible()


def test_every_control_has_a_name(page: ModelsPage, qtbot: QtBot) -> None:
    page.show_models((*ALL, model("extra", state="needs-extra", reason="pip install x")))
    roots: list[QWidget] = [page]
    for dialog in (ModelsDialog(), HubDialog(), ServerDialog()):
        qtbot.addWidget(dialog)
        dialog.open()
        roots.append(dialog)
    for name in ("far", "potion", "extra"):
        page.choose(name)
        assert [nameless(root) for root in roots] == [[]] * len(roots)
