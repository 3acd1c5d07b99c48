"""Vectors as a model made them: kept exactly, bounded, and never a reason to fail."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np

from engine.store.made_vectors import MadeVector, MadeVectors

DIM = 8
HOUR = 3600.0


def made(number: int, terms: int = 0) -> MadeVector:
    dense = (np.linspace(0.1, 1.0, DIM) / (number + 3)).astype(np.float32)
    weights = np.linspace(0.1, 1.0, terms, dtype=np.float32)
    return MadeVector(dense, np.arange(terms, dtype=np.uint32), weights)


def key(number: int) -> bytes:
    return number.to_bytes(16, "little")


def test_vectors_come_back_bit_by_bit_after_a_restart(tmp_path: Path):
    path = tmp_path / "made" / "m.sqlite"
    cache = MadeVectors(path)
    cache.put_many({key(1): made(1), key(2): made(2, 5)})
    cache.close()
    again = MadeVectors(path)
    found = again.get_many([key(1), key(2), key(3)], DIM)
    assert found.keys() == {key(1), key(2)}
    for number, terms in ((1, 0), (2, 5)):
        for kept, put in zip(found[key(number)], made(number, terms), strict=True):
            assert kept.dtype == put.dtype
            np.testing.assert_array_equal(kept, put)
    assert again.get_many([key(1)], DIM + 1) == {}
    again.close()


def test_a_sparse_vector_alone_is_kept_too(tmp_path: Path):
    cache = MadeVectors(tmp_path / "m.sqlite")
    alone = MadeVector(np.zeros(0, np.float32), *made(1, 3)[1:])
    cache.put_many({key(1): alone})
    np.testing.assert_array_equal(cache.get_many([key(1)], 0)[key(1)].weights, alone.weights)
    cache.close()


def test_those_unused_for_longest_leave_first_by_rows_and_by_bytes(tmp_path: Path):
    now = [0.0]
    few = MadeVectors(tmp_path / "few.sqlite", limit=50, clock=lambda: now[0])
    few.put_many({key(number): made(number) for number in range(50)})
    now[0] = 2 * HOUR
    assert len(few.get_many([key(number) for number in range(10)], DIM)) == 10
    few.put_many({key(99): made(99)})
    left = few.get_many([key(number) for number in range(100)], DIM)
    assert len(left) <= 50
    assert {key(number) for number in range(10)} <= left.keys()
    few.close()
    small = MadeVectors(tmp_path / "small.sqlite", most_bytes=200_000)
    for start in range(0, 10_000, 500):
        small.put_many({key(number): made(number) for number in range(start, start + 500)})
    assert 500 <= small.count() < 5_000
    assert (tmp_path / "small.sqlite").stat().st_size < 600_000
    assert small.get_many([key(9_999)], DIM)
    small.close()


def test_rows_that_make_no_sense_count_as_missing(tmp_path: Path):
    path = tmp_path / "m.sqlite"
    cache = MadeVectors(path)
    cache.put_many({key(1): made(1)})
    with sqlite3.connect(path) as other:
        other.execute("UPDATE vectors SET vector = x'0011'")
    other.close()
    assert cache.get_many([key(1)], DIM) == {}
    cache.close()


def test_what_is_closed_or_removed_finds_and_keeps_nothing_and_stays_removed(tmp_path: Path):
    path = tmp_path / "m.sqlite"
    cache = MadeVectors(path)
    cache.put_many({key(1): made(1)})
    cache.remove()
    cache.put_many({key(2): made(2)})
    assert cache.get_many([key(1), key(2)], DIM) == {}
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_made_is_no_error(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    cache = MadeVectors(tmp_path / "file" / "m.sqlite")
    cache.put_many({key(1): made(1)})
    assert len(cache.get_many([key(1)], DIM)) == 1, "kept in memory"
    cache.close()


def test_what_was_paid_for_stays_where_a_file_cannot_be_opened_for_a_while(tmp_path: Path):
    path = tmp_path / "m.sqlite"
    cache = MadeVectors(path)
    cache.put_many({key(1): made(1)})
    cache.close()
    in_the_way = tmp_path / "m.sqlite-wal"  # the same error as with too many open files
    in_the_way.mkdir()
    cache = MadeVectors(path)
    cache.put_many({key(2): made(2)})
    assert cache.get_many([key(1), key(2)], DIM).keys() == {key(2)}, "in memory, this time"
    cache.close()
    in_the_way.rmdir()
    cache = MadeVectors(path)
    assert cache.get_many([key(1), key(2)], DIM).keys() == {key(1)}
    cache.close()
