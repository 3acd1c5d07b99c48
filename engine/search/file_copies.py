"""Files most of whose passages say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from engine.search.copies import grouped
from engine.search.hit_copies import text_signatures
from engine.search.wording import Wording

if TYPE_CHECKING:
    from engine.host.cancellation import Token

_MOST = 0.8
"""Share of the longer file's text that the other one has too, in passages that say the same."""
_BOILERPLATE = 200
"""Files with the same passage, above which it tells nothing: a licence, a footer."""
_HELD = 20_000
"""Texts whose comparable form is held."""


def near_files(passages: Iterable[tuple[int, str]], token: Token) -> list[list[int]]:
    """Return groups of files that have most of their text in common, at least two in each.

    Args:
        passages: each with its file; files are told by any number.
        token: to call it off.

    Raises:
        Cancelled: by the token.
    """
    owners: list[int] = []
    texts: list[str] = []
    for file, text in passages:
        owners.append(file)
        texts.append(text)
    lengths: Counter[int] = Counter()
    for file, text in zip(owners, texts, strict=True):
        lengths[file] += len(text)
    shared: Counter[tuple[int, int]] = Counter()
    for group in _groups(owners, texts, token):
        held: Counter[int] = Counter()
        for place in group:
            held[owners[place]] += len(texts[place])
        if len(held) <= _BOILERPLATE:
            for one, other in combinations(sorted(held), 2):
                shared[one, other] += min(held[one], held[other])
    pairs = [
        pair for pair, common in shared.items() if common >= _MOST * max(lengths[f] for f in pair)
    ]
    return _together(pairs)


def _groups(owners: Sequence[int], texts: Sequence[str], token: Token) -> list[list[int]]:
    """Places of passages that say the same, in whatever files they are."""

    @lru_cache(_HELD)
    def wording(place: int) -> Wording:
        token.check()
        return Wording(texts[place])

    def alike(head: int, place: int) -> bool:
        ours, theirs = wording(head), wording(place)
        return ours.same(theirs) or (owners[head] != owners[place] and ours.near(theirs))

    signatures = text_signatures(wording(place) for place in range(len(texts)))
    return grouped(range(len(texts)), signatures, wording, alike)


def _together(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Groups of what is connected by pairs."""
    group_of: dict[int, list[int]] = {}
    for one, other in pairs:
        ours, theirs = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if ours is not theirs:
            ours += theirs
            group_of.update(dict.fromkeys(theirs, ours))
    return list({id(group): group for group in group_of.values()}.values())
