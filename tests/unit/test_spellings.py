"""Words as texts have them, told once, and the table that keeps them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.models.encoder import TextEncoder
from engine.models.spellings import Spellings, anchor, spelt
from engine.models.terms import document_terms, normalise, term_id
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FoundWord, TermChange, WordRow

CASES = [
    ("tax", {"tax": ""}),
    ("(Tax,", {"tax": ""}),
    ("Prüfungsämter", {"prufungsamter": "prüfungsämter"}),
    ("foo_bar", {"foo_bar": "", "foo": "", "bar": ""}),
    ("복지제도는", {"복지제도는": ""}),
    ("Ёлка", {"елка": "ёлка"}),
    ("東京都", {}),
    ("ภาษาไทย", {}),
    ("x", {}),
    ("x" * 41, {}),
    ("ab" * 20, {"ab" * 20: ""}),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_a_text_tells_its_words_and_how_they_are_spelt(text: str, words: dict[str, str]):
    assert dict(spelt(normalise(text))) == words
    spellings = Spellings()
    spellings.learn([normalise(text)])
    assert spellings.take() == words
    spellings.learn([normalise(text)])
    assert spellings.take() == {}


@pytest.mark.parametrize("text", [text for text, words in CASES if words])
def test_a_word_is_anchored_by_a_term_that_its_text_has(text: str):
    terms = {term_id(term) for term in document_terms(normalise(text), "de")[0]}
    assert {anchor(word) for word, _ in spelt(normalise(text))} <= terms


def test_an_encoder_tells_all_words_again_when_it_forgot_them():
    spellings = Spellings()
    encoder = TextEncoder(None, spellings=spellings)
    encoder.encode(["A tax refund."])
    assert spellings.take() == {"tax": "", "refund": ""}
    encoder.encode(["Another refund"])
    assert spellings.take() == {"another": ""}
    spellings.forget()
    encoder.forget()
    encoder.encode(["A tax refund."])
    assert spellings.take() == {"tax": "", "refund": ""}


def test_words_that_occur_nowhere_are_not_found_and_can_be_pruned(tmp_path: Path):
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    rows = [WordRow(word, term_id(word)) for word in ("form", "forms", "informal")]
    terms = np.array([term_id("form"), term_id("informal")], np.uint32)
    catalogue.finish([], {}, TermChange(terms, np.array([3, 1])), rows)
    assert catalogue.words_like("form", "", 9) == [FoundWord("form", "", 3)]
    assert [w.word for w in catalogue.words_like("", "*form*", 9)] == ["form", "informal"]
    assert [w.word for w in catalogue.words_like("", "*form*", 1)] == ["form"]
    catalogue.prune_words()
    catalogue.finish([], {}, TermChange(terms[:0], np.array([], np.int64)), rows[:1])
    assert {w.word for w in catalogue.vocabulary()} == {"form", "informal"}
    catalogue.close()
