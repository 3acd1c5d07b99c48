"""The catalogue's schema as numbered steps.

A published step is never edited; a change is a new step at the end.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from engine.protocol.errors import StoreError

if TYPE_CHECKING:
    import sqlite3

_log = logging.getLogger(__name__)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        # AUTOINCREMENT: an id is never given twice, because passage keys are made from it.
        """CREATE TABLE files(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            path TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            device INTEGER NOT NULL,
            inode INTEGER NOT NULL,
            hash BLOB NOT NULL DEFAULT x'',
            media_type TEXT NOT NULL DEFAULT '',
            title TEXT NOT NULL DEFAULT '',
            language TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL DEFAULT 'seen',
            code TEXT NOT NULL DEFAULT '',
            reason TEXT NOT NULL DEFAULT '',
            hint TEXT NOT NULL DEFAULT '',
            attempts INTEGER NOT NULL DEFAULT 0,
            passages INTEGER NOT NULL DEFAULT 0,
            tokens INTEGER NOT NULL DEFAULT 0,
            mean REAL NOT NULL DEFAULT 0
        ) STRICT""",
        "CREATE INDEX files_state ON files(state) WHERE state <> 'indexed'",
        # place = file << 20 | ordinal: a file's passages lie together and new ones are appended,
        # which random keys as the primary key would not give (a page touched for each row).
        """CREATE TABLE passages(
            place INTEGER PRIMARY KEY,
            pk INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            page INTEGER NOT NULL,
            heading TEXT NOT NULL,
            lang TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT""",
        "CREATE UNIQUE INDEX passages_pk ON passages(pk)",
        "CREATE TABLE terms(id INTEGER PRIMARY KEY, df INTEGER NOT NULL) STRICT",
        "CREATE TABLE totals(passages INTEGER NOT NULL, tokens INTEGER NOT NULL) STRICT",
        "INSERT INTO totals VALUES(0, 0)",
        """CREATE TABLE troubles(
            path TEXT PRIMARY KEY, code TEXT NOT NULL, reason TEXT NOT NULL, hint TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        "ALTER TABLE files ADD COLUMN ctime_ns INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE files ADD COLUMN failed_at REAL NOT NULL DEFAULT 0",
        "ALTER TABLE files ADD COLUMN readers INTEGER NOT NULL DEFAULT 0",
        # A new file is compared with those of its size: is it one of them, moved or copied?
        "CREATE INDEX files_size ON files(size)",
    ),
    # What was read before has no line until it is read again.
    ("ALTER TABLE passages ADD COLUMN line INTEGER NOT NULL DEFAULT 0",),
    # Empty until the files are encoded again, which another version of the tokenizer asks for.
    (
        # An id is never given twice: who has read all up to one is told what came after.
        "CREATE TABLE words(id INTEGER PRIMARY KEY AUTOINCREMENT, told BLOB NOT NULL) STRICT",
    ),
)


class CatalogueTooNewError(StoreError):
    """The catalogue was written by a newer version."""

    code = "catalogue-too-new"
    hint = "Update Findling, or use another data folder."


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a catalogue to this version's schema, each step in a transaction with its number.

    Args:
        connection: in autocommit mode.

    Raises:
        CatalogueTooNewError: nothing was written.
    """
    while version_of(connection) < len(MIGRATIONS):
        _step(connection)
    version = version_of(connection)
    if version > len(MIGRATIONS):
        message = f"catalogue version {version}, known up to {len(MIGRATIONS)}"
        raise CatalogueTooNewError(message)


def _step(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = version_of(connection)  # another process may have been quicker
        for number, steps in list(enumerate(MIGRATIONS, 1))[version : version + 1]:
            for step in steps:
                connection.execute(step)
            connection.execute(f"PRAGMA user_version = {number}")
            _log.info("catalogue brought to version %d", number)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the last step that a catalogue went through; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
