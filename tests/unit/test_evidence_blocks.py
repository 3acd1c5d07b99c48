"""What files and their passages say does not depend on how many are counted at a time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.search import file_evidence
from engine.search.fusion import FloatMatrix

RANDOM = np.random.default_rng(5)
FILES = RANDOM.integers(0, 9, 60)
COUNTS = RANDOM.poisson(0.4, (60, 7)).astype(np.float32)
LENGTHS = RANDOM.integers(20, 90, 60).astype(np.float32)
TOKENS = {file: 200 * file for file in range(5)}
WEIGHTS = RANDOM.random(7, np.float32)


def halved(weights: FloatMatrix) -> FloatMatrix:
    return weights * np.float32(0.5)


@pytest.mark.parametrize("block", [1, 2, 7, 59, 60])
@pytest.mark.parametrize("counted", [None, halved])
def test_blocks_give_what_all_at_once_give(
    block: int,
    counted: Callable[[FloatMatrix], FloatMatrix] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = FILES, COUNTS, LENGTHS, TOKENS, WEIGHTS, counted
    whole = file_evidence.of_files(*asked)
    monkeypatch.setattr(file_evidence, "_BLOCK", block)
    np.testing.assert_allclose(file_evidence.of_files(*asked), whole, rtol=1e-6)
    rows = [row for at in file_evidence.blocks(60) for row in range(60)[at]]
    assert rows == list(range(60))
    assert not list(file_evidence.blocks(0))
