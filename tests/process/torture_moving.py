"""Operations that change what lies where: files, links and trees. Each returns what it did."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.process import torture_texts as texts
from tests.process.torture_ground import Ground, UnsuitableError
from tests.process.torture_writing import Operation

_MOST_COPIED = 60
"""Files in a tree that is copied."""
_MOST_DEPTH = 12
_MOST_LOST = 40
"""Files that leave at once, so that enough are left to look at."""


def rename(ground: Ground) -> str:
    path = ground.file()
    target = path.with_name(texts.name(ground.chance))
    path.rename(target)
    ground.files.append(target)
    return f"{path} -> {target.name}"


def rename_kind(ground: Ground) -> str:
    """Give a file a suffix that nothing reads, or a good one again."""
    path = ground.file()
    suffix = ground.chance.choice((*texts.STRANGE, ".md", ".txt", ""))
    target = path.with_suffix(suffix)
    path.rename(target)
    return f"{path} -> {target.name}"


def change_case(ground: Ground) -> str:
    path = ground.chance.choice((ground.file, ground.inner))()
    target = path.with_name(path.name.swapcase())
    path.rename(target)
    return f"{path} -> {target.name}"


def move_file(ground: Ground) -> str:
    path, target = ground.file(), ground.folder()
    path.rename(target / path.name)
    ground.files.append(target / path.name)
    return f"{path} -> {target}"


def move_tree(ground: Ground) -> str:
    path, folder = ground.inner(), ground.folder()
    if len(folder.parts) > _MOST_DEPTH + len(ground.roots[0].parts):
        raise UnsuitableError
    target = folder / texts.folder_name(ground.chance)
    path.rename(target)  # not into itself: the system refuses
    return f"{path} -> {target}"


def move_out(ground: Ground) -> str:
    """A file or tree leaves the library."""
    path = ground.chance.choice((ground.file, ground.file, ground.inner))()
    if sum(path in file.parents for file in ground.files) > _MOST_LOST:
        raise UnsuitableError
    path.rename(ground.outside / f"{ground.number} {path.name[:60]}")
    return str(path)


def move_in(ground: Ground) -> str:
    """A file or tree comes (back) into the library, or is made outside and moved in."""
    there = sorted(ground.outside.iterdir())
    folder = ground.folder()
    if there and ground.chance.random() < 0.8:
        path = ground.chance.choice(there)
    else:
        path = ground.outside / texts.folder_name(ground.chance)
        path.mkdir()
        for _ in range(ground.chance.randint(0, 6)):
            file = path / texts.name(ground.chance)
            ground.write(file, ground.content(file))
    target = folder / path.name
    path.rename(target)
    return f"{path} -> {target}"


def swap(ground: Ground) -> str:
    """Two files exchange their names."""
    return _exchange(ground, ground.file(), ground.file())


def swap_folders(ground: Ground) -> str:
    return _exchange(ground, ground.inner(), ground.inner())


def _exchange(ground: Ground, one: Path, other: Path) -> str:
    if one == other or one in other.parents or other in one.parents:
        raise UnsuitableError
    between = one.with_name(f"between{ground.number}")
    one.rename(between)
    try:
        other.rename(one)
    finally:
        between.rename(other)
    return f"{one} <-> {other}"


def turn(ground: Ground) -> str:
    """Two files change names in a ring, through names that are let in and out."""
    one, other = ground.file(), ground.file()
    third = one.with_suffix(".qqq")
    one.replace(third)
    if other.exists():
        other.replace(one)
    third.replace(other)
    return f"{one} / {other}"


def replace(ground: Ground) -> str:
    """A file takes another's place."""
    path, target = ground.file(), ground.file()
    path.replace(target)
    return f"{path} -> {target}"


def copy_file(ground: Ground) -> str:
    path, target = ground.file(), ground.alone(ground.new())
    shutil.copy2(path, target) if ground.chance.random() < 0.5 else shutil.copy(path, target)
    ground.files.append(target)
    return f"{path} -> {target}"


def copy_tree(ground: Ground) -> str:
    path, folder = ground.inner(), ground.folder()
    if path == folder or path in folder.parents:
        raise UnsuitableError
    inside = sum(path in file.parents for file in ground.files)
    if inside > _MOST_COPIED or len(folder.parts) > _MOST_DEPTH + len(ground.roots[0].parts):
        raise UnsuitableError
    target = folder / texts.folder_name(ground.chance)
    try:
        shutil.copytree(path, target, symlinks=True, ignore=_special)
    except shutil.Error as error:
        raise OSError(str(error)) from error
    return f"{path} -> {target}"


def _special(folder: str, names: list[str]) -> set[str]:
    """Leave pipes out, which a copy would wait for."""
    places = {name: Path(folder, name) for name in names}
    return {name for name, path in places.items() if path.is_fifo()}


def delete(ground: Ground) -> str:
    path = ground.chance.choice(ground.files or [Path("nothing")])
    path.unlink()
    return str(path)


def delete_tree(ground: Ground) -> str:
    path = ground.inner()
    if sum(path in file.parents for file in ground.files) > _MOST_LOST:
        raise UnsuitableError
    shutil.rmtree(path)
    return str(path)


def make_folder(ground: Ground) -> str:
    """Make a folder and at once something in it, which a watch may come too late for."""
    folder = ground.folder()
    if len(folder.parts) > _MOST_DEPTH + len(ground.roots[0].parts):
        raise UnsuitableError
    path = folder / texts.folder_name(ground.chance) / texts.folder_name(ground.chance)
    path.mkdir(parents=True, exist_ok=True)
    for _ in range(ground.chance.randint(0, 4)):
        file = path / texts.name(ground.chance)
        ground.write(file, ground.content(file))
        ground.files.append(file)
    ground.folders += [path, path.parent]
    return str(path)


def file_to_folder(ground: Ground) -> str:
    """A folder takes the name of a file."""
    path = ground.file()
    path.unlink()
    path.mkdir()
    (path / "inside.md").write_bytes(ground.content(Path("inside.md")))
    return str(path)


def folder_to_file(ground: Ground) -> str:
    """A file takes the name of a folder; what was in the folder goes out."""
    path = ground.inner()
    if sum(path in file.parents for file in ground.files) > _MOST_LOST:
        raise UnsuitableError
    path.rename(ground.outside / f"{ground.number} was folder")
    ground.write(path, ground.content(path))
    return str(path)


def hard_link(ground: Ground) -> str:
    path, target = ground.file(), ground.new()
    os.link(path, target)
    return f"{path} = {target}"


def link(ground: Ground) -> str:
    """Put a symbolic link: to a file, a folder, itself, the folder it stands in, or nothing."""
    path = ground.new()
    targets = [ground.file(), ground.folder(), path, path.parent, Path("nowhere"), ground.outside]
    target = ground.chance.choice(targets)
    path.symlink_to(target)
    ground.files.append(path)
    return f"{path} => {target}"


def link_takes_place(ground: Ground) -> str:
    """A link takes a file's place."""
    path = ground.file()
    moved = path.with_name(f"moved{ground.number}{path.suffix}")
    path.rename(moved)
    path.symlink_to(moved)
    return f"{path} => {moved}"


def pipe(ground: Ground) -> str:
    """Put a pipe, which who reads it would wait for."""
    path = ground.folder() / f"pipe{ground.chance.randrange(9)}.txt"
    os.mkfifo(path)
    return str(path)


def name_no_text(ground: Ground) -> str:
    """Write a file whose name is not UTF-8."""
    path = ground.folder() / os.fsdecode(b"caf\xe9 %d.txt" % ground.chance.randrange(9))
    ground.write(path, ground.content(path))
    return ascii(str(path))


MOVING: dict[Operation, int] = {
    rename: 7,
    rename_kind: 3,
    change_case: 2,
    move_file: 5,
    move_tree: 2,
    move_out: 2,
    move_in: 3,
    swap: 3,
    swap_folders: 1,
    turn: 1,
    replace: 2,
    copy_file: 4,
    copy_tree: 1,
    delete: 4,
    delete_tree: 1,
    make_folder: 3,
    file_to_folder: 1,
    folder_to_file: 1,
    hard_link: 2,
    link: 2,
    link_takes_place: 1,
    pipe: 1,
    name_no_text: 1,
}
"""By operation, how often it comes."""
