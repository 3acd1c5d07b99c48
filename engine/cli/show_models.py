"""Models on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from engine.cli.show import OUT, one_line, say, size

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.protocol import messages as m

_MANY = 4
"""Languages that are named; more are counted."""
_STATES = {"installed": "yes", "missing": "no", "partial": "in part"}


def models(rows: Iterable[m.ModelInfo]) -> None:
    """Print models as a table."""
    table = Table(box=None, pad_edge=False)
    for title in ("Model", "Used as", "Family", "Dim", "Languages", "Licence", "Size", "Here"):
        table.add_column(title)
    for title in ("Passages/s", "ms/query"):
        table.add_column(title, justify="right")
    for row in rows:
        measured = row.passages_per_second > 0
        table.add_row(
            Text(one_line(row.id)),
            ", ".join(row.kinds),
            row.family,
            str(row.dim) if row.dim else "",
            _languages(row.languages),
            Text(one_line(row.licence)),
            size(row.bytes) if row.bytes else "",
            "bundled" if row.bundled else _STATES.get(row.state, row.state),
            f"{row.passages_per_second:,.0f}" if measured else "",
            f"{row.query_ms:,.1f}" if measured else "",
        )
    OUT.print(table)


def estimate(told: m.ModelsEstimated, *, begun: bool) -> None:
    """Print what giving a library other models costs."""
    if not told.passages:
        say("Nothing is to be made anew." if not begun else "Done: nothing is to be made anew.")
        return
    how_long = "a time nobody knows; findling models measure tells"
    if told.seconds is not None:
        how_long = f"some {_time(told.seconds)}"
    say(f"[b]{told.passages:,}[/b] passages are to be embedded: {how_long}.")
    if begun:
        say("It goes on in the background, and searches by the old model meanwhile.")
        say("[b]findling use --keep[/b] calls it off.")


def _languages(codes: tuple[str, ...]) -> str:
    if len(codes) > _MANY:
        return f"{len(codes)} languages"
    return ", ".join(codes) or "all"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"
