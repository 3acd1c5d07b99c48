"""Turn all-MiniLM-L6-v2 into the bundled 8-bit ONNX model.

Run by path, see README.md beside this script::

    python packaging/models/minilm.py resources/models/minilm-l6-int8

Three steps, each checked:

1. export to float32 with mean pooling and normalisation. Kept as ``reference/float32.onnx``: the
   graph alone, its weights left in the published model.safetensors, which it names by offset.
   Checked against the published vector to 1e-4; its vectors of ``reference/sentences.tsv`` are kept.
2. the matrices to 8 bits in blocks of 64 (MatMulNBits). Activations are quantised at run time
   in the same blocks, so that outliers in one place cost nothing elsewhere and a text's vector does
   not depend on what shares its batch, as it does with onnxruntime's per-tensor quantize_dynamic.
3. the word table to 8 bits, one scale a row; the positions stay as they are (cosine .9987 instead
   of .9967 on the worst sentence) and are cut to the 256 that the model was trained with.

The result must keep a cosine of .99 to the float32 vectors on every reference sentence.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import weights

TOKENS = 256
LIMIT = 24_000_000
BLOCK = 64
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
REFERENCE = weights.HERE / "reference"
EXTERNAL = "model.safetensors"
WORDS = "model.embeddings.word_embeddings.weight"
POSITIONS = "model.embeddings.position_embeddings.weight"


def export(source: Path, path: Path) -> None:
    """Write the float32 model; weights keep their published names and layout."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    model = AutoModel.from_pretrained(source, attn_implementation="eager").eval()

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, mask: Any, types: Any) -> Any:  # noqa: ANN401
            states = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types)
            kept = mask.unsqueeze(-1).float()
            mean = (states.last_hidden_state * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    texts = ["hello world", "one two three four"]
    sample = AutoTokenizer.from_pretrained(source)(texts, padding=True, return_tensors="pt")
    torch.onnx.export(
        Pooled(),
        tuple(sample[name] for name in INPUTS),
        str(path),
        input_names=list(INPUTS),
        output_names=["embedding"],
        dynamic_axes={
            **{name: {0: "batch", 1: "length"} for name in INPUTS},
            "embedding": {0: "batch"},
        },
        opset_version=17,
        do_constant_folding=False,
        dynamo=False,
    )


def without_weights(model: Any, source: Path) -> Any:  # noqa: ANN401
    """Return the graph with every published tensor named by its place in model.safetensors."""
    from onnx import TensorProto, numpy_helper

    content = (source / EXTERNAL).read_bytes()
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])
    graph = type(model)()
    graph.CopyFrom(model)
    for tensor in graph.graph.initializer:
        entry = header.get(tensor.name.removeprefix("model."))
        if entry is None:
            continue
        start, end = (8 + size + offset for offset in entry["data_offsets"])
        if numpy_helper.to_array(tensor).tobytes() != content[start:end]:
            sys.exit(f"{tensor.name} is not what was published")
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", EXTERNAL), ("offset", start), ("length", end - start)):
            tensor.external_data.add(key=key, value=str(value))
    return graph


def fold_transposes(model: Any) -> None:  # noqa: ANN401
    """Turn the transposed weights into plain ones, which the quantiser asks for."""
    from onnx import numpy_helper

    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in [node for node in model.graph.node if node.op_type == "Transpose"]:
        tensor = tensors.get(node.input[0])
        if tensor is None:
            continue
        turned = numpy_helper.to_array(tensor).T.copy()
        model.graph.initializer.remove(tensor)
        model.graph.initializer.append(numpy_helper.from_array(turned, node.output[0]))
        model.graph.node.remove(node)


def shrink_matrices(model: Any) -> Any:  # noqa: ANN401
    """Return the model with its weight matrices in 8 bits, activations likewise at run time."""
    from onnxruntime.quantization.matmul_nbits_quantizer import (
        DefaultWeightOnlyQuantConfig,
        MatMulNBitsQuantizer,
    )

    config = DefaultWeightOnlyQuantConfig(
        block_size=BLOCK, is_symmetric=True, accuracy_level=4, bits=8
    )
    quantiser = MatMulNBitsQuantizer(model, algo_config=config)
    quantiser.process()
    return quantiser.model.model


def shrink_tables(model: Any) -> None:  # noqa: ANN401
    """Store the word table in 8 bits, one scale a row, and the first `TOKENS` positions."""
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    positions = tensors[POSITIONS]
    positions.CopyFrom(
        numpy_helper.from_array(numpy_helper.to_array(positions)[:TOKENS], POSITIONS)
    )
    rows = numpy_helper.to_array(tensors[WORDS])
    scale = np.maximum(np.abs(rows).max(axis=1, keepdims=True) / 127, 1e-12)
    graph.initializer.remove(tensors[WORDS])
    graph.initializer.append(
        numpy_helper.from_array(np.round(rows / scale).astype(np.int8), "words")
    )
    graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), "scales"))
    place, node = next(
        (place, node) for place, node in enumerate(graph.node) if WORDS in node.input
    )
    ids, output = node.input[1], node.output[0]
    graph.node.remove(node)
    steps = (
        helper.make_node("Gather", ["words", ids], ["word"], name="words/Gather"),
        helper.make_node("Gather", ["scales", ids], ["scale"], name="scales/Gather"),
        helper.make_node("Cast", ["word"], ["wide"], name="words/Cast", to=TensorProto.FLOAT),
        helper.make_node("Mul", ["wide", "scale"], [output], name="words/Mul"),
    )
    for offset, made in enumerate(steps):
        graph.node.insert(place + offset, made)


def encode(model: Path, tokenizer: Path, texts: list[str]) -> np.ndarray:
    """Return the vectors of texts, one at a time, shape (len(texts), 384), float32."""
    import onnxruntime
    from tokenizers import Tokenizer

    tokens = Tokenizer.from_file(str(tokenizer))
    tokens.no_padding()
    tokens.enable_truncation(TOKENS)
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    rows: list[np.ndarray] = []
    for text in texts:
        ids = np.array([tokens.encode(text).ids], np.int64)
        feed = dict(zip(INPUTS, (ids, np.ones_like(ids), np.zeros_like(ids)), strict=True))
        rows.append(session.run(None, feed)[0][0])
    return np.stack(rows)


def check(source: Path, exact: Path, small: Path) -> np.ndarray:
    """Stop unless both models are as close as they must be; return the float32 vectors."""
    lines = (REFERENCE / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    texts = [line.split("\t")[1] for line in lines]
    reference = encode(exact, source / "tokenizer.json", texts)
    off = np.abs(reference[0, :4] - weights.PUBLISHED_START).max()
    near = (reference * encode(small, source / "tokenizer.json", texts)).sum(axis=1)
    closeness = f"cosine {near.min():.5f} at least, {near.mean():.5f} on average"
    print(f"float32: off by {off:.1e}; 8 bits: {closeness}, {small.stat().st_size} bytes")  # noqa: T201
    if texts[0] != weights.PUBLISHED_SENTENCE or off > 1e-4:
        sys.exit("the float32 export does not give the published vector")
    if near.min() < 0.99 or small.stat().st_size > LIMIT:
        sys.exit("the 8-bit model is not good or not small enough")
    return reference


def main() -> None:
    """Build into the folder given."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    import onnx

    out, source = Path(sys.argv[1]), weights.source_folder()
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        exact = Path(scratch, "float32.onnx")
        export(source, exact)
        model = onnx.load(exact)
        onnx.save(without_weights(model, source), REFERENCE / "float32.onnx")
        fold_transposes(model)
        model = shrink_matrices(model)
        shrink_tables(model)
        onnx.checker.check_model(model)
        onnx.save(model, out / "model.onnx")
        (out / "tokenizer.json").write_bytes((source / "tokenizer.json").read_bytes())
        np.save(REFERENCE / "vectors.npy", check(source, exact, out / "model.onnx"))
    weights.add_licence(out, "NOTICE.minilm")
    weights.report(out)


if __name__ == "__main__":
    weights.go_quiet_and_repeatable()
    main()
