"""What speaks for a passage besides its own words: its whole file's, and words near the query's."""

from __future__ import annotations

import numpy as np
import pytest

from engine.models.encoder import TextEncoder
from engine.models.registry import find, folder
from engine.models.static import StaticTable
from engine.search.file_evidence import of_files
from engine.search.late_interaction import word_by_word


@pytest.fixture(scope="module")
def table() -> StaticTable:
    entry = find("static-minilm-256")
    assert entry is not None
    return StaticTable.load(folder(entry))


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def evidence(files: list[int], counts: list[list[float]], tokens: dict[int, int]) -> list[float]:
    table = np.array(counts, np.float32)
    lengths = np.full(len(files), 100, np.float32)
    weights = np.ones(table.shape[1], np.float32)
    return of_files(np.array(files), table, lengths, tokens, weights).tolist()


def test_passages_of_one_file_have_the_same_evidence():
    first, second, other = evidence([7, 7, 9], [[1, 0], [0, 1], [1, 0]], {7: 200, 9: 200})
    assert first == second > other


def test_a_file_of_one_passage_is_not_behind_one_that_says_the_same_at_length():
    short, *long = evidence([1, 2, 2], [[1, 1], [1, 0], [0, 1]], {1: 100, 2: 900})
    assert short > max(long)


def test_a_file_that_is_gone_from_the_catalogue_is_as_long_as_what_was_found_of_it():
    assert evidence([1, 2], [[1], [1]], {1: 100}) == evidence([1, 2], [[1], [1]], {1: 100, 2: 100})


def test_without_known_words_there_is_no_evidence():
    assert evidence([3], [[]], {3: 5}) == [0]


def test_without_candidates_there_is_no_evidence():
    none = np.zeros((0, 2), np.float32)
    assert of_files(np.zeros(0, np.int64), none, floats(), {}, floats(1, 1)).shape == (0,)


def test_a_synonym_is_nearer_than_another_word(table: StaticTable):
    passages = ["The doctor wrote a letter.", "The harbour was full of ships."]
    encoded = TextEncoder(table).encode(passages, ["en", "en"])
    near = word_by_word(table, ["physician"], floats(3), encoded)
    assert near[0] > near[1] + 0.2
    assert (near <= 1).all()


def test_the_very_word_is_as_near_as_can_be(table: StaticTable):
    encoded = TextEncoder(table).encode(["ships in the harbour"], ["en"])
    np.testing.assert_allclose(word_by_word(table, ["harbour"], floats(1), encoded), [1], atol=1e-5)


def test_words_count_by_what_they_say(table: StaticTable):
    encoded = TextEncoder(table).encode(["the ships", "harbour dues"], ["en", "en"])
    near = word_by_word(table, ["the", "harbour"], floats(0.1, 4), encoded)
    assert near[1] > near[0]


def test_nothing_is_known_of_passages_or_queries_without_words_that_the_model_has(
    table: StaticTable,
):
    encoder = TextEncoder(table)
    known = np.array([True, False, True])
    encoded = encoder.encode(["ships", "배가 있다", ""], ["en", "ko", ""], dense_for=known)
    near = word_by_word(table, ["ship"], floats(1), encoded)
    assert np.isnan(near).tolist() == [False, True, True]
    assert np.isnan(word_by_word(table, ["ship"], floats(0), encoded)).all()
    assert np.isnan(word_by_word(table, [], floats(), encoded)).all()
    assert word_by_word(table, ["ship"], floats(1), encoder.encode([])).shape == (0,)
