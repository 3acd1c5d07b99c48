"""Operations that change what is in files. Each returns what it did, for the log."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.process import torture_texts as texts
from tests.process.torture_ground import Ground, UnsuitableError

Operation = Callable[[Ground], str]

_RULES = ("*.log", "*.csv", "secret*", "old/", "!*.log", "!wanted*", "todo*", "# remark", "/a/")
_YEAR = 365 * 86_400
_MOST_GROWING = 4


def create(ground: Ground) -> str:
    path = ground.new()
    ground.write(path, ground.content(path))
    ground.files.append(path)
    return str(path)


def append(ground: Ground) -> str:
    path = ground.alone(ground.file())
    with path.open("ab") as stream:
        stream.write(("\n\n" + texts.words(ground.chance, 30)).encode())
    return str(path)


def truncate(ground: Ground) -> str:
    path = ground.alone(ground.file())
    os.truncate(path, ground.chance.choice((0, path.stat().st_size // 2)))
    return str(path)


def rewrite(ground: Ground) -> str:
    path = ground.file()
    ground.write(path, ground.content(path))
    return str(path)


def rewrite_same_size(ground: Ground) -> str:
    path = ground.file()
    ground.write(path, ground.other_words(path))
    return str(path)


def sneak(ground: Ground) -> str:
    """As ``rsync -t`` or ``touch -r`` do: neither size nor modification time tell."""
    path = ground.file()
    before = path.stat()
    ground.write(path, ground.other_words(path))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return str(path)


def sneak_over(ground: Ground) -> str:
    """A file of the same size and time takes another's place."""
    path = ground.file()
    before = path.stat()
    beside = path.with_name(f".sneak{ground.number}")
    ground.write(beside, ground.other_words(path))
    os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
    beside.replace(path)
    return str(path)


def atomic_save(ground: Ground) -> str:
    path = ground.file()
    beside = path.with_name(f".save{ground.number}")
    ground.write(beside, ground.content(path))
    beside.replace(path)
    return str(path)


def editor_save(ground: Ground) -> str:
    """As vim does: the old file becomes the backup, a new one is written, the backup goes."""
    path = ground.file()
    backup = path.with_name(path.name[:60] + "~")
    path.rename(backup)
    ground.write(path, ground.content(path))
    backup.unlink()
    return str(path)


def office_save(ground: Ground) -> str:
    """As LibreOffice does: a lock beside it, a temporary file, and a rename over it."""
    path = ground.file()
    lock = path.with_name(f".~lock.{path.name[:60]}#")
    lock.write_text("me")
    beside = path.with_name(f"lu{ground.number}.tmp")
    ground.write(beside, ground.content(path))
    beside.replace(path)
    lock.unlink()
    return str(path)


def grow(ground: Ground) -> str:
    """A download goes on, or a new one begins."""
    if len(ground.growing) < _MOST_GROWING:
        path = ground.alone(ground.new())
        ground.growing.append((path, path.open("ab", buffering=0)))
    place = ground.chance.randrange(len(ground.growing))
    path, stream = ground.growing[place]
    stream.write((texts.words(ground.chance, 40) + "\n\n").encode())
    if ground.chance.random() < 0.15:
        stream.close()
        del ground.growing[place]
    return str(path)


def touch(ground: Ground) -> str:
    path = ground.file()
    os.utime(path)
    return str(path)


def date(ground: Ground) -> str:
    """Give a file a time in the past or in the future."""
    path = ground.file()
    years = ground.chance.choice((-30, -1, 1, 40))
    moment = path.stat().st_mtime + years * _YEAR
    os.utime(path, (moment, moment))
    return f"{path} by {years} years"


def forbid(ground: Ground) -> str:
    """Take the right to read from a file, or give it back."""
    path = ground.file()
    path.chmod(ground.chance.choice((0o000, 0o644)))
    return str(path)


def forbid_folder(ground: Ground) -> str:
    path = ground.inner()
    path.chmod(ground.chance.choice((0o500, 0o755)))
    return str(path)


def write_rules(ground: Ground) -> str:
    """Write or remove a file that says what is passed over."""
    path = ground.folder() / ground.chance.choice((".gitignore", ".findlingignore"))
    if path.exists() and ground.chance.random() < 0.6:
        path.unlink()
        return f"no {path}"
    lines = ground.chance.sample(_RULES, ground.chance.randint(1, 3))
    path.write_text("\n".join(lines) + "\n")
    return f"{path} {lines}"


def mark(ground: Ground) -> str:
    """Make a folder a cache or a virtual environment, or an ordinary one again."""
    path = ground.inner() / ground.chance.choice(("CACHEDIR.TAG", "pyvenv.cfg"))
    if path.exists():
        path.unlink()
        return f"no {path}"
    if ground.chance.random() < 0.5:
        raise UnsuitableError  # they leave too little to look at
    path.write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
    return str(path)


def project(ground: Ground) -> str:
    """Put a project's file where a folder ``build`` may stand, or take it away."""
    path = ground.folder() / ground.chance.choice(("Makefile", "package.json"))
    if path.exists():
        path.unlink()
        return f"no {path}"
    (path.parent / "build").mkdir(exist_ok=True)
    (path.parent / "build" / "made.md").write_bytes(ground.content(Path("made.md")))
    ground.write(path, b"all:\n\techo made\n" if path.name == "Makefile" else b'{"name": "x"}')
    return str(path)


def left_out(ground: Ground) -> str:
    """Write what the built-in rules leave out."""
    folder = ground.folder()
    if ground.chance.random() < 0.5:
        folder = folder / ground.chance.choice(texts.LEFT_OUT_FOLDERS)
        folder.mkdir(exist_ok=True)
        path = folder / texts.name(ground.chance)
    else:
        path = folder / ground.chance.choice(texts.LEFT_OUT)
    ground.write(path, ground.content(path))
    return str(path)


def broken(ground: Ground) -> str:
    """Write a file that is not what its name says, or one that is no text."""
    path = ground.folder() / f"broken{ground.chance.randrange(9)}"
    suffix = ground.chance.choice((".docx", ".pdf", ".txt", ".ipynb"))
    path = path.with_suffix(suffix)
    ground.write(path, ground.chance.choice((b"PK\x03\x04 cut", b"%PDF-1.7\nno\n", b"\0\1\2" * 99)))
    return str(path)


WRITING: dict[Operation, int] = {
    create: 14,
    append: 9,
    truncate: 3,
    rewrite: 6,
    rewrite_same_size: 4,
    sneak: 3,
    sneak_over: 2,
    atomic_save: 8,
    editor_save: 4,
    office_save: 3,
    grow: 5,
    touch: 2,
    date: 3,
    forbid: 1,
    forbid_folder: 1,
    write_rules: 2,
    mark: 1,
    project: 1,
    left_out: 2,
    broken: 1,
}
"""By operation, how often it comes."""
SNEAKY = frozenset({sneak, sneak_over})
"""What only a changed ``ctime`` gives away, or having been told."""
