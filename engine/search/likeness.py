"""Something that others are to be like: a passage, a file, or a text that was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.models.language import detect
from engine.models.terms import document_terms, normalise
from engine.models.vectors import SparseVector
from engine.protocol.errors import UsageError
from engine.store.filters import Filter, Not, PathIs, PkIn

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.protocol.messages import Similar
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import PassageRow
    from engine.store.vectors import VectorStore

    Vector = npt.NDArray[np.float32]

_SAMPLED = 40
"""Passages that stand for a file, evenly taken: their words are analysed in some 30 ms."""
_TERMS = 256
"""Of a file's learned vectors together: a passage has about as many."""
_CHARACTERS = 24_000
"""Of a text that was given; of longer ones so much is taken, evenly."""
_STRETCH = 2_000
"""Characters that are taken at once."""
_LOOKED_AT = 3
"""Passages of a long text with which a reranker compares: it sees so much at once and no more."""


class NothingToCompareError(UsageError):
    """What others are to be like is not indexed, or says nothing."""

    code = "nothing-to-compare"
    hint = "Search again: it may have changed, or may have been removed."


class Likeness(NamedTuple):
    """What the question is made of."""

    text: str
    """What says most of it comes first: some models look at the beginning alone."""
    language: str
    """ISO 639-1; empty where it could not be told."""
    vector: Vector | None
    """Length 1, as the index has it; None where the model has none for it."""
    model: str
    """Id of the dense model that it is of."""
    samples: Sequence[str]
    """Passages that stand for it, each short enough to be seen whole; the best of them first."""
    apart: Filter | None
    """Leaves the thing itself out."""
    learned: SparseVector | None = None
    """The same of a model that makes learned sparse vectors."""
    path: str = ""
    """The file's that it is or lies in, if there is one."""
    start: int = -1
    """Where it begins there, if it is a passage."""
    content: tuple[int, bytes] | None = None
    """Its size and hash, by which its copies are told."""
    library: str = ""
    """Name of the one that it was found in."""
    hosts: frozenset[str] | None = None
    """Where texts of that library go already; None for a text that a person gave, who knows who
    gets it."""

    def may_go_to(self, host: str) -> bool:
        """Tell whether a host may get the text; an empty one is this machine."""
        return not host or self.hosts is None or host in self.hosts

    @property
    def known(self) -> bool:
        """Whether the index has it as a vector."""
        return self.vector is not None or self.learned is not None


class Aim(NamedTuple):
    """What a search is for besides its query."""

    like: Likeness | None = None
    """Find what is like this; of the query only filters and exclusions count."""
    paths: Sequence[str] = ()
    """Look into these files only; none means everywhere."""
    typing: bool = True
    """Whether its author may type on: vendors are asked only after a pause."""
    fold: bool = True
    """Whether what says the same is folded under the best of it."""


def given(text: str) -> Likeness:
    """A text that somebody gave.

    Raises:
        NothingToCompareError: it is empty.
    """
    text = text.encode("utf-8", "replace").decode("utf-8").strip()
    if not text:
        raise NothingToCompareError("there is no text", hint="")
    passages = [passage for stretch in _stretches(text) for passage in _passages(stretch)]
    language = detect(text[:_CHARACTERS])
    ordered, samples = by_weight(passages or [text], language)
    return Likeness("\n\n".join(ordered), language, None, "", samples=samples, apart=None)


def _stretches(text: str) -> list[str]:
    """A text, or pieces of it from its beginning to its end."""
    if len(text) <= _CHARACTERS:
        return [text]
    count = _CHARACTERS // _STRETCH
    starts = (place * (len(text) - _STRETCH) // (count - 1) for place in range(count))
    return [text[start : start + _STRETCH] for start in starts]


def _passages(text: str) -> list[str]:
    from engine.split.splitting import split_document

    return [passage.text for passage in split_document(text, (), ())]


def by_weight(passages: Sequence[str], language: str) -> tuple[list[str], list[str]]:
    """Put the passage first that has most in common with the others: it says what all is about.

    Args:
        passages: of one text, in order.
        language: ISO 639-1, or empty.

    Returns:
        All of them; and those to be looked at: the weightiest of each third of the text.
    """
    terms = [frozenset(document_terms(normalise(text), language)[0]) for text in passages]
    shared = Counter(term for one in terms for term in one)
    most = max(2, len(passages) // 2)  # what stands in more of them is grammar

    def weight(place: int) -> float:
        known = sum(shared[term] - 1 for term in terms[place] if shared[term] <= most)
        return known / max(1, len(terms[place])) ** 0.5

    weights = [weight(place) for place in range(len(passages))]
    rising = sorted(range(len(passages)), key=weights.__getitem__)
    best = rising[-1]
    ordered = [passages[best], *passages[:best], *passages[best + 1 :]]
    thirds = {place * _LOOKED_AT // len(passages): place for place in rising}
    chosen = sorted(thirds.values(), key=lambda place: -weights[place])
    return ordered, [passages[place] for place in chosen]


class Indexed:
    """What one library knows of something that is in it."""

    def __init__(self, catalogue: CatalogueReader, store: VectorStore | None, model: str) -> None:
        """Ask a library.

        Args:
            catalogue: its files and passages.
            store: its vectors; None while they are being loaded.
            model: id of its dense model; empty for none.
        """
        self._catalogue = catalogue
        self._store = store
        self._model = model

    def find(self, similar: Similar) -> Likeness | None:
        """Return the passage or the file that is meant; None where this library has it not.

        Raises:
            StoreError: the index failed.
        """
        if similar.passage:
            row = self._catalogue.passages([similar.passage]).get(similar.passage)
            file = self._catalogue.files([row.file]).get(row.file) if row else None
            if row is None or file is None:
                return None
            found = self._of([row], Not(PkIn((row.pk,))))
            return found._replace(path=file.path, start=row.start)
        file = self._catalogue.files_at([similar.path]).get(similar.path)
        if file is None or not file.passages:
            return None
        passages = self._catalogue.passages_of(file.id)
        sample = passages[:: -(-len(passages) // _SAMPLED)]
        found = self._of(sample, Not(PathIs(file.path)))
        content = (file.size, file.hash) if file.hash else None
        return found._replace(path=file.path, content=content)

    def _of(self, passages: Sequence[PassageRow], apart: Filter) -> Likeness:
        langs = [passage.lang for passage in passages if passage.lang]
        language = max(langs, key=langs.count, default="")
        ordered, samples = by_weight([passage.text for passage in passages], language)
        return Likeness(
            text="\n\n".join(ordered),
            language=language,
            vector=self._mean(passages),
            model=self._model,
            samples=samples,
            apart=apart,
            learned=self._summed(passages),
        )

    def _summed(self, passages: Sequence[PassageRow]) -> SparseVector | None:
        """The direction of the passages' learned vectors together, of its heaviest terms."""
        if self._store is None or not self._store.learns:
            return None
        rows = self._store.learned_of([passage.pk for passage in passages]).values()
        if not any(len(row.indices) for row in rows):
            return None
        terms, owners = np.unique(np.concatenate([r.indices for r in rows]), return_inverse=True)
        weights = np.bincount(owners, np.concatenate([r.values for r in rows]), len(terms))
        heaviest = np.sort(np.argsort(-weights)[:_TERMS])
        kept = weights[heaviest]
        values = (kept / np.linalg.norm(kept)).astype(np.float32)
        return SparseVector(terms[heaviest].astype(np.uint32), values)

    def _mean(self, passages: Sequence[PassageRow]) -> Vector | None:
        if self._store is None or not self._store.dim:
            return None
        stored = self._store.dense_of([passage.pk for passage in passages])
        if not stored:
            return None
        mean = np.stack(list(stored.values())).mean(axis=0)
        length = np.linalg.norm(mean)
        return np.asarray(mean / length, np.float32) if length > 0 else None
