"""The models' page: what it says of each, what it offers, and that it asks before it changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.models.adding import HubDialog
from app.models.choosing import ModelsDialog
from app.models.page import ModelsPage
from app.models.serving import ServerDialog
from app.models.wishes import UseWish
from engine.protocol.messages import DownloadAdvanced, LibraryInfo, Progress
from tests.qt.cut_off import nameless
from tests.qt.models_page import shown_models
from tests.qt.some_models import ABSENT, ALL, BUNDLED, model, served, vendors

MakeLibrary = Callable[..., LibraryInfo]


@pytest.fixture
def page(qtbot: QtBot) -> ModelsPage:
    return shown_models(qtbot)


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
