"""Another package's family, whose model ends its process at some texts.

Run in the embedder, as what may crash is. `installed` has every process started with its
environment find the family.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from engine.models.entry import ModelEntry
from engine.models.families import GROUP, Addition, Family
from engine.models.vectors import FloatMatrix
from engine.models.vocabulary import Access, DenseModel

MODEL, DIM = "test-deadly", 8
POISON = "poison"


class Deadly:
    """Tells texts apart by their length."""

    dim = DIM

    def encode_documents(self, texts: Sequence[str], /) -> FloatMatrix:
        """Return the vectors of passages, if nothing in them ends the process."""
        if any(POISON in text for text in texts):
            os._exit(3)
        rows = np.zeros((len(texts), DIM), np.float32)
        rows[np.arange(len(texts)), [len(text) % DIM for text in texts]] = 1
        return rows

    encode_queries = encode_documents


def open_model(entry: ModelEntry, access: Access) -> DenseModel:
    """Return an entry's model."""
    del entry, access
    return Deadly()


def addition() -> Addition:
    """Return the family and its model."""
    entry = ModelEntry(
        id=MODEL, name="D", kinds=("dense",), family="deadly", dim=DIM, licence="MIT"
    )
    family = Family(name="deadly", place="embedder", module=__name__)
    return Addition(family=family, entries=(entry,))


def installed(folder: Path) -> Mapping[str, str]:
    """Have the package's entry point in a folder; return the environment that finds it."""
    facts = folder / "deadly_family-1.0.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly-family\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(f"[{GROUP}]\ndeadly = {__name__}:addition\n")
    known = [str(folder), str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    return {"PYTHONPATH": os.pathsep.join(one for one in known if one)}
