"""Drawn statistics: geometry, keys, words, and what they are made of."""

from __future__ import annotations

import datetime
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from app.library import tallies
from app.library.statistics import StatisticsPane
from app.look.bars import BarChart
from app.look.chart import Chart, Item
from app.look.columns import ColumnChart
from app.look.tongues import language_name
from engine.protocol.messages import (
    DayCount,
    KindCount,
    LanguageCount,
    MonthCount,
    StatisticsReported,
)

ITEMS = [Item("md", 40, "md: 40 files", "40"), Item("txt", 10, "txt: 10 files", "10")]


def _counted(**changes: object) -> StatisticsReported:
    fields: dict[str, object] = {
        "library": "Default",
        "files": 0,
        "passages": 0,
        "bytes": 0,
        "disk": 0,
        "kinds": (),
        "months": (),
        "languages": (),
    }
    return StatisticsReported(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def _kind(ext: str, files: int) -> KindCount:
    return KindCount(ext=ext, files=files, bytes=1000 * files, passages=3 * files)


def _months(number: int) -> tuple[MonthCount, ...]:
    names = (f"{2000 + n // 12}-{n % 12 + 1:02}" for n in range(number))
    return tuple(MonthCount(month=name, files=1, passages=2) for name in names)


@pytest.mark.parametrize("kind", [BarChart, ColumnChart])
def test_a_chart_finds_the_item_under_the_pointer_and_tells_it(
    qtbot: QtBot, kind: type[Chart]
) -> None:
    chart = kind("Files by type")
    qtbot.addWidget(chart)
    chart.resize(300, 120)
    assert chart.item_at(QPoint(5, 5)) == -1
    chart.show_items(ITEMS)
    for place in range(2):
        point = chart.place_of(place)
        assert chart.item_at(QPoint(min(point.x(), 290), min(point.y(), 119) - 2)) == place
    assert chart.accessibleName() == "Files by type"
    assert chart.accessibleDescription() == "md: 40 files; txt: 10 files"
    assert not chart.grab().isNull()


@pytest.mark.parametrize("kind", [BarChart, ColumnChart])
def test_arrow_keys_go_through_a_chart_and_stay_in_it(qtbot: QtBot, kind: type[Chart]) -> None:
    chart = kind("Files")
    qtbot.addWidget(chart)
    chart.show()
    chart.show_items(ITEMS)
    said: list[str] = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(chart, key)
        said.append(chart.accessibleDescription())
    assert said == ["md: 40 files", "txt: 10 files", "txt: 10 files", "md: 40 files"]


def test_the_longest_bar_is_of_the_greatest_value_and_nothing_is_drawn_for_nothing(
    qtbot: QtBot,
) -> None:
    bars, columns = BarChart("Files"), ColumnChart("Files")
    for chart in (bars, columns):
        qtbot.addWidget(chart)
        chart.resize(300, 120)
        chart.show_items([*ITEMS, Item("", 0, "none: 0 files")])
    assert bars.bar_of(0).width() == pytest.approx(4 * bars.bar_of(1).width(), rel=0.01)
    assert columns.bar_of(0).height() == pytest.approx(4 * columns.bar_of(1).height(), rel=0.01)
    assert columns.bar_of(2).height() == 0
    assert bars.bar_of(0).right() < bars.width()


def test_a_chart_is_mirrored_with_the_window(qtbot: QtBot) -> None:
    for kind in (BarChart, ColumnChart):
        chart = kind("Files")
        qtbot.addWidget(chart)
        chart.resize(300, 120)
        chart.show_items(ITEMS)
        straight = chart.bar_of(0)
        chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        assert chart.bar_of(0).right() == pytest.approx(300 - straight.left())


def test_a_thousand_columns_are_painted_within_a_frame(qtbot: QtBot) -> None:
    chart = ColumnChart("Files")
    qtbot.addWidget(chart)
    chart.resize(900, 140)
    chart.show_items([Item(str(n), n, str(n)) for n in range(1000)])
    picture = QPixmap(chart.size())
    chart.render(picture)
    began = time.thread_time()
    chart.render(picture)
    assert time.thread_time() - began < 0.05  # some 8 ms


def test_rare_types_are_summed_up() -> None:
    counted = _counted(kinds=(_kind("", 90), *(_kind(f"x{n}", 9 - n) for n in range(9))))
    items = tallies.kinds(counted)
    assert len(items) == tallies.MOST_ROWS + 1
    assert items[0].label == "without ending"
    assert items[1].label == "X0"
    assert items[-1].value == sum(9 - n for n in range(6, 9))
    assert items[-1].label.startswith("3 other type")


def test_languages_are_named_in_themselves_and_shares_are_of_all_passages() -> None:
    counted = _counted(
        passages=1000,
        languages=tuple(
            LanguageCount(language=code, passages=n)
            for code, n in (("ko", 900), ("en", 96), ("", 4))
        ),
    )
    items = tallies.languages(counted)
    assert [item.label for item in items] == ["한국어", "English", "not known"]
    assert [item.shown for item in items] == ["90%", "10%", "< 1%"]
    assert language_name("xx") == "xx"


@pytest.mark.parametrize(("months", "columns"), [(1, 1), (60, 60), (61, 21), (240, 20)])
def test_many_months_become_quarters_and_years(months: int, columns: int) -> None:
    items = tallies.over_time(_counted(months=_months(months)))
    assert len(items) == columns
    assert sum(item.value for item in items) == 2 * months
    labels = [item.label for item in items if item.label]
    assert labels == sorted(set(labels))


@pytest.mark.parametrize(("days", "columns"), [(1, 1), (60, 60), (61, 9), (182, 27)])
def test_a_short_time_is_drawn_by_days_or_weeks(days: int, columns: int) -> None:
    first = datetime.date(2024, 1, 1)
    told = tuple(
        DayCount(day=(first + datetime.timedelta(days=n)).isoformat(), files=1, passages=2)
        for n in range(days)
    )
    items = tallies.over_time(_counted(months=_months(1), days=told))
    assert len(items) == columns
    assert sum(item.value for item in items) == 2 * days
    assert items[0].label
    assert "2024" in items[0].said or "2023" in items[0].said  # the week's first day


def test_a_month_is_told_in_words() -> None:
    (item,) = tallies.over_time(_counted(months=_months(1)))
    assert item.said.startswith("January 2000: 1 file")


def test_an_empty_library_says_so(qtbot: QtBot) -> None:
    pane = StatisticsPane()
    qtbot.addWidget(pane)
    pane.show()
    pane.show_statistics(_counted())
    assert pane.empty.isVisible()
    assert not pane.kinds.isVisible()
    pane.show_statistics(
        _counted(files=90, passages=270, bytes=90_000, disk=1000, kinds=(_kind("md", 90),))
    )
    assert not pane.empty.isVisible()
    assert pane.kinds.isVisible()
    assert pane.figures["files"].text() == "90"
    assert not pane.months.isVisible()
    today = (DayCount(day="2024-05-17", files=90, passages=270),)
    pane.show_statistics(
        _counted(files=90, passages=270, months=_months(1), days=today, kinds=(_kind("md", 90),))
    )
    assert pane.months.isVisible()
    (item,) = pane.months.items
    assert item.said.startswith("Friday, May 17, 2024: 90 file")


def test_drawings_stand_below_each_other_where_there_is_little_room(qtbot: QtBot) -> None:
    pane = StatisticsPane()
    qtbot.addWidget(pane)
    pane.show()
    pane.show_statistics(
        _counted(files=9, passages=27, bytes=90, kinds=(_kind("md", 9),), months=_months(3))
    )
    wide = pane.minimumSizeHint().width()
    assert pane.kinds.mapTo(pane, QPoint()).y() == pane.languages.mapTo(pane, QPoint()).y()
    pane.arrange(wide=False)
    qtbot.waitUntil(
        lambda: pane.kinds.mapTo(pane, QPoint()).y() < pane.languages.mapTo(pane, QPoint()).y()
    )
    assert pane.minimumSizeHint().width() < wide
    pane.arrange(wide=True)
    qtbot.waitUntil(
        lambda: pane.kinds.mapTo(pane, QPoint()).y() == pane.languages.mapTo(pane, QPoint()).y()
    )
