"""Filters mean in every store what they mean in Python, whatever files are called."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.store import filters as f
from engine.store.open import StoreSetting
from engine.store.vectors import VectorStore
from tests.contract.conftest import Place
from tests.contract.passages import (
    EXTS,
    LANGS,
    NASTY_FOLDERS,
    Row,
    batch_of,
    found,
    matches,
    nasty_rows,
)

DIM = 9
"""Not that of the other tests: on a server all rows of one dimension share a collection, and where
there are thousands a search may pass over one (the server's index is not exhaustive)."""


@pytest.fixture
def store(place: Place) -> Iterator[VectorStore]:
    """An open, empty store of each kind, alone in its collection but for this file's rows."""
    with place.opened(DIM) as opened:
        yield opened


LEAVES = st.one_of(
    st.sampled_from(NASTY_FOLDERS).map(f.Under),
    st.sampled_from([row.path for row in nasty_rows()] + ["/nowhere", '"', "\\"]).map(f.PathIs),
    st.lists(st.sampled_from(EXTS), max_size=3).map(lambda e: f.ExtIn(tuple(e))),
    st.lists(st.sampled_from(LANGS), max_size=2).map(lambda e: f.LangIn(tuple(e))),
    st.lists(st.integers(-1, 95), max_size=70).map(lambda e: f.FileIn(tuple(e))),
    st.lists(st.sampled_from([row.pk for row in nasty_rows()]), max_size=5).map(
        lambda e: f.PkIn(tuple(e))
    ),
    st.builds(f.ModifiedBetween, *[st.none() | st.integers(-60, 60)] * 2),
    st.builds(f.SizeBetween, *[st.none() | st.integers(-60, 60)] * 2),
)


def tied(parts: st.SearchStrategy[f.Filter]) -> st.SearchStrategy[f.Filter]:
    several = st.lists(parts, max_size=4).map(tuple)
    return st.one_of(several.map(f.And), several.map(f.Or), parts.map(f.Not))


@pytest.mark.parametrize("kind", ["embedded", "server"])
def test_filters_mean_in_the_store_what_they_mean_in_python(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    uri = request.getfixturevalue("server_uri") if kind == "server" else ""
    rows = nasty_rows()
    with Place(StoreSetting(uri=uri), tmp_path, f'filters {kind} "x"').opened(DIM) as store:
        store.insert(batch_of(rows, DIM))

        @settings(
            max_examples=150,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        )
        @given(st.recursive(LEAVES, tied, max_leaves=12))
        def check(where: f.Filter) -> None:
            expected = {row.pk for row in rows if matches(where, row)}
            assert found(store, where) == expected
            assert store.count(where) == len(expected)

        check()


def test_filters_with_hundreds_of_parts_are_answered(store: VectorStore) -> None:
    rows = [Row(i, i, f"/d{i}/f.md", "md", i, i, "en") for i in range(400)]
    store.insert(batch_of(rows, DIM))
    folders = f.Or(tuple(f.Under(f"/d{i}") for i in range(300)))
    assert found(store, folders) == set(range(300))
    assert found(store, f.Not(folders)) == set(range(300, 400))
    paths = f.And(tuple(f.Not(f.PathIs(row.path)) for row in rows[:200]))
    assert found(store, paths) == set(range(200, 400))
    assert found(store, f.FileIn(tuple(range(390, 20_000)))) == set(range(390, 400))


def test_undecodable_and_endless_names_do_not_stop_a_batch(store: VectorStore) -> None:
    rows = [
        Row(1, 1, os.fsdecode(b"/d/\xff\xfe.txt"), "txt", 0, 0, "en"),
        Row(2, 2, "/d/" + "한" * 5_000, "", 0, 0, "en"),
        Row(3, 3, "/d/nul\0.txt", "x" * 900, 0, 0, "en"),
    ]
    store.insert(batch_of(rows, DIM))
    assert found(store, f.Under("/d")) == {1, 2, 3}
    for row in rows:
        assert found(store, f.PathIs(row.path)) == {row.pk}
    assert found(store, f.ExtIn(("x" * 900,))) == {3}
