"""Where a term stands in the text that a person sees: offsets through normalisation.

NFKC turns one character into several ("ﬁ" into "fi") or several into one (a letter and its accent),
so offsets in the normalised text are of no use in the original. The text is normalised cluster by
cluster (a character with what composes with it) and each resulting character remembers its cluster.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

from engine.models.terms import INVISIBLE, OTHERWISE, normalise


def _joining() -> str:
    """Characters that may change what stands before them: marks, vowel and final jamo."""
    marks = "".join(
        sign for sign in map(chr, range(0x300, 0x3100)) if unicodedata.category(sign)[0] == "M"
    )
    far = "\ua66f\ua674-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua8c4\ua8e0-\ua8f1\ua92b-\ua92d\ua953"
    far += "\ua9b3\ua9c0\uaab0-\uaac1\uaaf6\uabed\ufb1e\ufe20-\ufe2f"
    return marks + far + "\u1160-\u11ff\ud7b0-\ud7ff\uff9e\uff9f"


def _composing() -> tuple[str, str, str]:
    """Letters of Hangul that only compose in their order: leading, vowels and finals.

    Other marks join whatever they stand behind. Of these the halfwidth ones, and those that stand
    for themselves, are no marks: a vowel behind a syllable ("슬퍼ㅠㅠ") stays apart.
    """
    signs = [*map(chr, range(0x1100, 0x1200)), *map(chr, range(0x3131, 0x318F))]
    signs += map(chr, range(0xFFA1, 0xFFDD))
    plain = [(sign, unicodedata.normalize("NFKC", sign)) for sign in signs]
    ranges = (("\u1100", "\u1112"), ("\u1161", "\u1175"), ("\u11a8", "\u11c2"))
    lead, vowel, final = (
        "".join(sign for sign, letter in plain if first <= letter <= last) for first, last in ranges
    )
    return lead, vowel, final


_JOINING = _joining()
_LEAD, _VOWEL, _FINAL = _composing()
_OPEN = "".join(map(chr, range(0xAC00, 0xD7A4, 28)))
"""Syllables without a final."""
_CHANGED = re.compile(f"{OTHERWISE}|i\u0307")
_JOINS = re.compile(f"[{_JOINING}{_VOWEL}{_FINAL}]")
_LEFT_OUT = "".join(map(chr, INVISIBLE))
_SYLLABLE = f"[{_LEAD}][{_LEFT_OUT}]*[{_VOWEL}](?:[{_LEFT_OUT}]*[{_FINAL}])?"
_CLOSED = f"[{_OPEN}][{_LEFT_OUT}]*[{_FINAL}]"
_CLUSTER = re.compile(f"(?:{_SYLLABLE}|{_CLOSED}|.)(?:[{_LEFT_OUT}]*[{_JOINING}])*", re.DOTALL)


class _Normal(dict[str, str]):
    """Cluster to its normalised form, kept: a look-up is all that most characters cost."""

    def __missing__(self, cluster: str) -> str:
        if len(self) > _KEPT:
            self.clear()
        normal = self[cluster] = normalise(cluster)
        return normal


_KEPT = 50_000
_NORMAL = _Normal()


def _stays(text: str) -> bool:
    """Whether normalising changes nothing but, perhaps, the case."""
    return unicodedata.is_normalized("NFKC", text) and not _CHANGED.search(text)


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
        folded = original.casefold()
        if len(folded) == len(original) and _stays(original) and _stays(folded):
            self.text = folded  # casefold never shortens: each character is its own place
            return
        clusters = _CLUSTER.findall(original) if _JOINS.search(original) else list(original)
        pieces = list(map(_NORMAL.__getitem__, clusters))
        self.text = "".join(pieces)
        sizes = set(map(len, pieces))
        if sizes <= {1} and len(clusters) == len(original):
            return
        ends = list(accumulate(map(len, clusters)))
        starts = [0, *ends]
        self._places = [
            place
            for piece, place in zip(pieces, zip(starts, ends, strict=False), strict=True)
            for _ in piece
        ]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return [start, end) of the normalised text as offsets in the original; end > start."""
        if self._places is None:
            return start, end
        return self._places[start][0], self._places[end - 1][1]
