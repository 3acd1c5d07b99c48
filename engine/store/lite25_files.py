"""The names of Milvus Lite 2.5's database files: compacting writes a new one beside the old.

The file cannot be exchanged under one name: its server would look for its journal under the name
that it was opened by. So every rewriting gets the next number, and the highest number holds: a file
appears under its name when it is whole, and until the lower one is gone nobody writes to either.
"""

from __future__ import annotations

from pathlib import Path

_BESIDE = ("-journal", "-wal", "-shm", ".part")
"""What may lie beside a database: SQLite's own files, and a copy that was not finished."""


class Lite25Files:
    """A family of database files: ``base``, ``base.1``, ``base.2`` and so on."""

    def __init__(self, base: Path) -> None:
        self.base = base

    def current(self) -> Path:
        """Return the file that holds, which may not exist yet."""
        return max(self._whole(), key=self._number, default=self.base)

    def after(self, file: Path) -> Path:
        """Return the name of the file that is to replace one."""
        return self.base.with_name(f"{self.base.name}.{self._number(file) + 1}")

    def keep(self, file: Path) -> None:
        """Remove all others, and unfinished copies; nobody has them open."""
        for other in self._whole():
            if other != file:
                remove_database(other)
        for part in self.base.parent.glob(f"{self.base.name}*.part"):
            part.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove them all."""
        self.keep(self.base)
        remove_database(self.base)

    def _whole(self) -> list[Path]:
        found = self.base.parent.glob(f"{self.base.name}*")
        return [path for path in found if path == self.base or self._number(path)]

    def _number(self, file: Path) -> int:
        number = file.name.removeprefix(f"{self.base.name}.")
        return int(number) if number.isascii() and number.isdigit() else 0


def remove_database(database: Path) -> None:
    """Remove a database file and what lies beside it; nobody has it open."""
    for suffix in ("", *_BESIDE):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
