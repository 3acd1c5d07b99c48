"""What a person sees on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.protocol import messages as m

OUT = Console(highlight=False, soft_wrap=False)
ERRORS = Console(stderr=True, highlight=False)

_NONE = "none"
"""In place of a model's id."""
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
            Text.assemble((one_line(row.name), "bold"), "  (paused)" if row.paused else ""),
            Text("\n".join(map(one_line, row.folders))),
            f"{row.files:,}",
            f"{row.passages:,}",
            f"{row.failed:,}",
            f"{row.waiting:,}",
            Text(one_line(row.store)),
        )
    OUT.print(table)
    for row in rows:
        if len(row.roots) > 1:
            _folders(row)
    for row in rows:
        used(row)


def used(library: m.LibraryInfo) -> None:
    """Print which models a library has, and which one it is getting."""
    said = f": {_dense(library.dense_model)}"
    said += "" if library.reranker == _NONE else f", refined by {library.reranker}"
    if library.coming_model:
        now = library.progress
        share = ""
        if now.phase == "embedding" and now.files_total:
            share = f", {min(now.files_done / now.files_total, 1.0):.0%} done"
        said += f"; changing to {_dense(library.coming_model)}{share}"
    OUT.print(Text.assemble((one_line(library.name), "bold"), one_line(said)), soft_wrap=True)


def _dense(model: str) -> str:
    return "words alone" if model in {"", _NONE} else model


_STATES = {
    "away": "away at present",
    "reading": "being read",
    "polled": "looked at from time to time",
}


def _folders(library: m.LibraryInfo) -> None:
    """Print how many files each folder of a library has, and how it is."""
    for root in library.roots:
        said = [f"{root.files:,} files"]
        if root.failed:
            said.append(f"{root.failed:,} could not be read")
        if root.waiting:
            said.append(f"{root.waiting:,} to go")
        said.append(_STATES.get(root.state, root.state))
        line = f": {', '.join(filter(None, said))}"
        OUT.print(Text.assemble((one_line(root.path), "bold"), line), soft_wrap=True)


def covered(path: str, folder: str) -> None:
    """Print that a folder needed no adding."""
    said = f"{one_line(path)} lies in {one_line(folder)}, which the library has already."
    OUT.print(Text(said), soft_wrap=True)


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


def checks(rows: Iterable[m.Check]) -> None:
    """Print a diagnosis."""
    for row in rows:
        mark = Text("✓ ", style="green") if row.ok else Text("✗ ", style="bold red")
        OUT.print(Text.assemble(mark, (row.name, "bold"), f"  {one_line(row.value)}"))
        if row.hint and not row.ok:
            OUT.print(Text(f"    {row.hint}", style="dim"))
