"""What is shown of strangers' texts reaches no server and opens no file that it names.

A real server on loopback counts who asks it, and the kernel (inotify) tells which of the files
beside it are opened. On Windows such a name may be another machine's (``//host/share``), which is
told the person's name and a hash of the password on the way.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.look.style import Style
from app.preview.text_view import TextView
from engine.preview.texts import Text
from engine.protocol.messages import Hit
from tests.qt.conftest import MakeHit

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs inotify")

MARKDOWN = """
# Title

![plain]({0}) ![angle](<{0}>) ![titled]({0} "t") ![nested [b] words]({0}) ![esc\\]aped]({0})
![two
lines]({0}) ![below](
{0}) ![a reference][r] ![collapsed][] [![linked][r]](x) ![r] [words]({0}) <{0}>
<img src="{0}"> <iframe src="{0}"></iframe> <script src="{0}"></script>

| a | b |
|---|---|
| ![cell][r] | x |

- ![item][r]

[r]: {0}
[collapsed]: {0}
"""
PAGE = """<!doctype html><html><head><meta http-equiv=refresh content="0; url={0}">
<link rel=stylesheet href="{0}"><link rel=icon href="{0}"><style>@import url({0});
body {{ background: url({0}) }} @font-face {{ font-family: x; src: url({0}) }}</style>
<script src="{0}"></script><base href="{0}"></head><body background="{0}" onload="fetch('{0}')">
<p style="background-image: url({0})">Safe words</p><img src="{0}" srcset="{0} 2x">
<iframe src="{0}"></iframe><object data="{0}"></object><embed src="{0}"><video src="{0}"></video>
<svg><image href="{0}"/><script href="{0}"/></svg><svg><use xlink:href="{0}#a"/></svg>
<table background="{0}"><tr><td background="{0}">cell</td></tr></table><input type=image src="{0}">
<a href="{0}" ping="{0}">link</a><math><mglyph src="{0}"/></math><form action="{0}"></form></body>
"""
MAIL = "Subject: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n"


class Asked(BaseHTTPRequestHandler):
    """Counts every request."""

    count = 0

    def do_GET(self) -> None:
        """Answer anything."""
        type(self).count += 1
        self.send_response(204)
        self.end_headers()

    do_HEAD = do_POST = do_GET  # noqa: N815 - the base class's


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/x.png"
        server.shutdown()
        thread.join()


class Watched:
    """A folder with a picture, and what was opened in it since the last question."""

    def __init__(self, folder: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._inotify = self._libc.inotify_init1(os.O_NONBLOCK)
        folder.mkdir()
        self.picture = folder / "x.png"
        image = QImage(30, 20, QImage.Format.Format_RGB32)
        assert image.save(str(self.picture))
        opened = 0x20  # IN_OPEN
        assert self._libc.inotify_add_watch(self._inotify, os.fsencode(folder), opened) >= 0

    def opened(self) -> list[str]:
        names: list[str] = []
        try:
            told = os.read(self._inotify, 2**16)
        except BlockingIOError:
            return names
        while told:
            length = struct.unpack_from("iIII", told)[3]
            names.append(told[16 : 16 + length].rstrip(b"\0").decode())
            told = told[16 + length :]
        return names

    def close(self) -> None:
        os.close(self._inotify)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path / "elsewhere")
    yield watched
    watched.close()


def _shown(qtbot: QtBot, file: Path, hit: Hit) -> TextView:
    """Show a file as the preview does: what the engine makes of it, in the window's view."""
    text = Text(str(file))
    view = TextView()
    view.resize(500, 900)
    qtbot.addWidget(view)
    view.show_stretch(text.read(0, 100_000), text.kind, hit)
    with qtbot.waitExposed(view):
        view.show()
    view.grab()
    return view


@pytest.mark.parametrize(
    ("name", "source"), [("a.md", MARKDOWN), ("a.html", PAGE), ("a.eml", MAIL + PAGE)]
)
def test_a_document_that_names_things_elsewhere_is_shown_without_them(
    qtbot: QtBot,
    tmp_path: Path,
    make_hit: MakeHit,
    server: str,
    elsewhere: Watched,
    *,
    name: str,
    source: str,
) -> None:
    places = (server, str(elsewhere.picture), elsewhere.picture.as_uri(), f"/{elsewhere.picture}")
    for place in places:
        file = tmp_path / name
        file.write_text(source.format(place))
        view = _shown(qtbot, file, make_hit(1, path=str(file), text="x"))
        wanted = "nested [b] words" if name == "a.md" else "Safe words"
        assert wanted in view.toPlainText()
        assert elsewhere.opened() == [], place
    assert Asked.count == 0


def test_a_picture_beside_the_document_is_asked_for_and_not_opened_by_the_window(
    qtbot: QtBot, make_hit: MakeHit, elsewhere: Watched
) -> None:
    file = elsewhere.picture.with_name("a.md")
    file.write_text("# Title\n\n![ours](x.png) ![a reference][r]\n\n[r]: x.png\n")
    text = Text(str(file))
    view = TextView()
    qtbot.addWidget(view)
    elsewhere.opened()
    with qtbot.waitSignal(view.picture_wanted) as wanted:
        view.show_stretch(text.read(0, 1000), text.kind, make_hit(1, path=str(file), text="x"))
        view.show()
        view.grab()
    assert wanted.args == ["x.png"]
    assert "x.png" not in elsewhere.opened()


def test_a_name_or_title_that_looks_like_markup_is_shown_as_it_is(
    qtbot: QtBot, qapp: QApplication, elsewhere: Watched
) -> None:
    Style(qapp)
    hostile = f"<img src='{elsewhere.picture}'>"
    widget = QWidget()
    qtbot.addWidget(widget)
    label, box = QLabel(hostile, widget), QMessageBox(QMessageBox.Icon.Warning, hostile, hostile)
    qtbot.addWidget(box)
    box.setInformativeText(hostile)
    for shown in (widget, box):
        shown.show()
        shown.grab()
    for number in range(2):  # the second one is shown by the first one's label
        QToolTip.showText(QPoint(9, 9), f"{hostile}{number}", widget)
        tips = [w for w in qapp.topLevelWidgets() if w.metaObject().className() == "QTipLabel"]
        assert tips
        for tip in tips:
            tip.grab()
    QToolTip.hideText()
    assert label.text() == hostile
    assert elsewhere.opened() == []


def test_the_watch_that_these_tests_keep_would_notice(qtbot: QtBot, elsewhere: Watched) -> None:
    label = QLabel()
    label.setStyleSheet("QLabel { qproperty-textFormat: RichText; }")
    qtbot.addWidget(label)
    label.setText(f"<img src='{elsewhere.picture}'>")
    label.show()
    label.grab()
    assert "x.png" in elsewhere.opened()
