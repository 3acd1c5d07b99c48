"""What the engine is doing, what it could not do, and by which rules, on a terminal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.text import Text

from engine.cli.show import OUT, libraries, one_line, say, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.protocol import messages as m

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_REASONS = {"battery": "the computer runs on battery", "working": "other programs are busy"}
_PACES = {
    "full": "may work at full speed",
    "gentle": "works gently",
    "stop": "waits",
}


def status(now: m.StatusReported) -> None:
    """Print the engine's state, its libraries, and what a person should know about them."""
    say(
        f"Engine {now.version}, process {now.pid}, up {now.uptime:,.0f} s, {size(now.memory)} of"
        " memory with its helpers"
    )
    OUT.print(Text(f"State in {one_line(now.data)}"))
    if now.watches or now.watch_limit:
        most = f", of at most {now.watch_limit:,}" if now.watch_limit else ""
        say(f"The system tells changes in {now.watches:,} folders{most}")
    OUT.print(Text(_pace_now(now.pace)))
    libraries(now.libraries)
    for library in now.libraries:
        _activity(library)
        _readiness(library)
        notices(library)


def _readiness(library: m.LibraryInfo) -> None:
    """Print how much of a library the reranker knows in advance."""
    most = min(library.ready_most, library.passages)
    if most:
        said = f": the reranker knows {library.ready:,} of {most:,} passages in advance"
        OUT.print(Text.assemble((one_line(library.name), "bold"), said))


def _activity(library: m.LibraryInfo) -> None:
    now = library.progress
    if library.paused:
        said = ": paused; findling resume goes on"
    elif now.running:
        said = f": {now.phase}, {now.files_done:,} of {now.files_total:,} files"
    else:
        return
    OUT.print(Text.assemble((one_line(library.name), "bold"), said))


def notices(library: m.LibraryInfo) -> None:
    """Print what a person should know about a library and can do about it."""
    for notice in library.notices:
        said = f": {one_line(_said(library, notice))}"
        place = f"  ({one_line(notice.path)})" if notice.path not in ("", notice.message) else ""
        OUT.print(Text.assemble((one_line(library.name), "bold"), (said, "yellow"), place))
        if notice.hint:
            OUT.print(Text(f"  {one_line(notice.hint)}", style="dim"))


def _said(library: m.LibraryInfo, notice: m.Notice) -> str:
    """Return a notice's sentence, with the models that a vendor's own words do not name."""
    said = notice.message or notice.code
    if notice.code == "model-not-changed" and library.coming_model:
        plain = said.rstrip(".")
        goes_on = f"it is searched by {library.dense_model} meanwhile"
        return f"it does not get {library.coming_model} now: {plain}; {goes_on}"
    if notice.code == "vectors-lacking" and library.dense_model not in said:
        plain = said.rstrip(".")
        return f"{library.dense_model} makes no vectors: {plain}; new files are found by words"
    return said


def pace(wishes: m.Pace) -> None:
    """Print how hard indexing may work, and does."""
    say(f"On battery: [b]{wishes.on_battery}[/b]")
    say(f"While other programs are busy: [b]{wishes.while_working}[/b]")
    say(f"Idle time is used in advance: [b]{'yes' if wishes.in_advance else 'no'}[/b]")
    OUT.print(Text(_pace_now(wishes)))


def _pace_now(wishes: m.Pace) -> str:
    said = f"Indexing {_PACES.get(wishes.now, wishes.now)}"
    why = _REASONS.get(wishes.reason, wishes.reason)
    return f"{said}, because {why}" if why else said


def failures(rows: Sequence[m.Failure]) -> None:
    """Print the failed files, each with reason, hint and when it is tried again."""
    if not rows:
        say("Every file could be read.")
    for row in rows:
        place = f"  ({size(row.size)}, {one_line(row.library)})"
        OUT.print(Text.assemble((one_line(row.path), "bold"), place), soft_wrap=True)
        OUT.print(Text.assemble("  ", (row.code, "red"), f": {one_line(row.reason)}"))
        if row.hint:
            OUT.print(Text(f"  {one_line(row.hint)}", style="dim"))
        OUT.print(Text(f"  {next_try(row, time.time())}", style="dim"))


def nothing_failed(places: Iterable[m.CheckedPath]) -> None:
    """Print that no failed file is there, and what else keeps one of the paths from being found."""
    say("Nothing failed there.")
    checked(row for row in places if row.code not in _SOUND)


def next_try(row: m.Failure, now: float) -> str:
    """Return "Tried 2 times; again in 5 min" (``now``: seconds since the epoch)."""
    tried = "Tried once" if row.attempts == 1 else f"Tried {row.attempts} times"
    from engine.files.away import AWAY  # few commands need it

    if row.code in AWAY:
        return "Looked at again once it is back"
    if row.next_try is None and row.code in _FOLDERS:
        return _FOLDERS[row.code]
    if row.next_try is None:
        return f"{tried}; again when it changes"
    return f"{tried}; again {_in(row.next_try - now)}"


_FOLDERS = {
    "no-permission": "Looked at again by itself when its rights change",
    "permission-denied": "Looked at again by itself when its rights change",  # older catalogues'
    "folder-unreadable": "Looked at again by itself once it can be looked into",
    "name-not-text": "Looked at again once it is renamed",
}
"""By code: when a folder is looked at again. A refused file has a time for its next try."""


def _in(seconds: float) -> str:
    if seconds < _MINUTE:
        return "in a moment"
    if seconds < _HOUR:
        return f"in {round(seconds / _MINUTE)} min"
    return f"in {round(seconds / _HOUR)} h" if seconds < _DAY else f"in {seconds / _DAY:.1f} days"


def checked(rows: Iterable[m.CheckedPath]) -> None:
    """Print whether files are indexed, and if not, why."""
    for row in rows:
        style = "green" if row.code == "indexed" else "yellow"
        line = Text.assemble((one_line(row.path), "bold"), "  ", (verdict(row), style))
        OUT.print(line, soft_wrap=True)  # other programs look for paths in it


_SOUND = frozenset({"indexed", "folder", "outside"})
_VERDICTS = {
    "indexed": "is indexed",
    "waiting": "waits to be indexed",
    "folder": "is a folder that is looked into",
    "away": "is away: its drive or folder is not there at present",
    "unsupported": "is of a kind that Findling does not read",
    "outside": "lies in no folder of a library",
    "missing": "is not there",
    "unreadable": "cannot be looked at",
}
_SOURCES = {"built-in": "a built-in rule", "library": "a rule of the library"}


def verdict(row: m.CheckedPath) -> str:
    """Return "is left out by node_modules/ (a built-in rule)"."""
    detail = one_line(row.detail)
    match row.code:
        case "ignored":
            source = one_line(_SOURCES.get(row.source, row.source))
            return f"is left out by {detail or 'a rule'}" + (f" ({source})" if source else "")
        case "failed":
            return f"could not be read ({detail}); findling failures tells more"
        case "too-large":
            return f"is too large ({detail})" if detail else "is too large"
        case _:
            said = _VERDICTS.get(row.code, row.code)
            return f"{said} ({detail})" if detail else said
