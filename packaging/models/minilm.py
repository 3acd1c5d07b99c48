"""Turn all-MiniLM-L6-v2 into the bundled 8-bit ONNX model.

Run by path, see README.md beside this script::

    python packaging/models/minilm.py resources/models/minilm-l6-int8

1. It is exported to float32 with mean pooling and normalisation. ``reference/float32.onnx`` is that
   export without its weights, which stay in the published model.safetensors, named by offset.
   It must give the published vector to 1e-4; its vectors of ``reference/sentences.tsv`` are kept.
2. It is shrunk to 8 bits, see shrink.py.

The result must keep a cosine of .99 to the float32 vectors on every reference sentence.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shrink
import weights

TOKENS = 256
LIMIT = 24_000_000
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
REFERENCE = weights.HERE / "reference"
EXTERNAL = "model.safetensors"


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


def calibrate(model: Any, source: Path, scratch: Path) -> dict[str, np.ndarray]:  # noqa: ANN401
    """Return how large each channel of the activations gets on the licence's own paragraphs."""
    import onnx

    names = list(shrink.smoothed_inputs(model))
    onnx.save(shrink.with_outputs(model, names), scratch)
    paragraphs = (weights.HERE.parent.parent / "LICENSE").read_text(encoding="utf-8").split("\n\n")
    peaks: dict[str, np.ndarray] = {}
    for outputs in run(scratch, source, paragraphs):
        for name, values in zip(names, outputs, strict=True):
            peak = np.abs(values[0]).max(axis=0)
            peaks[name] = np.maximum(peaks.get(name, peak), peak)
    return peaks


def run(model: Path, source: Path, texts: list[str]) -> Iterator[list[np.ndarray]]:
    """Yield the model's outputs for each text, one text at a time."""
    import onnxruntime
    from tokenizers import Tokenizer

    tokens = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokens.no_padding()
    tokens.enable_truncation(TOKENS)
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    for text in texts:
        ids = np.array([tokens.encode(text).ids], np.int64)
        feed = dict(zip(INPUTS, (ids, np.ones_like(ids), np.zeros_like(ids)), strict=True))
        yield session.run(None, feed)


def encode(model: Path, source: Path, texts: list[str]) -> np.ndarray:
    """Return the vectors of texts, shape (len(texts), 384), float32."""
    return np.stack([outputs[0][0] for outputs in run(model, source, texts)])


def shrunk(model: Any, source: Path, scratch: Path) -> Any:  # noqa: ANN401
    """Return the 8-bit model; see shrink.py for what is done and why."""
    import onnx

    shrink.fold_transposes(model)
    shrink.smooth(model, calibrate(model, source, scratch / "watched.onnx"))
    model = shrink.shrink_some_in_blocks(model)
    shrink.shrink_matrices(model, scratch / "small.onnx")
    model = onnx.load(scratch / "small.onnx")
    shrink.shrink_tables(model, TOKENS)
    return model


def check(source: Path, exact: Path, small: Path) -> np.ndarray:
    """Stop unless both models are as close as they must be; return the float32 vectors."""
    lines = (REFERENCE / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    texts = [line.split("\t")[1] for line in lines]
    reference = encode(exact, source, texts)
    off = np.abs(reference[0, :4] - weights.PUBLISHED_START).max()
    near = (reference * encode(small, source, texts)).sum(axis=1)
    closeness = f"cosine {near.min():.5f} at least, {near.mean():.5f} on average"
    print(f"float32: off by {off:.1e}; 8 bits: {closeness}, {small.stat().st_size} bytes")
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
        small = shrunk(model, source, Path(scratch))
        onnx.save(small, out / "model.onnx")
        (out / "tokenizer.json").write_bytes((source / "tokenizer.json").read_bytes())
        np.save(REFERENCE / "vectors.npy", check(source, exact, out / "model.onnx"))
    weights.add_licence(out, "NOTICE.minilm")
    weights.report(out)


if __name__ == "__main__":
    weights.go_quiet_and_repeatable()
    main()
