"""The families of local models that need no torch, held to what all promise."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from tokenizers import Tokenizer

from engine.models.entry import ModelEntry
from engine.models.errors import ExtraMissingError, ModelMissingError
from engine.models.families import families, open_model, open_reranker
from engine.models.registry import find, load_catalogue
from engine.models.vocabulary import documents_of
from tests.contract.entry_cases import LOCAL_PAIRS, LOCAL_VECTORS, OWN, REFERENCE, served, tried
from tests.contract.families import (
    ACCESS,
    TEXTS,
    Case,
    Matrix,
    Opened,
    PairContract,
    VectorContract,
    cases,
    open_case,
)
from tests.models import tiny_onnx
from tests.vendors.servers import VENDORS

ROOT = Path(__file__).parents[2]
PUBLISHED = (-3.09392996e-02, -1.80662833e-02, 1.34775648e-02, 2.77156215e-02)
"""Of all-MiniLM-L6-v2, for the first reference sentence."""


@pytest.fixture(scope="module")
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards: it holds 90 MB."""
    with TemporaryDirectory() as path:
        yield Path(path)


class TestVectors(VectorContract):
    @cases(*LOCAL_VECTORS)
    @classmethod
    def opened(cls, request: pytest.FixtureRequest, scratch: Path) -> Opened:
        return open_case(request.param, scratch)


class TestPairs(PairContract):
    @cases(*LOCAL_PAIRS)
    @classmethod
    def opened(cls, request: pytest.FixtureRequest, scratch: Path) -> Opened:
        return open_case(request.param, scratch)


def test_every_entry_of_the_catalogue_is_put_to_a_contract_once():
    assert sorted(tried()) == sorted(entry.id for entry in load_catalogue())


def test_what_has_no_weights_is_tried_where_it_is_said_to_be():
    assert all((ROOT / path).is_file() for path in OWN.values())
    assert {find(name).family for name in served()} == set(VENDORS)


def test_all_minilm_through_onnx_gives_the_published_vectors(tmp_path: Path):
    with TemporaryDirectory() as path:
        one = open_case(LOCAL_VECTORS[2], Path(path))
        lines = (REFERENCE / "sentences.tsv").read_text(encoding="utf-8").splitlines()
        sentences = [line.split("\t")[1] for line in lines]
        made = documents_of(one.texts, sentences).dense
    np.testing.assert_allclose(made[0, :4], PUBLISHED, rtol=0, atol=1e-4)
    np.testing.assert_allclose(made, np.load(REFERENCE / "vectors.npy"), rtol=0, atol=1e-4)


def states(folder: Path, vectors: Matrix, text: str) -> Matrix:
    """Return what numpy makes of a text, token by token."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    own = vectors[tokenizer.encode(text).ids[:64]]
    return own + own.mean(axis=0)


@pytest.mark.parametrize("pooling", ["cls", "mean"])
def test_token_vectors_are_pooled_as_the_folder_says(tmp_path: Path, pooling: str):
    folder = tmp_path / "model"
    vectors = tiny_onnx.sentences(folder, pooling=pooling)
    case = Case("model", "generated", lambda _: None)
    made = documents_of(open_case(case, tmp_path).texts, TEXTS[:4]).dense
    for row, text in zip(made, TEXTS, strict=False):
        found = states(folder, vectors, text)
        expected = found[0] if pooling == "cls" else found.mean(axis=0)
        np.testing.assert_allclose(row, expected / np.linalg.norm(expected), atol=1e-5)


def test_a_score_is_the_logistic_function_of_the_logit_of_both_texts(tmp_path: Path):
    folder = tmp_path / "model"
    vectors, types, last = tiny_onnx.pairs(folder)
    one = open_case(Case("model", "generated", lambda _: None), tmp_path)
    assert (one.entry.family, one.entry.kinds, one.entry.tokens) == (
        "onnx-pairs",
        ("reranker",),
        64,
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    for text in TEXTS[:4]:
        pair = tokenizer.encode("a cat", text)
        state = np.tanh((vectors[pair.ids] * types[pair.type_ids]).mean(axis=0))
        expected = 1 / (1 + np.exp(-float((state @ last)[0])))
        assert one.pairs.scores("a cat", [text])[0] == pytest.approx(expected, abs=1e-6)


def entry_of(family: str) -> ModelEntry:
    kinds = ("reranker",) if family in {"cross-encoder", "onnx-pairs"} else ("dense",)
    return ModelEntry(id="one", name="One", kinds=kinds, family=family, dim=8, licence="MIT")


@pytest.mark.skipif(find_spec("torch") is not None, reason="the extra is here")
@pytest.mark.parametrize("family", ["transformers", "cross-encoder", "splade", "bge-m3"])
def test_without_the_extra_its_models_say_what_brings_them(family: str):
    opener = open_reranker if family == "cross-encoder" else open_model
    with pytest.raises(ExtraMissingError) as caught:
        opener(entry_of(family), ACCESS)
    assert " -m pip install 'torch>=" in caught.value.hint
    assert "torch" not in sys.modules


@pytest.mark.parametrize("family", ["bm25", "none", "onnx-pairs"])
def test_what_makes_no_vectors_says_so(family: str):
    with pytest.raises(ModelMissingError):
        open_model(entry_of(family), ACCESS)


def test_every_local_family_is_held_to_its_promises_somewhere():
    local = {name for name, one in families().items() if one.place != "engine" and one.module}
    assert local == {"static", "onnx", "onnx-pairs", *EXTRA}


EXTRA = ("transformers", "cross-encoder", "splade", "bge-m3")
"""In test_families_torch.py."""


def test_telling_and_opening_what_needs_no_torch_loads_none():
    code = (
        "import sys, tempfile, pathlib\n"
        "from tests.models import tiny_onnx\n"
        "from engine.models.families import open_reranker\n"
        "from engine.models.local_folder import describe\n"
        "from engine.models.vocabulary import Access\n"
        "with tempfile.TemporaryDirectory() as path:\n"
        "    tiny_onnx.pairs(pathlib.Path(path, 'one'))\n"
        "    entry = describe(pathlib.Path(path, 'one'))\n"
        "    open_reranker(entry, Access()).scores('a', ['b'])\n"
        "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
