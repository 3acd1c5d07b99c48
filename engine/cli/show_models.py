"""Models on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from engine.cli.show import OUT, one_line, say, size

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_WRAPPED = {"Languages", "Licence", "Used as", "Price"}
"""Columns that a narrow terminal may break."""
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


def _own(title: str, rows: Iterable[m.ModelInfo], *, timed: bool) -> Table:
    table = _table(title, ("State", "Dim", "Size", "Languages", "Licence"), timed=timed)
    for row in rows:
        table.add_row(
            Text(one_line(row.id)),
            "bundled" if row.bundled else _STATES.get(row.state, row.state),
            str(row.dim) if row.dim else "",
            size(row.bytes) if row.bytes else "",
            _languages(row.languages),
            Text(one_line(row.licence)),
            *_times(row, timed=timed),
        )
    return table


def _vendors(title: str, rows: Iterable[m.ModelInfo], *, timed: bool) -> Table:
    table = _table(title, ("Used as", "State", "Dim", "Price"), timed=timed)
    for row in rows:
        table.add_row(
            Text(one_line(row.id)),
            ", ".join(row.kinds),
            _STATES.get(row.state, row.state),
            str(row.dim) if row.dim else "",
            _price(row),
            *_times(row, timed=timed),
        )
    return table


def _table(title: str, columns: Iterable[str], *, timed: bool) -> Table:
    named = Text(title, style="bold")
    table = Table(box=None, pad_edge=False, title=named, title_justify="left")
    table.add_column("Model", no_wrap=True)  # an id is there to be copied
    for name in columns:
        wraps = name in _WRAPPED
        table.add_column(name, no_wrap=not wraps, overflow="fold" if wraps else "ellipsis")
    for name in ("Passages/s", "ms/query") if timed else ():
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _times(row: m.ModelInfo, *, timed: bool) -> tuple[str, ...]:
    if not timed:
        return ()
    if row.passages_per_second <= 0:
        return ("", "")
    return (f"{row.passages_per_second:,.0f}", f"{row.query_ms:,.1f}")


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
        all_of_it = f"All {told.passages:,} passages go to {told.sent_to}"
        lines.append(f"{all_of_it}, some {told.tokens:,} tokens{cost}.")
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
