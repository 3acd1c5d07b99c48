"""Files that are versions of one document, as far as their names and their texts tell.

A version differs from the one before in what matters (a rent, a term), so that texts alone cannot
tell it from another letter of the same form. Their names can: `lease_v1` and `lease_v2`, "report
(1)" and "report-final2", 계약서_최종. What a name says weighs differently: whoever writes *v2* or
*draft* means a version; *(1)* and *copy* are written by a browser, too, which saves every month's
bill as "bill (3).pdf"; and a day may be that of saving or that of the matter itself. Where nothing
stronger tells, the files must therefore agree in their days and in nearly all their figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cached_property, lru_cache
from itertools import product
from pathlib import PurePath
from typing import NamedTuple

from engine.search.figures import figures
from engine.search.phrases import comparable

ALIKE = 0.6
"""Share of all shingles of two texts that both have, from which on files whose names tell that they
are versions are taken for such."""
_FIRST, _LAST = 8, 4
"""Passages of a file in which its days and figures are looked at: where letters and bills have
them."""
_LONGEST = 255
"""Characters of a name, which no system lets be longer."""
_PER_FIGURE = 1_000
"""Characters for each figure that may differ, after the first one, where names tell little."""
_DATED = 900
"""Characters below which files of other days are each a matter of its own, such as a daily note."""

_WORDS = (
    "draft|final|finale?|old|new|revised|updated|corrected|edited|amended|signed|latest|backup|bak"
    "|orig(?:inal)?|wip|clean|entwurf|endgültig|endfassung|alte?|neue?|überarbeitet|korrigiert"
    "|geändert|unterschrieben|brouillon|définitif|ancien|nouveau|signé|borrador|definitivo|viejo"
    "|nuevo|firmado|bozza|vecchio|nuovo|черновик|финал|новый|старый|下書き|草案|草稿|最終版?|修正版?"
    "|最新版?|旧版?|新版?|最终版?|修订版?"
)
_HANGUL = "진짜최종|최종본?|초안|수정(?:본|안)?|최신본?|구버전|신버전|원본|개정안?"
_COPY = "copy|kopie|copie|copia|копия|コピー|副本|사본|복사본|복제본"
_GAP = r"[\s._\-–—~]"
_OPEN = rf"(?:^|{_GAP}+|{_GAP}*[(\[])"
_STRONG = re.compile(
    rf"(?:{_OPEN}(?:(?:v|ver|version|rev|revision|fassung|버전|版){_GAP}{{0,2}}\d+(?:\.\d+)*[a-z]?"
    rf"|rev{_GAP}{{0,2}}[a-f]|(?:{_WORDS}){_GAP}?\d{{0,2}})|(?:{_OPEN}|(?<=[가-힣]))(?:{_HANGUL}){_GAP}?\d{{0,2}})"
    rf"{_GAP}*[)\]]?$"
)
_WEAK = re.compile(
    rf"(?:{_GAP}*[(\[]\d{{1,2}}[)\]]"
    rf"|{_OPEN}(?:(?:another|\d+(?:st|nd|rd|th))\s)?(?:{_COPY}){_GAP}?\d{{0,2}}{_GAP}*[)\]]?)$"
)
_BEFORE = re.compile(
    rf"^(?:(?P<strong>(?:draft|final|entwurf|brouillon|borrador|bozza|{_HANGUL}){_GAP}+)"
    rf"|(?P<weak>(?:(?:copy\sof|kopie\svon|copie\sde|copia\sd[ei]){_GAP}+|(?:사본|복사본){_GAP}+)))"
)
_DAY = re.compile(
    r"(?<!\d)(?:(?:19|20)?\d\d([-_. ]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-_.])(?:0?[1-9]|1[0-2])\2(?:19|20)\d\d)(?!\d)"
)
_CAPITAL = re.compile(r"(?<=[a-zß-ÿ])V(?=\d)")  # LeaseV2
_EDGES = " \t._-–—~"


class Kinship(IntEnum):
    """What two names say of two files."""

    NONE = 0
    DATED = 1
    """They differ in a day, and perhaps in other marks."""
    NUMBERED = 2
    """They differ in marks that programs make too: (1), copy."""
    TOLD = 3
    """They differ in what a person writes at versions: v2, draft, final."""


class VersionName(NamedTuple):
    """A file's name without what marks versions, and those marks."""

    folder: str
    base: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    day: str


@lru_cache(20_000)
def version_name(path: str) -> VersionName:
    """Return what a path says; its suffix says nothing."""
    place = PurePath(path)
    base = _CAPITAL.sub("_v", unicodedata.normalize("NFKC", place.stem[:_LONGEST])).casefold()
    strong: list[str] = []
    weak: list[str] = []
    days: list[str] = []
    while True:
        if found := _STRONG.search(base):
            strong.append(found[0].strip(_EDGES + "()[]"))
            base = base[: found.start()]
        elif found := _WEAK.search(base):
            weak.append(found[0].strip(_EDGES + "()[]"))
            base = base[: found.start()]
        elif found := _BEFORE.search(base):
            (strong if found["strong"] else weak).append(found[0].strip(_EDGES))
            base = base[found.end() :]
        elif found := _DAY.search(base):
            days.append(found[0])
            base = f"{base[: found.start()].rstrip(_EDGES)} {base[found.end() :].lstrip(_EDGES)}"
        else:
            break
        base = base.strip(_EDGES)
    return VersionName(
        str(place.parent), base, tuple(sorted(strong)), tuple(sorted(weak)), " ".join(days)
    )


def kinship(one: str, other: str) -> Kinship:
    """Return what the paths of two files say."""
    ours, theirs = version_name(one), version_name(other)
    if ours[:2] != theirs[:2] or not (ours.base or ours.strong or theirs.strong):
        return Kinship.NONE
    if ours.day != theirs.day:
        return Kinship.DATED
    if ours.strong != theirs.strong:
        return Kinship.TOLD
    return Kinship.NUMBERED if ours.weak != theirs.weak else Kinship.NONE


class _Beginning:
    """The figures of a file."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts if len(texts) <= _FIRST + _LAST else (*texts[:_FIRST], *texts[-_LAST:])
        self.length = sum(map(len, self._texts))

    @cached_property
    def figures(self) -> tuple[Counter[str], frozenset[str]]:
        """All numbers with how often each stands there, and all days."""
        found = [figures(" ".join(comparable(text).split())) for text in self._texts]
        numbers = Counter(number for one in found for number in one.numbers)
        return numbers, frozenset(day for one in found for day in one.days)


class Versions:
    """Tells which of some files are versions of one document."""

    def __init__(
        self,
        paths: Callable[[int], Iterable[str]],
        texts: Callable[[int], Sequence[str]],
    ) -> None:
        """Take what tells.

        Args:
            paths: where a file lies, by its number; several where its copies are one file.
            texts: its passages in their order, asked for where its name tells little.
        """
        self._paths = paths
        self._texts = texts
        self._beginnings: dict[int, _Beginning] = {}
        self._told: dict[tuple[int, int], Kinship] = {}
        self._agreed: dict[tuple[int, int], bool] = {}
        self._by_base: dict[frozenset[int], dict[tuple[str, str], set[int]]] = {}

    def related(self, ones: frozenset[int], others: frozenset[int]) -> Iterator[tuple[int, int]]:
        """Pairs of files, one of each set, whose names say something."""
        ours, theirs = self._bases(ones), self._bases(others)
        for base in sorted(ours.keys() & theirs.keys()):
            pairs = product(sorted(ours[base]), sorted(theirs[base]))
            yield from (pair for pair in pairs if self.named(*pair))

    def _bases(self, files: frozenset[int]) -> dict[tuple[str, str], set[int]]:
        """The files of a set by what names of versions have in common."""
        if files not in self._by_base:
            found: dict[tuple[str, str], set[int]] = {}
            for file in files:
                for path in self._paths(file):
                    name = version_name(path)
                    found.setdefault((name.folder, name.base), set()).add(file)
            self._by_base[files] = found
        return self._by_base[files]

    def named(self, one: int, other: int) -> Kinship:
        """Return what the names of two files say."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._told:
            theirs = list(self._paths(other)) if one != other else []
            said = (kinship(a, b) for a in self._paths(one) for b in theirs)
            self._told[pair] = max(said, default=Kinship.NONE)
        return self._told[pair]

    def are(self, one: int, other: int) -> bool:
        """Whether two files are versions: their names tell, or so do their texts with them.

        Whether a passage of the one is that of the other is for its own text to tell.
        """
        said = self.named(one, other)
        if said in (Kinship.NONE, Kinship.TOLD):
            return said is Kinship.TOLD
        pair = (one, other) if one < other else (other, one)
        if pair not in self._agreed:
            self._agreed[pair] = self._agree(*pair, dated=said is Kinship.DATED)
        return self._agreed[pair]

    def _agree(self, one: int, other: int, *, dated: bool) -> bool:
        ours, theirs = self._beginning(one), self._beginning(other)
        length = min(ours.length, theirs.length)
        if dated and length < _DATED:
            return False
        (numbers, days), (others, other_days) = ours.figures, theirs.figures
        apart = max((numbers - others).total(), (others - numbers).total())
        return days == other_days and apart <= 1 + length // _PER_FIGURE

    def _beginning(self, file: int) -> _Beginning:
        if file not in self._beginnings:
            self._beginnings[file] = _Beginning(self._texts(file))
        return self._beginnings[file]
