from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPersistentModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.library.failures_model import FailuresModel
from app.library.model import Folder, FoldersModel
from app.library.progress import progress_text, share_done
from app.shell.window import MainWindow
from engine.protocol.messages import Failure, Hit, LibraryInfo, Notice, Progress

MakeHit = Callable[..., Hit]
MakeLibrary = Callable[..., LibraryInfo]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def _failure(name: str, code: str) -> Failure:
    return Failure(
        library="Default", path=f"/docs/{name}", code=code, reason="", hint="", attempts=1
    )


def test_the_folders_model_obeys_qts_rules(qapp: object, make_library: MakeLibrary) -> None:
    model = FoldersModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for folders in ((), ("/a", "/b"), ("/b",), ()):
        model.show_libraries((make_library(*folders),))
    model.show_libraries((make_library("/a"), make_library("/b", name="Other")))
    assert model.folder(model.index(1)) == Folder("Other", "/b")
    assert model.detail(Folder("Other", "/b")).startswith("Other")


def test_the_failures_model_obeys_qts_rules_and_speaks(qapp: object) -> None:
    model = FailuresModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_failures([_failure("a.docx", "encrypted"), _failure("b.pdf", "damaged")])
    assert model.index(0, 0).data() == "a.docx"
    assert "password" in model.index(0, 1).data()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "File"
    assert model.index(0, 3).data() == "when it changes"
    soon = replace(_failure("a.docx", "encrypted"), next_try=time.time() + 301)
    model.show_failures([soon, _failure("b.pdf", "damaged")])
    assert model.index(0, 3).data() == "in 5 min"
    model.show_failures([])
    assert model.rowCount() == 0


def test_a_folder_tells_what_is_the_matter_with_it(qapp: object, make_library: MakeLibrary) -> None:
    model = FoldersModel()
    model.show_libraries((make_library("/a/문서", "/b"),))
    notices = (
        Notice(code="polled", message="", path="/b/deep", hint="Raise the limit."),
        Notice(code="away", message="", path="/b"),
    )
    selected = QPersistentModelIndex(model.index(1))
    one = make_library("/a/문서", "/b", notices=notices, paused=True)
    model.show_libraries((one,))
    assert selected.isValid()
    assert (
        model.detail(Folder("Default", "/a/문서")) == "/a"
    )  # that all is paused is said elsewhere
    assert model.detail(Folder("Default", "/b")) == "Not connected"
    assert model.condition(Folder("Default", "/b")).sign
    model.show_libraries((one, make_library(name="Other")))
    assert model.detail(Folder("Default", "/a/문서")) == "Paused"
    assert model.detail(Folder("Default", "/b")) == "Not connected  ·  Paused"
    tip = model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("/b\nIt is not there at present")
    assert "/b/deep: Changes in here" in tip
    assert tip.endswith("Raise the limit.")
    assert "Not connected" in model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)


def test_what_concerns_no_folder_stands_below_the_list(
    window: MainWindow, make_library: MakeLibrary
) -> None:
    healed = Notice(code="healed", message="12 passages were put back")
    window.library.show_libraries((make_library("/a", notices=(healed,)),))
    assert "mended" in window.library.notes.text()
    window.library.show_libraries((make_library("/a"),))
    assert window.library.notes.isHidden()


def test_a_held_run_says_what_it_waits_for() -> None:
    progress = Progress(
        library="Default", running=True, phase="holding", files_total=50, files_done=12
    )
    assert progress_text(progress) == (
        "Indexing waits while the computer runs on battery.  ·  12 of 50 files"
    )


def test_progress_tells_files_passages_and_time_left() -> None:
    progress = Progress(
        library="Default",
        running=True,
        phase="indexing",
        files_total=5678,
        files_done=1234,
        bytes_total=1000,
        bytes_done=280,
        passages=45678,
        eta_seconds=143.0,
    )
    text = progress_text(progress)
    assert text == "Indexing 1,234 of 5,678 files  ·  45,678 passages  ·  2 min left"
    assert share_done(progress) == 0.28
    assert share_done(Progress(library="x", running=True, phase="scanning")) is None


def test_the_field_has_the_focus_at_the_start(window: MainWindow) -> None:
    assert window.focusWidget() is window.search.field


def test_keys_lead_from_the_field_into_the_list_and_back(
    qtbot: QtBot, window: MainWindow, make_hit: MakeHit
) -> None:
    window.results.show_hits((make_hit(1), make_hit(2, "/b")), "q")
    qtbot.keyClick(window.search.field, Qt.Key.Key_Down)
    assert window.focusWidget() is window.results.view
    qtbot.keyClick(window.results.view, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.search.field
    with qtbot.waitSignal(window.results.view.open_requested) as opened:
        qtbot.keyClick(window.search.field, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].passage == 1


def test_the_passage_pane_shows_text_marks_and_reasons(
    window: MainWindow, make_hit: MakeHit
) -> None:
    hit = make_hit(1, text="😀 the sluice gate", marks=((6, 12),), terms=("sluice",), page=4)
    window.results.show_hits((hit,), "sluice")
    pane = window.passage
    assert pane.text.toPlainText() == hit.text
    marked = [s.cursor.selectedText() for s in pane.text.extraSelections()]
    assert marked == ["sluice"]
    assert "Page 4" in pane.header.where.text()
    window.results.show_hits((), "other")
    assert pane.currentIndex() == 0


def test_dropped_folders_are_taken(qtbot: QtBot, window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/docs/a"), QUrl("https://example.org")])
    event = QDropEvent(
        QPointF(QPoint(40, 40)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.folders_dropped) as dropped:
        window.dropEvent(event)
    assert dropped.args == [("/docs/a",)]


@pytest.mark.filterwarnings(
    "ignore:.*QDragEnterEvent:DeprecationWarning"
)  # QPointF from Qt 6.12 on
def test_a_folder_dropped_on_the_field_is_left_to_the_window(window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/docs/a")])
    data.setText("/docs/a")
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.search.field.dragEnterEvent(event)
    assert not event.isAccepted()
    window.dragEnterEvent(event)
    assert event.isAccepted()


def test_a_narrow_window_hides_the_folders(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(700, 500)
    qtbot.waitUntil(lambda: not window.library.isVisible())
    window.resize(1100, 700)
    qtbot.waitUntil(window.library.isVisible)


def test_a_larger_window_gives_most_of_its_room_to_the_preview(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1180, 760)
    qtbot.waitUntil(lambda: window.splitter.sizes()[2] > 400)
    folders, results, preview = window.splitter.sizes()
    assert folders < 200
    assert results < preview
    window.resize(1600, 900)
    qtbot.waitUntil(lambda: sum(window.splitter.sizes()) > 1400)
    assert window.splitter.sizes()[0] == folders
    assert window.splitter.sizes()[2] - preview > 2 * (window.splitter.sizes()[1] - results)
    window.resize(560, 420)
    passage = window.passage
    qtbot.waitUntil(lambda: passage.mapTo(window, passage.rect().topRight()).x() < 560)
    window.resize(1180, 760)
    qtbot.waitUntil(lambda: window.splitter.sizes()[0] == folders)


def test_widths_that_a_person_chose_are_kept_in_a_larger_window(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1180, 760)
    qtbot.waitUntil(lambda: window.splitter.sizes()[2] > 400)
    window.splitter.moveSplitter(800, 2)
    window.resize(1400, 760)
    qtbot.waitUntil(lambda: sum(window.splitter.sizes()) > 1200)
    _, results, preview = window.splitter.sizes()
    assert results > preview


def test_a_folder_that_is_away_is_no_file_that_cannot_be_read(
    window: MainWindow, make_library: MakeLibrary
) -> None:
    away = (Notice(code="away", message="", path="/a"),)
    window.progress.show_state((make_library("/a", failed=1, notices=away),), {})
    assert window.progress.failures.isHidden()
    window.progress.show_state((make_library("/a", failed=3, notices=away),), {})
    assert window.progress.failures.text().startswith("2 ")


def test_every_control_has_a_name(window: MainWindow, make_library: MakeLibrary) -> None:
    window.library.show_libraries((make_library("/a", failed=2),))
    window.progress.show_state((make_library("/a", failed=2),), {})
    unnamed = [
        widget
        for kind in (QAbstractButton, QLineEdit, QAbstractItemView)
        for widget in window.findChildren(kind)
        if not widget.isHidden() and not _named(widget)
    ]
    assert unnamed == []


def _named(widget: QWidget) -> bool:
    inner = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QLineEdit)
    hidden = widget.metaObject().className() in ("QHeaderView", "QTableCornerButton")
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return inner or hidden or bool(widget.accessibleName() or text)


def test_nothing_is_counted_in_the_side_bar_before_anything_is_indexed(
    window: MainWindow, make_library: MakeLibrary
) -> None:
    window.library.show_libraries((make_library("/a", files=0, passages=0),))
    assert window.library.totals.isHidden()
    window.library.show_libraries((make_library("/a", files=2, passages=9),))
    assert not window.library.totals.isHidden()
