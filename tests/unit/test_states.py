import sqlite3
from itertools import product
from pathlib import Path

import pytest

from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FailedFile, FoundFile, IndexedFile, Signature, TermChange
from engine.store.catalogue_states import ALLOWED, State, sources

SIGNATURE = Signature(1, 2, 3, 4)


def test_every_state_says_what_may_follow_it():
    assert set(ALLOWED) == set(State)


def test_every_state_but_the_first_can_be_reached_and_only_gone_is_an_end():
    assert {target for targets in ALLOWED.values() for target in targets} == set(State)
    assert [state for state, targets in ALLOWED.items() if not targets] == [State.GONE]


def test_sources_are_the_table_read_backwards():
    for source, target in product(State, State):
        assert (source in sources(target)) == (target in ALLOWED[source])


def put(path: Path, state: State) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE files SET state = ?", (state.value,))
    connection.commit()
    connection.close()


def move(catalogue: Catalogue, target: State) -> None:
    none = TermChange.none()
    if target is State.SEEN:
        catalogue.reset([1], none)
    elif target is State.READING:
        catalogue.begin([1])
    elif target is State.INDEXED:
        catalogue.finish([IndexedFile(1, SIGNATURE, b"h", "", "", "", 0, 1.0, ())], {}, none)
    elif target is State.FAILED:
        catalogue.finish([], {1: FailedFile(SIGNATURE, "damaged", "", "")}, none)
    else:
        catalogue.leave([1])


@pytest.mark.parametrize(("source", "target"), list(product(State, State)))
def test_the_catalogue_allows_the_moves_of_the_table_and_no_others(
    tmp_path: Path, source: State, target: State
):
    path = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(path)
    catalogue.record_scan(added=[FoundFile("/a", SIGNATURE)])
    put(path, source)
    if target in ALLOWED[source]:
        move(catalogue, target)
        assert catalogue.files([1])[1].state is target
    else:
        with pytest.raises(RuntimeError, match="may not become"):
            move(catalogue, target)
        assert catalogue.files([1])[1].state is source
    catalogue.close()
