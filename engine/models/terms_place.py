"""Where a term stands in the text that a person sees: offsets through normalisation.

NFKC turns one character into several ("ﬁ" into "fi") or several into one (a letter and its accent),
so offsets in the normalised text are of no use in the original. The text is normalised cluster by
cluster (a character with what composes with it) and each resulting character remembers its cluster.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from engine.models.terms import normalise


def _joining() -> str:
    """Characters that may change what stands before them: marks, vowel and final jamo."""
    marks = "".join(
        sign for sign in map(chr, range(0x300, 0x3100)) if unicodedata.category(sign)[0] == "M"
    )
    return marks + "\u1160-\u11ff\ud7b0-\ud7ff\ufe20-\ufe2f\uff9e\uff9f"


_JOINING = _joining()
_JOINS = re.compile(f"[{_JOINING}]")
_CLUSTER = re.compile(f".[{_JOINING}]*", re.DOTALL)


@lru_cache(maxsize=10_000)
def _normal(cluster: str) -> str:
    return normalise(cluster)


class PlacedText:
    """A normalised text that knows which characters of the original each of its own came from.

    Attributes:
        text: the normalised text, for `engine.models.terms.segments`.
    """

    def __init__(self, original: str) -> None:
        self._places: list[tuple[int, int]] | None = None
        if original.isascii():
            self.text = normalise(original)
            return
        if _JOINS.search(original):
            spans = [match.span() for match in _CLUSTER.finditer(original)]
        else:
            spans = [(i, i + 1) for i in range(len(original))]
        pieces = [_normal(original[start:end]) for start, end in spans]
        self.text = "".join(pieces)
        if len(self.text) != len(original) or any(len(piece) != 1 for piece in pieces):
            self._places = [span for span, piece in zip(spans, pieces, strict=True) for _ in piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return [start, end) of the normalised text as offsets in the original; end > start."""
        if self._places is None:
            return start, end
        return self._places[start][0], self._places[end - 1][1]
