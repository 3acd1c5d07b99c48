"""What the libraries' page tells of models: names, languages, keys that are waited for."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.library.page import LibrariesPage
from engine.protocol.messages import (
    LanguageCount,
    ModelInfo,
    Notice,
    StatisticsReported,
)
from tests.qt.libraries_page import MakeLibrary, shown_libraries


@pytest.fixture
def page(qtbot: QtBot) -> LibrariesPage:
    return shown_libraries(qtbot)


def test_models_are_named_and_a_vendors_is_said_to_get_texts(
    page: LibrariesPage, make_library: MakeLibrary
) -> None:
    page.show_libraries((make_library("/a", dense_model="far", reranker="lost"),))
    far = ModelInfo(
        id="far",
        name="Far away",
        kind="dense",
        family="openai",
        dim=8,
        languages=(),
        licence="",
        bytes=0,
        installed=True,
        bundled=False,
        sent_to="api.example.org",
    )
    page.show_models((far,))
    assert page.detail.dense.text() == "Far away; texts are sent to api.example.org"
    assert page.detail.reranker.text() == "lost"
    page.show_libraries((make_library("/a", dense_model="none", coming_model="far"),))
    assert page.detail.dense.text().startswith("None: by words alone, until")
    assert "Far away" in page.detail.dense.text()
    assert page.detail.call_off.isVisible()


def test_languages_that_the_model_does_not_know_are_told(
    page: LibrariesPage, make_library: MakeLibrary
) -> None:
    english = ModelInfo(
        id="static",
        name="Static",
        kind="dense",
        family="static",
        dim=8,
        languages=("en",),
        licence="",
        bytes=0,
        installed=True,
        bundled=True,
    )
    page.show_libraries((make_library("/a"),))
    page.show_models((english,))
    assert not page.detail.strange.isVisible()
    languages = tuple(
        LanguageCount(language=code, passages=n) for code, n in (("ko", 60), ("en", 39), ("", 1))
    )
    page.show_statistics(
        StatisticsReported(
            library="Default",
            files=9,
            passages=100,
            bytes=9,
            disk=9,
            kinds=(),
            months=(),
            languages=languages,
        )
    )
    assert page.detail.strange.isVisible()
    assert page.detail.strange.text().startswith("60% of the passages")
    assert "(한국어)" in page.detail.strange.text()
    page.show_libraries((make_library("/a", dense_model="none"),))
    assert not page.detail.strange.isVisible()


def test_a_library_that_waits_for_a_key_offers_to_enter_it(
    page: LibrariesPage, make_library: MakeLibrary, qtbot: QtBot
) -> None:
    lacking = Notice(code="vectors-lacking", message="x refuses the key", cause="vendor-key")
    waiting = make_library("/a", notices=(lacking,))
    page.show_libraries((waiting,))
    assert page.detail.state.text() == "Not up to date; waits for a key"
    assert page.detail.trouble.text() == (
        "New files are found by their words alone until their vectors can be made. The model's "
        "server asks for a key, or refuses the one that it was given. Enter the key on the Models "
        "page."
    )
    with qtbot.waitSignal(page.key_requested) as wished:
        page.detail.key.click()
    assert wished.args == [waiting]
    away = Notice(code="model-not-changed", message="x is away", cause="vendor-busy")
    page.show_libraries((make_library("/a", notices=(away,)),))
    assert not page.detail.key.isVisible()
    assert "cannot be reached" in page.detail.trouble.text()
    missing = Notice(code="model-missing", message="no key", cause="vendor-key")
    page.show_libraries((make_library("/a", notices=(missing,)),))
    assert page.detail.trouble.text().startswith("The model's server asks for a key")
    judge = Notice(code="model-missing", message="no key", cause="vendor-key", role="reranker")
    page.show_libraries((make_library("/a", notices=(judge,)),))
    assert page.detail.state.text().startswith("Files up to date")
    assert page.detail.key.isVisible()
