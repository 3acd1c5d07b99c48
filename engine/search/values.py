"""Dates and sizes as people write them in a query."""

from __future__ import annotations

import re
from datetime import date, timedelta

_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ].*)?)?)?[-/.]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(?:(\d{1,2})\.)?(\d{4})")

_SIZE = re.compile(r"(\d{1,15}(?:[.,]\d{1,6})?)\s?([kmgt]?)(i?)(b|bytes?)?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}

FIRST_YEAR = 1970
"""Modification times before the epoch are no dates that a file system hands out."""


def parse_day(text: str) -> date | None:
    """The first day of a year, month or day: ``2024``, ``2024-05``, ``2024-05-17``, ``17.5.2024``.

    Also ``2024/5/17``, ``20240517`` and an ISO date with a time (the time is left out). None for
    anything else, and for days that no calendar has.
    """
    if not text.isascii():
        return None
    parts = _day_parts(text)
    if parts is None:
        return None
    year, month, day = parts
    if not FIRST_YEAR <= year <= 2999:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


RELATIVE_DAYS = (
    "today",
    "yesterday",
    "this-week",
    "last-week",
    "this-month",
    "last-month",
    "this-year",
    "last-year",
)
"""First days of days, weeks (from Monday), months and years that go with the calendar."""
KOREAN_DAYS = {
    "오늘": "today",
    "어제": "yesterday",
    "이번주": "this-week",
    "지난주": "last-week",
    "이번달": "this-month",
    "지난달": "last-month",
    "올해": "this-year",
    "작년": "last-year",
}


def relative_day(text: str, today: date) -> date | None:
    """The day that ``yesterday``, ``last-week`` or ``지난달`` begins with; None for other words."""
    name = text.casefold().replace("_", "-")
    name = KOREAN_DAYS.get(name, name)
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    return {
        "today": today,
        "yesterday": today - timedelta(days=1),
        "this-week": monday,
        "last-week": monday - timedelta(days=7),
        "this-month": first,
        "last-month": (first - timedelta(days=1)).replace(day=1),
        "this-year": today.replace(month=1, day=1),
        "last-year": date(today.year - 1, 1, 1),
    }.get(name)


def _day_parts(text: str) -> tuple[int, int, int] | None:
    if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
        return int(year), int(month or 1), int(day or 1)
    if found := _DAY_FIRST.fullmatch(text):
        first, second, year = found.groups()
        return (int(year), int(second), int(first)) if second else (int(year), int(first), 1)
    return None


def parse_size(text: str) -> int | None:
    """Bytes: ``500``, ``20kb``, ``1.5MB`` (10^6), ``2GiB`` (2^30); None when it is no size."""
    found = _SIZE.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    number, unit, binary, _ = found.groups()
    if binary and not unit:
        return None
    base = 1024 if binary else 1000
    return int(float(number.replace(",", ".")) * base ** _POWERS[unit.lower()])
