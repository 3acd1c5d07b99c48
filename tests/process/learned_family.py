"""Another package's family: models that learn sparse vectors, and need nothing to be installed.

A word is a term of the vocabulary, and words that mean the same are the same term. `installed` has
every process started with its environment find the family, as `pip install` would.
"""

from __future__ import annotations

import os
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.models.entry import ModelEntry
from engine.models.families import GROUP, Addition, Family
from engine.models.sparse_rows import unit_csr
from engine.models.vectors import FloatMatrix, Meanings
from engine.models.vocabulary import Access, HybridModel, SparseModel

if TYPE_CHECKING:
    from engine.models.sparse_rows import Weights
    from engine.models.vectors import SparseRows

SPARSE, HYBRID = "test-sparse", "test-hybrid"
VOCABULARY, DIM = 5_000, 8
SAME = {"kitten": "cat", "feline": "cat", "automobile": "car", "vehicle": "car", "ocean": "sea"}


class Sparse:
    """Words with their meanings."""

    dim = VOCABULARY

    def encode_documents(self, texts: Sequence[str], /) -> SparseRows:
        """Return the vectors of passages."""
        return learned_rows(texts)

    encode_queries = encode_documents


class Hybrid:
    """The same, with a dense vector that tells cats from all else."""

    dim = DIM

    def encode_documents(self, texts: Sequence[str], /) -> Meanings:
        """Return the vectors of passages."""
        return Meanings(dense_rows(texts), learned_rows(texts))

    encode_queries = encode_documents


def learned_rows(texts: Sequence[str]) -> SparseRows:
    """Return rows of length 1; empty for a text without letters."""
    found: dict[int, Weights] = {}
    for row, text in enumerate(texts):
        if counts := Counter(map(_term, _words(text))):
            weights = np.sqrt(np.array([*counts.values()], np.float32))
            found[row] = np.array([*counts], np.int64), weights
    return unit_csr(found, len(texts), VOCABULARY)


def dense_rows(texts: Sequence[str]) -> FloatMatrix:
    """Return rows of length 1."""
    rows = np.zeros((len(texts), DIM), np.float32)
    for place, text in enumerate(texts):
        rows[place, 0 if "cat" in map(_meaning, _words(text)) else 1 + len(text) % (DIM - 1)] = 1
    return rows


def open_model(entry: ModelEntry, access: Access) -> SparseModel | HybridModel:
    """Return an entry's model."""
    del access
    return Sparse() if entry.id == SPARSE else Hybrid()


def addition() -> Addition:
    """Return the family and its two models."""
    sparse = ModelEntry(id=SPARSE, name="S", kinds=("sparse",), family="learned", licence="MIT")
    hybrid = ModelEntry(
        id=HYBRID, name="H", kinds=("dense", "sparse"), family="learned", dim=DIM, licence="MIT"
    )
    family = Family(name="learned", place="embedder", module=__name__)
    return Addition(family=family, entries=(sparse, hybrid))


def installed(folder: Path) -> Mapping[str, str]:
    """Have the package's entry point in a folder; return the environment that finds it."""
    facts = folder / "learned_family-1.0.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: learned-family\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(f"[{GROUP}]\nlearned = {__name__}:addition\n")
    known = [str(folder), str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    return {"PYTHONPATH": os.pathsep.join(one for one in known if one)}


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _meaning(word: str) -> str:
    return SAME.get(word, word)


def _term(word: str) -> int:
    return zlib.crc32(_meaning(word).encode()) % VOCABULARY
