"""Files whose names are asked for: what a query's words say about names, and what that is worth.

A passage says nothing of its file's name, which people remember best. A file whose name has all of
the query's words, or that is named in full, comes first with its best passage, whatever that says;
what shares only some words with a query moves up a little, by how much of both is shared. Names
that are numbers share nothing with questions: the judged sets are ordered as without them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.models.language import detect, small_words
from engine.search.listing import predicate_of
from engine.search.names import NameIndex, bare, is_spaceless, rarity, words_of
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.search.fusion import Flags, Floats
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import PassageRow
    from engine.store.filters import Filter

_MOST_FILES = 10
"""That are found by their names."""
_LOOKED_AT = 50
_LOOKED_AT_NARROWED = 1_000
"""Names that are compared; more where a filter may leave out most of them."""
_MOST_PASSAGES = 20
"""Of a file that is found by its name alone, from its beginning; the best stands for it."""
_MOST_WORDS = 12
"""A longer query is no name."""
_SMALL = 0.1
"""What small words and single characters weigh beside a word."""
_WHOLE = 0.99
_FULL = 1 - 1e-6
_MOSTLY = 0.5
"""Share of a name from which on one word asks for it."""
STRONG = 0.8
"""From here on the name is what was asked for."""
WEAK = 0.4
"""From here on it has all that was asked for, one word among others: the file is found by it."""


@dataclass(frozen=True, slots=True)
class Named:
    """How well files' names match a query, 0 to 1, by their ids; best first."""

    strengths: Mapping[int, float]

    def of(self, passages: Sequence[PassageRow]) -> Floats:
        """Return the strengths of passages' files, shape (n,)."""
        found = [self.strengths.get(passage.file, 0.0) for passage in passages]
        return np.array(found, np.float32)


NOBODY = Named({})


class NameSearch:
    """Looks for files by their names in one library. Thread-safe."""

    def __init__(self, catalogue: CatalogueReader) -> None:
        """Look in a library's catalogue."""
        self._catalogue = catalogue
        self._index = NameIndex(catalogue)

    def find(self, text: str, where: Filter | None) -> Named:
        """Return the files that a query's words name.

        Args:
            text: the query's words and phrases, without operators.
            where: the files to look at.

        Raises:
            StoreError: the catalogue failed.
        """
        words = list(dict.fromkeys(words_of(text)))
        if len(words) > _MOST_WORDS:
            return NOBODY
        weights = _weights(words, text)
        if not (weights == 1).any():
            return NOBODY
        names, meets = self._index.names(), predicate_of(where)
        most = _LOOKED_AT if where is None else _LOOKED_AT_NARROWED
        files = self._catalogue.files(names.best(words, weights, most))
        rare = [rarity(len(names.having(word)), len(names.files)) for word in words]
        weights = np.where(weights < 1, 0, rare).astype(np.float32)
        found = {
            file.id: strength
            for file in files.values()
            if file.passages and file.state is not State.GONE
            if (strength := strength_of(words, weights, file.path)) > 0 and meets(file)
        }
        best = sorted(found, key=lambda file: (-found[file], len(files[file].path), file))
        return Named({file: found[file] for file in best[:_MOST_FILES]})


def passages_named(
    catalogue: CatalogueReader, named: Named, known: Mapping[int, PassageRow]
) -> dict[int, PassageRow]:
    """Return passages, by key, of files that were asked for and have none among those known."""
    held = {passage.file for passage in known.values()}
    return {
        passage.pk: passage
        for file, strength in named.strengths.items()
        if strength >= WEAK and file not in held
        for passage in catalogue.passages_of(file)[:_MOST_PASSAGES]
    }


def strength_of(words: Sequence[str], weights: Floats, path: str) -> float:
    """Return how well a name matches a query, 0 to 1.

    Args:
        words: the query's, each once.
        weights: (words,), what they say.
        path: the file's.
    """
    name = os.path.basename(path)  # noqa: PTH119 - Path is slow
    stem, extension = os.path.splitext(name)  # noqa: PTH122
    stems = words_of(stem)
    if not stems or not weights.sum():
        return 0.0
    if words == list(dict.fromkeys(words_of(name))) or "".join(words) == "".join(stems):
        return 1.0
    ends = words_of(extension)
    shares = np.array([max((_shared(word, one) for one in stems), default=0) for word in words])
    endings = np.array([word in ends for word in words])
    held = np.maximum(shares > 0, endings) @ weights / weights.sum()
    sizes = np.array([len(one) * (_SMALL if len(one) == 1 else 1) for one in stems])
    told = np.array([max(_shared(word, one) for word in words) for one in stems])
    several = int(np.count_nonzero(shares * (weights > 0))) > 1
    return _strength(
        held, told @ sizes / sizes.sum(), several=several, extension=bool(endings.any())
    )


def _strength(held: float, told: float, *, several: bool, extension: bool) -> float:
    """How well a name matches of which so much was told, in so much of the query, each 0 to 1."""
    if not told:
        return 0.0
    if held < _WHOLE:  # "what does insomnia.md say" asks for it, unlike "sleep and insomnia"
        return STRONG if told >= _FULL and extension else WEAK * held * told
    if told >= _WHOLE:  # "contract_v1" is not all of "contract_v2"
        return 1.0 if told >= _FULL else told
    if several or told >= _MOSTLY:
        return STRONG + (1 - STRONG) * told
    return WEAK + (STRONG - WEAK) * told


def in_full(strengths: Floats) -> Flags:
    """Whether names were given in full, alone or in a question, by how well they match."""
    return (strengths >= _FULL) | np.isclose(strengths, STRONG)


def _shared(word: str, one: str) -> float:
    """How much of a name's word a query's word is, 0 to 1, particles at its end left out."""
    if one in (word, base := bare(word)):
        return 1.0
    return len(base) / len(one) if is_spaceless(base) and base in one else 0.0


def _weights(words: Sequence[str], text: str) -> Floats:
    """What a query's words weigh before it is known in how many names they are, shape (words,)."""
    small = small_words("en") | small_words(detect(text, brief=True) or "en")
    little = [word in small or (len(word) == 1 and word.isascii()) for word in words]
    return np.where(little, _SMALL, 1).astype(np.float32)
