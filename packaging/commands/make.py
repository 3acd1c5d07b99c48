"""Writes what is made of the commands: completion, manual page, docs/command-line.md and messages.md.

Run ``python packaging/commands/make.py``; with ``--check`` it only tells whether anything is not as
it would write it. Needs shtab, which comes with the extra ``test``.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "packaging"), str(ROOT)]

from commands import completion, man, messages, reference  # noqa: E402
from commands.outline import outline  # noqa: E402

from engine import __version__  # noqa: E402


def made() -> dict[Path, str]:
    """Return what is to be in each file."""
    root = outline()
    files = {
        ROOT / "resources/completion" / name: completion.script(root, shell)
        for shell, name in completion.NAMES.items()
    }
    files[ROOT / "packaging/man/findling.1"] = man.page(root, __version__)
    files[ROOT / "docs/command-line.md"] = reference.page(root)
    files[ROOT / "docs/messages.md"] = messages.page()
    return files


def main(arguments: list[str]) -> int:
    """Write the files; returns 1 where ``--check`` finds one that differs."""
    differing = [
        path
        for path, text in made().items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    for path in differing:
        print(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made()[path], "utf-8", newline="\n")
    return int(bool(differing) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
