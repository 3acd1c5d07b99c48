"""Passages that say what a better placed one says, folded under it.

Whom to compare is told by signatures of the passages' terms, which the candidates have from BM25
already (see `engine.search.signatures`). Whether they are then folded `engine.search.wording` says
of their texts, and `engine.search.versions` of versions of one document.

Who stands for the others is decided once for both orders of a search, so that nothing jumps: of
those that the first order places about as high as the best, the one that was changed last — of
the versions of a contract the one that holds, wherever it is placed — and then the one with the
shortest path, which is rarely a backup's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from engine.search.signatures import Signatures, grouped
from engine.search.standing import ASKED, standing
from engine.search.versions import ALIKE, Versions
from engine.search.wording import Wording
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.search.fusion import FloatMatrix, Floats, Places
    from engine.store.catalogue_rows import FileRow, PassageRow

Flags = npt.NDArray[np.bool_]

_MARGIN = 0.02
"""Of the first score, up to which passages are placed about as high."""


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


class Files(Protocol):
    """What knows the files that passages are in."""

    def files(self, ids: Sequence[int], /) -> Mapping[int, FileRow]:
        """Return the files with some ids."""
        ...

    def passages_of(self, file: int, /) -> Sequence[PassageRow]:
        """Return a file's passages in order."""
        ...


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

    def folds(self, catalogue: Files) -> Folds:
        """Return what says the same.

        Args:
            catalogue: asked for files of passages that are alike alone.
        """
        folds = alone(len(self._passages))
        files: dict[int, FileRow] = {}

        def paths(file: int) -> tuple[str, ...]:
            if not files:
                files.update(catalogue.files(list({p.file for p in self._passages})))
            return (files[file].path,) if file in files else ()

        versions = Versions(paths, lambda file: [p.text for p in catalogue.passages_of(file)])
        groups = self._groups(versions)
        if groups and not files:
            ids = {self._passages[place].file for group in groups for place in group}
            files.update(catalogue.files(list(ids)))
        for group in groups:
            found = [place for place in group if there(files.get(self._passages[place].file))]
            if found:
                head = self._head(found, files, versions)
                folds.leader[found] = head
                folds.same[found] = [self._wording(p).same(self._wording(head)) for p in found]
        return folds

    def _groups(self, versions: Versions) -> list[list[int]]:
        """The places of what says the same, best first, at least two in each."""
        order = np.lexsort((np.array([p.pk for p in self._passages], np.int64), -self._scores))

        def named(head: int, place: int) -> bool:
            return bool(versions.named(self._passages[head].file, self._passages[place].file))

        def alike(head: int, place: int) -> bool:
            return self._alike(head, place, versions)

        return grouped(order.tolist(), self._signatures, self._wording, alike, named)

    def _alike(self, head: int, place: int, versions: Versions) -> bool:
        ours, theirs = self._wording(head), self._wording(place)
        if ours.same(theirs):
            return True
        one, other = self._passages[head].file, self._passages[place].file
        if one == other:
            return False  # whoever writes nearly the same twice in one file means two things
        apart = self._asked[self._has[head] != self._has[place]].sum()
        if apart > self._different:
            return False
        return ours.near(theirs) or (ours.resembles(theirs, ALIKE) and versions.are(one, other))

    def _head(self, group: Sequence[int], files: Mapping[int, FileRow], versions: Versions) -> int:
        """The place of the one that stands for a group, which is sorted by score."""
        best, passages = group[0], self._passages
        least = self._scores[best] - _MARGIN

        def high(place: int) -> bool:
            version = versions.named(passages[best].file, passages[place].file)
            return bool(version) or self._scores[place] >= least

        def newest(place: int) -> tuple[float, int, str, int]:
            passage = self._passages[place]
            file = files[passage.file]
            return *standing(file.mtime_ns, file.path), passage.ordinal

        return min(filter(high, group), key=newest)

    def _wording(self, place: int) -> Wording:
        passage = self._passages[place]
        key = passage.text, passage.heading
        if key not in self._wordings:
            self._wordings[key] = Wording(*key)
        return self._wordings[key]


def there(file: FileRow | None) -> bool:
    """Whether a file is still one, as far as the catalogue knows."""
    return file is not None and file.state is not State.GONE
