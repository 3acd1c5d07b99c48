"""States of the models' page and its dialogs, with a server on this machine in a vendor's place."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog

from app.models.choosing import ModelsDialog
from app.models.page import ModelsPage
from app.models.serving import ServerDialog
from app.models.wishes import UseWish
from tests.qt.stage import Stage
from tests.vendors.servers import VendorServer

State = Callable[[Stage, Path], None]
KEY = "sk-a-key-for-pictures"
_Dialog = TypeVar("_Dialog", bound=QDialog)
_DRAWN_MS = 500
_VENDORS = "openai-text-embedding-3-small"


def filtered(stage: Stage, _home: Path) -> None:
    """The list, narrowed to the models of vendors."""
    page = _page(stage)
    page.sieve.shelf.setCurrentIndex(3)
    page.sieve.words.setText("rerank")
    stage.rest(_DRAWN_MS)


def without_key(stage: Stage, _home: Path) -> None:
    """A vendor's model that needs a key."""
    _page(stage).choose(_VENDORS)
    stage.rest(_DRAWN_MS)


def no_keyring(stage: Stage, home: Path) -> None:
    """A key that no keyring takes: other places are offered."""
    without_key(stage, home)
    card = _page(stage).detail.key
    card.field.setText(KEY)
    card.keep.click()
    stage.wait(lambda: card.in_file.isVisible() or not card.field.text())
    stage.rest(_DRAWN_MS)


def key_kept(stage: Stage, home: Path) -> None:
    """A vendor's model that is ready."""
    no_keyring(stage, home)
    page = _page(stage)
    if page.detail.key.for_now.isVisible():
        page.detail.key.for_now.click()
    stage.wait(lambda: (model := page.current()) and model.has_key)
    stage.rest(_DRAWN_MS)


def estimate(stage: Stage, home: Path) -> None:
    """What a vendor's model would cost a library."""
    key_kept(stage, home)
    page = _page(stage)
    page.use_requested.emit(_wish(stage))
    dialog = _open(stage, ModelsDialog)
    stage.wait(dialog.leaves.isVisible)
    stage.rest(_DRAWN_MS)


def refused_key(stage: Stage, _home: Path) -> None:
    """A server that asks for a key, and refuses this one."""
    page = _page(stage)
    with _added(stage) as name:
        page.choose(name)
        card = page.detail.key
        card.field.setText("sk-another")
        card.test.click()
        stage.wait(lambda: card.note.objectName() == "trouble")
        stage.rest(_DRAWN_MS)


def add_hub(stage: Stage, _home: Path) -> None:
    """The dialog that asks for a model of the hub."""
    _page(stage).from_hub.trigger()
    stage.rest(_DRAWN_MS)


def add_server(stage: Stage, _home: Path) -> None:
    """The dialog that asks for a server, unfolded."""
    page = _page(stage)
    page.from_server.trigger()
    dialog = _open(stage, ServerDialog)
    dialog.model.field.setText("nomic-embed-text")
    dialog.more.click()
    stage.rest(_DRAWN_MS)


def server_away(stage: Stage, _home: Path) -> None:
    """A server that is not there."""
    page = _page(stage)
    page.from_server.trigger()
    dialog = _open(stage, ServerDialog)
    dialog.url.field.setText("http://127.0.0.1:9/v1")
    dialog.model.field.setText("nomic-embed-text")
    dialog.add.click()
    stage.wait(lambda: dialog.url.note.objectName() == "trouble" and dialog.url.note.isVisible())
    stage.rest(_DRAWN_MS)


def needs_extra(stage: Stage, _home: Path) -> None:
    """A model that needs packages."""
    _choose_state(stage, "needs-extra")


def broken(stage: Stage, _home: Path) -> None:
    """A model whose card makes no sense."""
    folder = stage.data / "models"
    folder.mkdir(exist_ok=True)
    (folder / "my-model.json").write_text('{"id": "my-model", "name": "My model"}', "utf-8")
    page = _page(stage)
    page.shown.emit()
    stage.wait(lambda: page.model.known("my-model"))
    _choose_state(stage, "broken")


def large(stage: Stage, home: Path) -> None:
    """A vendor's model in letters twice as large."""
    without_key(stage, home)
    stage.program.style.write_at(200)
    stage.rest(_DRAWN_MS)


def large_estimate(stage: Stage, home: Path) -> None:
    """The estimate in letters twice as large."""
    estimate(stage, home)
    stage.program.style.write_at(200)
    stage.rest(_DRAWN_MS)


def _page(stage: Stage) -> ModelsPage:
    stage.window.pages.go("models")
    page = stage.window.pages.page("models")
    assert isinstance(page, ModelsPage)
    stage.wait(page.known)
    page.sieve.clear()
    stage.rest(_DRAWN_MS)
    return page


def _choose_state(stage: Stage, state: str) -> None:
    page = _page(stage)
    known = filter(None, (page.model.known(name) for name in sorted(page.known())))
    page.choose(next(model.id for model in known if model.state == state))
    stage.rest(_DRAWN_MS)


def _wish(stage: Stage) -> UseWish:
    return UseWish(stage.libraries[0].name, _VENDORS)


def _open(stage: Stage, kind: type[_Dialog]) -> _Dialog:
    def found() -> list[_Dialog]:
        return [dialog for dialog in stage.window.findChildren(kind) if dialog.isVisible()]

    stage.wait(found)
    return found()[0]


@contextmanager
def _added(stage: Stage) -> Generator[str]:
    """The id of a server's model that was added; the server is there while in the context."""
    page = _page(stage)
    before = page.known()
    with VendorServer("openai", key=KEY, models={"team-embedder": 64}) as server:
        page.from_server.trigger()
        dialog = _open(stage, ServerDialog)
        dialog.url.field.setText(server.url)
        dialog.model.field.setText("team-embedder")
        dialog.key.field.setText(KEY)
        dialog.add.click()
        stage.wait(lambda: page.known() - before)
        yield next(iter(page.known() - before))
