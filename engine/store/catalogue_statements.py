"""The statements that a catalogue's transactions are made of. Each runs inside one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.store.catalogue_rows import ORDINAL_BITS
from engine.store.catalogue_states import State, sources

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from engine.store.catalogue_rows import (
        FailedFile,
        FoundFile,
        IndexedFile,
        Signature,
        TermChange,
        Trouble,
    )


def columns(signature: Signature) -> tuple[int, int, int, int, int]:
    """Return a signature as the table's columns."""
    s = signature
    return s.size, s.mtime_ns, s.device, s.inode, s.ctime_ns


def enter_state(
    write: sqlite3.Connection, files: Sequence[int], state: State, *, staying: bool = False
) -> None:
    """Move files to a state, all of them allowed to enter it (or, ``staying``, in it already)."""
    allowed = [*sources(state), *([state] if staying else [])]
    cursor = write.execute(
        "UPDATE files SET state = ? WHERE id IN (SELECT value FROM json_each(?))"
        " AND state IN (SELECT value FROM json_each(?))",
        (state, json.dumps(list(files)), json.dumps(allowed)),
    )
    if cursor.rowcount != len(files):
        message = f"{len(files) - cursor.rowcount} files may not become {state}"
        raise RuntimeError(message)


def move_files(write: sqlite3.Connection, moved: Mapping[int, FoundFile]) -> None:
    """Give files a new path and signature."""
    # Two steps, so that files that swapped names do not meet on the way.
    write.executemany(
        "UPDATE files SET path = char(0) || id WHERE id = ?", [(file,) for file in moved]
    )
    write.executemany(
        "UPDATE files SET path = ? WHERE id = ?",
        [(found.path, file) for file, found in moved.items()],
    )
    sign(write, {file: found.signature for file, found in moved.items()})


def sign(write: sqlite3.Connection, signatures: Mapping[int, Signature]) -> None:
    """Record signatures."""
    write.executemany(
        "UPDATE files SET size = ?, mtime_ns = ?, device = ?, inode = ?, ctime_ns = ? WHERE id = ?",
        [(*columns(signature), file) for file, signature in signatures.items()],
    )


def add_files(write: sqlite3.Connection, added: Iterable[FoundFile]) -> None:
    """Enter files that were not known before."""
    write.executemany(
        "INSERT INTO files(path, size, mtime_ns, device, inode, ctime_ns) VALUES(?, ?, ?, ?, ?, ?)",
        [(found.path, *columns(found.signature)) for found in added],
    )


def read_again(write: sqlite3.Connection, changed: Mapping[int, Signature]) -> None:
    """Put files among those to be read."""
    # What failed on another content says nothing about this one.
    write.executemany(
        "UPDATE files SET attempts = 0 WHERE id = ? AND (size <> ? OR mtime_ns <> ?)",
        [(file, signature.size, signature.mtime_ns) for file, signature in changed.items()],
    )
    sign(write, changed)
    # No hash: what is stored of them is not what lies on the disk.
    write.executemany("UPDATE files SET hash = x'' WHERE id = ?", [(file,) for file in changed])
    enter_state(write, list(changed), State.SEEN, staying=True)


def replace_troubles(
    write: sqlite3.Connection, troubles: Iterable[Trouble], covers: Callable[[str], bool] | None
) -> None:
    """Record the places that cannot be seen, and forget former ones in what ``covers`` names."""
    former = [row[0] for row in write.execute("SELECT path FROM troubles")]
    over = [(path,) for path in former if covers is None or covers(path)]
    write.executemany("DELETE FROM troubles WHERE path = ?", over)
    write.executemany(
        "INSERT OR REPLACE INTO troubles VALUES(?, ?, ?, ?)",
        [(t.path, t.code, t.reason, t.hint) for t in troubles],
    )


def drop_passages(write: sqlite3.Connection, files: Sequence[int]) -> None:
    """Remove all passages of files, and what they count for in the totals."""
    held = write.execute(
        "SELECT id, passages, tokens FROM files WHERE passages > 0"
        " AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(files)),),
    ).fetchall()
    write.executemany(
        "DELETE FROM passages WHERE place >= ? AND place < ?",
        [(file << ORDINAL_BITS, (file + 1) << ORDINAL_BITS) for file, _, _ in held],
    )
    write.executemany(
        "UPDATE files SET passages = 0, tokens = 0, hash = x'' WHERE id = ?",
        [(row[0],) for row in held],
    )
    _add_totals(write, -sum(row[1] for row in held), -sum(row[2] for row in held))


def insert_passages(write: sqlite3.Connection, indexed: Iterable[IndexedFile]) -> None:
    """Add passages, and what they count for in the totals."""
    for file in indexed:
        first = file.file << ORDINAL_BITS
        write.executemany(
            "INSERT INTO passages VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (first + p.ordinal, p.pk, p.start, p.end, p.page, p.heading, p.lang, p.text, p.line)
                for p in file.passages
            ],
        )
        _add_totals(write, len(file.passages), file.tokens)


def _add_totals(write: sqlite3.Connection, passages: int, tokens: int) -> None:
    write.execute(
        "UPDATE totals SET passages = passages + ?, tokens = tokens + ?", (passages, tokens)
    )


def describe(write: sqlite3.Connection, indexed: Iterable[IndexedFile]) -> None:
    """Record what was learnt of files that were read, and forget former failures."""
    write.executemany(
        "UPDATE files SET hash = ?, media_type = ?, title = ?, language = ?, passages = ?,"
        " tokens = ?, mean = ?, code = '', reason = '', hint = '', attempts = 0, failed_at = 0"
        " WHERE id = ?",
        [
            (f.hash, f.media_type, f.title, f.language, len(f.passages), f.tokens, f.mean, f.file)
            for f in indexed
        ],
    )


def distrust(write: sqlite3.Connection, files: Iterable[int]) -> None:
    """Record that files' rows in the vector store were not computed with any mean length."""
    write.executemany("UPDATE files SET mean = 0 WHERE id = ?", [(file,) for file in files])


def blame(write: sqlite3.Connection, failed: Mapping[int, FailedFile]) -> None:
    """Record why files failed."""
    write.executemany(
        "UPDATE files SET code = ?, reason = ?, hint = ?, attempts = attempts + 1,"
        " failed_at = ?, readers = ? WHERE id = ?",
        [(f.code, f.reason, f.hint, f.at, f.readers, file) for file, f in failed.items()],
    )


def adjust_terms(write: sqlite3.Connection, terms: TermChange) -> None:
    """Change document frequencies; terms that occur nowhere any more are removed."""
    ids: list[int] = terms.ids.tolist()
    by: list[int] = terms.by.tolist()
    write.executemany(
        "INSERT INTO terms VALUES(?, ?) ON CONFLICT DO UPDATE SET df = df + excluded.df",
        [(term, change) for term, change in zip(ids, by, strict=True) if change],
    )
    fewer = [(term,) for term, change in zip(ids, by, strict=True) if change < 0]
    write.executemany("DELETE FROM terms WHERE id = ? AND df <= 0", fewer)
