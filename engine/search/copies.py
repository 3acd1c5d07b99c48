"""Passages that say what a better placed one says, folded under it.

Whom to compare is told by MinHash signatures of the passages' terms (Broder 1997), which the
candidates have from BM25 already; banding (as in Manku et al. 2007 and LSH at large) brings
together those that share much, so that the cost grows with the passages and not with their pairs.
Whether they are then folded `engine.search.wording` says of their texts.

Who stands for the others is decided once for both orders of a search, so that nothing jumps: of
those that the first order places about as high as the best, the one that was changed last — of
the versions of a contract the one that holds — and then the one with the shortest path, which is
rarely a backup's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.search.standing import ASKED, standing
from engine.search.wording import Wording
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.search.fusion import FloatMatrix, Floats, Places
    from engine.store.catalogue_rows import FileRow, PassageRow

Signatures = npt.NDArray[np.uint32]
"""Shape (n, `HASHES`)."""
Flags = npt.NDArray[np.bool_]

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
_MARGIN = 0.02
"""Of the first score, up to which passages are placed about as high."""

_RANDOM = np.random.default_rng(1997)
_FACTORS = _RANDOM.integers(1, 2**32, (HASHES, 1), np.uint32) | np.uint32(1)
_OFFSETS = _RANDOM.integers(0, 2**32, (HASHES, 1), np.uint32)


@dataclass(frozen=True, slots=True)
class Folds:
    """Which candidates stand for which, arrays of shape (n,)."""

    leader: Places
    """Place of the one that stands for it; its own where nothing does."""
    same: Flags
    """Whether to the letter what that one says."""

    @property
    def different(self) -> int:
        """How many stand for themselves."""
        return int(np.count_nonzero(self.leader == np.arange(len(self.leader))))

    def kept(self, order: Places) -> Places:
        """Those of some places that stand for themselves, in their order."""
        return order[self.leader[order] == order]

    def under(self, kept: Places, order: Places) -> dict[int, list[int]]:
        """The places folded under each of some, in the order of ``order``."""
        found: dict[int, list[int]] = {place: [] for place in kept.tolist()}
        folded = order[self.leader[order] != order]
        for place, leader in zip(folded.tolist(), self.leader[folded].tolist(), strict=True):
            if leader in found:
                found[leader].append(place)
        return found


def alone(count: int) -> Folds:
    """Nothing is folded."""
    return Folds(np.arange(count), np.ones(count, np.bool_))


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


class Folding:
    """Folds one search's candidates."""

    def __init__(
        self,
        passages: Sequence[PassageRow],
        signatures: Signatures,
        scores: Floats,
        weights: FloatMatrix,
        asked: Floats,
    ) -> None:
        """Take what decides, all of the same n passages.

        Args:
            passages: the candidates.
            signatures: theirs.
            scores: of the first order.
            weights: what each term of the query adds to each, shape (n, terms).
            asked: what each term of the query weighs, shape (terms,).
        """
        self._passages = passages
        self._signatures = signatures
        self._scores = scores
        self._has = weights > 0
        self._asked = asked
        self._different = ASKED * float(asked.sum())
        self._wordings: dict[tuple[str, str], Wording] = {}

    def folds(self, files_of: Callable[[list[int]], Mapping[int, FileRow]]) -> Folds:
        """Return what says the same.

        Args:
            files_of: the files with some ids; asked for those of passages that have copies alone.
        """
        folds = alone(len(self._passages))
        groups = self._groups()
        if not groups:
            return folds
        ids = {self._passages[place].file for group in groups for place in group}
        files = files_of(list(ids))
        for group in groups:
            found = [place for place in group if there(files.get(self._passages[place].file))]
            if found:
                head = self._head(found, files)
                folds.leader[found] = head
                folds.same[found] = [self._wording(p).same(self._wording(head)) for p in found]
        return folds

    def _groups(self) -> list[list[int]]:
        """The places of what says the same, best first, at least two in each."""
        order = np.lexsort((np.array([p.pk for p in self._passages], np.int64), -self._scores))
        return grouped(order.tolist(), self._signatures, self._wording, self._alike)

    def _alike(self, head: int, place: int) -> bool:
        ours, theirs = self._wording(head), self._wording(place)
        if ours.same(theirs):
            return True
        if self._passages[head].file == self._passages[place].file:
            return False  # whoever writes nearly the same twice in one file means two things
        apart = self._asked[self._has[head] != self._has[place]].sum()
        return apart <= self._different and ours.near(theirs)

    def _head(self, group: Sequence[int], files: Mapping[int, FileRow]) -> int:
        """The place of the one that stands for a group, which is sorted by score."""
        least = self._scores[group[0]] - _MARGIN

        def newest(place: int) -> tuple[float, int, str, int]:
            passage = self._passages[place]
            file = files[passage.file]
            return *standing(file.mtime_ns, file.path), passage.ordinal

        return min((place for place in group if self._scores[place] >= least), key=newest)

    def _wording(self, place: int) -> Wording:
        passage = self._passages[place]
        key = passage.text, passage.heading
        if key not in self._wordings:
            self._wordings[key] = Wording(*key)
        return self._wordings[key]


def grouped(
    order: Iterable[int],
    signatures: Signatures,
    wording: Callable[[int], Wording],
    alike: Callable[[int, int], bool],
    check: Callable[[], object] = bool,
) -> list[list[int]]:
    """Return groups of places, at least two in each, in their order.

    Args:
        order: all places, best first.
        signatures: of what is there.
        wording: its text.
        alike: whether one is to be folded under another, better placed one.
        check: called between two of them; what it raises goes through.
    """
    places = list(order)
    groups: dict[int, list[int]] = {}
    heads: dict[int, tuple[str, ...]] = {}  # and their numbers: those with others are not alike
    for rank, met in _met(signatures[places], check):
        check()
        place = places[rank]
        numbers = wording(place).numbers
        shared = islice((head for head in met if heads.get(head) == numbers), _COMPARED)
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


def there(file: FileRow | None) -> bool:
    """Whether a file is still one, as far as the catalogue knows."""
    return file is not None and file.state is not State.GONE
