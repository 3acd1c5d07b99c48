"""Passages that say what a better placed one says, folded under it.

Whom to compare is told by signatures of the passages' terms, which the candidates have from BM25
already (see `engine.search.signatures`). Whether they are then folded `engine.search.wording` says
of their texts, and `engine.search.versions` of versions of one document.

First what is the same to the letter comes together, however many there are; then such classes are
compared with each other. So nothing depends on which file was indexed first.

Who stands for the others is decided once for both orders of a search, so that nothing jumps: a file
that the query names; where versions are among them, one of their own row and no copy elsewhere; of
those that the first order places about as high as the best, the one that was changed last — of the
versions of a contract the one that holds, wherever it is placed — and then the one with the
shortest path, which is rarely a backup's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from engine.search.name_evidence import in_full
from engine.search.signatures import Signatures, classes, grouped, with_classes
from engine.search.standing import ASKED, standing
from engine.search.versions import ALIKE, Versions
from engine.search.wording import Wording, opening
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.search.fusion import FloatMatrix, Floats, Places
    from engine.store.catalogue_rows import FileRow, PassageRow

Flags = npt.NDArray[np.bool_]

Classed = Sequence[int]
"""Places of the same words, see `engine.search.signatures.classes`."""

_MARGIN = 0.02
"""Of the first score, up to which passages are placed about as high."""
_TOLD = 12
"""Versions of which it is looked at who is in their row."""


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
        named: Floats | None = None,
    ) -> None:
        """Take what decides, all of the same n passages.

        Args:
            passages: the candidates.
            signatures: theirs.
            scores: of the first order.
            weights: what each term of the query adds to each, shape (n, terms).
            asked: what each term of the query weighs, shape (terms,).
            named: how well the names of their files match, 0 to 1, shape (n,).
        """
        self._passages = passages
        self._signatures = signatures
        self._scores = scores
        self._has = weights > 0
        self._asked = asked
        self._different = ASKED * float(asked.sum())
        self._named = np.zeros(len(passages), np.float32) if named is None else named
        self._asked_for = in_full(self._named)
        self._wordings: dict[tuple[str, str], Wording] = {}
        self._owners: dict[int, frozenset[int]] = {}

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
            ids = {self._passages[place].file for group in groups for one in group for place in one}
            files.update(catalogue.files(list(ids)))
        for group in groups:
            held = [[p for p in one if there(files.get(self._passages[p].file))] for one in group]
            left = [one for one in held if one]
            while left:
                head = self._head(left, files, versions)
                under, left = self._under(head, left, versions)
                places = [place for one in under for place in one]
                folds.leader[places] = head
                folds.same[places] = [self._wording(p).same(self._wording(head)) for p in places]
        return folds

    def _groups(self, versions: Versions) -> list[list[Classed]]:
        """Classes of places of the same words, in groups of what says the same, best first."""
        passages = self._passages
        order = sorted(range(len(passages)), key=lambda p: (-self._scores[p], passages[p].text))
        openings = [opening(passage.text) for passage in passages]
        begun = Counter(openings)

        def identity(place: int) -> Hashable:  # most begin alone: their wordings are not needed
            alone = begun[openings[place]] == 1
            return place if alone else self._wording(place).identity or place

        same = classes(order, identity)
        self._owners = {first: self._files(one) for first, one in same.items()}

        def named(head: int, place: int) -> bool:
            return any(versions.related(self._owners[head], self._owners[place]))

        def alike(head: int, place: int) -> bool:
            return self._alike(head, place, versions)

        groups = grouped(same, self._signatures, self._wording, alike, named)
        return list(with_classes(groups, same))

    def _alike(self, head: int, place: int, versions: Versions) -> bool:
        """Whether two classes say the same, by their first places."""
        ours, theirs = self._wording(head), self._wording(place)
        if ours.same(theirs):
            return True
        ones, others = self._owners[head], self._owners[place]
        if ones <= others or others <= ones:
            return False  # whoever writes nearly the same twice in one file means two things
        apart = self._asked[self._has[head] != self._has[place]].sum()
        if apart > self._different:
            return False
        if ours.near(theirs):
            return True
        if not ours.resembles(theirs, ALIKE):
            return False
        return any(versions.are(*pair) for pair in versions.related(ones, others))

    def _head(
        self,
        group: Sequence[Classed],
        files: Mapping[int, FileRow],
        versions: Versions,
    ) -> int:
        """The place of the one that stands for a group of classes, each sorted by score."""
        (best, *_), *_ = group
        passages, least = self._passages, self._scores[best] - _MARGIN
        first = self._files(group[0])
        places = [place for one in group for place in one]
        named = [place for place in places if self._asked_for[place]]
        asked = max((self._named[place] for place in named), default=2)
        kin = self._kin(group, versions)

        def high(place: int) -> bool:
            if named:
                return self._named[place] == asked
            if self._scores[place] >= least:
                return True
            return any(versions.related(first, frozenset((passages[place].file,))))

        def rank(place: int) -> tuple[int, float, int, str, int]:
            passage = passages[place]
            file = files[passage.file]
            return -kin[passage.file], *standing(file.mtime_ns, file.path), passage.ordinal

        return min(filter(high, places), key=rank)

    def _under(
        self, head: int, group: Sequence[Classed], versions: Versions
    ) -> tuple[list[Classed], list[Classed]]:
        """The classes of a group that a place stands for, and those of which it is no version.

        Those belong to a file's own row: a copy of it elsewhere does not stand for its versions.
        """
        apart = self._apart(group)
        (own,) = (i for i, one in enumerate(group) if head in one)
        file = frozenset((self._passages[head].file,))
        left = {
            i
            for i in (0, *apart)
            if i != own
            and not self._wording(head).near(self._wording(group[i][0]))
            and not any(versions.related(file, self._files(group[i])))
        }
        if 0 in left:  # with what is nearly that
            left |= {i for i in range(len(group)) if i not in (own, *apart)}
        under = [one for i, one in enumerate(group) if i not in left]
        return under, [one for i, one in enumerate(group) if i in left]

    def _apart(self, group: Sequence[Classed]) -> list[int]:
        """Which classes of a group say nearly the same as the first one only as versions."""
        first, *others = (self._wording(one[0]) for one in group)
        return [
            i for i, other in enumerate(others, 1) if not (first.same(other) or first.near(other))
        ]

    def _kin(self, group: Sequence[Classed], versions: Versions) -> Counter[int]:
        """Of how many classes that say the same only as versions each file is one, its own too."""
        found: Counter[int] = Counter()
        if not (apart := self._apart(group)):
            return found
        files = [self._files(one) for one in group]
        bound, rest = (0, *apart[:_TOLD]), set(apart)
        for i, ours in enumerate(files):
            for other in bound:
                if i == other or (other == 0 and i not in rest):
                    found.update(ours)
                else:
                    found.update({one for one, _ in versions.related(ours, files[other])})
        return found

    def _files(self, places: Classed) -> frozenset[int]:
        return frozenset(self._passages[place].file for place in places)

    def _wording(self, place: int) -> Wording:
        passage = self._passages[place]
        key = passage.text, passage.heading
        if key not in self._wordings:
            self._wordings[key] = Wording(*key)
        return self._wordings[key]


def there(file: FileRow | None) -> bool:
    """Whether a file is still one, as far as the catalogue knows."""
    return file is not None and file.state is not State.GONE
