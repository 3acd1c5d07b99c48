"""Files most of whose passages say the same."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING, Protocol

import numpy as np

from engine.search.hit_copies import text_signatures
from engine.search.signatures import classes, grouped, with_classes
from engine.search.versions import ALIKE
from engine.search.wording import Wording

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.search.signatures import Signatures
    from engine.search.versions import Versions

_MOST = 0.8
"""Share of the longer file's text that the other one has too, in passages that say the same."""
_BOILERPLATE = 200
"""Files with the same passage, above which it tells nothing: a licence, a footer."""
_HELD = 5_000
"""Texts that are held."""


class Passages(Protocol):
    """Passages with their files, as numbers; a list of both is such, and so is a catalogue's."""

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Go through all, a file's one after the other."""
        ...

    def __getitem__(self, place: int, /) -> tuple[int, str]:
        """Return one of them again."""
        ...


def near_files(
    passages: Passages, token: Token, versions: Versions | None = None
) -> list[list[int]]:
    """Return groups of files that have most of their text in common, at least two in each.

    Args:
        passages: gone through once; then those that have much in common with others are asked for
            again, so that not all are held.
        token: to call it off.
        versions: tells of two files, by their numbers, whether they are of one document.

    Raises:
        Cancelled: by the token.
    """
    owners, sizes, marks = array("q"), array("q"), array("q")

    def all_of_them() -> Iterator[Wording]:
        for file, text in passages:
            token.check()
            wording = Wording(text)
            owners.append(file)
            sizes.append(wording.length)
            marks.append(_mark(wording.text) if wording.text else -len(marks))
            yield wording

    signatures = text_signatures(all_of_them())
    lengths: Counter[int] = Counter()
    for file, size in zip(owners, sizes, strict=True):
        lengths[file] += size
    shared: Counter[tuple[int, int]] = Counter()
    order = np.lexsort(
        (np.array(marks, np.int64), signatures[:, 0])
    )  # by the texts, whichever came first
    same = classes(order.tolist(), marks.__getitem__)
    for group in _groups(same, owners, passages, signatures, token, versions):
        token.check()
        held: Counter[int] = Counter()
        for place in group:
            held[owners[place]] += sizes[place]
        if len(held) <= _BOILERPLATE:
            for one, other in combinations(sorted(held), 2):
                shared[one, other] += min(held[one], held[other])
    pairs = [
        pair for pair, common in shared.items() if common >= _MOST * max(lengths[f] for f in pair)
    ]
    return _together(pairs)


def _mark(text: str) -> int:
    """A number over 0 that is another one for each text."""
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()) >> 1


def _groups(
    same: Mapping[int, Sequence[int]],
    owners: Sequence[int],
    passages: Passages,
    signatures: Signatures,
    token: Token,
    versions: Versions | None,
) -> Iterator[list[int]]:
    """Places of passages that say the same, in whatever files they are; see `classes`."""

    @lru_cache(_HELD)
    def wording(place: int) -> Wording:
        return Wording(passages[place][1])

    @lru_cache(_HELD)
    def files(first: int) -> frozenset[int]:
        return frozenset(owners[place] for place in same[first])

    def alike(head: int, place: int) -> bool:
        token.check()
        ours, theirs = wording(head), wording(place)
        ones, others = files(head), files(place)
        if ones <= others or others <= ones:
            return False
        if ours.near(theirs):
            return True
        if versions is None or not ours.resembles(theirs, ALIKE):
            return False
        return any(versions.are(*pair) for pair in versions.related(ones, others))

    def named(head: int, place: int) -> bool:
        return versions is not None and any(versions.related(files(head), files(place)))

    groups = grouped(same, signatures, wording, alike, named, token.check)
    for group in with_classes(groups, same):
        yield [place for one in group for place in one]


def _together(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Groups of what is connected by pairs."""
    group_of: dict[int, list[int]] = {}
    for one, other in pairs:
        ours, theirs = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if ours is not theirs:
            ours += theirs
            group_of.update(dict.fromkeys(theirs, ours))
    return list({id(group): group for group in group_of.values()}.values())
