"""The progress of an indexing run, drawn for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.text import Text

from engine.cli.show import ERRORS, one_line
from engine.protocol import messages as m
from engine.protocol.errors import Cancelled, EngineUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable

_REST = "What was indexed stays. Run this again for the rest."
_PHASES = {"holding": "waits (see findling pace)"}


def show_progress(events: Iterable[m.Event], *, quiet: bool) -> m.IndexFinished:
    """Draw a bar with rate and ETA on stderr until the run ends; returns its totals.

    Raises:
        EngineUnavailableError: the engine was killed before it was done.
        Cancelled: it was told to quit, or to remove the library.
    """
    try:
        return _shown(events, quiet=quiet)
    except EngineUnavailableError as error:
        raise EngineUnavailableError("The engine ended before it was done.", hint=_REST) from error
    except Cancelled as error:
        said = "The engine was told to quit, or to remove the library, before it was done."
        raise Cancelled(said, hint=_REST) from error


def _shown(events: Iterable[m.Event], *, quiet: bool) -> m.IndexFinished:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[detail]}"),
    )
    with Progress(*columns, console=ERRORS, transient=True, disable=quiet) as bar:
        tasks: dict[str, TaskID] = {}
        for event in events:
            if isinstance(event, m.IndexFinished):
                return event
            if isinstance(event, m.ProgressChanged):
                _draw(bar, tasks, event.progress)
    raise EngineUnavailableError("The engine went away while indexing.")


def _draw(bar: Progress, tasks: dict[str, TaskID], now: m.Progress) -> None:
    if now.library not in tasks:
        tasks[now.library] = bar.add_task("", detail="")
    bar.update(
        tasks[now.library],
        description=f"[b]{escape(one_line(now.library))}[/b] {_PHASES.get(now.phase, now.phase)}",
        total=now.bytes_total or None,
        completed=now.bytes_done,
        detail=Text(detail(now)),
    )


def detail(now: m.Progress) -> str:
    """Return "120/400 files · 3 failed · 2,100 passages · 1,900/s · 0:04 left"."""
    said = [f"{now.files_done:,}/{now.files_total:,} files"]
    if now.files_failed:
        said.append(f"{now.files_failed:,} failed")
    said.append(f"{now.passages:,} passages")
    if now.seconds > 0:
        said.append(f"{now.passages / now.seconds:,.0f}/s")
    if now.eta_seconds is not None:
        minutes, seconds = divmod(round(now.eta_seconds), 60)
        said.append(f"{minutes}:{seconds:02} left")
    return " · ".join(said)
