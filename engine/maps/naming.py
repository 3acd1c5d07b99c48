"""Names groups by the words that are theirs: as people write them, in every script."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from engine.maps.spelling import key_of, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.maps.source import MapPassage

TERMS = 5
"""Words of a name."""
READ = 60
"""Documents of a group that are read for its name: those nearest to its middle."""
_CANDIDATES = 40
_RARE = 0.08
"""Share of a group's documents that a word of its name must stand in."""


def representatives(
    places: NDArray[np.float32], labels: NDArray[np.int32], most: int = READ
) -> list[NDArray[np.int64]]:
    """Return the documents of each group that are nearest to its middle."""
    chosen: list[NDArray[np.int64]] = []
    for group in range(int(labels.max(initial=-1)) + 1):
        members = np.flatnonzero(labels == group)
        away = np.linalg.norm(places[members] - np.median(places[members], axis=0), axis=1)
        chosen.append(members[np.argsort(away, kind="stable")[:most]])
    return chosen


class Names:
    """Counts the words of groups, then names them."""

    def __init__(self, groups: int) -> None:
        self._seen: list[Counter[str]] = [Counter() for _ in range(groups)]
        self._spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._documents = [0] * groups

    def read(self, group: int, passages: Sequence[MapPassage]) -> None:
        """Count the words of passages of a group's documents, each document's once."""
        for _, own in groupby(passages, key=lambda passage: passage.file):
            found: dict[str, str] = {}
            for passage in own:
                for word in words_of(passage.text, passage.language):
                    found.setdefault(key_of(word, passage.language), word)
            self._documents[group] += 1
            self._seen[group].update(found.keys())
            for key, word in found.items():
                self._spelt[key][word] += 1

    def of(self, sizes: Sequence[int]) -> list[tuple[str, ...]]:
        """Return each group's name, its most distinctive word first.

        Args:
            sizes: documents of each group: a word's share elsewhere is weighed by them.
        """
        shares = [
            {key: count / max(read, 1) for key, count in seen.items()}
            for seen, read in zip(self._seen, self._documents, strict=True)
        ]
        overall: Counter[str] = Counter()
        for share, size in zip(shares, sizes, strict=True):
            for key, value in share.items():
                overall[key] += value * size  # pyright: ignore[reportArgumentType]
        total = max(sum(sizes), 1)
        return [
            self._named(share, overall, size, total)
            for share, size in zip(shares, sizes, strict=True)
        ]

    def _named(
        self, share: Mapping[str, float], overall: Mapping[str, float], size: int, total: int
    ) -> tuple[str, ...]:
        rest = max(total - size, 1)
        weights = {
            key: own * math.log((own + 0.01) / (max(overall[key] - own * size, 0) / rest + 0.01))
            for key, own in share.items()
            if own >= _RARE
        }
        ranked = sorted(weights, key=lambda key: (-weights[key], key))[:_CANDIDATES]
        return _apart([self._spelling(key) for key in ranked if weights[key] > 0])

    def _spelling(self, key: str) -> str:
        """Return how a word is written most often; a name keeps its capital."""
        spelt = self._spelt[key]
        folded: Counter[str] = Counter()
        for word, count in spelt.items():
            folded[word.casefold()] += count
        most = max(folded, key=lambda word: (folded[word], -len(word)))
        ways = {word: count for word, count in spelt.items() if word.casefold() == most}
        plain = ways.get(most, 0)
        return most if plain * 3 >= folded[most] else max(ways, key=lambda word: ways[word])


def _apart(words: Sequence[str]) -> tuple[str, ...]:
    """Return the first words that are no part of each other."""
    chosen: list[str] = []
    for word in words:
        folded = word.casefold()
        if not any(folded in other.casefold() or other.casefold() in folded for other in chosen):
            chosen.append(word)
        if len(chosen) == TERMS:
            break
    return tuple(chosen)
