import errno
import os
from pathlib import Path

import pytest

from engine.files.checking import why_not
from engine.files.ignoring import Rules
from engine.files.places import Places
from engine.files.scan import Scan, scan
from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.protocol.errors import Cancelled
from tests.unit.scanned_folders import names, write


def found(*roots: Path) -> Scan:
    return scan([str(root) for root in roots], lambda name: name.endswith(".txt"), Token())


def test_it_takes_supported_files_at_any_depth(tmp_path: Path):
    write(tmp_path, "a.txt", "b/c/d.txt", "b/e.exe", "이름/파일.txt")
    assert names(found(tmp_path), tmp_path) == {"a.txt", "b/c/d.txt", "이름/파일.txt"}


def test_hidden_installed_and_generated_things_are_passed_over(tmp_path: Path):
    write(tmp_path, "keep.txt", ".git/x.txt", "node_modules/x.txt", "p/__pycache__/x.txt")
    write(tmp_path, "env/pyvenv.cfg", "env/x.txt", "c/CACHEDIR.TAG", "c/x.txt", "~$keep.txt")
    write(tmp_path, "project/Makefile", "project/build/x.txt", "project/y.txt", "house/build/z.txt")
    result = names(found(tmp_path), tmp_path)
    assert result == {"keep.txt", "project/y.txt", "house/build/z.txt"}


def test_the_programs_own_files_are_passed_over_and_a_persons_beside_them_are_not(tmp_path: Path):
    write(tmp_path, "note.txt", "data/engine.txt", "data/libraries/ab/x.txt", "data/letter.txt")
    DataFolder(tmp_path / "data").keep_out_of_indexes()
    assert names(found(tmp_path), tmp_path) == {"note.txt", "data/letter.txt"}
    assert names(found(tmp_path / "data"), tmp_path) == {"data/letter.txt"}


def test_a_root_is_walked_whatever_its_own_name_is(tmp_path: Path):
    write(tmp_path, ".notes/build/a.txt", ".notes/Makefile")
    assert names(found(tmp_path / ".notes" / "build"), tmp_path) == {".notes/build/a.txt"}


def test_ignore_files_hold_for_their_folder_and_below_and_the_deeper_one_wins(tmp_path: Path):
    write(tmp_path, "a.txt", "b.txt", "sub/a.txt", "sub/deep/a.txt", "sub/only/a.txt", "only/c.txt")
    (tmp_path / ".gitignore").write_text("a.txt\n!\n")
    (tmp_path / "sub" / ".gitignore").write_text("!a.txt\n/only/\n")
    (tmp_path / "sub" / "deep" / ".findlingignore").write_text("*.txt\n")
    assert names(found(tmp_path), tmp_path) == {"b.txt", "sub/a.txt", "only/c.txt"}


def test_findlingignore_has_the_last_word_over_gitignore_and_the_built_in_rules(tmp_path: Path):
    write(tmp_path, "a.txt", "node_modules/b.txt")
    (tmp_path / ".gitignore").write_text("a.txt\n")
    (tmp_path / ".findlingignore").write_text("!a.txt\n!node_modules/\n")
    assert names(found(tmp_path), tmp_path) == {"a.txt", "node_modules/b.txt"}


def test_links_are_not_followed_but_a_linked_root_is(tmp_path: Path):
    write(tmp_path, "real/a.txt", "root/b.txt")
    (tmp_path / "root" / "loop").symlink_to(tmp_path / "root")
    (tmp_path / "root" / "c.txt").symlink_to(tmp_path / "real" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(found(tmp_path / "root"), tmp_path) == {"root/b.txt"}
    assert names(found(tmp_path / "link"), tmp_path) == {"link/a.txt"}


def test_overlapping_roots_are_counted_once_and_single_files_are_taken(tmp_path: Path):
    write(tmp_path, "a.txt", "b/c.txt", ".hidden/d.txt")
    result = found(tmp_path / "b", tmp_path, tmp_path / "a.txt", tmp_path / ".hidden" / "d.txt")
    assert names(result, tmp_path) == {"a.txt", "b/c.txt", ".hidden/d.txt"}


def test_a_missing_root_is_reported_and_what_lay_in_it_is_kept(tmp_path: Path):
    result = found(tmp_path / "gone")
    assert [trouble.code for trouble in result.troubles] == ["folder-missing"]
    assert result.troubles[0].hint
    assert result.blind(str(tmp_path / "gone" / "sub" / "a.txt"))
    assert not result.blind(str(tmp_path / "gone2" / "a.txt"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_an_unreadable_folder_is_reported(tmp_path: Path):
    write(tmp_path, "a.txt", "locked/b.txt")
    (tmp_path / "locked").chmod(0)
    try:
        result = found(tmp_path)
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert [trouble.code for trouble in result.troubles] == ["no-permission"]
    assert result.blind(str(tmp_path / "locked" / "b.txt"))


@pytest.mark.skipif(os.name != "posix", reason="names are text elsewhere")
def test_a_name_that_is_no_text_is_reported(tmp_path: Path):
    write(tmp_path, "a.txt")
    (tmp_path / os.fsdecode(b"\xff.txt")).touch()
    result = found(tmp_path)
    assert names(result, tmp_path) == {"a.txt"}
    assert [trouble.code for trouble in result.troubles] == ["name-not-text"]


def test_it_stops_when_called_off(tmp_path: Path):
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        scan([str(tmp_path)], lambda _: True, token)


def test_rules_work_with_windows_separators():
    rules = Rules.of_root("C:\\notes")
    assert rules.ignore("C:\\notes\\sub\\node_modules", is_folder=True)
    assert not rules.ignore("C:\\notes\\sub\\a.txt", is_folder=False)


def test_a_folder_that_is_let_in_lets_in_no_more_than_itself(tmp_path: Path):
    write(tmp_path, "a.txt", "src/a.txt", "src/.b.txt", "src/node_modules/c.txt", "src/d.txt~")
    write(tmp_path, "vendor/a.txt", "vendor/notes.tmp.txt")
    (tmp_path / ".gitignore").write_text("/*\n!/src/\n*.tmp.txt\n")
    (tmp_path / ".findlingignore").write_text("!vendor/\n")
    assert names(found(tmp_path), tmp_path) == {"src/a.txt", "vendor/a.txt"}


def test_names_with_line_breaks_and_backslashes_follow_the_rules_like_others(tmp_path: Path):
    write(tmp_path, "a\nb/.git/x.txt", "a\nb/keep.txt", "c\\drafts.txt", "c\nd~", "drafts.txt")
    (tmp_path / ".gitignore").write_text("drafts.txt\n")
    result = {Path(path).relative_to(tmp_path).as_posix() for path in found(tmp_path).files}
    assert result == {"a\nb/keep.txt", "c\\drafts.txt"}


@pytest.mark.skipif(os.name != "posix", reason="there are no such pipes")
def test_a_rule_file_that_is_no_file_is_passed_over(tmp_path: Path):
    write(tmp_path, "a.txt", "sub/b.txt")
    os.mkfifo(tmp_path / ".gitignore")
    (tmp_path / "sub" / ".findlingignore").symlink_to("/dev/zero")
    assert names(found(tmp_path), tmp_path) == {"a.txt", "sub/b.txt"}


def test_patterns_made_to_take_ages_are_passed_over(tmp_path: Path):
    write(tmp_path, f"{'a' * 200}.txt", "b.txt")
    (tmp_path / ".gitignore").write_text(f"{'*a' * 12}*b\n{'**/x/' * 12}y\n**/{'*' * 60}x\nb.txt\n")
    assert names(found(tmp_path), tmp_path) == {f"{'a' * 200}.txt"}


def test_patterns_that_are_none_are_passed_over_and_the_others_hold(tmp_path: Path):
    write(tmp_path, "a.txt", "b.txt", "z.txt")
    (tmp_path / ".gitignore").write_text("[z-a].txt\nb.txt\n!\n")
    assert names(found(tmp_path), tmp_path) == {"a.txt", "z.txt"}


def test_rule_files_of_windows_editors_are_understood(tmp_path: Path):
    write(tmp_path, "a.txt", "b.txt", "c.txt")
    (tmp_path / ".gitignore").write_bytes(b"\xef\xbb\xbfa.txt\r\nb.txt\r\n")
    assert names(found(tmp_path), tmp_path) == {"c.txt"}


@pytest.mark.parametrize("name", [".gitignore", ".findlingignore"])
def test_a_folder_whose_rules_cannot_be_read_keeps_what_lay_in_it_and_gives_nothing_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    write(tmp_path, "a.txt", "sub/b.txt", "sub/deep/c.txt", f"sub/{name}")

    def fail(path: Path, most: int) -> bytes:
        raise OSError(errno.EIO, f"{path.name}: {most}")

    monkeypatch.setattr("engine.files.ignoring.read_some", fail)
    places = Places((str(tmp_path / "sub" / "deep"),))
    for result in (
        found(tmp_path),
        scan([str(tmp_path)], lambda _: True, Token(), places=places),
        scan([str(tmp_path / "sub")], lambda _: True, Token(), places=places),
    ):
        assert names(result, tmp_path) <= {"a.txt"}
        assert {trouble.path for trouble in result.troubles} == {str(tmp_path / "sub")}
        assert name in result.troubles[0].reason
        assert name in result.troubles[0].hint
        assert result.blind(str(tmp_path / "sub" / "deep" / "c.txt"))
    verdict = why_not(str(tmp_path / "sub" / "b.txt"), [str(tmp_path)], lambda _: True)
    assert verdict.code == "unreadable"


def test_a_folder_called_like_a_rule_file_and_a_link_to_nothing_are_no_rules(tmp_path: Path):
    write(tmp_path, "a.txt", ".gitignore/x")
    (tmp_path / ".findlingignore").symlink_to(tmp_path / "nothing")
    assert names(found(tmp_path), tmp_path) == {"a.txt"}
    assert found(tmp_path).troubles == []


def test_a_root_or_a_place_with_a_nul_harms_no_other(tmp_path: Path):
    write(tmp_path, "a.txt")
    roots = [str(tmp_path), "/notes\0"]
    result = scan(roots, lambda _: True, Token())
    assert names(result, tmp_path) == {"a.txt"}
    assert [trouble.code for trouble in result.troubles] == ["name-not-text"]
    places = Places((str(tmp_path / "a.txt"), str(tmp_path / "b\0"), "/notes\0"))
    assert names(scan(roots, lambda _: True, Token(), places=places), tmp_path) == {"a.txt"}
    assert why_not(str(tmp_path / "a\0"), roots, lambda _: True).code == "missing"
