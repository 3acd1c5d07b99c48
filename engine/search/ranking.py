"""Candidates with what orders them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.search.candidates import Candidates
    from engine.search.fusion import Floats


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates with the scores that order them; `similarity` is NaN where not reranked."""

    candidates: Candidates
    scores: Floats
    similarity: Floats
    paired: bool = False
    """Whether the reranker looked at query and passage together: such similarities lie farther
    apart than cosines."""
