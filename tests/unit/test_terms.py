# ruff: noqa: RUF001 - letters of many scripts
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.models.terms import LARGEST_TERM, document_terms, normalise, term_id
from engine.models.terms_place import PlacedText


def terms(text: str, language: str = "en") -> list[str]:
    return document_terms(normalise(text), language)[0]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Running", "en", ["running", "run"]),
        ("runs", "", ["runs", "run"]),
        ("run", "en", ["run"]),
        ("Häuser", "de", ["hauser", "haus"]),
        ("Straße", "de", ["strasse", "strass"]),
        ("économies", "fr", ["economies", "econom"]),
        ("cafe\u0301", "fr", ["cafe", "caf"]),
        ("книги", "", ["книги", "книг"]),  # the script decides, not the language
        ("İSTANBUL", "en", ["istanbul"]),
        ("ﬁle", "en", ["file"]),
        ("ｆｕｌｌ", "en", ["full"]),
        ("soft\u00adhyphen", "en", ["softhyphen"]),
        ("don’t", "en", ["don", "t"]),
        ("보고서는", "ko", ["보고", "고서", "서는"]),
        ("\u1107\u1169", "ko", ["보"]),  # decomposed, as macOS writes file names
        ("물", "ko", ["물"]),
        ("東京都", "ja", ["東京", "京都"]),
        ("データ", "ja", ["デー", "ータ"]),
        ("iPhone15프로", "ko", ["iphone15", "프로", "프"]),
        ("हिन्दी", "en", ["हिन्दी", "हिन्द"]),
        ("foo_bar", "en", ["foo_bar", "foo", "bar"]),
        ("__init__", "en", ["init"]),
        ("1.0.21", "en", ["1.0.21", "1", "0", "21"]),
        ("ann.lee@mail.go", "en", ["ann.lee@mail.go", "ann", "lee", "mail", "go"]),
        ("state-of-the-art", "en", ["state-of-the-art", "state", "of", "the", "art"]),
        ("co\u2011op", "en", ["co-op", "co", "op"]),
        ("C++ or C#", "en", ["c++", "c", "or", "c#", "c"]),
        ("end. Next", "en", ["end", "next"]),
        ("", "en", []),
        ("…!?", "en", []),
    ],
)
def test_a_text_gives_these_terms(text: str, language: str, expected: list[str]):
    assert terms(text, language) == [unicodedata.normalize("NFC", term) for term in expected]


@pytest.mark.parametrize(
    ("one", "other"), [("RÉSUMÉ", "resume"), ("Ångström", "angstrom"), ("ΟΔΟΣ", "οδος")]
)
def test_case_and_accents_make_no_difference_to_the_exact_form(one: str, other: str):
    assert terms(one, "xx")[0] == terms(other, "xx")[0]


@pytest.mark.parametrize(
    ("text", "length"), [("foo_bar baz", 3), ("보고서는 물", 4), ("running runs", 2), ("", 0)]
)
def test_length_counts_words_and_bigrams_not_forms(text: str, length: int):
    assert document_terms(normalise(text), "en")[1] == length


def test_a_vowel_sign_of_kana_is_not_an_accent():
    assert terms("がか", "ja") != terms("かが", "ja")
    assert terms("が") != terms("か")


@given(st.text())
def test_term_ids_fit_a_sparse_vector_and_leave_the_sentinel_free(text: str):
    assert 1 <= term_id(text) <= LARGEST_TERM


def test_term_ids_are_the_same_in_every_process():
    command = "from engine.models.terms import term_id; print(term_id('보고'), term_id('house'))"
    seen = [subprocess.check_output([sys.executable, "-c", command], text=True) for _ in range(2)]
    assert seen == [f"{term_id('보고')} {term_id('house')}\n"] * 2
    assert term_id("house") == 1742027166  # another value needs another TOKENIZER_VERSION


def test_letters_of_different_scripts_never_share_a_short_term_id():
    short = [a + b for a in "abcdefgh가나다라" for b in "ijkl마바사"]
    assert len({term_id(term) for term in short}) == len(short)


@given(st.text())
def test_analysis_never_fails_and_keeps_the_length_near_the_terms(text: str):
    found, length = document_terms(normalise(text), "en")
    assert 0 <= length <= 2 * len(found)


@given(st.text(alphabet=st.characters(max_codepoint=0x1FFFF), max_size=40))
def test_a_placed_text_points_into_the_original(text: str):
    placed = PlacedText(text)
    for place in range(len(placed.text)):
        start, end = placed.span(place, place + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="abé가나\u1107\u1169e\u0301ﬁ½ … ㈜がｶﾞß"))
def test_a_placed_text_is_the_normalised_text(text: str):
    assert PlacedText(text).text == normalise(text)


@given(st.text(alphabet="하하ㅎㅏㄳㄴ\uffbe\uffc2\uffa3\uffa1\u11ab\u200d", max_size=12))
def test_hangul_in_letters_composes_as_in_the_normalised_text(text: str):
    assert PlacedText(text).text == normalise(text)


def test_a_vowel_that_stands_for_itself_is_no_part_of_the_syllable_before():
    placed = PlacedText("슬퍼ㅠㅠ")
    assert [placed.span(place, place + 1) for place in range(4)] == [(0, 1), (1, 2), (2, 3), (3, 4)]


@given(st.text(alphabet="aBßé가각ㄱ\u0301\u200d\ufb01İ 한\u00ad", max_size=30))
def test_places_are_those_of_the_characters_one_by_one(text: str):
    placed = PlacedText(text)
    assert placed.text == normalise(text)
    for place in range(len(placed.text)):
        start, end = placed.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert placed.text[place] in normalise(text[start:end])
