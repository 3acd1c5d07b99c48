"""From float32 to 8 bits without losing what the vectors say.

onnxruntime's plain quantize_dynamic gives this model cosines down to .80, for two reasons that are
dealt with here; the figures are the worst and the mean cosine over the reference sentences:

- Activations get one scale for a whole run, and a few channels and tokens are tens of times larger
  than the rest. Channels are evened out beforehand, activation against weight (SmoothQuant, Xiao et
  al. 2023, eq. 4); the three matrices whose outliers are single tokens (the second of the first
  three feed-forward layers) are quantised in blocks of 64 instead (MatMulNBits). .982 / .993 with
  scales for each channel alone, .9966 / .9990 with both.
- Processors with AVX2 but without VNNI add pairs of products in 16 bits, saturating: a full-range
  model that has .9977 here falls to .9636 there. Weights are kept to 7 bits, for which no pair can
  overflow (2 * 255 * 64 < 2^15): .9949 / .9982, the same under an emulated Haswell.

MatMulNBits throughout would give .9987 / .9994, at 1.5 times the processor time.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

Model = Any
"""An onnx.ModelProto; onnx is not imported before it is needed."""

STRENGTH = 0.65
BLOCK = 64
SMOOTHED = ("/attention/self/", "/intermediate/")
IN_BLOCKS = tuple(f"/model/encoder/layer.{layer}/output/dense/MatMul" for layer in (0, 1, 2))
WORDS = "model.embeddings.word_embeddings.weight"
POSITIONS = "model.embeddings.position_embeddings.weight"


def fold_transposes(model: Model) -> None:
    """Turn the transposed weights into plain ones, which the quantisers ask for."""
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


def smoothed_inputs(model: Model) -> dict[str, list[Any]]:
    """Return the matrix products to even out, by the name of the activation that they share."""
    weights = {tensor.name for tensor in model.graph.initializer}
    products: dict[str, list[Any]] = {}
    for node in model.graph.node:
        if node.op_type != "MatMul" or node.input[1] not in weights:
            continue
        if any(part in node.name for part in SMOOTHED):
            products.setdefault(node.input[0], []).append(node)
    return products


def with_outputs(model: Model, names: list[str]) -> Model:
    """Return the model with some of its inner values as outputs."""
    from onnx import helper

    watched = type(model)()
    watched.CopyFrom(model)
    del watched.graph.output[:]
    watched.graph.output.extend(helper.make_tensor_value_info(name, 1, None) for name in names)
    return watched


def smooth(model: Model, peaks: dict[str, np.ndarray]) -> None:
    """Divide each channel of an activation, and multiply its row of the weights, by one factor.

    Args:
        model: changed in place; what it computes stays the same.
        peaks: for each activation the largest magnitude of every channel, from calibration texts.
    """
    from onnx import helper, numpy_helper

    graph = model.graph
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    for name, nodes in smoothed_inputs(model).items():
        matrices = [numpy_helper.to_array(tensors[node.input[1]]) for node in nodes]
        rows = np.max([np.abs(matrix).max(axis=1) for matrix in matrices], axis=0)
        factor = np.maximum(peaks[name], 1e-5) ** STRENGTH / np.maximum(rows, 1e-5) ** (
            1 - STRENGTH
        )
        factor /= np.exp(np.log(factor).mean())
        inverse = numpy_helper.from_array((1 / factor).astype(np.float32), f"{name}/factor")
        graph.initializer.append(inverse)
        made = helper.make_node(
            "Mul", [name, f"{name}/factor"], [f"{name}/even"], name=f"{name}/Even"
        )
        graph.node.insert(list(graph.node).index(nodes[0]), made)
        for node, matrix in zip(nodes, matrices, strict=True):
            scaled = (matrix * factor[:, None]).astype(np.float32)
            tensors[node.input[1]].CopyFrom(numpy_helper.from_array(scaled, node.input[1]))
            node.input[0] = f"{name}/even"


def shrink_some_in_blocks(model: Model) -> Model:
    """Return the model with the matrices `IN_BLOCKS` in 8 bits, activations likewise at run time."""
    from onnxruntime.quantization.matmul_nbits_quantizer import (
        DefaultWeightOnlyQuantConfig,
        MatMulNBitsQuantizer,
    )

    others = [
        node.name
        for node in model.graph.node
        if node.op_type == "MatMul" and node.name not in IN_BLOCKS
    ]
    config = DefaultWeightOnlyQuantConfig(
        block_size=BLOCK, is_symmetric=True, accuracy_level=4, bits=8
    )
    quantiser = MatMulNBitsQuantizer(model, nodes_to_exclude=others, algo_config=config)
    quantiser.process()
    return quantiser.model.model


def shrink_matrices(model: Model, out: Path) -> None:
    """Write the model with its other matrices in 7 bits, a scale for each channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        model,
        out,
        op_types_to_quantize=["MatMul"],
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
    )


def shrink_tables(model: Model, positions: int) -> None:
    """Store the word table in 8 bits, one scale a row, and only the first `positions`.

    Positions stay float32: in 8 bits they alone would cost .002 on the worst sentence.
    """
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    table = numpy_helper.to_array(tensors[POSITIONS])[:positions]
    tensors[POSITIONS].CopyFrom(numpy_helper.from_array(table, POSITIONS))
    rows = numpy_helper.to_array(tensors[WORDS])
    scale = np.maximum(np.abs(rows).max(axis=1, keepdims=True) / 127, 1e-12).astype(np.float32)
    words = np.round(rows / scale).astype(np.int8)
    graph.initializer.remove(tensors[WORDS])
    graph.initializer.append(numpy_helper.from_array(words, "words"))
    graph.initializer.append(numpy_helper.from_array(scale, "scales"))
    place, node = next(pair for pair in enumerate(graph.node) if WORDS in pair[1].input)
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
