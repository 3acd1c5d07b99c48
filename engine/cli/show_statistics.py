"""What is in a library, as bars on a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from engine.cli.show import OUT, one_line, say, size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol import messages as m

_MOST_ROWS = 12
_WIDTH = 30
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def statistics(counted: m.StatisticsReported) -> None:
    """Print totals and three pictures: types, years, languages."""
    say(
        f"[b]{counted.files:,}[/b] files ({size(counted.bytes)}),"
        f" [b]{counted.passages:,}[/b] passages; the index takes {size(counted.disk)}"
    )
    if not counted.files:
        return
    _bars("Type", "Files", [(kind.ext or "–", kind.files) for kind in counted.kinds])
    years = Counter[str]()
    for month in counted.months:
        years[month.month[:4]] += month.files
    _bars("Changed", "Files", [(year, files) for year, files in sorted(years.items()) if files])
    languages = [(count.language or "unknown", count.passages) for count in counted.languages]
    _bars("Language", "Passages", languages)


def _bars(title: str, unit: str, rows: Sequence[tuple[str, int]]) -> None:
    most = max((value for _, value in rows), default=0)
    table = Table(box=None, pad_edge=False)
    table.add_column(title)
    table.add_column(unit, justify="right")
    table.add_column("")
    for name, value in rows[-_MOST_ROWS:] if title == "Changed" else rows[:_MOST_ROWS]:
        table.add_row(Text(one_line(name)), f"{value:,}", Text(_bar(value / most), style="green"))
    if len(rows) > _MOST_ROWS:
        table.add_row(Text(f"and {len(rows) - _MOST_ROWS} more", style="dim"))
    OUT.print()
    OUT.print(table)


def _bar(share: float) -> str:
    eighths = max(round(share * _WIDTH * 8), 1)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
