"""The reranker's vectors on disk: kept, bounded, and never a reason to fail."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import numpy as np
import pytest

from engine.store.vector_cache import FloatVector, VectorCache, vector_key

DIM = 8
HOUR = 3600.0


class Clock:
    """Seconds that move when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def vectors(*names: str) -> dict[bytes, FloatVector]:
    return {vector_key("m", name): np.full(DIM, len(name) / 16, np.float32) for name in names}


def test_what_is_put_comes_back_as_float32_after_a_restart(tmp_path: Path):
    kept = vectors("a", "bb", "한국어")
    cache = VectorCache(tmp_path / "v.sqlite")
    cache.put_many(kept)
    cache.close()
    again = VectorCache(tmp_path / "v.sqlite")
    found = again.get_many([*kept, vector_key("m", "missing")], DIM)
    assert found.keys() == kept.keys()
    for key, vector in found.items():
        assert vector.dtype == np.float32
        np.testing.assert_array_equal(vector, kept[key])
    again.close()


def test_keys_tell_models_and_texts_apart():
    keys = {vector_key(m, t) for m in ("m", "n") for t in ("", "a", "a ", "\ud800", "가")}
    assert len(keys) == 10
    assert all(len(key) == 16 for key in keys)


def test_a_vector_of_another_length_counts_as_missing(tmp_path: Path):
    cache = VectorCache(tmp_path / "v.sqlite")
    cache.put_many(vectors("a"))
    assert cache.get_many(list(vectors("a")), DIM + 1) == {}
    cache.close()


def test_putting_again_replaces(tmp_path: Path):
    cache = VectorCache(tmp_path / "v.sqlite")
    key = vector_key("m", "a")
    cache.put_many({key: np.zeros(DIM, np.float32)})
    cache.put_many({key: np.ones(DIM, np.float32)})
    assert cache.count() == 1
    assert cache.get_many([key], DIM)[key][0] == 1
    cache.close()


def test_beyond_the_limit_the_longest_unused_leave_in_bulk(tmp_path: Path):
    clock = Clock()
    cache = VectorCache(tmp_path / "v.sqlite", limit=10, clock=clock)
    names = [f"name {i:02}" for i in range(10)]
    for name in names:
        cache.put_many(vectors(name))
        clock.now += HOUR
    assert cache.count() == 10
    assert cache.get_many(list(vectors(names[0])), DIM)  # used again: the oldest but one is oldest
    clock.now += HOUR
    cache.put_many(vectors("one too many"))
    assert cache.count() == 8
    assert cache.get_many(list(vectors(names[0], "one too many", *names[4:])), DIM)
    assert not cache.get_many(list(vectors(*names[1:4])), DIM)
    cache.close()


def test_more_keys_than_a_statement_takes(tmp_path: Path):
    cache = VectorCache(tmp_path / "v.sqlite")
    many = vectors(*(f"text {i}" for i in range(1201)))
    cache.put_many(many)
    assert len(cache.get_many(list(many), DIM)) == 1201
    cache.close()


@pytest.mark.parametrize("damage", [b"this is no database at all" * 50, b""])
def test_a_file_that_is_no_cache_is_begun_anew(tmp_path: Path, damage: bytes):
    path = tmp_path / "v.sqlite"
    path.write_bytes(damage)
    cache = VectorCache(path)
    cache.put_many(vectors("a"))
    assert len(cache.get_many(list(vectors("a")), DIM)) == 1
    cache.close()


def test_pages_that_turn_out_damaged_are_thrown_away(tmp_path: Path):
    path = tmp_path / "v.sqlite"
    cache = VectorCache(path)
    cache.put_many(vectors(*(f"text {i}" for i in range(2000))))
    cache.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        for at in range(4096, size, 4096):
            file.seek(at)
            file.write(b"\xff" * 4096)
    cache = VectorCache(path)
    keys = list(vectors(*(f"text {i}" for i in range(2000))))
    assert cache.get_many(keys, DIM) == {}
    cache.put_many(vectors("text 1"))
    assert len(cache.get_many(keys, DIM)) == 1
    cache.close()


def test_a_table_of_another_shape_is_thrown_away_or_worked_around(tmp_path: Path):
    path = tmp_path / "v.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE vectors(something TEXT)")
    connection.close()
    cache = VectorCache(path)
    cache.put_many(vectors("a"))
    assert len(cache.get_many(list(vectors("a")), DIM)) == 1
    cache.close()


def test_where_no_file_can_be_written_it_lives_in_memory(tmp_path: Path):
    cache = VectorCache(tmp_path / "no such folder" / "v.sqlite")
    cache.put_many(vectors("a"))
    assert len(cache.get_many(list(vectors("a")), DIM)) == 1
    cache.close()


def test_many_threads_share_it(tmp_path: Path):
    cache = VectorCache(tmp_path / "v.sqlite", limit=50)
    failures: list[BaseException] = []

    def work(which: int) -> None:
        try:
            for i in range(20):
                some = vectors(f"{which} {i}")
                cache.put_many(some)
                cache.get_many(list(some), DIM)
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert 0 < cache.count() <= 50
    cache.close()


def numbered(*numbers: int) -> dict[bytes, FloatVector]:
    return {vector_key("m", str(n)): np.full(DIM, n, np.float32) for n in numbers}


def test_what_was_made_ahead_is_bounded_and_the_oldest_of_it_leaves(tmp_path: Path):
    cache = VectorCache(tmp_path / "v.sqlite", limit=20)
    cache.put_many(numbered(*range(100, 105)))
    for number in range(14):
        cache.put_many(numbered(number), ahead=True)
    assert cache.among(list(numbered(*range(14)))) == set(numbered(*range(4, 14)))
    assert len(cache.among(list(numbered(*range(100, 105))))) == 5
    assert cache.room == 10
    cache.close()


def test_what_searches_used_stays_and_what_was_made_ahead_leaves_first(tmp_path: Path):
    clock = Clock()
    cache = VectorCache(tmp_path / "v.sqlite", limit=20, clock=clock)
    cache.put_many(numbered(*range(100, 110)))
    clock.now += 100 * HOUR
    cache.put_many(numbered(*range(10)), ahead=True)
    assert cache.get_many(list(numbered(3)), DIM)  # a search has come to it
    cache.put_many(numbered(200))
    kept = cache.among(list(numbered(*range(10))))
    assert len(kept) < 10
    assert set(numbered(3)) <= kept
    assert len(cache.among(list(numbered(*range(100, 110), 200)))) == 11
    cache.close()


def test_the_more_searches_have_used_the_less_may_be_made_ahead(tmp_path: Path):
    cache = VectorCache(tmp_path / "v.sqlite", limit=20)
    cache.put_many(numbered(*range(12)))
    assert cache.room == 3
    cache.put_many(numbered(*range(12, 18)))
    assert cache.room == 0
    cache.close()


def test_what_was_used_is_not_taken_for_unused_when_it_is_made_again(tmp_path: Path):
    cache = VectorCache(tmp_path / "v.sqlite", limit=20)
    cache.put_many(numbered(1))
    cache.put_many(numbered(1), ahead=True)
    assert cache.room == 10
    cache.put_many(numbered(*range(2, 14)), ahead=True)
    assert cache.among(list(numbered(1)))
    cache.close()
