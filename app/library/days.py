"""Passages of a short time, by day or by week, as the columns of a drawing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from app.look import figures

if TYPE_CHECKING:
    from engine.protocol.messages import DayCount

MOST_DAYS = 60
"""Columns; of more days, weeks are drawn."""
_FEW = 10
"""Days of which each has its date below it; of more, the first of each week has."""
_WEEK = 7

Column = tuple[str, str, int, int]
"""The label, the time in words, files and passages."""


def columns(days: Sequence[DayCount]) -> list[Column]:
    """One column a day, or a week where there are many."""
    dated = [(_date(day.day), day.files, day.passages) for day in days]
    if len(dated) > MOST_DAYS:
        return _weeks(dated)
    few = len(dated) <= _FEW
    return [
        (
            _short(day) if few or not number or _begins_week(day) else "",
            figures.locale().toString(day, QLocale.FormatType.LongFormat),
            files,
            passages,
        )
        for number, (day, files, passages) in enumerate(dated)
    ]


def _weeks(dated: Sequence[tuple[QDate, int, int]]) -> list[Column]:
    found: dict[int, list[int]] = {}
    for day, files, passages in dated:
        held = found.setdefault(day.addDays(-_day_of_week(day)).toJulianDay(), [0, 0])
        held[0] += files
        held[1] += passages
    said, before = QCoreApplication.translate("Statistics", "Week from {0}"), 0
    made: list[Column] = []
    for julian, (files, passages) in found.items():
        first = QDate.fromJulianDay(julian)
        label = _short(first) if first.month() != before else ""
        long = figures.locale().toString(first, QLocale.FormatType.LongFormat)
        made.append((label, said.format(long), files, passages))
        before = first.month()
    return made


def _short(day: QDate) -> str:
    pattern = QCoreApplication.translate("Statistics", "MMM d", "a day, as Qt writes dates")
    return figures.locale().toString(day, pattern)


def _date(iso: str) -> QDate:
    return QDate.fromString(iso, Qt.DateFormat.ISODate)


def _day_of_week(day: QDate) -> int:
    """Days since the week began, as people of this language count."""
    return (day.dayOfWeek() - figures.locale().firstDayOfWeek().value) % _WEEK


def _begins_week(day: QDate) -> bool:
    return _day_of_week(day) == 0
