"""The picture of the window shows the selected hit in its document, whatever that is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import psutil
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.preview.pane import PassagePane
from app.shell.portrait import Portrait
from app.wiring import build
from engine.client import Client
from engine.protocol.messages import AddFolders, Index, Quit

pytestmark = pytest.mark.timeout(120)
PATIENCE = 60_000
SAMPLES = Path(str(resources.files("resources"))) / "samples"
BICYCLE = "is a stolen bicycle covered"
LEASE = "when can the landlord end the lease"
VALVE = "where is the main valve drawn"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of an engine that has indexed some documents."""
    documents = tmp_path_factory.mktemp("documents")
    for name in ("insurance-policy.pdf", "dishwasher-manual.md", "lease.html"):
        shutil.copy(SAMPLES / "home" / name, documents)
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(0xFF3300CC)
    assert picture.save(str(documents / "plan.png"))
    text = "# The cellar\n\n![plan](plan.png) ![](gone.png)\n\n**The main valve** is drawn above.\n"
    (documents / "cellar.md").write_text(text)
    folder = tmp_path_factory.mktemp("home") / "data"
    with Client.connect(folder) as client:
        engine = psutil.Process(client.pid)
        client.request(AddFolders(paths=(str(documents),), index=False))
        client.request(Index())
        yield folder
        client.request(Quit(), timeout=20)
    engine.wait(20)


@pytest.mark.parametrize(
    ("query", "name", "shown"),
    [
        (BICYCLE, "insurance-policy.pdf", "page 1"),
        ("error E:24 the machine cannot pump out", "dishwasher-manual.md", "Programmes"),
        (LEASE, "lease.html", "Residential lease"),
        (VALVE, "cellar.md", "The cellar"),
    ],
)
def test_it_is_taken_when_the_hit_is_shown_in_its_document(
    qtbot: QtBot, qapp: QApplication, data: Path, tmp_path: Path, query: str, name: str, shown: str
) -> None:
    program = build(qapp, data=str(data), scheme="dark")
    pane = program.window.passage
    qtbot.addWidget(program.window)
    program.window.show()
    program.window.search.field.setText(query)
    portrait = Portrait(program.window, program.link, str(tmp_path / "window.png"))
    seen: list[str] = []
    portrait.ended.connect(lambda: seen.append(_body(pane)))
    with qtbot.waitSignal(portrait.ended, timeout=PATIENCE):
        program.link.connect_now()
    program.link.end()
    assert portrait.status == 0
    assert pane.hit is not None
    assert Path(pane.hit.path).name == name
    assert shown in seen[0]
    assert "**" not in seen[0]
    if name == "cellar.md":
        assert _share(tmp_path / "window.png", 0xFF3300CC) > 0


def _body(pane: PassagePane) -> str:
    """What the preview shows: the page's number once that is drawn, or the text with marks."""
    if pane.views.currentWidget() is pane.pages:
        return f"page {pane.pages.page}" if pane.pages.complete else "paper"
    return pane.text.toPlainText() if pane.text.extraSelections() else "no marks"


def test_the_program_pictures_the_page_of_a_pdf(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "window.png"
    options = ["--data", str(data), "--theme", "dark", "--query", BICYCLE]
    done = subprocess.run(
        [sys.executable, "-m", "app", *options, "--screenshot", str(file)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert _share(file, 0xFFFFFFFF) > 0.1  # the page's paper; all else is dark


def _share(file: Path, colour: int) -> float:
    """How much of a picture has a colour."""
    picture = QImage(str(file))
    places = [(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)]
    return sum(picture.pixel(x, y) == colour for x, y in places) / len(places)
