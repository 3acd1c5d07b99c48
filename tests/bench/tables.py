"""The figures as Markdown, and their place in the README."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.judged import ENGLISH, UNKNOWN
from tests.bench.outcome import (
    BM25,
    DEFAULT,
    FUSION,
    MINILM,
    MINILM_FUSION,
    PARTS,
    RECOLL,
    STATIC,
    TEXTBOOK,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.bench.outcome import Kept

    Figures = Mapping[str, Kept]

README = Path(__file__).parent / "README.md"
ORDERS = (TEXTBOOK, BM25, STATIC, FUSION, DEFAULT, MINILM, MINILM_FUSION, RECOLL)
AVERAGE = "average of the English sets"
TOLERATED = 0.005
"""Of nDCG@10: how far the default may be below one of its parts on a set."""
WANTED_GAIN = 0.045
WANTED = {"ko_welfare": 0.80, "autorag_ko": 0.91}


def _rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _orders(figures: Figures) -> list[str]:
    """The usual orders and those of other models, as far as there are any."""
    there = dict.fromkeys(order for kept in figures.values() for order in kept.orders)
    return [o for o in ORDERS if o in there] + [o for o in there if o not in ORDERS]


def average(figures: Figures, order: str) -> float | None:
    """Mean nDCG@10 over the English sets; None where one is lacking."""
    values = [
        figures[name].orders[order].ndcg
        for name in ENGLISH
        if name in figures and order in figures[name].orders
    ]
    return sum(values) / len(values) if len(values) == len(ENGLISH) else None


def _number(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _cells(kept: Kept, orders: Sequence[str], shown: Callable[[str], str]) -> list[str]:
    return [shown(order) if order in kept.orders else "–" for order in orders]


def ndcg(figures: Figures) -> str:
    """nDCG@10 by set and order, bold where nothing is better."""
    orders = _orders(figures)

    def row(name: str, count: str, values: list[float | None]) -> list[str]:
        best = max((round(value, 3) for value in values if value is not None), default=0)
        cells = [_number(value) for value in values]
        return [name, count, *(f"**{c}**" if c == _number(best) else c for c in cells)]

    rows = [
        row(
            name,
            str(kept.queries),
            [kept.orders[order].ndcg if order in kept.orders else None for order in orders],
        )
        for name, kept in figures.items()
    ]
    rows.append(row(AVERAGE, "", [average(figures, order) for order in orders]))
    return _rows(["nDCG@10", "queries", *orders], rows)


def depth(figures: Figures) -> str:
    """recall@100 and MRR@10 by set and order."""
    orders = _orders(figures)
    rows: list[list[str]] = []
    for name, kept in figures.items():
        of = kept.orders
        both = _cells(kept, orders, lambda o, of=of: f"{of[o].recall:.3f} / {of[o].mrr:.3f}")
        rows.append([name, *both])
    return _rows(["recall@100 / MRR@10", *orders], rows)


def significance(figures: Figures) -> str:
    """What the default gains over each other order and over its own former self, with p."""
    orders = [order for order in _orders(figures) if order != DEFAULT]

    def told(gain: float, p: float | None) -> str:
        mark = "" if p is None else " (p < .001)" if p < 0.001 else f" (p = {p:.3f})"
        return f"{gain:+.3f}{mark}"

    rows: list[list[str]] = []
    for name, kept in figures.items():
        own, of = kept.orders[DEFAULT].ndcg, kept.orders
        gains = _cells(kept, orders, lambda o, own=own, of=of: told(own - of[o].ndcg, of[o].p))
        last = kept.previous
        before = f"{told(own - last.ndcg, last.p)}, {last.commit}" if last else "–"
        rows.append([name, *gains, before])
    return _rows(["default minus", *orders, "stored before"], rows)


def times(figures: Figures) -> str:
    """Milliseconds, and what else was seen of each set."""

    def ms(kept: Kept, order: str) -> str:
        return _number(kept.orders[order].ms, 0) if order in kept.orders else "–"

    rows = [
        [
            name,
            str(kept.files),
            str(kept.passages),
            ms(kept, BM25),
            ms(kept, FUSION),
            ms(kept, DEFAULT),
            _number(kept.ms_p95, 0),
            _number(kept.ms_cached, 0),
            ms(kept, MINILM_FUSION),
            f"{kept.nonsense[1]} of {kept.nonsense[0]}",
            f"{kept.nonsense[2]:.0%}",
            f"{kept.unknown:.0%}",
        ]
        for name, kept in figures.items()
    ]
    header = [
        "set",
        "files",
        "passages",
        "BM25 alone, ms",
        "first order, ms",
        "default, ms",
        "p95",
        "again, ms",
        "MiniLM + BM25, ms",
        "nonsense above the weak line",
        "its best score",
        "queries in a language no model knows",
    ]
    return _rows(header, rows)


def verdicts(figures: Figures) -> str:
    """What was asked of the default, and whether it is so; as far as it was measured."""
    rows: list[tuple[str, str, bool]] = []
    for name, kept in figures.items():
        own = kept.orders[DEFAULT].ndcg
        part, best = max(
            ((o, kept.orders[o].ndcg) for o in PARTS if o in kept.orders), key=lambda pair: pair[1]
        )
        said = f"{own:.3f}, {part} {best:.3f}"
        rows.append((f"{name}: no part is better by over .005", said, own >= best - TOLERATED))
        if RECOLL in kept.orders:
            theirs = kept.orders[RECOLL].ndcg
            rows.append((f"{name}: better than Recoll", f"{own:.3f}, {theirs:.3f}", own > theirs))
        if name in WANTED:
            rows.append((f"{name}: at least {WANTED[name]}", f"{own:.3f}", own >= WANTED[name]))
        if kept.nonsense[0]:
            above = kept.nonsense[1]
            rows.append((f"{name}: nonsense finds weaker matches alone", f"{above} not", not above))
    own = average(figures, DEFAULT)
    if own is not None:
        for order in (TEXTBOOK, BM25):
            words = average(figures, order)
            if words is not None:
                said = f"{own:.3f}, {words:.3f}: {own - words:+.3f}"
                rows.append(
                    (f"English: .045 above {order} alone", said, own - words >= WANTED_GAIN)
                )
        for order in (MINILM, MINILM_FUSION):
            full = average(figures, order)
            if full is not None:
                rows.append((f"English: not below {order}", f"{own:.3f}, {full:.3f}", own >= full))
    met = sum(fine for *_, fine in rows)
    shown = [[what, said, "yes" if fine else "**no**"] for what, said, fine in rows]
    table = _rows(["asked of the default", "nDCG@10", "so"], shown)
    return f"{met} of {len(rows)} hold.\n\n{table}"


def older(figures: Figures) -> list[str]:
    """What was not measured with the rest of its set."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, kept in figures.items():
        for order, measured in kept.orders.items():
            if measured.commit != kept.commit:
                found.setdefault((order, measured.commit), []).append(name)
    return [f"{o} at {commit} on {', '.join(sets)}" for (o, commit), sets in found.items()]


def everything(figures: Figures) -> str:
    """All tables of the README's part."""
    runs = dict.fromkeys(f"{kept.date} at {kept.commit}" for kept in figures.values())
    when = f"Measured {', '.join(runs)}."
    if stale := older(figures):
        when += f" From an earlier run: {'; '.join(stale)}."
    parts = [ndcg(figures), significance(figures), depth(figures), times(figures)]
    if any(name in figures for name in UNKNOWN):
        parts.append(
            f"{' and '.join(UNKNOWN)}: what a multilingual model would add was not measured here, "
            "for no weights of one are at hand; the last column above is the share of queries that "
            "only one could understand."
        )
    return "\n\n".join([when, *parts, verdicts(figures)])


def put(marker: str, text: str, readme: Path = README) -> None:
    """Replace what stands between ``<!-- marker -->`` and ``<!-- /marker -->``."""
    begin, end = f"<!-- {marker} -->\n", f"<!-- /{marker} -->"
    before, rest = readme.read_text(encoding="utf-8").split(begin)
    _, after = rest.split(end)
    readme.write_text(f"{before}{begin}{text}\n{end}{after}", encoding="utf-8")
