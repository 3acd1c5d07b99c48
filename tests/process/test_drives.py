"""A drive that is not connected takes nothing with it; real file systems are mounted for this."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from engine.files.found import Scan
from engine.files.places import Places
from engine.files.scan import scan
from engine.host.cancellation import Token
from engine.jobs.file_systems import FileSystems
from engine.store.catalogue import Catalogue
from tests.process.stick import Stick
from tests.unit.scanned_folders import index, plan

ELSEWHERE = 987_654

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "own.txt").write_text("own")
    return folder


@pytest.fixture
def stick(root: Path, tmp_path: Path) -> Iterator[Stick]:
    stick = Stick(root / "media" / "stick", tmp_path / "image")
    try:
        stick.plug_in()
        (stick.place / "sub").mkdir()
        (stick.place / "a.txt").write_text("a")
        (stick.place / "sub" / "b.txt").write_text("b")
        yield stick
    finally:
        stick.close()


@pytest.fixture
def catalogue(tmp_path: Path, root: Path, stick: Stick) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite")
    index(opened, look(root))
    yield opened
    opened.close()


def look(root: Path, *places: Path) -> Scan:
    return scan(
        [str(root)],
        lambda name: name.endswith(".txt"),
        Token(),
        places=Places(tuple(map(str, places))) if places else None,
    )


def test_files_on_a_drive_inside_of_a_folder_stay_when_it_is_pulled_out(
    catalogue: Catalogue, root: Path, stick: Stick
):
    stick.pull_out()
    found = look(root)
    assert plan(catalogue, found).gone == []
    assert [(t.code, t.path) for t in found.troubles] == [("drive-missing", str(stick.place))]


def test_they_stay_also_when_its_folder_goes_with_it(
    catalogue: Catalogue, root: Path, stick: Stick
):
    stick.pull_out(with_its_folder=True)
    found = look(root)
    assert plan(catalogue, found).gone == []
    assert [t.path for t in found.troubles] == [str(root / "media")]  # nothing else is in there


def test_what_else_lies_in_the_folder_around_it_is_not_away(
    catalogue: Catalogue, root: Path, stick: Stick
):
    (stick.place.parent / "note.txt").write_text("note")
    index(catalogue, look(root, stick.place.parent / "note.txt"))
    stick.pull_out(with_its_folder=True)
    (root / "own.txt").unlink()
    for found in (look(root), look(root, stick.place, root / "own.txt")):
        gone = catalogue.files(plan(catalogue, found).gone)
        assert [row.path for row in gone.values()] == [str(root / "own.txt")]
        assert [t.path for t in found.troubles] == [str(stick.place)]


def test_a_place_on_it_that_was_named_is_away_and_not_gone(
    catalogue: Catalogue, root: Path, stick: Stick
):
    stick.pull_out()
    found = look(root, stick.place / "sub", stick.place / "a.txt")
    assert plan(catalogue, found).gone == []
    assert [t.path for t in found.troubles] == [str(stick.place)]


def test_a_file_that_is_deleted_on_a_drive_that_is_there_is_gone(
    catalogue: Catalogue, root: Path, stick: Stick
):
    (stick.place / "sub" / "b.txt").unlink()
    (stick.place / "sub").rmdir()
    (stick.place / "a.txt").unlink()
    for found in (look(root), look(root, stick.place)):
        assert len(plan(catalogue, found).gone) == 2
        assert found.troubles == []


def test_a_drive_that_is_back_is_no_change_and_its_trouble_is_over(
    catalogue: Catalogue, root: Path, stick: Stick
):
    stick.pull_out()
    found = look(root)
    plan(catalogue, found)
    catalogue.record_scan(troubles=found.troubles, covers=found.covers)
    stick.plug_in()
    found = look(root, stick.place)
    assert not plan(catalogue, found)
    catalogue.record_scan(troubles=found.troubles, covers=found.covers)
    assert catalogue.troubles() == []


def test_a_drive_that_is_back_under_another_number_loses_what_was_deleted_on_it_meanwhile(
    catalogue: Catalogue, root: Path, stick: Stick
):
    former = {
        row.id: msgspec.structs.replace(row.signature, device=987_654)
        for row in catalogue.files_in()
        if row.path.startswith(str(stick.place))
    }
    catalogue.record_scan(touched=former)
    (stick.place / "a.txt").unlink()
    found = look(root)
    result = plan(catalogue, found)
    gone = catalogue.files(result.gone)
    assert [row.path for row in gone.values()] == [str(stick.place / "a.txt")]
    assert found.troubles == []
    assert len(result.touched) == 1


def test_another_drive_mounted_over_a_folder_hides_its_files_and_removes_none(
    catalogue: Catalogue, root: Path, stick: Stick
):
    stick.pull_out()
    (stick.place / "under.txt").write_text("under")
    index(catalogue, look(root, stick.place / "under.txt"))
    stick.plug_in()
    found = look(root)
    assert plan(catalogue, found).gone == []
    assert [t.path for t in found.troubles] == [str(stick.place / "under.txt")]


def test_where_files_have_other_numbers_than_their_folders_a_deleted_one_is_gone(
    catalogue: Catalogue, root: Path, stick: Stick
):
    """As on overlayfs: what the catalogue knows, and what the system says, is set to be so."""
    (root / "y.txt").write_text("y")
    index(catalogue, look(root, root / "y.txt"))
    alive = (stick.place / "a.txt").stat().st_dev  # a device that is there, and not the folder's
    row = catalogue.files_at([str(root / "y.txt")]).popitem()[1]
    catalogue.record_scan(touched={row.id: msgspec.structs.replace(row.signature, device=alive)})
    (root / "y.txt").unlink()
    assert plan(catalogue, look(root, root / "y.txt")).gone == [row.id]


def test_a_folder_mounted_into_itself_is_walked_once(root: Path, stick: Stick):
    inner = stick.place / "sub" / "again"
    inner.mkdir()
    subprocess.run(["mount", "--bind", str(stick.place), str(inner)], check=True)
    try:
        found = {Path(path).name for path in look(root).files}
        assert found == {"own.txt", "a.txt", "b.txt"}
        assert len(look(root).files) == 3
        assert look(root, inner).files == {}
    finally:
        subprocess.run(["umount", str(inner)], check=True)


def test_the_files_of_a_folder_that_left_the_library_are_gone_wherever_their_drive_is(
    catalogue: Catalogue, root: Path, stick: Stick
):
    other = root / "other"
    other.mkdir()
    stick.pull_out()
    found = look(other)  # the library's only folder by now
    assert len(plan(catalogue, found).gone) == 3
    assert found.troubles == []


def test_what_was_renamed_on_a_drive_elsewhere_has_moved_though_its_number_is_another(
    catalogue: Catalogue, root: Path, stick: Stick
):
    lay_on_another(catalogue, stick)
    (stick.place / "a.txt").rename(stick.place / "c.txt")
    (stick.place / "sub").rename(stick.place / "below")
    found = look(root)
    result = plan(catalogue, found)
    assert {Path(item.path).name for item in result.moved.values()} == {"c.txt", "b.txt"}
    assert (result.added, result.gone, found.troubles) == ([], [], [])


def test_a_copy_of_a_file_that_is_here_is_not_taken_for_one_that_is_away(
    catalogue: Catalogue, root: Path, stick: Stick
):
    (root / "here.txt").write_text("a")
    index(catalogue, look(root, root / "here.txt"))
    stick.pull_out()
    (root / "copy.txt").write_text("a")
    found = look(root)
    result = plan(catalogue, found)
    assert result.moved == {}
    assert [t.path for t in found.troubles] == [str(stick.place)]


def test_a_drive_that_is_known_by_its_name_loses_what_was_deleted_on_it_elsewhere(
    catalogue: Catalogue, root: Path, stick: Stick
):
    if not FileSystems({}).at(str(stick.place)):
        pytest.skip("this kernel has no names for such file systems")
    catalogue.remember(plan(catalogue, look(root)).facts)
    names = msgspec.json.decode(catalogue.meta()["file-systems"], type=dict[int, str])
    names[ELSEWHERE] = names[stick.place.stat().st_dev]
    catalogue.remember({"file-systems": msgspec.json.encode(names).decode()})
    lay_on_another(catalogue, stick)
    (stick.place / "a.txt").unlink()
    (stick.place / "sub" / "b.txt").rename(stick.place / "new.txt")
    found = look(root)
    result = plan(catalogue, found)
    assert [row.path for row in catalogue.files(result.gone).values()] == [
        str(stick.place / "a.txt")
    ]
    assert len(result.moved) == 1
    assert found.troubles == []


def test_what_file_systems_are_called_is_remembered_once(catalogue: Catalogue, root: Path):
    catalogue.remember(plan(catalogue, look(root)).facts)
    assert plan(catalogue, look(root)).facts == {}


def test_a_root_whose_drive_is_not_connected_is_never_taken_for_deleted(
    catalogue: Catalogue, root: Path, stick: Stick
):
    stick.pull_out(with_its_folder=True)
    for roots in ([stick.place, root], [stick.place / "sub", root]):
        for _ in range(2):
            found = scan([str(each) for each in roots], lambda name: name != "", Token())
            result = plan(catalogue, found)
            catalogue.remember({"missing-roots": "{}"} | result.facts)
            assert result.gone == []
            assert "missing-roots" not in result.facts


def lay_on_another(catalogue: Catalogue, stick: Stick) -> None:
    """Say that the files on the drive were indexed when it had another number."""
    former = {
        row.id: msgspec.structs.replace(row.signature, device=ELSEWHERE)
        for row in catalogue.files_in()
        if row.path.startswith(str(stick.place))
    }
    catalogue.record_scan(touched=former)
