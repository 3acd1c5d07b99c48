"""docs/messages.md: every command, its fields, and what answers it, read from engine/protocol."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from engine.protocol import messages as m

_HEAD = """\
# Commands and answers

<!-- Made by packaging/commands/make.py from engine/protocol. Do not edit. -->

All of them are in `engine.protocol.messages`; [Python](api.md) shows how they are used. A command is
answered by any number of events on the way and by one that closes it. A field without a value after it must
be given. `ticket` is chosen by the client.
"""
_SOURCES = Path(m.__file__).parent
_MARKS = re.compile(r"``([^`]+)``|`([^`]+)`")


def page() -> str:
    """Return the page in Markdown."""
    classes = {
        node.name: node
        for source in sorted(_SOURCES.glob("*.py"))
        for node in ast.parse(source.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    commands = [kind.__name__ for kind in get_args(m.Command)]
    closing = {kind.__name__ for kind in m.CLOSING}
    events = [kind.__name__ for kind in get_args(m.Event)]
    groups = {
        "Commands": commands,
        "Events that close a command": [name for name in events if name in closing],
        "Events on the way, and news": [name for name in events if name not in closing],
    }
    told = {name for names in groups.values() for name in names}
    groups["What they are made of"] = sorted(_parts(classes, told))
    lines = [_HEAD]
    for title, names in groups.items():
        lines.append(f"## {title}\n")
        for name in names:
            lines += _section(classes[name])
    return "\n".join(lines)


def _parts(classes: dict[str, ast.ClassDef], told: set[str]) -> set[str]:
    """Return the records that messages, or their records, are made of."""
    found: set[str] = set()
    open_ = set(told)
    while open_:
        named = {
            word
            for name in open_
            for _, kind, _, _ in _fields(classes[name])
            for word in re.findall(r"\w+", kind)
        }
        open_ = (named & classes.keys()) - told - found
        found |= open_
    return found


def _section(node: ast.ClassDef) -> Iterator[str]:
    yield f"### {node.name}\n"
    yield f"{_text(ast.get_docstring(node) or '')}\n"
    fields = list(_fields(node))
    if fields:
        yield "| | |\n|---|---|"
        for name, kind, default, said in fields:
            given = f" = {default}" if default else ""
            head = f"`{name}: {kind}{given}`".replace("|", "\\|")
            yield f"| {head} | {_text(said)} |".replace("\n", " ")
        yield ""


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, type, default and description of each field."""
    for item, after in zip(node.body, [*node.body[1:], None], strict=True):
        if not (isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)):
            continue
        said = after.value if isinstance(after, ast.Expr) else None
        default = ast.unparse(item.value) if item.value else ""
        yield (
            item.target.id,
            ast.unparse(item.annotation),
            "{}" if "default_factory" in default else default,
            str(said.value) if isinstance(said, ast.Constant) else "",
        )


def _text(text: str) -> str:
    """Return a docstring as Markdown on lines of its paragraphs."""
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    marked = "\n\n".join(paragraphs).replace("|", "\\|").replace("<", "&lt;")
    return _MARKS.sub(lambda found: f"`{found[1] or found[2]}`", marked)
