"""A library in languages that its model does not know leads to a model that knows them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtWidgets import QMessageBox

from app.library.knowing import knowing
from app.library.page import LibrariesPage
from app.models.page import ModelsPage
from app.wiring import Program
from engine.protocol.messages import (
    Command,
    DownloadModel,
    LanguageCount,
    LibraryInfo,
    StatisticsReported,
)
from tests.qt.test_remarks import model

MakeLibrary = Callable[..., LibraryInfo]

KOREAN, GERMAN, ENGLISH = (
    LanguageCount(language=code, passages=n) for code, n in (("ko", 60), ("de", 10), ("en", 30))
)


def counted(*languages: LanguageCount) -> StatisticsReported:
    return StatisticsReported(
        library="Default",
        files=9,
        passages=100,
        bytes=9,
        disk=9,
        kinds=(),
        months=(),
        languages=languages,
    )


def test_what_knows_most_and_is_easiest_to_have_is_offered() -> None:
    korean, both = model("ko", "ko", "en"), model("both", "ko", "de", "en", state="missing")
    small = replace(both, id="small", bytes=1)
    slow = replace(small, id="slow", family="onnx")
    every = [model("en", "en"), korean, both, small, slow]
    assert knowing(every, [KOREAN, GERMAN]) == small
    ready = replace(both, state="installed")
    assert knowing([*every, ready], [KOREAN, GERMAN]) == ready
    assert knowing(every, [KOREAN]) == korean
    assert knowing(every, []) is None


def test_what_sends_texts_away_or_needs_more_than_a_download_is_not() -> None:
    able = model("able", "ko")
    for unable in (
        replace(able, sent_to="api.example.org"),
        replace(able, state="needs-extra"),
        replace(able, state="broken"),
        replace(able, family="transformers"),
        replace(able, kind="reranker"),
        replace(able, languages=(), languages_known=False),
        replace(able, languages=("en",)),
    ):
        assert knowing([unable], [KOREAN]) is None
    assert knowing([replace(able, languages=())], [KOREAN]) is not None


def test_one_click_leads_there_from_the_library(
    program: Program, sent: list[Command], make_library: MakeLibrary
) -> None:
    program.window.pages.go("libraries")
    page = program.window.pages.page("libraries")
    assert isinstance(page, LibrariesPage)
    page.show_libraries((make_library("/a", dense_model="static"),))
    page.show_models((model("static", "en"), model("many", "en", "ko", state="missing")))
    assert not page.detail.knowing.isVisibleTo(page)
    page.show_statistics(counted(ENGLISH))
    assert not page.detail.knowing.isVisibleTo(page)
    page.show_statistics(counted(KOREAN, ENGLISH))
    assert page.detail.strange.isVisibleTo(page)
    assert page.detail.knowing.isVisibleTo(page)
    assert page.detail.knowing.text() == "Get “Many”, which knows more languages (90.0 MB)…"
    page.detail.knowing.click()
    models = program.window.pages.page("models")
    assert isinstance(models, ModelsPage)
    shown = models.current()
    assert shown is not None
    assert shown.id == "many"
    box = program.window.findChild(QMessageBox)
    assert box is not None
    assert box.text() == "Download “Many” (90.0 MB)?"
    next(b for b in box.buttons() if b.text() == "Download and use").click()
    assert DownloadModel(model="many") in sent


def test_while_another_model_is_on_its_way_none_is_offered(
    program: Program, make_library: MakeLibrary
) -> None:
    program.window.pages.go("libraries")
    page = program.window.pages.page("libraries")
    assert isinstance(page, LibrariesPage)
    page.show_libraries((make_library("/a", dense_model="static", coming_model="many"),))
    page.show_models((model("static", "en"), model("many", "en", "ko")))
    page.show_statistics(counted(KOREAN, ENGLISH))
    assert page.detail.strange.isVisibleTo(page)
    assert not page.detail.knowing.isVisibleTo(page)
