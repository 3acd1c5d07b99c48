# ruff: noqa: RUF001 - letters of many scripts
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model2vec import StaticModel  # noqa: TID253 - what is compared with
from safetensors.numpy import save_file  # pyright: ignore[reportUnknownVariableType]
from tokenizers import Tokenizer
from tokenizers.models import Unigram

from engine.models.encoder import TextEncoder
from engine.models.static import (
    StaticModelDamagedError,
    StaticModelUnsupportedError,
    StaticTable,
)

FOLDER = Path(__file__).parents[2] / "resources" / "models" / "static-minilm-256"
SHARED = Path(__file__).parents[2].parent / "shared"

SENTENCES = [
    "Whales breathe air through a blowhole; don't they? (Yes, they do.)",
    "foo_bar = self.__init__(1.0.21) # state-of-the-art, e-mail: ann.lee@mail.example",
    "Die Größe der Häuser überschreitet 3½ Stockwerke – „außer“ in der Straße.",
    "L'été, les élèves français mangent des crêpes à l'œuf, n'est-ce pas ?",
    "고래는 허파로 숨을 쉬는 포유류이며, 바다에서 산다.",
    "東京都の人口は千四百万人です。鯨は哺乳類で、肺で呼吸する。",
    "鲸鱼是哺乳动物，用肺呼吸。它们生活在海洋中。",
    "Киты дышат воздухом через дыхало; ёж и йод.",
    "الحيتان تتنفس الهواء من خلال فتحة في رأسها، وَهِيَ ثدييات.",
    "व्हेल फेफड़ों से साँस लेती है और समुद्र में रहती है।",
    "soft\u00adhyphen zero\u200bwidth form\x0cfeed bell\x07 cafe\u0301 nul\x00 "
    "sep\x1farate nel\x85end",
    "[UNK] [CLS] [MASK] [PAD]x ##ing ㈜ ﬁle ＦＵＬＬ \ufffd 🐋🐋 a\u0301\u0302",
    "x" * 150 + " longer than a word may be",
    "",
    " \n\t ",
]


@pytest.fixture(scope="module")
def table() -> StaticTable:
    return StaticTable.load(FOLDER)


@pytest.fixture(scope="module")
def reference() -> StaticModel:
    return StaticModel.from_pretrained(FOLDER)


def assert_equal(table: StaticTable, reference: StaticModel, texts: list[str]) -> None:
    """Compare the pass by words with the model's own encoding of whole texts."""
    ours = TextEncoder(table).encode(texts).dense
    theirs = reference.encode(texts, use_multiprocessing=False).astype(np.float32)
    theirs /= np.maximum(np.linalg.norm(theirs, axis=1, keepdims=True), 1e-9)
    known = np.linalg.norm(theirs, axis=1) > 0.5
    cosines = (ours * theirs).sum(axis=1)
    assert cosines[known].min(initial=1) >= 0.9999
    assert not ours[~known].any()


def test_word_by_word_equals_the_whole_text_in_many_scripts(
    table: StaticTable, reference: StaticModel
):
    assert_equal(table, reference, SENTENCES)
    assert_equal(table, reference, [" ".join(SENTENCES)])


def test_texts_beyond_the_limits_of_the_model_are_cut_where_it_cuts(
    table: StaticTable, reference: StaticModel
):
    hangul = "고래는 허파로 숨을 쉬는 포유류이다 "
    spaced = "word" + " " * 5000 + "unseen"
    assert_equal(table, reference, [hangul * 60, "whale song " * 400, spaced, "whale"])


@pytest.mark.parametrize(
    "name",
    ["scifact", "ko_welfare", "autorag_ko", "xquad_mixed_pool", "anthropic_docs", "tldr_ko2en"],
)
def test_word_by_word_equals_the_whole_text_on_real_passages(
    table: StaticTable, reference: StaticModel, name: str
):
    corpus = SHARED / "quality" / name / "corpus.jsonl"
    if not corpus.exists():
        pytest.skip("shared/quality is not here")
    with corpus.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for _, line in zip(range(120), lines, strict=False)]
    assert_equal(table, reference, texts)
    assert_equal(table, reference, [text[:800] for text in texts])


def test_word_by_word_equals_the_whole_text_on_real_files(
    table: StaticTable, reference: StaticModel
):
    files = [
        path
        for path in sorted((SHARED / "files").rglob("*"))
        if path.suffix in {".txt", ".md", ".html", ".py", ".csv", ".xml", ".json"}
    ]
    if not files:
        pytest.skip("shared/files is not here")
    texts = [path.read_bytes()[:20_000].decode("utf-8", "replace") for path in files]
    assert_equal(table, reference, [text[i : i + 800] for text in texts for i in (0, 800)])


@settings(deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_word_by_word_equals_the_whole_text_for_any_text(
    table: StaticTable, reference: StaticModel, text: str
):
    assert_equal(table, reference, [text])


def test_queries_are_encoded_as_passages_are(table: StaticTable):
    passages = TextEncoder(table).encode(SENTENCES).dense
    np.testing.assert_allclose(table.encode_queries(SENTENCES), passages, atol=1e-6)
    assert table.encode_queries([]).shape == (0, table.dim)


def test_half_a_surrogate_pair_is_no_reason_to_fail(table: StaticTable):
    broken = TextEncoder(table).encode(["whale \ud800song"])
    assert broken.dense.any()
    assert len(broken.terms) > 1
    assert table.encode_queries(["\udcff whale"]).any()


def copied(target: Path) -> Path:
    for name in ("model.safetensors", "tokenizer.json", "config.json"):
        (target / name).write_bytes((FOLDER / name).read_bytes())
    return target


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_damaged_folder_is_refused(tmp_path: Path, name: str):
    (copied(tmp_path) / name).write_bytes(b"{")
    with pytest.raises(StaticModelDamagedError):
        StaticTable.load(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(StaticModelDamagedError):
        StaticTable.load(tmp_path)


def test_a_tokeniser_that_looks_across_white_space_is_refused(tmp_path: Path):
    path = copied(tmp_path) / "tokenizer.json"
    parts = json.loads(path.read_text(encoding="utf-8"))
    parts["pre_tokenizer"] = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first"}
    path.write_text(json.dumps(parts), encoding="utf-8")
    with pytest.raises(StaticModelUnsupportedError):
        StaticTable.load(tmp_path)


def unigram(folder: Path, splitter: Mapping[str, object]) -> Path:
    """A model in the form of multilingual ones: SentencePiece's pieces, few words."""
    words = ["the", "kitten", "sleeps", "rug", "고양이", "잔다", "안녕"]
    scores = {"[PAD]": 0.0, "[UNK]": 0.0} | {f"▁{word}": -3.0 for word in words}
    scores |= {"▁": -4.0, "s": -5.0}
    scores |= {letter: -8.0 for letter in "".join(words) if letter not in scores}
    parts = json.loads(Tokenizer(Unigram(list(scores.items()), unk_id=1)).to_str())
    parts["pre_tokenizer"] = dict(splitter)
    (folder / "tokenizer.json").write_text(json.dumps(parts), encoding="utf-8")
    (folder / "config.json").write_text('{"normalize": true}', encoding="utf-8")
    vectors = np.random.default_rng(1).normal(size=(len(scores), 8)).astype(np.float32)
    save_file({"embeddings": vectors}, folder / "model.safetensors")
    return folder


WORDS = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}


def test_pieces_of_a_multilingual_model_are_summed_as_it_does_itself(tmp_path: Path):
    inside = [{"type": "WhitespaceSplit"}, WORDS]
    folder = unigram(tmp_path, {"type": "Sequence", "pretokenizers": inside})
    texts = ["the kitten sleeps", "고양이 잔다 rugs zzz", "the  rug\n안녕", "", "kittens.rug"]
    assert_equal(StaticTable.load(folder), StaticModel.from_pretrained(folder), texts)


def test_pieces_that_may_join_words_are_refused(tmp_path: Path):
    with pytest.raises(StaticModelUnsupportedError):
        StaticTable.load(unigram(tmp_path, WORDS | {"split": False}))
