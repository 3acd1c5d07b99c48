"""Statistics as the items of drawings. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate

from app.library import days
from app.look import figures
from app.look.chart import Item
from app.look.tongues import language_name

if TYPE_CHECKING:
    from engine.protocol.messages import KindCount, MonthCount, StatisticsReported

MOST_ROWS = 7
"""Of a drawing; what is left is summed up in one more."""
MOST_COLUMNS = 60
_QUARTER, _YEAR = 3, 12


def kinds(counted: StatisticsReported) -> list[Item]:
    """Files by type, the many first."""
    rows, rest = counted.kinds[:MOST_ROWS], counted.kinds[MOST_ROWS:]
    items = [_kind(kind.ext.upper() or _without(), (kind,)) for kind in rows]
    if rest:
        name = QCoreApplication.translate("Statistics", "%n other type(s)", None, len(rest))
        items.append(_kind(name, rest))
    return items


def _without() -> str:
    return QCoreApplication.translate("Statistics", "without ending")


def _kind(label: str, counts: Sequence[KindCount]) -> Item:
    files = sum(kind.files for kind in counts)
    said = (
        _files(files),
        _passages(sum(kind.passages for kind in counts)),
        figures.size(sum(kind.bytes for kind in counts)),
    )
    return Item(label, files, f"{label}: {', '.join(said)}", figures.count(files))


def languages(counted: StatisticsReported) -> list[Item]:
    """Passages by language, the many first."""
    rows, rest = counted.languages[:MOST_ROWS], counted.languages[MOST_ROWS:]
    named = [(language_name(count.language), count.passages) for count in rows]
    if rest:
        name = QCoreApplication.translate("Statistics", "%n other language(s)", None, len(rest))
        named.append((name, sum(count.passages for count in rest)))
    return [
        Item(name, passages, f"{name}: {_passages(passages)}", _share(passages, counted.passages))
        for name, passages in named
    ]


def _share(part: int, whole: int) -> str:
    share = part / whole if whole else 0.0
    if 0 < share < 0.01:
        return QCoreApplication.translate("Statistics", "< {0}").format(figures.percent(0.01))
    return figures.percent(share)


def strange_share(counted: StatisticsReported, known: Sequence[str]) -> float:
    """The share of passages, 0 to 1, whose language a model that knows ``known`` does not know.

    Empty ``known`` means every language. A language that was not told counts as known.
    """
    if not known or not counted.passages:
        return 0.0
    strange = (c.passages for c in counted.languages if c.language and c.language not in known)
    return sum(strange) / counted.passages


def over_time(counted: StatisticsReported) -> list[Item]:
    """Passages by their file's last change: days, weeks, months, quarters or years."""
    if counted.days:
        return [
            Item(label, passages, f"{said}: {_files(files)}, {_passages(passages)}")
            for label, said, files, passages in days.columns(counted.days)
        ]
    span = _span(len(counted.months))
    return [
        Item(
            label if before != label else "",
            passages,
            f"{said}: {_files(files)}, {_passages(passages)}",
        )
        for before, label, said, files, passages in _binned(counted.months, span)
    ]


def _span(months: int) -> int:
    """How many months one column stands for."""
    if months <= MOST_COLUMNS:
        return 1
    return _QUARTER if months <= MOST_COLUMNS * _QUARTER else _YEAR


def _binned(months: Sequence[MonthCount], span: int) -> Iterator[tuple[str, str, str, int, int]]:
    """The former label, the label, the time in words, files and passages of each column."""
    bins: dict[int, list[int]] = {}
    for month in months:
        year, number = (int(part) for part in month.month.split("-"))
        held = bins.setdefault((year * _YEAR + number - 1) // span, [0, 0])
        held[0] += month.files
        held[1] += month.passages
    before = ""
    for place, (files, passages) in bins.items():
        year, number = divmod(place * span, _YEAR)
        yield before, str(year), _time(year, number + 1, span), files, passages
        before = str(year)


def _time(year: int, month: int, span: int) -> str:
    if span == _YEAR:
        return str(year)
    if span == _QUARTER:
        quarter = QCoreApplication.translate("Statistics", "Quarter {0} of {1}")
        return quarter.format((month - 1) // _QUARTER + 1, year)
    pattern = QCoreApplication.translate("Statistics", "MMMM yyyy", "a month, as Qt writes dates")
    return figures.locale().toString(QDate(year, month, 1), pattern)


def _files(number: int) -> str:
    return QCoreApplication.translate("Statistics", "%n file(s)", None, number)


def _passages(number: int) -> str:
    return QCoreApplication.translate("Statistics", "%n passage(s)", None, number)
