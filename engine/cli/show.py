"""What a person sees on a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from engine.protocol.messages import WEAK_SCORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.protocol import messages as m

OUT = Console(highlight=False, soft_wrap=False)
ERRORS = Console(stderr=True, highlight=False)
_INDENT = (0, 0, 0, 5)

_ONE_LINE = dict.fromkeys((*range(32), *range(127, 160)), " ")
"""Control characters: names and texts are other people's, and could command the terminal."""


def say(markup: str) -> None:
    """Print a sentence (rich markup)."""
    OUT.print(markup)


def size(count: float) -> str:
    """Return a byte count as "3.4 MB" (decimal units, as file managers show them)."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


def one_line(text: str) -> str:
    """Return ``text`` without line ends and terminal commands; no character changes its place."""
    return text.translate(_ONE_LINE)


def libraries(rows: Sequence[m.LibraryInfo]) -> None:
    """Print the libraries as a table."""
    if not rows:
        say("No library yet. [b]findling add FOLDER[/b] makes one.")
        return
    table = Table(box=None, pad_edge=False)
    for title in ("Library", "Folders"):
        table.add_column(title)
    for title in ("Files", "Passages", "Failed", "Waiting"):
        table.add_column(title, justify="right")
    table.add_column("Store")
    for row in rows:
        table.add_row(
            Text(one_line(row.name), style="bold"),
            Text("\n".join(map(one_line, row.folders))),
            f"{row.files:,}",
            f"{row.passages:,}",
            f"{row.failed:,}",
            f"{row.waiting:,}",
            Text(one_line(row.store)),
        )
    OUT.print(table)


def indexed(run: m.IndexFinished) -> None:
    """Print the totals of an indexing run."""
    rate = run.passages / run.seconds if run.seconds else 0.0
    say(
        f"[b]{run.files:,}[/b] files indexed ({run.unchanged:,} unchanged, {run.removed:,} removed,"
        f" [{'red' if run.failed else 'default'}]{run.failed:,} failed[/]),"
        f" [b]{run.passages:,}[/b] passages in {run.seconds:.1f} s ({rate:,.0f} passages/s)"
    )
    if run.failed:
        say("[b]findling failures[/b] lists the failed ones with the reason.")


def status(now: m.StatusReported) -> None:
    """Print the engine's state and its libraries."""
    say(
        f"Engine {now.version}, process {now.pid}, up {now.uptime:,.0f} s, {size(now.memory)} of"
        " memory with its helpers"
    )
    OUT.print(Text(f"State in {one_line(now.data)}"))
    libraries(now.libraries)
    for library in now.libraries:
        if library.progress.running:
            done, total = library.progress.files_done, library.progress.files_total
            told = f": {library.progress.phase}, {done:,} of {total:,} files"
            OUT.print(Text.assemble((one_line(library.name), "bold"), told))


def failures(rows: Sequence[m.Failure]) -> None:
    """Print the failed files, each with reason and hint."""
    if not rows:
        say("Every file could be read.")
    for row in rows:
        place = f"  ({size(row.size)}, {one_line(row.library)})"
        OUT.print(Text.assemble((one_line(row.path), "bold"), place))
        OUT.print(Text.assemble("  ", (row.code, "red"), f": {one_line(row.reason)}"))
        if row.hint:
            OUT.print(Text(f"  {row.hint}", style="dim"))


def models(rows: Iterable[m.ModelInfo]) -> None:
    """Print the model catalogue as a table."""
    table = Table(box=None, pad_edge=False)
    for title in ("Model", "Kind", "Family", "Dim", "Languages", "Licence", "Size", "Here"):
        table.add_column(title)
    for row in rows:
        table.add_row(
            row.id,
            row.kind,
            row.family,
            str(row.dim) if row.dim else "",
            ", ".join(row.languages) or "all",
            row.licence,
            size(row.bytes) if row.bytes else "",
            "bundled" if row.bundled else "yes" if row.installed else "no",
        )
    OUT.print(table)


def checks(rows: Iterable[m.Check]) -> None:
    """Print a diagnosis."""
    for row in rows:
        mark = Text("✓ ", style="green") if row.ok else Text("✗ ", style="bold red")
        OUT.print(Text.assemble(mark, (row.name, "bold"), f"  {one_line(row.value)}"))
        if row.hint and not row.ok:
            OUT.print(Text(f"    {row.hint}", style="dim"))


def notes(rows: Iterable[m.QueryNote]) -> None:
    """Print what the author of a query should know, on stderr."""
    for row in rows:
        ERRORS.print(Text(one_line(f"note: {row.message}"), style="yellow"))


def hits(rows: Sequence[m.Hit], *, explain: bool) -> None:
    """Print ranked hits with their place, similarity bar and marked passage."""
    if not rows:
        say("Nothing found. Try other words, fewer words, or [b]findling status[/b].")
    strong = True
    for hit in rows:
        if strong and hit.score < WEAK_SCORE:
            strong = False
            OUT.print(Text("     weaker matches", style="dim italic"))
        OUT.print(_headline(hit))
        OUT.print(Padding(_snippet(hit), _INDENT))
        if explain:
            OUT.print(Padding(Text(explanation(hit), style="dim"), _INDENT))


def _headline(hit: m.Hit) -> Text:
    filled = round(hit.score * 10)
    place = [f"page {hit.page}"] if hit.page else []
    if hit.heading:
        place.append(one_line(hit.heading))
    return Text.assemble(
        f"{hit.rank:>3}. ",
        ("█" * filled, "green"),
        ("░" * (10 - filled), "dim"),
        (f" {hit.score:4.0%}  ", "bold"),
        (one_line(Path(hit.path).name), "bold cyan"),
        (f"  {' · '.join(place)}" if place else "", "cyan"),
    )


def _snippet(hit: m.Hit, width: int = 300) -> Text:
    """The passage's start (or from shortly before its first mark), marks in bold yellow."""
    first = hit.marks[0][0] if hit.marks else 0
    start = max(0, first - width // 3) if first > width * 2 // 3 else 0
    text = Text(one_line(hit.text))
    for begin, end in hit.marks:
        text.stylize("bold yellow", begin, end)
    before, after = "… " if start else "", " …" if start + width < len(hit.text) else ""
    return Text.assemble(before, text[start : start + width], after)


def timing(finished: m.SearchFinished) -> str:
    """Return "10 passages in 213 ms (first order after 12 ms)"."""
    count = len(finished.hits)
    return (
        f"{count} passage{'' if count == 1 else 's'} in {finished.seconds * 1000:.0f} ms"
        f" (first order after {finished.first_seconds * 1000:.0f} ms)"
    )


def explanation(hit: m.Hit) -> str:
    """Return "meaning .41 · words 12.3 (wing, flow) · reranker .72"."""
    parts: list[str] = []
    if hit.parts.dense is not None:
        parts.append(f"meaning {hit.parts.dense:.3f}")
    if hit.parts.sparse is not None:
        matched = f" ({', '.join(map(one_line, hit.terms))})" if hit.terms else ""
        parts.append(f"words {hit.parts.sparse:.2f}{matched}")
    if hit.parts.rerank is not None:
        parts.append(f"reranker {hit.parts.rerank:.3f}")
    return " · ".join(parts) + f" · {one_line(hit.path)} [{hit.start}–{hit.end}]"
