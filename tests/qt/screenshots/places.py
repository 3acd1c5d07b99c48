"""States of the places beside the search, each by what a person does to reach it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget

from app.maps.page import MapPage
from tests.qt.stage import Stage

State = Callable[[Stage, Path], None]
_DRAWN_MS = 900
_MAP_SECONDS = 60


def libraries(stage: Stage, _home: Path) -> None:
    """Folders, state, models."""
    _go(stage, "libraries")


def statistics(stage: Stage, _home: Path) -> None:
    """The drawn statistics, at the foot of the libraries' page."""
    _scroll_down(_go(stage, "libraries"))
    stage.rest(_DRAWN_MS)


def new_library(stage: Stage, _home: Path) -> None:
    """The dialog that makes one."""
    page = _go(stage, "libraries")
    page.new.click()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    stage.rest(_DRAWN_MS)


def change_models(stage: Stage, _home: Path) -> None:
    """The dialog that gives a library other models."""
    page = _go(stage, "libraries")
    page.detail.models.click()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    stage.rest(_DRAWN_MS)


def models(stage: Stage, _home: Path) -> None:
    """The model that serves."""
    _go(stage, "models")


def model_to_download(stage: Stage, _home: Path) -> None:
    """A model that is not here yet."""
    page = _go(stage, "models")
    view = page.view  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType, reportUnknownMemberType]
    view.setCurrentIndex(view.model().index(2, 0))  # pyright: ignore[reportUnknownMemberType]
    stage.rest(_DRAWN_MS)


def map_made(stage: Stage, _home: Path) -> None:
    """The documents as a picture of meaning."""
    view = _map(stage).view
    view.let_go()
    view.show_whole()
    stage.rest(_DRAWN_MS)


def map_selected(stage: Stage, _home: Path) -> None:
    """A group's documents, to be searched in."""
    view = _map(stage).view
    if view.atlas is not None:
        view.choose(view.atlas.members(0))
    stage.rest(_DRAWN_MS)


def map_document(stage: Stage, home: Path) -> None:
    """A document that the pointer rests on, seen from near."""
    page = _map(stage)
    map_made(stage, home)
    view = page.view
    view.look_at(0)
    if view.atlas is not None:
        x, y = view.atlas.places[0].tolist()
        view.look(view.view.around(x, y, 4.0))
    view.hovered.emit(0)
    stage.rest(_DRAWN_MS)


def _map(stage: Stage) -> MapPage:
    page = _go(stage, "map")
    assert isinstance(page, MapPage)
    view = page.view
    stage.wait(lambda: view.drawn and view.isVisible(), _MAP_SECONDS)
    return page


def settings(stage: Stage, _home: Path) -> None:
    """Appearance, search, indexing."""
    _go(stage, "settings")


def settings_below(stage: Stage, _home: Path) -> None:
    """The program and what it is."""
    _scroll_down(_go(stage, "settings"))
    stage.rest(_DRAWN_MS)


def large_text(stage: Stage, home: Path) -> None:
    """Letters twice as large."""
    stage.window.go_to_search()
    stage.search("keep pipes from freezing")
    stage.program.style.write_at(200)
    stage.rest(_DRAWN_MS)


def usual_text(stage: Stage) -> None:
    """Undo `large_text`."""
    stage.program.style.write_at(100)


def _go(stage: Stage, name: str) -> QWidget:
    stage.window.pages.go(name)
    stage.rest(_DRAWN_MS)
    page = stage.window.pages.page(name)
    assert page is not None
    return page


def _scroll_down(page: QWidget) -> None:
    areas: list[QAbstractScrollArea] = [*page.findChildren(QScrollArea)]
    if isinstance(page, QAbstractScrollArea):
        areas.append(page)
    for area in areas:
        if area.isVisible():
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
