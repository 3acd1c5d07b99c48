"""How near passages are word by word does not depend on how many are looked at at a time."""

from __future__ import annotations

import numpy as np
import pytest

from engine.models.encoder import TextEncoder
from engine.models.registry import find, folder
from engine.models.static import StaticTable
from engine.search import late_interaction

TEXTS = [
    "",
    "a bee has stung you",
    "",
    "",
    "molten rock",
    "the bank lends",
    "…",
    "ice and lava",
    "",
]


@pytest.mark.parametrize("block", [1, 2, 3, 4, 8])
def test_blocks_give_what_all_at_once_give(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = find("static-minilm-256")
    table = StaticTable.load(folder(entry))
    encoded = TextEncoder(table).encode(TEXTS)
    asked = (table, ("volcano", "ice"), np.ones(2, np.float32), encoded)
    whole = late_interaction.word_by_word(*asked)
    monkeypatch.setattr(late_interaction, "_BLOCK", block)
    np.testing.assert_allclose(late_interaction.word_by_word(*asked), whole, atol=1e-6)
    assert np.isnan(whole).any()
    assert whole[4] > 0
