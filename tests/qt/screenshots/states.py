"""The states of the window, each by what a person does to reach it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil
from PySide6.QtCore import Qt

from engine.client import Client
from tests.qt.screenshots import model_states, places
from tests.qt.stage import Stage

State = Callable[[Stage, Path], None]
QUESTION = "dog ate something poisonous"
_SOME = 80
"""Of 1,000 that the bar counts to."""
_PREVIEW_MS = 1200
"""What a preview may take until it is drawn."""


def _first_run(stage: Stage, _home: Path) -> None:
    stage.wait(stage.window.showing_welcome)
    stage.wait(lambda: stage.window.welcome.choices)


def _indexing(stage: Stage, home: Path) -> None:
    for number in range(3000):
        folder = home / "Archive" / str(number % 30)
        folder.mkdir(parents=True, exist_ok=True)
        text = f"Letter {number}. The old bridge over the river is closed in winter. " * 80
        (folder / f"letter-{number}.txt").write_text(text, "utf-8")
    window = stage.window
    stage.program.link.add_folders((str(home / "Documents"), str(home / "Archive")))
    stage.wait(lambda: not window.showing_welcome())
    stage.wait(lambda: window.progress.bar.isVisible() and window.progress.bar.value() > _SOME)
    window.search.field.setText("bridge in winter")
    stage.wait(lambda: window.results.view.selected_row() is not None)


def _empty(stage: Stage, _home: Path) -> None:
    stage.window.go_to_search()
    stage.window.search.field.clear()


def _typing(stage: Stage, home: Path) -> None:
    _empty(stage, home)
    stage.search("insurance")
    stage.type(" ty")
    stage.rest(600)


def _results(stage: Stage, home: Path) -> None:
    _empty(stage, home)
    stage.search(QUESTION)
    stage.rest(_PREVIEW_MS)


def _korean(stage: Stage, home: Path) -> None:
    _empty(stage, home)
    stage.search("전세 보증금 돌려받기")
    stage.rest(_PREVIEW_MS)


def _narrow(stage: Stage, home: Path) -> None:
    stage.window.resize(700, 640)
    _results(stage, home)


def _filters(stage: Stage, home: Path) -> None:
    _empty(stage, home)
    stage.search("water type:pdf after:2020 lang:en")


def _bad_operator(stage: Stage, home: Path) -> None:
    _empty(stage, home)
    stage.search("water before:yesterdy")


def _nothing(stage: Stage, home: Path) -> None:
    _empty(stage, home)
    stage.search("zugzwang ext:xyz")


def _document(query: str) -> State:
    def state(stage: Stage, home: Path) -> None:
        _empty(stage, home)
        stage.search(query)
        stage.press(Qt.Key.Key_Down)
        stage.rest(_PREVIEW_MS)

    return state


def _failures(stage: Stage, home: Path) -> None:
    _empty(stage, home)
    stage.window.progress.failures.click()
    stage.wait(stage.window.failures.isVisible)


def _rules(stage: Stage, home: Path) -> None:
    _empty(stage, home)
    pane = stage.window.library
    pane.view.setCurrentIndex(pane.model.index(0))
    pane.rules_requested.emit(pane.selected())
    stage.wait(stage.window.rules.isVisible)


def _why(stage: Stage, home: Path) -> None:
    _results(stage, home)
    stage.window.passage.why.head.click()
    stage.rest(_PREVIEW_MS)


def _no_why(stage: Stage, home: Path) -> None:
    """The preview as it was before `_why`, with the weak matches unfolded."""
    stage.window.passage.why.head.click()
    stage.search("kitchen")
    stage.rest(_PREVIEW_MS)


def _filter_menu(stage: Stage, home: Path) -> None:
    _empty(stage, home)
    stage.search("water")
    stage.window.search.filter.click()
    stage.rest(_PREVIEW_MS)


def _large(stage: Stage, home: Path) -> None:
    places.large_text(stage, home)


def _lost_in_usual_text(stage: Stage, home: Path) -> None:
    places.usual_text(stage)
    _engine_lost(stage, home)


def _engine_lost(stage: Stage, home: Path) -> None:
    _results(stage, home)
    lost: list[object] = []
    stage.program.link.engine_lost.connect(lost.append)
    with Client.connect(stage.data) as client:
        engine = psutil.Process(client.pid)
    engine.kill()
    stage.wait(lambda: lost)
    stage.wait(stage.window.banner.isVisible)


FRESH = ("first-run", "indexing")
"""States of a program that was never used before."""
STATES: dict[str, State] = {
    "first-run": _first_run,
    "indexing": _indexing,
    "empty": _empty,
    "typing": _typing,
    "results": _results,
    "results-korean": _korean,
    "narrow": _narrow,
    "filters": _filters,
    "bad-operator": _bad_operator,
    "nothing-found": _nothing,
    "preview-pdf": _document("tyre pressure type:pdf"),
    "preview-markdown": _document("winter checklist ext:md"),
    "preview-code": _document("bees survive winter ext:py"),
    "preview-html": _document("password rules ext:html"),
    "preview-mail": _document("landlord ext:eml"),
    "preview-office": _document("notice period ext:docx"),
    "failures": _failures,
    "rules": _rules,
    "why": _why,
    "weak-matches": _no_why,
    "filter-menu": _filter_menu,
    "libraries": places.libraries,
    "statistics": places.statistics,
    "new-library": places.new_library,
    "change-models": places.change_models,
    "models": places.models,
    "model-to-download": places.model_to_download,
    "models-filtered": model_states.filtered,
    "model-without-key": model_states.without_key,
    "model-no-keyring": model_states.no_keyring,
    "model-key-kept": model_states.key_kept,
    "model-key-refused": model_states.refused_key,
    "model-estimate": model_states.estimate,
    "model-add-hub": model_states.add_hub,
    "model-add-server": model_states.add_server,
    "model-server-away": model_states.server_away,
    "model-needs-extra": model_states.needs_extra,
    "model-broken": model_states.broken,
    "model-large": model_states.large,
    "model-large-estimate": model_states.large_estimate,
    "map": places.map_made,
    "map-selected": places.map_selected,
    "map-document": places.map_document,
    "settings": places.settings,
    "settings-below": places.settings_below,
    "large-text": _large,
    "engine-lost": _lost_in_usual_text,
}
