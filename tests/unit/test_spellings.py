"""Words as texts have them, told once, and the table that keeps them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.jobs.word_ledger import WordLedger
from engine.models.encoder import TextEncoder
from engine.models.spellings import Spellings, anchor, spelt
from engine.models.terms import document_terms, normalise, term_id
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import TermChange

CASES: list[tuple[str, dict[str, str]]] = [
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


def test_batches_of_words_become_one_without_what_occurs_nowhere(tmp_path: Path):
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    terms = np.array([anchor("form"), anchor("복지제도는"), anchor("prufung")], np.uint32)
    catalogue.finish([], {}, TermChange(terms, np.array([3, 1, 1])), {"form": "", "gone": ""})
    first = catalogue.word_batches()
    words = {"prufung": "prüfung", "복지제도는": "", "form": ""}
    for _ in range(120):
        catalogue.finish([], {}, TermChange.none(), words)
    assert catalogue.words_since(first.last) == words
    assert catalogue.words_since(0).keys() == {"form", "gone", "prufung", "복지제도는"}
    ledger = WordLedger()
    name = ledger.name
    ledger.tidy(catalogue)
    assert catalogue.word_batches() == (122, 1)
    assert catalogue.words_since(0) == words
    assert ledger.name != name
    catalogue.close()


def test_what_was_told_and_not_written_is_told_again():
    ledger = WordLedger()
    name = ledger.name
    ledger.take({"tax": ""})
    assert ledger.open == {"tax": ""}
    ledger.written()
    assert not ledger.open
    assert ledger.name == name
    ledger.lost()
    assert ledger.name != name
