"""Names groups by the words that are theirs: as people write them, in every script."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from engine.maps.spelling import key_of, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.maps.source import MapDocument, MapPassage

TERMS = 5
"""Words of a name."""
READ = 60
"""Documents of a group that are read for its name: those nearest to its middle."""
_CANDIDATES = 40
_RARE = 0.08
"""Share of a group's documents that a word of its name must stand in."""
_TITLE = 0.8
"""What a word counts for more where a document's title or file name holds it, too."""
_DOUBT = 0.6
"""Documents by which each count is thought too high: what one alone says names nobody."""
_FIT = 3.0
"""How much a word's meaning counts beside its spread: by exp(3 cos) to the group's meaning."""
_FEW = 15
"""Documents whose spread tells so little that the meaning counts twice."""

Fit = Callable[[int, Sequence[str]], "NDArray[np.float32]"]
"""Tells how near words are to a group's meaning, as cosines; 0 where that is not known."""


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
        self._seen: list[defaultdict[str, float]] = [defaultdict(float) for _ in range(groups)]
        self._spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._documents = [0] * groups

    def read(
        self, group: int, passages: Sequence[MapPassage], documents: Sequence[MapDocument] = ()
    ) -> None:
        """Count the words of passages of a group's documents, each document's once.

        Args:
            group: its number.
            passages: in the order of their documents.
            documents: the same documents: what their titles hold counts for more.
        """
        called = {document.file: document for document in documents}
        for file, own in groupby(passages, key=lambda passage: passage.file):
            found: dict[str, str] = {}
            languages: set[str] = set()
            for passage in own:
                languages.add(passage.language)
                for word in words_of(passage.text, passage.language):
                    found.setdefault(key_of(word, passage.language), word)
            titled = _title_keys(called.get(file), languages)
            self._documents[group] += 1
            for key, word in found.items():
                self._seen[group][key] += 1 + _TITLE * (key in titled)
                self._spelt[key][word] += 1

    def of(self, sizes: Sequence[int], fit: Fit | None = None) -> list[tuple[str, ...]]:
        """Return each group's name, the word that tells most first.

        Args:
            sizes: documents of each group: a word's share elsewhere is weighed by them.
            fit: how near words are to a group's meaning; without it, spread alone counts.
        """
        shares = [
            {key: count / max(read, 1) for key, count in seen.items()}
            for seen, read in zip(self._seen, self._documents, strict=True)
        ]
        overall: defaultdict[str, float] = defaultdict(float)
        for share, size in zip(shares, sizes, strict=True):
            for key, value in share.items():
                overall[key] += value * size
        total = max(sum(sizes), 1)
        return [
            self._named(
                group,
                self._weights(group, overall, size, total)
                or self._weights(group, overall, size, total, alone=True),
                fit,
            )
            for group, size in enumerate(sizes)
        ]

    def _weights(
        self,
        group: int,
        overall: Mapping[str, float],
        size: int,
        total: int,
        *,
        alone: bool = False,
    ) -> dict[str, float]:
        """Weigh the words that tell a group from the rest by how many of its documents say them.

        ``alone`` lets words count that one document says: for a group that shares none.
        """
        read, rest = max(self._documents[group], 1), max(total - size, 1)
        doubt, least = (_DOUBT, 1 + _TITLE) if read > 2 and not alone else (0.0, 1.0)
        weights: dict[str, float] = {}
        for key, count in self._seen[group].items():
            own = (count - doubt) / read
            away = max(overall[key] - size * count / read, 0) / rest
            if own >= _RARE and count >= least:
                weights[key] = own * math.log((own + 0.01) / (away + 0.01 + 0.2 / (rest + 1)))
        return {key: weight for key, weight in weights.items() if weight > 0}

    def _named(self, group: int, weights: Mapping[str, float], fit: Fit | None) -> tuple[str, ...]:
        worthy = sorted(weights, key=lambda key: (-weights[key], key.isascii(), key))
        ranked = worthy[:_CANDIDATES]
        words = [self._spelling(key) for key in ranked]
        if fit is None or not words:
            return _apart(words)
        counts = _FIT * (1 + _FEW / max(self._documents[group], 1))
        fits: list[float] = fit(group, words).tolist()
        worth = {
            word: weights[key] * math.exp(counts * cosine)
            for key, word, cosine in zip(ranked, words, fits, strict=True)
        }
        return _apart(sorted(words, key=lambda word: -worth[word]))

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


def _title_keys(document: MapDocument | None, languages: set[str]) -> set[str]:
    """Return what a document's title and its file's name are made of."""
    if document is None:
        return set()
    text = f"{document.title} {PurePath(document.path.replace(chr(92), '/')).stem}"
    return {key_of(word, own) for own in languages for word in words_of(text, own)}


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
