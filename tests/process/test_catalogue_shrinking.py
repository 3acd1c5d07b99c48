"""A catalogue gives dead space back where it is; a rewriting that failed rests."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.store import compacting

pytestmark = pytest.mark.usefixtures("eager")


@contextmanager
def mostly_dead(path: Path, rows: int) -> Generator[sqlite3.Connection]:
    """Make a catalogue of so many rows, of which 200 are left; 3,000 bytes each."""
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("PRAGMA synchronous = OFF")  # each row is a transaction of its own
        writer.execute("CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB)")
        writer.executemany("INSERT INTO t VALUES(?, randomblob(3000))", [(n,) for n in range(rows)])
        writer.execute("DELETE FROM t WHERE a >= 200")
        yield writer


def test_a_rewriting_that_failed_rests_until_much_more_is_dead_or_an_hour_is_over(
    tmp_path: Path,
) -> None:
    now = [0.0]
    rest = compacting.Rest(lambda: now[0])
    space = compacting.Space(dead=10 << 20, live=1 << 20)
    assert rest.allows(tmp_path, space)
    rest.begin(tmp_path, space)
    assert not rest.allows(tmp_path, space)
    assert rest.allows(tmp_path, space._replace(dead=20 << 20))
    assert rest.allows(tmp_path / "other", space)
    now[0] += 3601
    assert rest.allows(tmp_path, space)


def test_a_catalogue_shrinks_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "WAIT_SECONDS", 0.2)  # the reader does not end meanwhile
    path = tmp_path / "catalogue.sqlite"
    with mostly_dead(path, 2000) as writer:
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("PRAGMA mmap_size = 268435456")
            reader.execute("BEGIN")
            assert reader.execute("SELECT count(*), sum(length(b)) FROM t").fetchone()[0] == 200
            compacting.shrink(path, Token(), compacting.Rest())
            expected = (200, 600_000)
            assert reader.execute("SELECT count(*), sum(length(b)) FROM t").fetchone() == expected
            reader.execute("COMMIT")
            assert reader.execute("SELECT count(*), sum(length(b)) FROM t").fetchone() == expected
        writer.execute("INSERT INTO t VALUES(200, x'')")
    assert compacting.space(path).dead == 0
    assert path.stat().st_size < 1_000_000


@pytest.mark.parametrize("most", [compacting.IN_MEMORY_BYTES, 0])
def test_a_catalogue_shrinks_only_where_its_temporary_copy_finds_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    path = tmp_path / "catalogue.sqlite"
    with mostly_dead(path, 900):
        pass
    full = tmp_path / "full"
    full.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(full))
    has_room = compacting.has_room

    def has_room_elsewhere(folder: Path, wanted: int) -> bool:
        return folder != full and has_room(folder, wanted)

    monkeypatch.setattr(compacting, "has_room", has_room_elsewhere)
    monkeypatch.setattr(compacting, "IN_MEMORY_BYTES", most)
    assert (compacting.shrink(path, Token(), compacting.Rest()) > 0) == bool(most)
