"""What models make of texts: dense rows, learned sparse rows, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    SparseRows = csr_array[np.float32, tuple[int, int]]

Floats = npt.NDArray[np.float32]
FloatMatrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors of n texts.

    Attributes:
        dense: float32 (n, dim), rows of length 1, or zero for a text that says nothing; dim is 0
            where the model makes none.
        learned: float32 CSR (n, vocabulary), weights above 0, rows of length 1 or empty, so that an
            inner product is a cosine; None where the model makes none.
    """

    dense: FloatMatrix
    learned: SparseRows | None = None


@dataclass(frozen=True, slots=True)
class SparseVector:
    """One learned sparse vector.

    Attributes:
        indices: uint32, ascending.
        values: float32, above 0; of length 1 together.
    """

    indices: npt.NDArray[np.uint32]
    values: Floats
