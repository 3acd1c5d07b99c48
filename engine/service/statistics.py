"""What is in libraries, counted for a picture: by kind, by month, by language."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from engine.protocol.messages import (
    DayCount,
    KindCount,
    LanguageCount,
    MonthCount,
    StatisticsReported,
)
from engine.service.counting import reading

if TYPE_CHECKING:
    from engine.host.cancellation import Token

_SECOND_NS = 1_000_000_000
_BATCH = 20_000
"""Files that are counted between two looks at whether anybody still waits."""
_FIRST_DAY = date(1980, 1, 1)
"""Earlier times are what a file has that was given none: archives begin with this day."""
_MOST_DAYS = 182
"""From the first to the last, up to which each day is told."""


def statistics(library: str, folders: Iterable[Path], token: Token) -> StatisticsReported:
    """Count what the libraries in some state folders hold; takes some 5 µs a file.

    Raises:
        Cancelled: by the token.
        StoreError: a catalogue cannot be read.
    """
    tally, languages, disk = _Tally(), Counter[str](), 0
    for folder in folders:
        with reading(folder) as reader:
            if reader is not None:
                tally.add(reader.sizes(), token)
                languages.update(reader.passages_by_language())
        disk += _bytes_in(folder)
    return StatisticsReported(
        library=library,
        files=sum(kind[0] for kind in tally.kinds.values()),
        bytes=sum(kind[1] for kind in tally.kinds.values()),
        passages=sum(kind[2] for kind in tally.kinds.values()),
        disk=disk,
        kinds=tuple(tally.by_kind()),
        months=tuple(tally.by_month()),
        days=tuple(tally.by_day()),
        languages=tuple(
            LanguageCount(language=language, passages=passages)
            for language, passages in sorted(languages.items(), key=lambda item: (-item[1], item))
        ),
    )


class _Tally:
    """Counts files, bytes and passages by extension, and files and passages by day."""

    def __init__(self) -> None:
        self.kinds: dict[str, list[int]] = {}
        self._days: dict[date, list[int]] = {}
        self._today = date.today()  # noqa: DTZ011 - as the person's calendar says

    def add(self, files: list[tuple[str, int, int, int]], token: Token) -> None:
        for place, (path, size, mtime_ns, passages) in enumerate(files):
            if place % _BATCH == 0:
                token.check()
            kind = self.kinds.setdefault(os.path.splitext(path)[1][1:].lower(), [0, 0, 0])  # noqa: PTH122 - a path object each costs a second
            kind[0] += 1
            kind[1] += size
            kind[2] += passages
            day = self._days.setdefault(self._day(mtime_ns), [0, 0])
            day[0] += 1
            day[1] += passages

    def by_kind(self) -> list[KindCount]:
        found = [
            KindCount(ext=ext, files=files, bytes=size, passages=passages)
            for ext, (files, size, passages) in self.kinds.items()
        ]
        return sorted(found, key=lambda kind: (-kind.files, kind.ext))

    def by_month(self) -> Iterator[MonthCount]:
        months: dict[int, list[int]] = {}
        for day, (files, passages) in self._days.items():
            month = months.setdefault(day.year * 12 + day.month - 1, [0, 0])
            month[0] += files
            month[1] += passages
        for month in range(min(months, default=0), max(months, default=-1) + 1):
            files, passages = months.get(month, (0, 0))
            name = f"{month // 12:04}-{month % 12 + 1:02}"
            yield MonthCount(month=name, files=files, passages=passages)

    def by_day(self) -> Iterator[DayCount]:
        if not self._days:
            return
        first, last = min(self._days), max(self._days)
        if (last - first).days >= _MOST_DAYS:
            return
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            files, passages = self._days.get(day, (0, 0))
            yield DayCount(day=day.isoformat(), files=files, passages=passages)

    def _day(self, mtime_ns: int) -> date:
        try:
            day = date.fromtimestamp(mtime_ns // _SECOND_NS)  # noqa: DTZ012 - local time is meant
        except (OverflowError, ValueError, OSError):  # no calendar reaches there
            return self._today if mtime_ns > 0 else _FIRST_DAY
        return min(max(day, _FIRST_DAY), self._today)


def _bytes_in(folder: Path) -> int:
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += Path(root, name).stat().st_size
            except OSError:  # it went meanwhile
                continue
    return total
