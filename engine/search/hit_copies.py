"""Hits of several libraries, those that say the same folded under one of them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.protocol.messages import Copy, Hit
from engine.search.signatures import HASHES, grouped, signatures
from engine.search.standing import ASKED, standing
from engine.search.wording import Wording

if TYPE_CHECKING:
    from engine.search.signatures import Signatures

_LOOKED_AT = 1_000
"""Hits that are compared; whoever wants more reads them by program."""
_MARGIN = 0.05
"""Of the score, up to which hits are placed about as high: each library has its own statistics."""
_SIGNED = 500
"""Texts whose signatures are made at once: their words are multiplied by 16."""


def folded(hits: Sequence[Hit], *, comparable: bool) -> list[Hit]:
    """Fold hits of different libraries; those of one have been compared there.

    The same passage of one file in two libraries is one hit and no copy of itself.

    Args:
        hits: best first.
        comparable: whether the scores compare. Then the newest stands for those that are placed
            about as high, else the one that is placed best.

    Returns:
        What is left, in its order. Ranks are as they were.
    """
    looked_at = hits[:_LOOKED_AT]
    folding = _HitFolding(looked_at)
    kept: dict[int, Hit] = dict(enumerate(hits))
    for group in folding.groups():
        head = _head(looked_at, group) if comparable else group[0]
        copies: dict[tuple[str, int], Copy] = {}
        for place in (head, *(place for place in group if place != head)):
            hit = kept.pop(place)
            same = folding.same(head, place)
            if place != head:
                copies.setdefault((hit.path, hit.start), _copy_of(hit, same=same))
            for copy in hit.copies:
                known = msgspec.structs.replace(copy, same=copy.same and same)
                copies.setdefault((copy.path, copy.start), known)
        best = looked_at[head]
        copies.pop((best.path, best.start), None)
        kept[head] = msgspec.structs.replace(best, copies=tuple(copies.values()))
    return [kept[place] for place in sorted(kept)]


class _HitFolding:
    """Compares hits."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = hits
        self._wordings = [Wording(hit.text, hit.heading) for hit in hits]

    def groups(self) -> list[list[int]]:
        """Places of what says the same, best first."""
        marks, wording = text_signatures(self._wordings), self._wordings.__getitem__
        return grouped(range(len(self._hits)), marks, wording, self._alike)

    def same(self, one: int, other: int) -> bool:
        """Whether two hits say the same to the letter."""
        return self._wordings[one].same(self._wordings[other])

    def _alike(self, head: int, place: int) -> bool:
        best, hit = self._hits[head], self._hits[place]
        if best.library == hit.library:
            return False
        if self.same(head, place):
            return True
        ours, theirs = set(best.terms), set(hit.terms)
        apart = len(ours ^ theirs) > ASKED * len(ours | theirs)
        return not apart and self._wordings[head].near(self._wordings[place])


def text_signatures(wordings: Iterable[Wording]) -> Signatures:
    """MinHash signatures of texts that were not analysed otherwise, by their words."""
    found = [np.zeros((0, HASHES), np.uint32)]
    texts = iter(wordings)
    while block := [wording.text.split() for wording in islice(texts, _SIGNED)]:
        words = [{zlib.crc32(word.encode()) for word in text} for text in block]
        ends = np.cumsum([0, *map(len, words)])
        terms = np.fromiter((word for one in words for word in one), np.uint32, int(ends[-1]))
        found.append(signatures(terms, ends))
    return np.concatenate(found)


def _head(hits: Sequence[Hit], group: Sequence[int]) -> int:
    """The place of the one that stands for the others, as in `engine.search.copies`."""
    least = hits[group[0]].score - _MARGIN

    def newest(place: int) -> tuple[float, int, str, str]:
        hit = hits[place]
        return *standing(hit.modified, hit.path), hit.library

    return min((place for place in group if hits[place].score >= least), key=newest)


def _copy_of(hit: Hit, *, same: bool) -> Copy:
    return Copy(
        library=hit.library,
        path=hit.path,
        title=hit.title,
        modified=hit.modified,
        page=hit.page,
        line=hit.line,
        start=hit.start,
        end=hit.end,
        passage=hit.passage,
        score=hit.score,
        same=same,
    )
