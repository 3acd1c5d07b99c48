"""A person learns which rule leaves a file out, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.files.checking import Verdict, why_not
from engine.files.ignoring import LibraryRules
from engine.files.scan import scan
from engine.host.cancellation import Token
from tests.unit.scanned_folders import write


def takes(name: str) -> bool:
    return name.endswith((".txt", ".md"))


def ask(root: Path, name: str, rules: LibraryRules | None = None) -> Verdict:
    return why_not(str(root / name), [str(root)], takes, rules or LibraryRules())


def test_nothing_speaks_against_a_file_that_a_scan_finds(tmp_path: Path):
    write(tmp_path, "a/b.txt")
    assert not ask(tmp_path, "a/b.txt")
    assert not ask(tmp_path, "a")
    assert not ask(tmp_path, "")


def test_a_built_in_rule_is_named_also_when_it_leaves_out_a_folder_above(tmp_path: Path):
    write(tmp_path, "x/node_modules/y/z.txt", "~$a.txt")
    expected = Verdict("ignored", "node_modules/", "built-in")
    assert ask(tmp_path, "x/node_modules/y/z.txt") == expected
    assert ask(tmp_path, "~$a.txt") == Verdict("ignored", "~$*", "built-in")


def test_a_rule_in_a_file_is_named_with_the_file(tmp_path: Path):
    write(tmp_path, "a/b.txt", "a/c.txt")
    (tmp_path / "a" / ".gitignore").write_text("# none\n\nb.*\n")
    (tmp_path / ".findlingignore").write_text("c.txt\n")
    source = str(tmp_path / "a" / ".gitignore")
    assert ask(tmp_path, "a/b.txt") == Verdict("ignored", "b.*", source)
    assert ask(tmp_path, "a/c.txt").source == str(tmp_path / ".findlingignore")


def test_generated_folders_are_told_by_what_shows_it(tmp_path: Path):
    write(tmp_path, "p/build/z.txt", "p/Makefile", "env/a.txt", "env/pyvenv.cfg")
    assert ask(tmp_path, "p/build/z.txt").detail == "build/ beside Makefile"
    assert ask(tmp_path, "env").detail == "pyvenv.cfg"


def test_the_librarys_own_rules_have_the_last_word(tmp_path: Path):
    write(tmp_path, "a.txt", "b.md", "drafts/c.txt", "node_modules/d.txt")
    (tmp_path / ".findlingignore").write_text("!drafts/\n")
    rules = LibraryRules(include=("*.txt",), exclude=("drafts/", "!node_modules/"))
    assert ask(tmp_path, "drafts/c.txt", rules) == Verdict("ignored", "drafts/", "library")
    assert ask(tmp_path, "b.md", rules) == Verdict("ignored", "include patterns", "library")
    assert not ask(tmp_path, "node_modules/d.txt", rules)
    found = scan([str(tmp_path)], takes, Token(), rules=rules).files
    assert {Path(path).name for path in found} == {"a.txt", "d.txt"}


def test_an_included_folder_includes_all_in_it(tmp_path: Path):
    write(tmp_path, "a.txt", "notes/b.txt", "notes/c/d.md")
    found = scan([str(tmp_path)], takes, Token(), rules=LibraryRules(include=("notes/",))).files
    assert {Path(path).name for path in found} == {"b.txt", "d.md"}


def test_files_over_the_limit_are_left_out(tmp_path: Path):
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").write_text("x" * 100)
    rules = LibraryRules(most_bytes=50)
    assert ask(tmp_path, "b.txt", rules) == Verdict("too-large", "50", "library")
    found = scan([str(tmp_path)], takes, Token(), rules=rules).files
    assert {Path(path).name for path in found} == {"a.txt"}


def test_other_reasons_have_codes_of_their_own(tmp_path: Path):
    write(tmp_path, "in/a.exe", "out/b.txt")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "out" / "b.txt")
    root = tmp_path / "in"
    assert ask(root, "a.exe").code == "unsupported"
    assert ask(root, "../out/b.txt").code == "outside"
    assert ask(root, "gone/x.txt").code == "missing"
    assert ask(root, "link.txt") == Verdict("ignored", "symbolic link", "built-in")
    assert why_not(str(root), [str(root / "no")], takes).code == "outside"
    assert why_not(str(root / "no"), [str(root / "no")], takes).code == "missing"


def test_an_inner_root_lets_in_what_the_outer_one_leaves_out(tmp_path: Path):
    write(tmp_path, ".hidden/a.txt")
    roots = [str(tmp_path), str(tmp_path / ".hidden")]
    assert not why_not(str(tmp_path / ".hidden" / "a.txt"), roots, takes)


@pytest.mark.parametrize(
    "name",
    [
        *("CVS/a.txt", "lib/site-packages/a.txt", "X.app/a.txt", "Cache/a.txt", "#recycle/a.txt"),
        *("a.txt~", "#a.txt#", "b.tmp", "conda/conda-meta/x.txt", "x.download/a.txt"),
        *("System Volume Information/a.txt", "$RECYCLE.BIN/a.txt", "p/vendor/a.txt"),
    ],
)
def test_the_built_in_rules_leave_out_what_no_person_wrote(tmp_path: Path, name: str):
    write(tmp_path, "p/go.mod", name)
    found = scan([str(tmp_path)], lambda _: True, Token()).files
    assert str(tmp_path / name) not in found


@pytest.mark.parametrize(
    "name", ["Icon", "vendor/a.txt", "bin/a.txt", "snap/a.txt", "cvs/a.txt", "a#1.txt", "tmp/a.txt"]
)
def test_the_built_in_rules_let_in_what_a_person_may_have_called_so(tmp_path: Path, name: str):
    write(tmp_path, name)
    assert str(tmp_path / name) in scan([str(tmp_path)], lambda _: True, Token()).files
