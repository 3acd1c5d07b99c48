"""The search pane alone: completions, chips, filters, drops."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.search.chips import Chip
from app.search.completions import CompletionsModel
from app.search.filters import FilterGroup
from app.search.pane import SearchPane
from app.search.pieces import chips_of, filters_alone, without
from app.search.values import size_text, value_of, value_text
from engine.protocol.messages import Completion, QueryNote, QueryPiece


@pytest.fixture
def pane(qtbot: QtBot) -> SearchPane:
    pane = SearchPane()
    qtbot.addWidget(pane)
    pane.resize(700, 300)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    pane.field.setFocus()
    return pane


def _completion(text: str, kind: str = "type", **changes: int) -> Completion:
    return Completion(text=text, start=0, end=changes.get("end", 2), kind=kind, count=3)


def test_the_completions_obey_qts_rules_and_speak(qapp: object) -> None:
    model = CompletionsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show([_completion("type:pdf"), _completion("type:mail")])
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "type:pdf, 3 files"
    model.show([])
    assert model.rowCount() == 0


def test_enter_belongs_to_the_results_until_a_completion_is_chosen(
    qtbot: QtBot, pane: SearchPane
) -> None:
    pane.popup.offer([_completion("type:pdf"), _completion("type:mail")])
    with qtbot.waitSignal(pane.submitted):
        qtbot.keyClick(pane.field, Qt.Key.Key_Return)
    qtbot.keyClick(pane.field, Qt.Key.Key_Down)
    qtbot.keyClick(pane.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.popup.taken) as taken:
        qtbot.keyClick(pane.field, Qt.Key.Key_Return)
    assert taken.args == [_completion("type:mail")]
    assert not pane.popup.isVisible()


def test_tab_takes_the_first_completion_and_escape_closes_without_emptying(
    qtbot: QtBot, pane: SearchPane
) -> None:
    pane.field.setText("ty")
    pane.popup.offer([_completion("type:pdf")])
    qtbot.keyClick(pane.field, Qt.Key.Key_Escape)
    assert not pane.popup.isVisible()
    assert pane.field.text() == "ty"
    pane.popup.offer([_completion("type:pdf")])
    with qtbot.waitSignal(pane.popup.taken):
        qtbot.keyClick(pane.field, Qt.Key.Key_Tab)
    assert pane.field.hasFocus()


def test_up_leads_back_to_what_was_typed(qtbot: QtBot, pane: SearchPane) -> None:
    pane.popup.offer([_completion("type:pdf")])
    qtbot.keyClick(pane.field, Qt.Key.Key_Down)
    assert pane.popup.chosen() is not None
    qtbot.keyClick(pane.field, Qt.Key.Key_Up)
    assert pane.popup.chosen() is None
    with qtbot.waitSignal(pane.field.recall_requested):
        pane.popup.hide()
        qtbot.keyClick(pane.field, Qt.Key.Key_Up)


def test_a_former_search_can_be_forgotten_where_it_is_offered(
    qtbot: QtBot, pane: SearchPane
) -> None:
    pane.popup.offer([_completion("bees", "recent"), _completion("type:pdf")])
    qtbot.keyClick(pane.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.popup.forgotten) as forgotten:
        qtbot.keyClick(pane.field, Qt.Key.Key_Delete)
    assert forgotten.args == [_completion("bees", "recent")]


def test_the_field_replaces_characters_and_not_units(pane: SearchPane) -> None:
    pane.field.setText("😀 ty gate")
    pane.field.replace(2, 4, "type:pdf")
    assert pane.field.text() == "😀 type:pdf gate"
    assert pane.field.caret() == 10
    pane.field.undo()
    assert pane.field.text() == "😀 ty gate"


def test_filters_are_chips_and_what_is_none_says_why() -> None:
    query = 'tax -in:"My files" before:20x'
    pieces = [
        QueryPiece(kind="word", start=0, end=3, value="tax"),
        QueryPiece(kind="filter", start=4, end=18, operator="in", value="My files", negated=True),
        QueryPiece(kind="bad", start=19, end=29, operator="before", value="20x"),
    ]
    notes = [QueryNote(code="bad-date", start=19, end=29, message="no date")]
    good, bad = chips_of(query, pieces, notes)
    assert (good.text, good.wrong) == ("Not Folder: My files", False)
    assert bad.wrong
    assert bad.text == "before:20x"
    assert bad.hint
    assert without(query, good.start, good.end) == "tax before:20x"
    assert filters_alone(query, pieces) == '-in:"My files"'


def test_chips_are_removed_by_click_and_by_key(qtbot: QtBot, pane: SearchPane) -> None:
    chips = (Chip("piece", "Kind: pdf"), Chip("piece", "before:20x", wrong=True, hint="No date"))
    pane.chips.show_chips(chips)
    first, second = pane.chips.buttons()
    assert first.accessibleName() == "Remove Kind: pdf"
    assert "No date" in second.toolTip()
    with qtbot.waitSignal(pane.chips.removed) as removed:
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert removed.args == [chips[0]]
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space):
        with qtbot.waitSignal(pane.chips.removed) as removed:
            qtbot.keyClick(second, key)
        assert removed.args == [chips[1]]


def test_tab_goes_from_the_field_through_the_chips(qtbot: QtBot, pane: SearchPane) -> None:
    pane.libraries.offer(("Work", "Home"), "")
    pane.chips.show_chips((Chip("piece", "Kind: pdf"), Chip("piece", "Folder: a")))
    met: list[object] = []
    for _ in range(5):
        qtbot.keyClick(pane.window().focusWidget(), Qt.Key.Key_Tab)
        met.append(pane.window().focusWidget())
    assert met == [pane.filter, pane.libraries, pane.help, *pane.chips.buttons()]


def test_of_hundreds_of_chips_a_few_are_shown_and_the_others_counted(
    qtbot: QtBot, pane: SearchPane
) -> None:
    pane.chips.show_chips(tuple(Chip("piece", f"Kind: {i}") for i in range(200)))
    assert len(pane.chips.buttons()) == 12
    further = [label for label in pane.chips.findChildren(QLabel) if label.text() == "188 more"]
    qtbot.waitUntil(further[0].isVisible)
    qtbot.waitUntil(lambda: further[0].x() > 0)  # among them, and not laid over the first
    pane.chips.show_chips((Chip("piece", "Kind: pdf"),))
    assert not further[0].isVisible()


def test_many_chips_go_on_in_the_next_line(qtbot: QtBot, pane: SearchPane) -> None:
    pane.chips.show_chips((Chip("piece", "Kind: pdf"),))
    qtbot.waitUntil(lambda: pane.chips.height() > 0)
    low = pane.chips.heightForWidth(300)
    pane.chips.show_chips(tuple(Chip("piece", f"Folder: number {i}") for i in range(9)))
    assert pane.chips.heightForWidth(300) > 3 * low


def test_the_filter_button_offers_what_there_is(qtbot: QtBot, pane: SearchPane) -> None:
    kinds = (_completion("type:pdf"), _completion('in:"My files"', "folder"))
    menu = pane.filter.offer((FilterGroup("type", kinds), FilterGroup("lang", ())))
    inner = menu.findChildren(QMenu)
    assert [m.title() for m in inner] == ["Kind of file"]
    assert [action.text() for action in inner[0].actions()] == ["PDF\t3", "My files\t3"]
    with qtbot.waitSignal(pane.filter.chosen) as chosen:
        inner[0].actions()[1].trigger()
    assert chosen.args == [kinds[1]]
    menu.close()
    assert [value_of(text) for text in ("size>=1MB", "size:>1MB", "lang:ko")] == [
        "1MB",
        "1MB",
        "ko",
    ]


def test_the_libraries_are_a_choice_only_where_there_are_several(
    qtbot: QtBot, pane: SearchPane
) -> None:
    pane.libraries.offer(("Work",), "")
    assert pane.libraries.isHidden()
    pane.libraries.offer(("Work", "R&D"), "Work")
    assert not pane.libraries.isHidden()
    assert pane.libraries.text() == "Work"
    with qtbot.waitSignal(pane.libraries.chosen) as chosen:
        pane.libraries.menu().actions()[2].trigger()
    assert chosen.args == ["R&D"]


@pytest.mark.parametrize(("text", "sample"), [("sluice gate", False), ("word " * 60, True)])
def test_a_long_text_that_is_dropped_is_a_sample(
    qtbot: QtBot, pane: SearchPane, text: str, sample: bool
) -> None:
    heard: list[object] = []
    pane.field.sample_dropped.connect(heard.append)
    data = QMimeData()
    data.setText(text)
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    pane.field.dropEvent(event)
    assert heard == ([text.strip()] if sample else [])
    assert pane.field.text() == ("" if sample else text)


def test_escape_in_the_empty_field_asks_to_search_everywhere(
    qtbot: QtBot, pane: SearchPane
) -> None:
    pane.field.setText("tax")
    qtbot.keyClick(pane.field, Qt.Key.Key_Escape)
    assert pane.field.text() == ""
    with qtbot.waitSignal(pane.field.escaped):
        qtbot.keyClick(pane.field, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("operator", "value", "text"),
    [
        ("type", "sheet,PDF", "Spreadsheets, PDF"),
        ("lang", "ko", "한국어"),
        ("lang", "korean", "korean"),
        ("after", "this-week", "this week"),
        ("after", "2024-05", "2024-05"),
        ("ext", "md", "md"),
    ],
)
def test_values_are_said_as_people_say_them(operator: str, value: str, text: str) -> None:
    assert value_text(operator, value) == text
    assert size_text(">=1MB") == "Larger than 1MB"
    assert size_text("<20kB") == "Smaller than 20kB"


def test_a_screen_reader_hears_suggestions_and_what_came_of_a_query(
    qtbot: QtBot, pane: SearchPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def hear(_widget: object, text: str) -> None:
        heard.append(text)

    monkeypatch.setattr("app.search.completions.announce", hear)
    monkeypatch.setattr("app.search.pane.announce", hear)
    pane.popup.offer([_completion("type:pdf")])
    qtbot.keyClick(pane.field, Qt.Key.Key_Down)
    for _ in range(2):
        pane.summarise("2 passages", aloud=True)
    assert heard[1:] == ["type:pdf, 3 files", "2 passages"]
    assert heard[0].startswith("1 suggestion")
