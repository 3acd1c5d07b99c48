"""Learned sparse vectors, put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from engine.models.vectors import Floats

if TYPE_CHECKING:
    from engine.models.vectors import SparseRows

Weights = tuple[npt.NDArray[np.integer[Any]], Floats]
"""Of one text: tokens, each once, and what they weigh."""


def unit_csr(found: Mapping[int, Weights], size: int, vocabulary: int) -> SparseRows:
    """Return float32 CSR (size, vocabulary), rows of length 1, or empty; columns ascending.

    Weights of 0 and below are left out: they say nothing, and Milvus refuses negative ones.

    Args:
        found: by row; rows that lack are empty.
        size: how many rows.
        vocabulary: how many columns.
    """
    from scipy.sparse import csr_array

    columns, values = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
    lengths = np.zeros(size, np.int64)
    for row in sorted(found):
        tokens, weights = found[row]
        tokens, weights = tokens[weights > 0], weights[weights > 0].astype(np.float64)
        order = np.argsort(tokens)
        columns.append(tokens[order].astype(np.int64))
        values.append((weights / max(np.linalg.norm(weights), 1e-12))[order].astype(np.float32))
        lengths[row] = len(tokens)
    indptr: npt.NDArray[Any] = np.concatenate([[0], np.cumsum(lengths)])
    indices: npt.NDArray[Any] = np.concatenate(columns)
    data = np.concatenate(values)
    return csr_array((data, indices, indptr), shape=(size, vocabulary))
