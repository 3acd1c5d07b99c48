"""What a filter's value could be, by what was typed of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from engine.search.kinds import ALIASES, LANGUAGE_NAMES
from engine.search.typed import is_korean, typed
from engine.search.values import KOREAN_DAYS, RELATIVE_DAYS

if TYPE_CHECKING:
    from engine.search.offers import Offers

_MONTHS = 12
_SIZES = ("100kB", "1MB", "10MB", "100MB", "1GB")
_UNITS = ("kB", "MB", "GB")


class Value(NamedTuple):
    """A value that may be meant."""

    text: str = ""
    files: int = 0
    """That it would leave; 0 where that was not counted."""
    detail: str = ""


def kinds(text: str, offers: Offers, *, korean: bool = False) -> Iterator[Value]:
    """Kinds of files that there are, by any of their names; most files first."""
    yield from _named(text, offers.kinds, ALIASES, korean=korean)


def languages(text: str, offers: Offers) -> Iterator[Value]:
    """Languages of files that there are, by code or name; most files first."""
    yield from _named(text, offers.languages, LANGUAGE_NAMES)


def extensions(text: str, offers: Offers) -> Iterator[Value]:
    """Extensions that there are, most files first."""
    start = text.casefold().lstrip(".*")
    for extension, files in sorted(offers.extensions.items(), key=_largest_first):
        if extension.startswith(start):
            yield Value(extension, files)


def days(text: str, offers: Offers, *, after: bool, korean: bool = False) -> Iterator[Value]:
    """Days that go with the calendar, then years, then months in which files were changed."""
    start, korean = typed(text), korean or is_korean(text)
    spoken = KOREAN_DAYS if korean else dict(zip(RELATIVE_DAYS, RELATIVE_DAYS, strict=True))
    for name, meaning in spoken.items():
        if typed(name).startswith(start):
            yield Value(name, detail=meaning)
    counted = offers.days(after=after)
    years = [day for day in counted if len(day) == 4 and day.startswith(text)]
    yield from (Value(year, counted[year]) for year in years)
    if len(text) >= 4:
        months = (day for day in counted if len(day) > 4 and day.startswith(text))
        yield from (Value(month, counted[month]) for month in islice(months, _MONTHS))


def sizes(text: str) -> Iterator[Value]:
    """Round sizes; of a number, the units."""
    if text and re.fullmatch(r"\d+(?:[.,]\d+)?", text) is not None:
        yield from (Value(text + unit) for unit in _UNITS)
        return
    yield from (Value(size) for size in _SIZES if size.lower().startswith(text.lower()))


def _named(
    text: str, there: dict[str, int], aliases: dict[str, str], *, korean: bool = False
) -> Iterator[Value]:
    """What is there and has a name that begins with a text, under its usual or the typed name."""
    start = typed(text)
    usual = {plain: name for name, plain in reversed(aliases.items()) if is_korean(name)}
    for plain, files in sorted(there.items(), key=_largest_first):
        names = [name for name, meant in aliases.items() if meant == plain]
        if korean:
            names.insert(0, usual.get(plain, plain))
        fitting = [name for name in (plain, *names) if typed(name).startswith(start)]
        if fitting:
            yield Value(usual.get(plain, plain) if korean and not text else fitting[0], files)


def _largest_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
