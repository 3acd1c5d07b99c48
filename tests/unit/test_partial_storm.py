"""After any operations, looking at the places that they name makes the catalogue equal the disk."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.files.hashing import content_hash
from engine.files.ignoring import MARKERS, PROJECT_FILES, RULE_FILES
from engine.files.places import Places
from engine.files.scan import scan
from engine.host.cancellation import Token
from engine.jobs.plan import make_plan
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import IndexedFile, TermChange
from engine.store.catalogue_states import State

NAMES = ("a.txt", "A.txt", "b.txt", "c.md", "노트.txt", "build", "Makefile", *RULE_FILES, "x.bin")
FOLDERS = ("d", "e", "build", "node_modules", ".h", "env")
TEXTS = ("one", "two", "a.txt\n", "!build/\n", "d/\n", "*.md\n", "!.h/\n")


class Storm:
    """Operations by chance; each returns the paths that a watcher would name."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self._root, self._chance = root, chance
        self._ways: tuple[Callable[[], list[Path]], ...] = (
            *(self._write, self._write, self._make_folder, self._rewrite_unseen, self._copy),
            *(self._move_file, self._move_folder, self._swap, self._remove, self._remove_tree),
        )

    def strike(self) -> list[Path]:
        try:
            named = self._chance.choice(self._ways)()
        except (OSError, shutil.Error, IndexError):
            return []  # nothing of that kind to be done just now
        telling = {*RULE_FILES, *MARKERS, *PROJECT_FILES}
        return named + [path.parent for path in named if path.name in telling]

    def _folder(self) -> Path:
        return self._chance.choice([self._root, *self._all(Path.is_dir)])

    def _file(self) -> Path:
        return self._chance.choice(self._all(Path.is_file))

    def _all(self, kind: Callable[[Path], bool]) -> list[Path]:
        return sorted(path for path in self._root.rglob("*") if kind(path))

    def _write(self) -> list[Path]:
        path = self._folder() / self._chance.choice(NAMES)
        path.write_text(self._chance.choice(TEXTS))
        return [path]

    def _make_folder(self) -> list[Path]:
        path = self._folder() / self._chance.choice(FOLDERS)
        path.mkdir()
        if self._chance.random() < 0.2:
            (path / "pyvenv.cfg").touch()
        return [path]

    def _rewrite_unseen(self) -> list[Path]:
        path = self._file()
        facts = path.stat()
        path.write_text(path.read_text()[::-1])
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        return [path]

    def _copy(self) -> list[Path]:
        path = self._folder() / self._chance.choice(NAMES)
        shutil.copy2(self._file(), path)
        return [path]

    def _move_file(self) -> list[Path]:
        path, to = self._file(), self._folder() / self._chance.choice(NAMES)
        path.rename(to)
        return [path, to]

    def _move_folder(self) -> list[Path]:
        path = self._chance.choice(self._all(Path.is_dir))
        to = self._folder() / self._chance.choice(FOLDERS)
        path.rename(to)
        return [path, to]

    def _swap(self) -> list[Path]:
        one, other, aside = self._file(), self._file(), self._root / "aside.bin"
        one.rename(aside)
        if other.exists():
            other.rename(one)
        aside.rename(other)
        return [one, other]

    def _remove(self) -> list[Path]:
        path = self._file()
        path.unlink()
        return [path]

    def _remove_tree(self) -> list[Path]:
        path = self._chance.choice(self._all(Path.is_dir))
        shutil.rmtree(path)
        return [path]


def takes(name: str) -> bool:
    return name.endswith((".txt", ".md"))


def follow(catalogue: Catalogue, root: Path, places: list[Path]) -> None:
    """Do with the catalogue what a run does, without reading more than the hash."""
    found = scan([str(root)], takes, Token(), places=Places(tuple(map(str, places))))
    plan = make_plan(catalogue, found, Token(), retry=lambda _: False)
    catalogue.record_scan(
        added=plan.added, changed=plan.changed, touched=plan.touched, moved=plan.moved
    )
    catalogue.leave(plan.gone)
    catalogue.forget(plan.gone, TermChange.none())
    rows = catalogue.files_in(State.SEEN)
    catalogue.begin([row.id for row in rows])
    read = [
        IndexedFile(row.id, row.signature, content_hash(Path(row.path)), "", "", "", 0, 1.0, ())
        for row in rows
    ]
    catalogue.finish(read, {}, TermChange.none())


@pytest.mark.parametrize("seed", range(6))
def test_the_catalogue_follows_a_storm_by_its_places_alone(tmp_path: Path, seed: int):
    root = tmp_path / "root"
    root.mkdir()
    storm = Storm(root, random.Random(seed))
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    for _ in range(30):
        follow(catalogue, root, [path for _ in range(5) for path in storm.strike()])
        there = scan([str(root)], takes, Token()).files
        known = {row.path: row.hash for row in catalogue.files_in()}
        assert known == {path: content_hash(Path(path)) for path in there}
    catalogue.close()
