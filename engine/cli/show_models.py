"""Models on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from engine.cli.show import OUT, one_line, say, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from engine.protocol import messages as m

_MANY = 4
"""Languages that are named; more are counted."""
_STATES = {
    "installed": "here",
    "missing": "to download",
    "partial": "in part",
    "needs-key": "needs key",
    "needs-extra": "needs extra",
}
_KINDS = {
    "dense": "Vectors of meaning",
    "sparse": "Vectors of words",
    "reranker": "Refining the order",
}
_PLACES = {
    "keyring": "It is in the keyring of this computer.",
    "file": "It is in a file that only you can read.",
    "memory": "It is kept until the engine ends.",
    "environment": "It is taken from the environment.",
}
_GAP = 2
"""Blanks between two columns."""
_FIGURES = {"Passages/s", "ms/query"}
_TENTHS, _LEAST = 0.1, 0.001
"""Dollars."""


def models(rows: Iterable[m.ModelInfo]) -> None:
    """Print models: those of this machine by what they are for, then each vendor's."""
    rows = tuple(rows)
    timed = any(row.passages_per_second > 0 for row in rows)
    for kind, title in _KINDS.items():
        some = [row for row in rows if row.kind == kind and not row.vendor]
        if some:
            OUT.print(_own(title, some, timed=timed))
    for vendor in dict.fromkeys(row.vendor for row in rows if row.vendor):
        some = [row for row in rows if row.vendor == vendor]
        to = some[0].sent_to
        stays = f"texts go to {to}" if to else "texts stay on this machine"
        OUT.print(_vendors(f"{one_line(vendor)}: {stays}", some, timed=timed))
    _notes(rows)


def _notes(rows: Iterable[m.ModelInfo]) -> None:
    """Print what helps with models that cannot be used yet."""
    rows = tuple(rows)
    if any(row.state == "needs-key" for row in rows):
        say("[b]findling models key VENDOR[/b] keeps a key: openai, voyage, jina, cohere, gemini.")
    for how in sorted({row.reason for row in rows if row.state == "needs-extra"}):
        OUT.print(Text.assemble("The extra comes with ", (how, "bold")))
    for row in rows:
        if row.state == "broken":
            OUT.print(Text(f"{one_line(row.id)} is broken: {one_line(row.reason)}"))


def _own(title: str, rows: Sequence[m.ModelInfo], *, timed: bool) -> Table:
    columns = {
        "Model": [one_line(row.id) for row in rows],
        "State": ["bundled" if r.bundled else _STATES.get(r.state, r.state) for r in rows],
        "Dim": [str(row.dim) if row.dim else "" for row in rows],
        "Size": [size(row.bytes) if row.bytes else "" for row in rows],
        "Languages": [_languages(row.languages) for row in rows],
        "Licence": [one_line(row.licence) for row in rows],
        **_times(rows, timed=timed),
    }
    return _table(title, columns, ("Licence", "Languages", "Dim", "Size", "ms/query"))


def _vendors(title: str, rows: Sequence[m.ModelInfo], *, timed: bool) -> Table:
    columns = {
        "Model": [one_line(row.id) for row in rows],
        "Used as": [", ".join(row.kinds) for row in rows],
        "State": [_STATES.get(row.state, row.state) for row in rows],
        "Dim": [str(row.dim) if row.dim else "" for row in rows],
        "Price": [_price(row) for row in rows],
        **_times(rows, timed=timed),
    }
    return _table(title, columns, ("Dim", "Used as", "ms/query", "Passages/s"))


def _table(title: str, columns: dict[str, list[str]], goes: Sequence[str]) -> Table:
    """Return a table with as many columns as have room: nothing in it is broken or cut.

    Args:
        title: stands above it.
        columns: cells by heading; the first are ids, to be copied.
        goes: headings of columns that can be done without, the first one first; `--json` has all.
    """
    kept = dict(columns)
    widths = {name: max(map(cell_len, (name, *cells))) for name, cells in columns.items()}
    for name in goes:
        if sum(widths[one] + _GAP for one in kept) - _GAP <= OUT.width:
            break
        kept.pop(name, None)
    named = Text(title, style="bold")
    table = Table(box=None, pad_edge=False, title=named, title_justify="left")
    for name in kept:
        justify = "right" if name in _FIGURES else "left"
        table.add_column(name, justify=justify, no_wrap=True, min_width=widths[name])
    for cells in zip(*kept.values(), strict=True):
        table.add_row(*map(Text, cells))
    return table


def _times(rows: Sequence[m.ModelInfo], *, timed: bool) -> dict[str, list[str]]:
    """Return the columns of what was measured; none where nothing was."""
    if not timed:
        return {}
    some = [(row.passages_per_second, row.query_ms) for row in rows]
    return {
        "Passages/s": [f"{rate:,.0f}" if rate > 0 else "" for rate, _ in some],
        "ms/query": [f"{taken:,.1f}" if rate > 0 else "" for rate, taken in some],
    }


def _price(row: m.ModelInfo) -> str:
    """Return "$0.02/M tokens"; empty where none is known."""
    if row.search_price:
        return f"{_dollars(row.search_price)}/1,000 searches"
    return f"{_dollars(row.price)}/M tokens" if row.price else ""


def key_place(vendor: str, place: str) -> None:
    """Print where a vendor's key is now."""
    name = f"[b]{escape(one_line(vendor))}[/b]"
    if not place:
        say(f"There is no key for {name} any more.")
        return
    say(f"There is a key for {name}. {_PLACES.get(place, '')}")


def estimate(told: m.ModelsEstimated, *, begun: bool) -> None:
    """Print what giving a library other models costs."""
    sent(told)
    if not told.passages and told.unread:
        say("Files that are still to be read are read for it.")
        return
    if not told.passages:
        say("Nothing is to be made anew." if not begun else "Done: nothing is to be made anew.")
        return
    how_long = "a time nobody knows; findling models measure tells"
    if told.seconds is not None:
        how_long = f"some {_time(told.seconds)}"
    elif told.sent_to:
        how_long = f"as fast as {escape(told.sent_to)} takes them"
    say(f"[b]{told.passages:,}[/b] passages are to be embedded: {how_long}.")
    if begun:
        say("It goes on in the background, and searches by the old model meanwhile.")
        say("[b]findling use --keep[/b] calls it off.")


def sent(told: m.ModelsEstimated, out: Console | None = None) -> None:
    """Print what would leave the machine, and what that costs."""
    lines: list[str] = []
    when = f", by the prices of {told.price_date}" if told.price_date else ""
    if told.sent_to and told.tokens:
        cost = f": {_about(told.cost)}{when}" if told.cost else ""
        these = f"{told.passages:,} passages go to {told.sent_to}"
        lines.append(f"{these}, some {told.tokens:,} tokens{cost}.")
    if told.sent_to and told.unread:
        lines.append(f"Files still to be read go to {told.sent_to}; how much they hold is unknown.")
    if told.price:
        lines.append(f"A million tokens cost {_dollars(told.price)}{when}.")
    if told.sent_to:
        lines.append(f"Each search goes to {told.sent_to}.")
    if told.rerank_sent_to:
        lines.append(f"Each search and the passages that it finds go to {told.rerank_sent_to}.")
    if told.search_cost:
        lines.append(f"A thousand searches cost {_about(told.search_cost)}{when}.")
    if told.unpriced:
        lines.append(f"What {told.unpriced} takes is not known here, and not counted.")
    for line in lines:
        (out or OUT).print(Text(one_line(line)))


def _dollars(amount: float) -> str:
    if 0 < amount < _TENTHS:
        return f"${amount:.2g}" if amount >= _LEAST else f"less than ${_LEAST}"
    return f"${amount:,.2f}"


def _about(amount: float) -> str:
    said = _dollars(amount)
    return said if said.startswith("less") else f"about {said}"


def _languages(codes: tuple[str, ...]) -> str:
    if len(codes) > _MANY:
        return f"{len(codes)} languages"
    return ", ".join(codes) or "all"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"
