# ruff: noqa: RUF001 - letters of many scripts
import json
import math
import tracemalloc
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.models.bm25 import QueryTerms, analyse_query, idf, saturate, score
from engine.models.bm25_file import BM25FileError
from engine.models.bm25_function import BM25
from engine.models.bm25_marks import matches
from engine.models.terms import term_id

TEXTS = st.text(
    alphabet=st.sampled_from("abé 가나다1._-ﬁ½Ä\u0301\u3099ß東京 @running"), max_size=60
)
CORPUS = [
    "Whales breathe air through a blowhole.",
    "The whale is a mammal, and mammals breathe air.",
    "고래는 허파로 숨을 쉬는 포유류이다.",
    "Version 1.0.21 fixes foo_bar in the parser.",
    "Bread is baked from flour and water.",
]


def shares(query: QueryTerms) -> dict[int, float]:
    return {term.id: term.share for term in query.terms}


@pytest.mark.parametrize("query", ["running", "run", "Häuser", "물", "x1"])
def test_a_word_of_a_query_counts_once_whatever_its_forms(query: str):
    assert math.isclose(sum(shares(analyse_query(query, ["en", "de"])).values()), 1.0)


@pytest.mark.parametrize("query", ["foo_bar", "1.0.21", "state-of-the-art", "a@b.org"])
def test_a_compound_is_asked_for_whole_and_in_parts(query: str):
    asked = analyse_query(query, ["en"])
    assert asked.words == (query,)
    assert term_id(query) in shares(asked)
    assert len(asked.terms) > 1


def test_a_query_is_analysed_in_its_own_spelling():
    query = analyse_query("Running ＢＩＧ 고래는", ["en"])
    assert query.words == ("Running", "ＢＩＧ", "고래는")
    assert [term.surface for term in query.terms] == [
        "Running",
        "Running",
        "ＢＩＧ",
        "고래",
        "래는",
    ]
    assert [term.word for term in query.terms] == [0, 0, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "language"), [("고래", "ko"), ("whale", "en"), ("wer wie was der die", "de")]
)
def test_a_query_without_given_languages_uses_its_own(text: str, language: str):
    assert analyse_query(text).languages == (language,)


def test_weights_follow_the_published_formulas():
    assert saturate([2], [10], 20, k1=1.2, b=0.75)[0] == pytest.approx(
        2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 0.5))
    )
    assert idf([3], 10)[0] == pytest.approx(math.log(1 + 7.5 / 3.5))
    assert saturate([65535], [1], 1)[0] < 2.5


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_idf_is_always_positive_and_finite(df: int, total: int):
    assert 0 < idf([df], total)[0] < 20


def test_stop_words_never_make_a_query_empty():
    model = BM25("en")
    model.fit(CORPUS)
    assert model.encode_queries(["the"]).nnz == 1


def test_terms_that_occur_nowhere_are_not_sent():
    query = analyse_query("zebra whale")
    vector = query.weigh(lambda ids: {term_id("whale"): 2}, 5)
    assert vector.indices.tolist() == [term_id("whale")]
    assert analyse_query("zebra").weigh(lambda _: {}, 0).indices.tolist() == []


def test_the_inner_product_of_both_sides_is_the_score_of_the_passage():
    model = BM25("en")
    model.fit(CORPUS)
    query = "Do whales breathe 고래?"
    products = (model.encode_queries([query]) @ model.encode_documents(CORPUS).T).toarray()[0]
    counted = Counter(
        term for text in CORPUS for term in {t.id for t in analyse_query(text, ["en"]).terms}
    )
    vector = analyse_query(query, ["en"]).weigh(lambda _: counted, len(CORPUS))
    alone = [score(vector, text, model.mean, language="en") for text in CORPUS]
    np.testing.assert_allclose(products, alone, rtol=1e-5)
    assert products.argmax() == 0


def test_adding_and_removing_texts_equals_fitting_what_is_left():
    grown, fitted = BM25("en"), BM25("en")
    grown.fit(CORPUS[:3])
    grown.add(CORPUS[3:])
    grown.remove(CORPUS[1:2])
    left = CORPUS[:1] + CORPUS[2:]
    fitted.fit(left)
    assert (grown.total, grown.mean) == (fitted.total, fitted.mean)
    for query in ("whale air mammal", "1.0.21", "고래"):
        one, other = (
            (m.encode_queries([query]) @ m.encode_documents(left).T).toarray()
            for m in (grown, fitted)
        )
        np.testing.assert_allclose(one, other, rtol=1e-6)


def test_a_vector_made_before_a_text_was_added_keeps_its_dimensions():
    model = BM25("en")
    model.fit(CORPUS[:2])
    before = model.encode_documents(CORPUS[:1])
    model.add(CORPUS[2:])
    assert before.indices.tolist() == model.encode_documents(CORPUS[:1]).indices.tolist()
    assert model.dim > before.shape[1]


def test_an_empty_model_and_empty_texts_are_served():
    model = BM25()
    assert model.encode_documents(["", "word"]).shape == (2, 0)
    model.fit([])
    model.fit(["", "word"])
    assert model.encode_documents([""]).nnz == 0
    assert model.encode_queries([""]).nnz == 0
    assert model.encode_documents([]).shape == (0, 1)


def test_a_saved_model_answers_as_before(tmp_path: Path):
    model, again = BM25("en", k1=1.2), BM25()
    model.fit(CORPUS)
    model.save(tmp_path / "bm25.json")
    again.load(tmp_path / "bm25.json")
    assert (again.language, again.k1, again.dim) == ("en", 1.2, model.dim)
    for one, other in (
        (model.encode_documents(CORPUS), again.encode_documents(CORPUS)),
        (model.encode_queries(["whale"]), again.encode_queries(["whale"])),
    ):
        np.testing.assert_array_equal(one.indices, other.indices)
        np.testing.assert_array_equal(one.data, other.data)


def test_the_file_is_the_one_of_pymilvus(tmp_path: Path):
    model = BM25("en")
    model.fit(CORPUS)
    model.save(tmp_path / "bm25.json")
    state = json.loads((tmp_path / "bm25.json").read_text())
    assert state["version"] == "v1"
    assert state["corpus_size"] == len(CORPUS)
    assert state["avgdl"] == pytest.approx(model.mean)
    assert len(state["idf_word"]) == len(state["idf_value"]) == model.dim
    place = state["idf_word"].index("mammal")
    column = model.encode_queries(["mammal"]).indices.tolist()
    assert place in column
    df = sum("mammal" in text.lower() for text in CORPUS)
    assert state["idf_value"][place] == pytest.approx(
        math.log(len(CORPUS) - df + 0.5) - math.log(df + 0.5)
    )


def test_a_file_that_pymilvus_wrote_is_read(tmp_path: Path):
    idf = {"whale": math.log(98.5 / 2.5), "breath": math.log(90.5 / 10.5), "the": 0.25}
    state = {
        "version": "v1",
        "corpus_size": 101,
        "avgdl": 12.5,
        "idf_word": list(idf),
        "idf_value": list(idf.values()),
        "k1": 1.5,
        "b": 0.75,
        "epsilon": 0.25,
    }
    (tmp_path / "bm25.json").write_text(json.dumps(state))
    model = BM25()
    model.load(tmp_path / "bm25.json")
    assert (model.dim, model.total, model.mean) == (3, 101, pytest.approx(12.5, rel=0.01))
    made = model.encode_documents(["Whales breathe air", "nothing known"])
    assert made.shape == (2, 3)
    assert made.indices.tolist() == [0, 1]
    weights = model.encode_queries(["whale breath"]).data
    np.testing.assert_allclose(weights, np.log1p([99.5 / 2.5, 91.5 / 10.5]), rtol=0.02)
    model.add(["A dolphin"])
    assert model.dim > 3


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        '{"corpus_size": 1, "idf_word": 3}',
        '{"tokenizer": 0}',
        '{"tokenizer": 2, "total": []}',
    ],
)
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: str):
    (tmp_path / "bm25.json").write_text(content)
    with pytest.raises(BM25FileError):
        BM25().load(tmp_path / "bm25.json")


@pytest.mark.parametrize(
    ("query", "text", "surfaces", "marked"),
    [
        ("running", "She runs; he ran a run.", ["running"], ["runs", "run"]),
        ("Häuser", "Ein HAUSER, die Häuser", ["Häuser"], ["HAUSER", "Häuser"]),
        ("cafe", "Un Cafe\u0301 noir", ["cafe"], ["Cafe\u0301"]),
        ("file", "a ﬁle and a ﬁlm", ["file"], ["ﬁle"]),
        (
            "기초생활수급자",
            "기초생활 보장은 수급자에게",
            ["기초생활", "수급자"],
            ["기초생활", "수급자"],
        ),
        ("고래", "㈜ 고래는 \u1100\u1169래다", ["고래"], ["고래", "\u1100\u1169래"]),
        ("東京都", "東京の京都", ["東京都"], ["東京", "京都"]),
        ("foo_bar", "foo_bar, bar", ["foo_bar"], ["foo_bar", "bar"]),
        ("1.0.21", "v 1.0.21", ["1.0.21"], ["1.0.21"]),
        ("e-mail", "mail", ["mail"], ["mail"]),
        ("whale", "½ 12½ whale", ["whale"], ["whale"]),
        ("nothing", "here", [], []),
        ("", "text", [], []),
    ],
)
def test_matches_are_marked_in_the_text_as_it_is_shown(
    query: str, text: str, surfaces: list[str], marked: list[str]
):
    found = matches(analyse_query(query, ["en", "de"]), text)
    assert list(found.surfaces) == surfaces
    assert [text[start:end] for start, end in found.marks] == marked


def test_ignored_terms_are_not_marked():
    query = analyse_query("the whale", ["en"])
    found = matches(query, "the whale", ignored={term_id("the")})
    assert (found.surfaces, found.marks) == (("whale",), ((4, 9),))


@given(TEXTS, TEXTS)
def test_marks_lie_inside_the_text_in_order_and_apart(query: str, text: str):
    marks = matches(analyse_query(query), text).marks
    places = [0, *(place for mark in marks for place in mark), len(text)]
    assert places == sorted(places)
    assert all(start < end for start, end in marks)


@given(TEXTS)
def test_a_text_always_matches_its_own_words(text: str):
    query = analyse_query(text)
    found = matches(query, text)
    assert bool(found.marks) == bool(query.terms)


def test_lines_without_spaces_are_not_kept_for_the_next_query():
    signs = "東京都千代田区丸の内一丁目九番地"
    lines = [signs[n % 16 :] + signs[n % 15 :] + signs[n % 13 :] for n in range(2000)]
    query = analyse_query("京都")
    tracemalloc.start()
    for line in lines:
        matches(query, line)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 2_000_000  # in each are some thirty pairs: a hundred bytes of each were 6 MB


def test_small_words_weigh_little_and_alike():
    weights = shares(analyse_query("the whale", ["en"]))
    assert weights[term_id("the")] == pytest.approx(0.1 * weights[term_id("whale")])
    alone = shares(analyse_query("to be or not to be", ["en"]))
    assert alone[term_id("or")] == pytest.approx(alone[term_id("not")])
    assert alone[term_id("or")] > 0


def test_a_word_said_twice_counts_more_but_not_twice():
    said = shares(analyse_query("whale song whale", ["en"]))
    assert said[term_id("whale")] == pytest.approx(2**0.5 * said[term_id("song")])
