"""Whether a difference between two systems could be chance.

The two-sided paired randomisation (Fisher) test that Smucker, Allan and Carterette (CIKM 2007)
recommend for retrieval: if it were all the same which system is which, each query's difference
could as well have the other sign.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

PERMUTATIONS = 10_000
_AT_ONCE = 500
_EQUAL = 1e-9
"""Sums that differ by less are the same, but for rounding."""

Floats = npt.NDArray[np.float32]


def p_value(
    one: Floats, other: Floats, *, permutations: int = PERMUTATIONS, seed: int = 20070
) -> float:
    """The chance of a mean difference at least as large, 0 to 1, were both systems the same.

    Args:
        one: (n,), a measure per query.
        other: (n,), of the same queries in the same order.
        permutations: random ones; with the one that happened they bound the answer from below.
        seed: of the random numbers, so that the same results give the same answer.
    """
    differences = one.astype(np.float64) - other.astype(np.float64)
    differences = differences[differences != 0]  # a sign changes nothing there
    if not len(differences):
        return 1.0
    happened = abs(differences.sum()) - _EQUAL
    draw = np.random.default_rng(seed)
    as_large = 0
    for start in range(0, permutations, _AT_ONCE):
        count = min(_AT_ONCE, permutations - start)
        signs = draw.integers(0, 2, (count, len(differences)), np.int8) * 2 - 1
        as_large += int((np.abs(signs @ differences) >= happened).sum())
    return (as_large + 1) / (permutations + 1)
