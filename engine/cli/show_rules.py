"""The rules that decide which files are indexed, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.padding import Padding
from rich.text import Text

from engine.cli.show import OUT, one_line, say, size
from engine.files.ignoring import (
    BUILD_FOLDERS,
    DEFAULT_RULES,
    MARKERS,
    PROJECT_FILES,
    RULE_FILES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.protocol import messages as m

_TITLE = "bold"


def plain(info: m.LibraryInfo) -> dict[str, object]:
    """Return all rules that hold in a library as what `json` writes."""
    return {
        "library": info.name,
        "rules": msgspec.to_builtins(info.rules),
        "rule_files": list(RULE_FILES),
        "built_in": [line for line in _built_in() if not line.startswith("#")],
        "markers": sorted(MARKERS),
        "build_folders": sorted(BUILD_FOLDERS),
        "project_files": sorted(PROJECT_FILES),
    }


def rules(info: m.LibraryInfo) -> None:
    """Print all rules that hold in a library, the strongest first."""
    OUT.print(Text.assemble("Rules of the library ", (one_line(info.name), _TITLE)))
    for title, patterns in (("only", info.rules.include), ("not", info.rules.exclude)):
        for pattern in patterns:
            OUT.print(Text.assemble(f"  {title:<5}", (one_line(pattern), "cyan")))
    if info.rules.most_bytes:
        say(f"  not  files larger than {size(info.rules.most_bytes)}")
    if info.rules == type(info.rules)():
        say("  none; [b]findling rules --exclude GLOB[/b] adds one")
    say(f"\n[b]Rules in your folders[/b]\n  what {_or(RULE_FILES)} say there")
    say("\n[b]Built-in rules[/b] (a line such as !build/ in .findlingignore brings something back)")
    for line in _built_in():
        OUT.print(Text(f"  {line}", style="dim" if line.startswith("#") else ""))
    _indented(f"folders that hold {_or(sorted(MARKERS))}")
    _indented(
        f"{_or(sorted(BUILD_FOLDERS))} beside a project's file ({', '.join(sorted(PROJECT_FILES))})"
    )


def change(library: str, before: m.Rules, now: m.Rules) -> None:
    """Print in one line what changed."""
    said = [
        *(f"only {pattern}" for pattern in now.include if pattern not in before.include),
        *(f"not {pattern}" for pattern in now.exclude if pattern not in before.exclude),
        *_dropped(before.include, now.include),
        *_dropped(before.exclude, now.exclude),
    ]
    if now.most_bytes != before.most_bytes:
        said.append(f"not larger than {size(now.most_bytes)}" if now.most_bytes else "any size")
    end = "; the index follows in the background." if said else "no rule changed."
    OUT.print(
        Text.assemble((one_line(library), _TITLE), f": {one_line(', '.join(said))}{end}"),
        soft_wrap=True,
    )


def _dropped(before: Sequence[str], now: Sequence[str]) -> list[str]:
    return [f"dropped {pattern}" for pattern in before if pattern not in now]


def _indented(text: str) -> None:
    OUT.print(Padding(Text(text), (0, 0, 0, 2), expand=False))


def _built_in() -> list[str]:
    return [one_line(line).strip() for line in DEFAULT_RULES.splitlines() if line.strip()]


def _or(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last
