"""How much of a question is missing in a passage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from engine.models.asked_for import asking
from engine.models.bm25 import QueryTerms, analyse_query, document_terms, idf, term_id
from engine.models.question_words import asks
from engine.models.terms import normalise
from engine.search.coverage import missing, most_likely
from engine.search.question import Question, _common, _emphasis, _said  # pyright: ignore[reportPrivateUsage]

PASSAGES = 100


def terms_of(text: str, language: str) -> set[int]:
    """The terms of a passage."""
    return {term_id(term) for term in document_terms(normalise(text), language)[0]}


def asked(text: str, language: str, found: Sequence[str]) -> Question:
    """A question to a library of some passages among many that have other words."""
    analysis: QueryTerms = analyse_query(text, (language,))
    held = [
        {term_id(term) for term in document_terms(normalise(one), language)[0]} for one in found
    ]
    df = {t.id: n for t in analysis.terms if (n := sum(t.id in terms for terms in held))}
    said = _said(analysis, df, PASSAGES)
    return Question(
        text=text,
        language=language,
        analysis=analysis,
        terms=np.array(sorted(df), np.uint32),
        weights=idf([df[term] for term in sorted(df)], PASSAGES).astype(np.float32),
        common=_common(analysis, df, PASSAGES),
        attainable=float(said.sum()),
        asking=asking(analysis),
        emphasis=_emphasis(analysis, said),
        mean=20.0,
        dense=None,
        model=None,
    )


def lacked(text: str, language: str, *found: str, files: Sequence[int] | None = None) -> float:
    """How much of a question the first of some passages lacks."""
    question = asked(text, language, found)
    held = [
        {term_id(term) for term in document_terms(normalise(one), language)[0]} for one in found
    ]
    terms: list[int] = question.terms.tolist()
    has = np.array([[term in own for term in terms] for own in held], np.float32)
    has = has.reshape(len(found), len(terms))
    return float(missing(question, has, np.array(files or range(len(found))))[0])


@pytest.mark.parametrize(
    ("text", "language", "passage"),
    [
        ("이순신 생일은 언제", "ko", "이순신은 임진왜란 때 수군을 이끌었다."),
        ("πότε λήγει το διαβατήριο", "el", "εγγύηση του ψυγείου λήγει τον Μάρτιο."),
        ("عقد الزواج", "ar", "عقد الإيجار لمدة سنة"),
        ("जीएसटी का बिल", "hi", "बिजली का बिल हर महीने जमा करें"),
        ("Versicherung Rückstau", "de", "Die Versicherung zahlt immer."),
        ("penicillin discovery", "en", "Penicillin may be taken after meals."),
    ],
)
def test_one_of_two_words_leaves_little(text: str, language: str, passage: str):
    found = lacked(text, language, passage)
    assert float(most_likely(np.array([found]))[0]) <= 0.35


@pytest.mark.parametrize(
    ("text", "language", "passage"),
    [
        ("이순신은 언제", "ko", "이순신은 임진왜란 때 수군을 이끌었다."),
        ("장학금은 얼마인가요", "ko", "장학금 신청은 9월까지 받는다."),
        ("πότε λήγει η εγγύηση", "el", "εγγύηση του ψυγείου λήγει τον Μάρτιο."),
        ("when does the lease end", "en", "This lease will end in May."),
        ("wo ist die Versicherung", "de", "Die Versicherung zahlt immer."),
        ("温泉", "ja", "温泉は夜十一時まで"),
    ],
)
def test_words_that_only_ask_are_not_missing(text: str, language: str, passage: str):
    assert lacked(text, language, passage) == pytest.approx(0, abs=0.05)


def test_a_word_in_another_passage_of_the_file_counts_half():
    passages = ("The lease of the flat.", "Rent of the garage.")
    apart = lacked("lease garage", "en", *passages)
    together = lacked("lease garage", "en", *passages, files=(1, 1))
    assert together == pytest.approx(apart / 2)


def test_the_very_word_is_no_other_word_for_its_stem():
    question = asked("la garantie dure", "en", ("la garantie dure",))  # not told to be French
    held = {term_id(term) for term in document_terms(normalise("La garantie dure"), "fr")[0]}
    has = np.array([[term in held for term in question.terms.tolist()]], np.float32)
    assert float(missing(question, has, np.array([0]))[0]) == pytest.approx(0)


def test_a_korean_verb_in_another_form_is_little_to_miss():
    passage = "연차 휴가는 입사 1년이 지나면 생긴다."
    asked_for = lacked("연차 휴가는 언제 생기나요", "ko", passage)
    assert 0 < asked_for < 0.25 < lacked("연차 휴가는 언제 납부하나요", "ko", passage)


def test_one_word_of_many_is_little_to_miss():
    passage = "alpha beta gamma delta epsilon zeta eta theta"
    assert lacked(f"{passage} iota", "en", passage) < 0.15


def test_nothing_asked_lacks_nothing():
    assert lacked("???", "en", "text") == 0
    question = asked("lease", "en", ("lease",))
    assert missing(question, np.zeros((0, 2)), np.zeros(0, np.int64)).shape == (0,)


@pytest.mark.parametrize("word", ["언제까지", "얼마인가요", "Wann", "πότε", "いつ", "어때", "متى"])
def test_question_words_are_known(word: str):
    assert asks(word)


@pytest.mark.parametrize("word", ["이순신", "lease", "생일", "διαβατήριο"])
def test_other_words_are_none(word: str):
    assert not asks(word)
