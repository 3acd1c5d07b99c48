import numpy as np
import pytest

from engine.models.words import Ragged, WordKey, WordNumbers, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one  two\nthree\tfour", ["one", "two", "three", "four"]),
        ("non\u00a0breaking and\u3000wide", ["non", "breaking", "and", "wide"]),
        ("form\x0cfeed", ["form\x01feed"]),  # a BERT normaliser deletes it: still one word
        ("", []),
        (" \n ", []),
    ],
)
def test_text_is_split_where_a_bert_normaliser_sees_white_space(text: str, words: list[str]):
    assert split_words(text) == words


def test_a_word_has_one_row_per_language_and_use():
    numbers = WordNumbers()
    english, german = WordKey("en", dense=True), WordKey("de", dense=True)
    assert numbers.rows(["a", "b", "a"], english) == [0, 1, 0]
    assert numbers.rows(["a"], german) == [2]
    assert [one.word for one in numbers.new] == ["a", "b", "a"]
    numbers.settle()
    assert numbers.rows(["b", "c"], english) == [1, 3]
    assert [one.word for one in numbers.new] == ["c"]
    assert len(numbers) == 4


def test_ragged_rows_come_back_in_any_order_and_more_than_once():
    rows = Ragged(np.uint32)
    rows.extend([[1, 2], [], [3]])
    rows.extend([[4_000_000_000] * 5000])  # beyond the first buffer
    values, lengths = rows.take(np.array([2, 0, 1, 0]))
    assert values.tolist() == [3, 1, 2, 1, 2]
    assert lengths.tolist() == [1, 2, 0, 2]
    assert rows.take(np.array([3]))[0].tolist() == [4_000_000_000] * 5000
    assert rows.take(np.zeros(0, np.int64))[0].tolist() == []
    assert (len(rows), rows.size) == (4, 5003)
