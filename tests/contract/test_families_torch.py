"""The families of the extra ``transformers``, held to what all families promise.

SPLADE's and BGE-M3's numbers are computed a second time here, by plain transformers.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
sentence_transformers = pytest.importorskip("sentence_transformers")

from engine.models.errors import ModelDamagedError, ModelFolderError  # noqa: E402
from engine.models.families import open_model, open_reranker  # noqa: E402
from engine.models.local_folder import describe  # noqa: E402
from engine.models.vectors import Meanings  # noqa: E402
from engine.models.vocabulary import documents_of, queries_of  # noqa: E402
from tests.contract.entry_cases import REFERENCE, TORCH_PAIRS, TORCH_VECTORS  # noqa: E402
from tests.contract.families import (  # noqa: E402
    ACCESS,
    TEXTS,
    Case,
    Matrix,
    Opened,
    PairContract,
    VectorContract,
    assert_near,
    cases,
    open_case,
)
from tests.contract.test_families import PUBLISHED  # noqa: E402
from tests.models import tiny_torch  # noqa: E402


def dense(folder: Path) -> None:
    tiny_torch.sentences(folder, prompts=("query: ", "passage: "))


def bare_splade(folder: Path) -> None:
    tiny_torch.splade(folder, bare=True)


def pickled_bge_m3(folder: Path) -> None:
    tiny_torch.bge_m3(folder, pickled=True)


SPLADES = (
    Case("splade-like", "generated", tiny_torch.splade),
    Case("splade-as-published", "generated", bare_splade),
)
BGE_M3S = (
    Case("bge-m3-like", "generated", tiny_torch.bge_m3),
    Case("bge-m3-as-published", "generated", pickled_bge_m3),
)
CROSSES = (
    Case("cross-encoder-torch", "generated", tiny_torch.cross_encoder),
    Case("bge-reranker-like", "generated", tiny_torch.bge_reranker),
)
PROMPTED = Case("e5-like-torch", "generated", dense)
FOLDERS = (PROMPTED, *SPLADES, BGE_M3S[0])
"""Somebody's own, made as no entry of the catalogue is."""


class TestVectors(VectorContract):
    @cases(*TORCH_VECTORS, *FOLDERS)
    @classmethod
    def opened(
        cls, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
    ) -> Opened:
        return open_case(request.param, tmp_path_factory.mktemp("models"))


class TestPairs(PairContract):
    @cases(*TORCH_PAIRS, CROSSES[0])
    @classmethod
    def opened(
        cls, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
    ) -> Opened:
        return open_case(request.param, tmp_path_factory.mktemp("models"))


def test_all_minilm_by_sentence_transformers_gives_the_published_vectors(tmp_path: Path):
    one = open_case(TORCH_VECTORS[0], tmp_path)
    lines = (REFERENCE / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    made = documents_of(one.texts, [line.split("\t")[1] for line in lines]).dense
    np.testing.assert_allclose(made[0, :4], PUBLISHED, rtol=0, atol=1e-4)
    np.testing.assert_allclose(made, np.load(REFERENCE / "vectors.npy"), rtol=0, atol=1e-4)


def tokens(folder: Path, *texts: str) -> Any:  # noqa: ANN401 - transformers' own
    """Return a batch as plain transformers takes it."""
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    return tokenizer([*texts], padding=True, truncation=True, max_length=64, return_tensors="pt")


@pytest.mark.parametrize("case", SPLADES, ids=lambda case: case.name)
def test_splade_weighs_a_token_by_its_largest_logit_at_any_place(case: Case, tmp_path: Path):
    made = documents_of(open_case(case, tmp_path).texts, TEXTS).learned
    assert made is not None
    model = transformers.AutoModelForMaskedLM.from_pretrained(tmp_path / case.name).eval()
    for row, text in enumerate(TEXTS):
        with torch.inference_mode():
            logits = model(**tokens(tmp_path / case.name, text)).logits[0].numpy()
        expected = np.log1p(np.maximum(logits, 0)).max(axis=0)
        expected /= np.linalg.norm(expected)
        np.testing.assert_allclose(made[row : row + 1].toarray()[0], expected, atol=1e-5)


def by_flag_embedding(folder: Path, *texts: str) -> tuple[Matrix, list[dict[int, float]]]:
    """Return both kinds of vectors as FlagEmbedding's M3Embedder makes them, token by token."""
    model = transformers.AutoModel.from_pretrained(folder).eval()
    head = torch.nn.Linear(tiny_torch.DIM, 1)
    head.load_state_dict(torch.load(folder / "sparse_linear.pt", weights_only=True))
    batch = tokens(folder, *texts)
    with torch.inference_mode():
        states = model(**batch).last_hidden_state
        weights = torch.relu(head(states)).squeeze(-1).tolist()
    dense_rows = torch.nn.functional.normalize(states[:, 0], dim=-1).numpy()
    silent, every = {0, 1, 2, 3}, list[dict[int, float]]()
    for ids, row in zip(batch["input_ids"].tolist(), weights, strict=True):
        heaviest: dict[int, float] = {}
        for token, weight in zip(ids, row, strict=True):
            if token not in silent and weight > heaviest.get(token, 0):
                heaviest[token] = weight
        every.append(heaviest)
    return dense_rows, every


@pytest.mark.parametrize("case", BGE_M3S, ids=lambda case: case.name)
def test_bge_m3_makes_what_its_authors_make(case: Case, tmp_path: Path):
    one = open_case(case, tmp_path)
    made = documents_of(one.texts, TEXTS)
    expected, every = by_flag_embedding(tmp_path / case.name, *TEXTS)
    np.testing.assert_allclose(made.dense, expected, atol=1e-5)
    assert made.learned is not None
    for row, heaviest in enumerate(every):
        length = np.sqrt(sum(weight**2 for weight in heaviest.values()))
        found = made.learned[row : row + 1]
        assert set(found.indices.tolist()) == set(heaviest)
        for token, weight in zip(found.indices, found.data, strict=True):
            assert weight == pytest.approx(heaviest[int(token)] / length, abs=1e-5)


@pytest.mark.parametrize("case", CROSSES, ids=lambda case: case.name)
def test_a_score_is_the_logistic_function_of_the_one_logit(case: Case, tmp_path: Path):
    scores = open_case(case, tmp_path).pairs.scores("a cat", TEXTS)
    folder = tmp_path / case.name
    kind = transformers.AutoModelForSequenceClassification
    model = kind.from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    for score, text in zip(scores, TEXTS, strict=True):
        pair = tokenizer("a cat", text, truncation=True, max_length=64, return_tensors="pt")
        with torch.inference_mode():
            logit = float(model(**pair).logits)
        assert score == pytest.approx(1 / (1 + np.exp(-logit)), abs=1e-5)


@pytest.mark.filterwarnings("ignore")  # the exporter's own
@pytest.mark.parametrize("case", CROSSES, ids=lambda case: case.name)
def test_a_cross_encoder_scores_the_same_without_torch(case: Case, tmp_path: Path):
    pytest.importorskip("onnx")
    by_torch = open_case(case, tmp_path)
    tiny_torch.export_pairs(tmp_path / case.name, tmp_path / "exported")
    entry = describe(tmp_path / "exported")
    assert entry.family == "onnx-pairs"
    by_onnx = open_reranker(entry, ACCESS)
    for query in ("a cat", TEXTS[4]):
        expected = by_torch.pairs.scores(query, TEXTS)
        np.testing.assert_allclose(by_onnx.scores(query, TEXTS), expected, atol=1e-5)


def test_the_vectors_of_a_query_and_of_a_passage_are_those_of_the_named_prompts(tmp_path: Path):
    one = open_case(PROMPTED, tmp_path)
    assert (one.entry.query_prompt, one.entry.document_prompt) == ("query: ", "passage: ")
    plain = sentence_transformers.SentenceTransformer(str(tmp_path / one.entry.name), device="cpu")
    for made, named in (
        (queries_of(one.texts, TEXTS), "query"),
        (documents_of(one.texts, TEXTS), "document"),
    ):
        whole = plain.encode(list(TEXTS), prompt_name=named, normalize_embeddings=True)
        assert_near(made, Meanings(whole))


class Harm:
    """Writes a file when it is read as a pickle."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._path,)


@pytest.mark.parametrize("name", ["sparse_linear.pt", "pytorch_model.bin"])
def test_a_pickle_is_read_as_numbers_and_runs_no_code(name: str, tmp_path: Path):
    folder, mark = tmp_path / "model", tmp_path / "harmed"
    tiny_torch.bge_m3(folder, pickled=True)
    (folder / name).write_bytes(pickle.dumps(Harm(mark)))
    with pytest.raises(ModelDamagedError):
        open_model(describe(folder), ACCESS)
    assert not mark.exists()


@pytest.mark.parametrize("damage", ["cut", "no-weights", "other"])
def test_damaged_weights_are_told(damage: str, tmp_path: Path):
    folder = tmp_path / "model"
    tiny_torch.sentences(folder)
    entry, weights = describe(folder), folder / "model.safetensors"
    if damage == "no-weights":
        weights.unlink()
    else:
        content = weights.read_bytes()
        weights.write_bytes(content[: len(content) // 2] if damage == "cut" else b"{}" * 99)
    with pytest.raises(ModelDamagedError):
        open_model(entry, ACCESS)


def test_two_labels_are_no_score(tmp_path: Path):
    tiny_torch.bert(tmp_path / "model", "BertForSequenceClassification", num_labels=2)
    with pytest.raises(ModelFolderError):
        describe(tmp_path / "model")
