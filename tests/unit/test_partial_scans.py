"""A scan of some places finds there what a scan of everything finds there."""

from __future__ import annotations

import os
import random
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.files.found import Scan
from engine.files.ignoring import LibraryRules
from engine.files.places import Places, among
from engine.files.scan import scan
from engine.host.cancellation import Token
from engine.jobs.plan import Plan, make_plan
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FoundFile, IndexedFile, Signature, TermChange
from engine.store.catalogue_states import State


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def look(
    roots: Path | list[Path], *places: Path, rules: LibraryRules | None = None, whole: bool = False
) -> Scan:
    return scan(
        [str(root) for root in (roots if isinstance(roots, list) else [roots])],
        lambda name: name.endswith(".txt"),
        Token(),
        rules=rules or LibraryRules(),
        places=None if whole else Places(tuple(str(place) for place in places)),
    )


def names(result: Scan, root: Path) -> set[str]:
    return {Path(path).relative_to(root).as_posix() for path in result.files}


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    (tmp_path / "data").mkdir()
    opened = Catalogue(tmp_path / "data" / "catalogue.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


def index(catalogue: Catalogue, found: Scan) -> None:
    """Enter files as if they had been read."""
    from engine.files.hashing import content_hash

    catalogue.record_scan(added=[FoundFile(*item) for item in found.files.items()])
    seen = catalogue.files_in(State.SEEN)
    catalogue.begin([row.id for row in seen])
    read = [
        IndexedFile(
            row.id, row.signature, content_hash(Path(row.path)), "text/plain", "", "en", 0, 1.0, ()
        )
        for row in seen
    ]
    catalogue.finish(read, {}, TermChange.none())


def plan(catalogue: Catalogue, found: Scan) -> Plan:
    return make_plan(catalogue, found, Token(), retry=lambda _: False)


# --- which files a place stands for ---------------------------------------------------------------


def test_a_place_is_a_file_or_a_folder_with_all_in_it(root: Path):
    write(root, "a.txt", "b/c.txt", "b/d/e.txt", "f.txt")
    assert names(look(root, root / "a.txt", root / "b"), root) == {"a.txt", "b/c.txt", "b/d/e.txt"}


def test_a_scan_speaks_of_its_places_only(root: Path):
    write(root, "a.txt")
    found = look(root, root / "gone", root / "a.txt")
    assert found.covers(str(root / "gone" / "x.txt"))
    assert not found.covers(str(root / "gone2.txt"))
    assert look(root, whole=True).covers("/anything")


def test_a_root_and_what_holds_it_are_places_too(root: Path):
    write(root, "a.txt")
    assert names(look(root, root), root) == {"a.txt"}
    assert names(look(root, root.parent), root) == {"a.txt"}


def test_what_lies_outside_of_the_library_is_no_place(root: Path, tmp_path: Path):
    write(tmp_path, "other/a.txt")
    assert look(root, tmp_path / "other" / "a.txt").files == {}


def test_the_rules_of_the_folders_on_the_way_hold(root: Path):
    write(root, "a/b/c.txt", "a/b/keep.txt", "node_modules/x/y.txt", "p/build/z.txt", "p/Makefile")
    write(root, "env/lib/v.txt", "env/pyvenv.cfg")
    (root / "a" / ".gitignore").write_text("c.txt\n")
    every = list(root.rglob("*.txt"))
    assert names(look(root, *every), root) == {"a/b/keep.txt"}


def test_links_on_the_way_are_not_followed(root: Path, tmp_path: Path):
    write(tmp_path, "else/a.txt")
    (root / "link").symlink_to(tmp_path / "else")
    (root / "b.txt").symlink_to(tmp_path / "else" / "a.txt")
    assert look(root, root / "link" / "a.txt", root / "link", root / "b.txt").files == {}


def test_the_outer_root_decides_what_both_hold_as_in_a_scan_of_everything(root: Path):
    write(root, "in/a.txt", "in/b.txt", ".hidden/c.txt")
    (root / ".gitignore").write_text("a.txt\n")
    roots = [root, root / "in", root / ".hidden"]
    whole = look(roots, whole=True).files
    assert look(roots, *(Path(path) for path in root.rglob("*.txt"))).files == whole


def test_folders_are_entered_before_they_are_listed(root: Path):
    write(root, "a/b/c.txt")
    entered: list[str] = []

    def entering(folder: str) -> None:
        entered.append(folder)
        (Path(folder) / "late.txt").touch()

    found = scan([str(root)], lambda name: name.endswith(".txt"), Token(), entering=entering)
    assert entered == [str(root), str(root / "a"), str(root / "a" / "b")]
    assert sum(path.endswith("late.txt") for path in found.files) == 3


def test_a_folder_that_holds_itself_is_walked_once(root: Path):
    from engine.files.descent import Inside, loop
    from engine.files.ignoring import Rules

    facts = root.stat()
    inside = Inside(Rules.of_root(str(root)), (), ((facts.st_dev, facts.st_ino),))
    assert loop(facts, inside)
    assert not loop((root.parent).stat(), inside)


def test_a_tree_of_many_levels_is_reached(tmp_path: Path):
    deep = tmp_path
    for _ in range(400):
        deep = deep / "d"
        deep.mkdir()
    (deep / "a.txt").write_text("a")
    assert len(look(tmp_path, deep / "a.txt").files) == 1
    assert len(look(tmp_path, whole=True).files) == 1


@pytest.mark.parametrize("seed", range(20))
def test_places_add_up_to_everything(tmp_path: Path, seed: int):
    chance = random.Random(seed)
    folders = [tmp_path / "root"]
    for number in range(25):
        name = chance.choice(["a", "b", ".h", "build", "node_modules", "노트", "env"])
        folders.append(chance.choice(folders) / f"{name}{chance.choice(['', str(number)])}")
    for folder in folders:
        write(folder, *chance.sample(["x.txt", "y.txt", "z.bin", ".s.txt", "Makefile"], 3))
        if chance.random() < 0.3:
            rule = chance.choice(["x.txt", "!build/", "y*", "/a/", "!x.txt", "!.h*/", "!.s.txt"])
            file = chance.choice([".gitignore", ".findlingignore"])
            (folder / file).write_text(rule + "\n")
        if chance.random() < 0.1:
            (folder / "pyvenv.cfg").touch()
    rules = chance.choice(
        [LibraryRules(), LibraryRules(exclude=("b/",)), LibraryRules(include=("x.txt", "a/"))]
    )
    whole = look(tmp_path / "root", whole=True, rules=rules).files
    every = [Path(at, name) for at, _, files in os.walk(tmp_path / "root") for name in files]
    assert look(tmp_path / "root", *every, rules=rules).files == whole
    for folder in set(folders):
        inside = {path for path in whole if among(path, {str(folder)})}
        assert set(look(tmp_path / "root", folder, rules=rules).files) == inside


# --- what they mean for the catalogue -------------------------------------------------------------


def test_only_what_is_known_in_the_places_can_be_gone(root: Path, catalogue: Catalogue):
    write(root, "a.txt", "b/c.txt", "b/d.txt", "bc.txt", "e.txt")
    index(catalogue, look(root, whole=True))
    for name in ("a.txt", "b/c.txt", "b/d.txt", "bc.txt"):
        (root / name).unlink()
    (root / "b").rmdir()
    found = plan(catalogue, look(root, root / "b", root / "e.txt"))
    gone = {row.path for row in catalogue.files(found.gone).values()}
    assert gone == {str(root / "b" / "c.txt"), str(root / "b" / "d.txt")}


def test_a_file_of_old_size_and_time_is_read_again_when_its_content_is_new(
    root: Path, catalogue: Catalogue
):
    write(root, "a.txt")
    facts = (root / "a.txt").stat()
    index(catalogue, look(root, whole=True))
    (root / "a.txt").write_text("B.txt")
    os.utime(root / "a.txt", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert list(plan(catalogue, look(root, whole=True)).changed) == [1]


def test_the_content_of_a_named_place_is_compared_though_nothing_shows_a_change(
    root: Path, catalogue: Catalogue
):
    write(root, "a.txt", "b/c.txt")
    index(catalogue, look(root, whole=True))
    for name in ("a.txt", "b/c.txt"):
        before = catalogue.files_at([str(root / name)])[str(root / name)]
        (root / name).write_text(name.upper())
        now = Signature.of((root / name).stat())
        catalogue.record_scan(touched={before.id: now})  # as if the clock stood still
    assert set(plan(catalogue, look(root, root / "a.txt", root / "b")).changed) == {1}


def test_new_rights_are_no_new_content(root: Path, catalogue: Catalogue):
    write(root, "a.txt")
    index(catalogue, look(root, whole=True))
    (root / "a.txt").chmod(0o600)
    found = plan(catalogue, look(root, root / "a.txt"))
    assert (found.changed, list(found.touched)) == ({}, [1])


def test_a_file_that_moved_here_from_a_place_not_named_has_moved(root: Path, catalogue: Catalogue):
    write(root, "a.txt", "new/x.txt")
    index(catalogue, look(root, whole=True))
    (root / "a.txt").rename(root / "new" / "b.txt")
    found = plan(catalogue, look(root, root / "new"))
    assert {file: moved.path for file, moved in found.moved.items()} == {
        1: str(root / "new" / "b.txt")
    }
    assert found.added == []


def test_a_moved_file_is_told_from_a_new_one_that_looks_the_same(root: Path, catalogue: Catalogue):
    write(root, "a.txt")
    index(catalogue, look(root, whole=True))
    facts = (root / "a.txt").stat()
    (root / "a.txt").rename(root / "b.txt")
    (root / "b.txt").write_text("A.txt")
    os.utime(root / "b.txt", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    found = plan(catalogue, look(root, root / "a.txt", root / "b.txt"))
    assert (found.moved, found.gone) == ({}, [1])


def test_a_file_changed_behind_its_times_back_and_renamed_is_read_again(
    root: Path, catalogue: Catalogue
):
    write(root, "a.txt")
    index(catalogue, look(root, whole=True))
    facts = (root / "a.txt").stat()
    (root / "a.txt").write_text("A.txt")
    os.utime(root / "a.txt", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    (root / "a.txt").rename(root / "b.txt")
    found = plan(catalogue, look(root, whole=True))
    assert (found.moved, found.gone) == ({}, [1])


def test_a_file_written_to_through_another_name_is_read_again_under_all(
    root: Path, catalogue: Catalogue
):
    write(root, "a.txt", "b/x.txt", "c.txt")
    os.link(root / "a.txt", root / "b" / "same.txt")
    index(catalogue, look(root, whole=True))
    known = catalogue.files_at([str(root / "a.txt"), str(root / "b" / "same.txt")]).values()
    (root / "a.txt").write_text("something else")
    found = plan(catalogue, look(root, root / "a.txt"))
    assert (set(found.changed), found.gone) == ({row.id for row in known}, [])


def test_the_places_between_which_a_tree_moved_give_moves_alone(root: Path, catalogue: Catalogue):
    write(root, *(f"old/{n}/{m}.txt" for n in range(5) for m in range(5)))
    index(catalogue, look(root, whole=True))
    (root / "old").rename(root / "new")
    found = plan(catalogue, look(root, root / "old", root / "new"))
    assert len(found.moved) == 25
    assert (found.added, found.gone, found.changed) == ([], [], {})


def test_two_files_that_swapped_names_are_read_again(root: Path, catalogue: Catalogue):
    (root / "a.txt").write_text("one")
    (root / "b.txt").write_text("two")
    index(catalogue, look(root, whole=True))
    (root / "a.txt").rename(root / "c")
    (root / "b.txt").rename(root / "a.txt")
    (root / "c").rename(root / "b.txt")
    assert set(plan(catalogue, look(root, root)).changed) == {1, 2}


def test_a_file_that_became_a_folder_is_gone_and_what_is_in_it_is_new(
    root: Path, catalogue: Catalogue
):
    write(root, "a.txt")
    index(catalogue, look(root, whole=True))
    (root / "a.txt").unlink()
    write(root, "a.txt/b.txt")
    found = plan(catalogue, look(root, root / "a.txt"))
    assert (found.gone, [f.path for f in found.added]) == ([1], [str(root / "a.txt" / "b.txt")])


def test_troubles_of_other_places_stay(root: Path, catalogue: Catalogue, tmp_path: Path):
    roots = [root, tmp_path / "gone", tmp_path / "lost"]
    found = look(roots, whole=True)
    catalogue.record_scan(troubles=found.troubles, covers=found.covers)
    (tmp_path / "gone").mkdir()
    found = look(roots, tmp_path / "gone")
    catalogue.record_scan(troubles=found.troubles, covers=found.covers)
    assert [t.path for t in catalogue.troubles()] == [str(tmp_path / "lost")]


def test_under_a_root_that_is_not_there_nothing_is_gone(root: Path, catalogue: Catalogue):
    write(root, "a.txt")
    index(catalogue, look(root, whole=True))
    (root / "a.txt").unlink()
    root.rmdir()
    found = look(root, root / "a.txt")
    assert plan(catalogue, found).gone == []
    assert [t.code for t in found.troubles] == ["folder-missing"]


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="two names for one file elsewhere")
def test_composed_and_decomposed_names_are_two_files(root: Path, catalogue: Catalogue):
    composed, decomposed = (
        unicodedata.normalize(form, "Müller 노트.txt") for form in ("NFC", "NFD")
    )
    write(root, composed, decomposed)
    assert names(look(root, whole=True), root) == {composed, decomposed}
    assert names(look(root, root / composed, root / decomposed), root) == {composed, decomposed}


@pytest.mark.skipif(sys.platform != "linux", reason="two names for one file elsewhere")
def test_a_rename_that_changes_only_case_is_a_move(root: Path, catalogue: Catalogue):
    write(root, "readme.txt")
    index(catalogue, look(root, whole=True))
    (root / "readme.txt").rename(root / "README.txt")
    found = plan(catalogue, look(root, root / "readme.txt", root / "README.txt"))
    assert [moved.path for moved in found.moved.values()] == [str(root / "README.txt")]
    assert found.gone == []


def test_where_case_is_folded_the_name_in_the_folder_counts(
    root: Path, monkeypatch: pytest.MonkeyPatch
):
    """No such file system can be mounted here: the folding is put before the system's answer."""
    write(root, "README.txt", "Über/a.txt")
    ask = os.lstat

    def folding(path: str) -> os.stat_result:
        folder, name = Path(path).parent, Path(path).name
        for other in folder.iterdir() if folder.is_dir() else ():
            if _folded(other.name) == _folded(name):
                return ask(other)
        return ask(path)

    def _folded(name: str) -> str:
        return unicodedata.normalize("NFC", name).casefold()

    monkeypatch.setattr(os, "lstat", folding)
    places = [root / "readme.txt", root / unicodedata.normalize("NFD", "über") / "a.txt"]
    found = look(root, *places)
    assert names(found, root) == {"README.txt", "Über/a.txt"}
    assert found.covers(str(root / "readme.txt"))


def test_a_place_whose_name_is_no_text_does_no_harm(root: Path, catalogue: Catalogue):
    if sys.platform != "linux":
        pytest.skip("names are text elsewhere")
    path = root / os.fsdecode(b"\xff.txt")
    path.touch()
    found = look(root, path)
    assert [t.code for t in found.troubles] == ["name-not-text"]
    assert not plan(catalogue, found)
    catalogue.record_scan(troubles=found.troubles, covers=found.covers)
