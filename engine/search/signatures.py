"""Which of many texts share most of their words.

MinHash signatures (Broder 1997) of the texts' terms tell; banding (as in Manku et al. 2007 and LSH
at large) brings together those that share much, so that the cost grows with the texts and not with
their pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from engine.search.wording import Wording

Signatures = npt.NDArray[np.uint32]
"""Shape (n, `HASHES`)."""

HASHES = 16
_AGREED = 9
"""Hashes of 16 that agree, below which texts are not looked at. Texts whose shingles are the same
to .8 share .9 of their terms and more: one of a thousand such pairs has fewer."""
_COMPARED = 12
"""Texts that one is compared with, at most."""
_BLOCK = 256
_KEPT = 256
"""Rows before one that are kept as like it, at most."""
_KEPT_OF_MANY = 48
"""The same in each band, where there are more than `_PAIRED`."""
_PAIRED = 2_000
"""Passages up to which all pairs of signatures are compared; then those that share a band."""
_BAND = 4
"""Hashes of a band: .98 of the pairs that share .9 of their terms have one in common."""

_RANDOM = np.random.default_rng(1997)
_FACTORS = _RANDOM.integers(1, 2**32, (HASHES, 1), np.uint32) | np.uint32(1)
_OFFSETS = _RANDOM.integers(0, 2**32, (HASHES, 1), np.uint32)


def signatures(terms: npt.NDArray[np.uint32], indptr: npt.NDArray[np.int64]) -> Signatures:
    """MinHash signatures of sets of terms; texts alike in their words are alike in these.

    Args:
        terms: of all texts, one after the other.
        indptr: (n + 1), text i has the terms [indptr[i], indptr[i + 1]).
    """
    found = np.zeros((len(indptr) - 1, HASHES), np.uint32)
    filled = np.diff(indptr) > 0
    if not filled.any():
        return found
    mixed = terms[None, :] * _FACTORS + _OFFSETS
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    mixed ^= mixed >> np.uint32(12)
    found[filled] = np.minimum.reduceat(mixed, indptr[:-1][filled], axis=1).T
    return found


def classes(order: Iterable[int], identity: Callable[[int], Hashable]) -> dict[int, list[int]]:
    """Return all places by the first that is the same, itself with them, in their order.

    Args:
        order: all places.
        identity: what is the same of what is the same; any number of them come together, unlike
            those that are only alike.
    """
    first: dict[Hashable, int] = {}
    found: dict[int, list[int]] = {}
    for place in order:
        found.setdefault(first.setdefault(identity(place), place), []).append(place)
    return found


def with_classes(
    groups: Iterable[Sequence[int]], same: Mapping[int, Sequence[int]]
) -> Iterator[list[Sequence[int]]]:
    """Groups of `classes` for groups of their first places; then each with several, alone."""
    joined: set[int] = set()
    for group in groups:
        joined.update(group)
        yield [same[first] for first in group]
    yield from ([one] for first, one in same.items() if first not in joined and len(one) > 1)


def grouped(
    order: Iterable[int],
    signatures: Signatures,
    wording: Callable[[int], Wording],
    alike: Callable[[int, int], bool],
    named: Callable[[int, int], bool] | None = None,
    check: Callable[[], object] = bool,
) -> list[list[int]]:
    """Return groups of places, at least two in each, in their order.

    Args:
        order: all places, best first.
        signatures: of what is there.
        wording: its text.
        alike: whether one is to be folded under another, better placed one.
        named: whether the names of the files of two tell that they may be versions, whose numbers
            may differ.
        check: called between two of them; what it raises goes through.
    """
    places = list(order)
    groups: dict[int, list[int]] = {}
    heads: dict[int, tuple[str, ...]] = {}  # and their numbers: those with others are not alike
    for rank, met in _met(signatures[places], check):
        check()
        place = places[rank]
        numbers = wording(place).numbers
        kin = (
            head
            for head in met
            if heads.get(head) == numbers
            or (named is not None and head in heads and named(places[head], place))
        )
        shared = islice(kin, _COMPARED)
        head = next((head for head in shared if alike(places[head], place)), None)
        if head is None:
            groups[rank] = [place]
            heads[rank] = numbers
        else:
            groups[head].append(place)
    return [group for group in groups.values() if len(group) > 1]


def _met(
    signatures: Signatures, check: Callable[[], object]
) -> Iterator[tuple[int, Sequence[int]]]:
    """Each row that shares most terms with another one, and those before it that it does so with.

    All ascending. The first of very many: what they all share stands for them by then.
    """
    if len(signatures) > _PAIRED:
        yield from _banded(signatures, check)
        return
    found: dict[int, list[int]] = {}
    columns = np.ascontiguousarray(signatures.T)
    for start in range(0, len(signatures), _BLOCK):
        end = min(start + _BLOCK, len(signatures))
        agreed = np.zeros((end - start, end), np.uint8)
        for column in columns:
            agreed += column[start:end, None] == column[:end]
        near = np.tril(agreed >= _AGREED, start - 1)
        rows, others = np.nonzero(near & (near.cumsum(axis=1, dtype=np.uint16) <= _KEPT))
        for row, other in zip((rows + start).tolist(), others.tolist(), strict=True):
            found.setdefault(row, []).append(other)
            found.setdefault(other, [])
    yield from sorted(found.items())


def _banded(
    signatures: Signatures, check: Callable[[], object]
) -> Iterator[tuple[int, Sequence[int]]]:
    """The same of very many, without some; what takes room grows with the rows."""
    bands = [band.tolist() for band in np.ascontiguousarray(signatures).view(f"V{4 * _BAND}").T]
    sharing: list[dict[bytes, list[int]]] = []
    for band in bands:
        rows: dict[bytes, list[int]] = {}
        for row, key in enumerate(band):
            check()
            among = rows.setdefault(key, [])
            if len(among) < _KEPT_OF_MANY:
                among.append(row)
        sharing.append({key: among for key, among in rows.items() if len(among) > 1})
    for row, keys in enumerate(zip(*bands, strict=True)):
        check()
        among = [rows[key] for rows, key in zip(sharing, keys, strict=True) if key in rows]
        if among:
            yield row, sorted({other for rows in among for other in rows if other < row})
