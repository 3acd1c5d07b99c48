from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.models.encoder import EncodedTexts, TextEncoder
from engine.models.static import StaticTable
from engine.models.terms import document_terms, normalise, term_id

FOLDER = Path(__file__).parents[2] / "resources" / "models" / "static-minilm-256"
PASSAGES = ["Whales breathe air.", "", "고래는 숨을 쉰다", "Die Häuser", "foo_bar foo_bar!", "…"]


def counted(encoded: EncodedTexts, row: int) -> dict[int, int]:
    part = slice(encoded.indptr[row], encoded.indptr[row + 1])
    return dict(zip(encoded.terms[part].tolist(), encoded.counts[part].tolist(), strict=True))


def expected(text: str, language: str = "") -> tuple[dict[int, int], int]:
    terms, length = document_terms(normalise(text), language)
    return Counter(map(term_id, terms)), length


@pytest.fixture(scope="module")
def table() -> StaticTable:
    return StaticTable.load(FOLDER)


def test_the_sparse_side_is_the_count_of_the_terms():
    encoded = TextEncoder(None).encode(PASSAGES, ["en", "", "ko", "de", "", ""])
    for row, (text, language) in enumerate(
        zip(PASSAGES, ["en", "", "ko", "de", "", ""], strict=True)
    ):
        assert (counted(encoded, row), encoded.lengths[row]) == expected(text, language)


def test_the_shapes_and_types_are_as_promised(table: StaticTable):
    encoded = TextEncoder(table).encode(PASSAGES)
    assert encoded.dense.shape == (6, table.dim)
    assert [encoded.dense.dtype, encoded.indptr.dtype, encoded.terms.dtype] == [
        np.float32,
        np.int64,
        np.uint32,
    ]
    assert (encoded.counts.dtype, encoded.lengths.dtype) == (np.uint16, np.int32)
    assert encoded.indptr.tolist()[0] == 0
    assert encoded.indptr[-1] == len(encoded.terms) == len(encoded.counts)
    lengths = np.linalg.norm(encoded.dense, axis=1)
    np.testing.assert_allclose(lengths, [1, 0, 1, 1, 1, lengths[5]], atol=1e-5)


@pytest.mark.parametrize("size", [0, 1, 256, 257, 1000])
def test_any_number_of_passages_comes_back_in_order(table: StaticTable, size: int):
    texts = [f"passage number {i} of whales" for i in range(size)]
    encoded = TextEncoder(table).encode(texts)
    assert encoded.dense.shape == (size, table.dim)
    assert len(encoded.indptr) == size + 1
    for row in range(0, size, 97):
        assert counted(encoded, row) == expected(texts[row])[0]


def test_without_a_model_there_is_no_dense_side():
    encoder = TextEncoder(None)
    assert encoder.dim == 0
    assert encoder.encode(PASSAGES).dense.shape == (6, 0)


def test_passages_left_out_have_a_zero_row_and_still_their_terms(table: StaticTable):
    encoder = TextEncoder(table)
    some = encoder.encode(PASSAGES, dense_for=[True, True, False, True, True, True])
    every = encoder.encode(PASSAGES)
    assert not some.dense[2].any()
    np.testing.assert_allclose(some.dense[[0, 3]], every.dense[[0, 3]], atol=1e-6)
    assert counted(some, 2) == counted(every, 2)


def test_the_tokens_of_each_passage_sum_up_to_its_vector(table: StaticTable):
    texts = [f"Whales number {n} breathe air." for n in range(300)]  # more than one batch
    known = [n % 3 > 0 for n in range(300)]
    encoded = TextEncoder(table).encode(texts, ["en"] * 300, dense_for=known)
    assert encoded.token_indptr[-1] == len(encoded.tokens)
    for row in (0, 1, 255, 256, 299):
        part = slice(encoded.token_indptr[row], encoded.token_indptr[row + 1])
        summed = table.vectors[encoded.tokens[part]].sum(axis=0)
        length = float(np.linalg.norm(summed)) or 1.0
        np.testing.assert_allclose(encoded.dense[row], summed / length, atol=1e-5)


def test_a_full_table_starts_afresh_and_nothing_changes(table: StaticTable):
    texts = [f"word{i} whales breathe Häuser" for i in range(2000)]
    small, large = TextEncoder(table, words_kept=100), TextEncoder(table)
    one, other = small.encode(texts), large.encode(texts)
    np.testing.assert_array_equal(one.terms, other.terms)
    np.testing.assert_array_equal(one.counts, other.counts)
    np.testing.assert_allclose(one.dense, other.dense, atol=1e-6)


def test_one_language_per_passage_is_asked_for():
    with pytest.raises(ValueError, match="one entry per text"):
        TextEncoder(None).encode(["a", "b"], ["en"])


def test_counts_stop_at_their_type():
    encoded = TextEncoder(None).encode(["a " * 70_000])
    assert encoded.counts.tolist() == [65_535]
    assert encoded.lengths.tolist() == [70_000]


@given(st.lists(st.text(max_size=40), max_size=5))
def test_encoding_never_fails_and_equals_the_terms_of_the_whole_text(texts: list[str]):
    encoder = TextEncoder(None)
    first, again = encoder.encode(texts), encoder.encode(texts)
    np.testing.assert_array_equal(first.terms, again.terms)
    for row, text in enumerate(texts):
        assert (counted(first, row), first.lengths[row]) == expected(text)
