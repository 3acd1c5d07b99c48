"""A query as the models see it: terms with their weights, a vector, a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.models.asked_for import asking
from engine.models.bm25 import QueryTerms, analyse_query, idf
from engine.models.entry import ModelEntry, knows
from engine.models.language import detect, small_words
from engine.search.query_vectors import Meant
from engine.search.spoken import Spoken

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.host.cancellation import Token
    from engine.models.vectors import SparseVector
    from engine.search.library import SearchModels
    from engine.search.likeness import Likeness
    from engine.search.phrases import Exact
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import Totals

_COMMON = 0.4
"""Share of all passages: words that stand in more of them say nothing worth marking."""
_ENOUGH_TO_TELL = 100
"""Passages, below which that share means nothing."""
_HEAVIEST = 40
"""Terms of a text that others are to be like; more cost time and say little."""


@dataclass(frozen=True, slots=True)
class Question:
    """What candidates are scored against."""

    text: str
    language: str
    """ISO 639-1, empty when it could not be told."""
    analysis: QueryTerms
    terms: npt.NDArray[np.uint32]
    """Ascending; those that occur in the library."""
    weights: npt.NDArray[np.float32]
    """Their inverse document frequencies times their shares."""
    common: frozenset[int]
    """Terms that say too little to be marked in a passage."""
    attainable: float
    """BM25 of a passage of mean length with each of the words once, unknown words too, but without
    those that only ask."""
    mean: float
    """Mean length of the library's passages, in words."""
    dense: npt.NDArray[np.float32] | None
    """Length 1; None where no dense model knows the query's language or words."""
    model: ModelEntry | None
    passages: int = 0
    """Of the library; 0 where that is not known."""
    learned: SparseVector | None = None
    """By a model that makes learned sparse vectors; `dense` may stand beside it, or be None."""
    emphasis: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    """What each word of the analysis says, shape (words,): inverse document frequencies times
    shares, also of what is nowhere in the library."""
    awaited: bool = False
    """Whether a slow model has yet to say what it means; see `Asking.completed`."""
    alike: bool = False
    """Whether it asks what is like a text."""
    alternatives: tuple[tuple[int, ...], ...] = ()
    """Terms that count as one, the first of each."""
    patterns: tuple[tuple[int, int], ...] = ()
    """Words that are patterns, and of each the term that tells whether a passage has it: words of
    one may be words of another, too."""
    plain: frozenset[int] = frozenset()
    """Of these, the terms that count for themselves as well."""
    ways: tuple[tuple[tuple[int, ...], ...], ...] = ()
    """Of some words the ways in which they may stand in a passage: by their own terms, by each of
    their compounds, by their parts. However many are there, a word counts once."""
    besides: float = 0.0
    """What the words that only ask would add to `attainable`: they order passages as others do."""
    asking: frozenset[int] = frozenset()
    """Terms that only ask, and no answer has to have; see `engine.models.asked_for`."""
    stand_ins: frozenset[int] = frozenset()
    """Of these, the terms of words that occur by themselves as well."""
    exact: tuple[Exact, ...] = ()
    """What is asked for to the letter; see `engine.search.exact`."""
    _known: dict[str, bool] = field(default_factory=dict[str, bool])
    _words: dict[int, str] = field(default_factory=dict[int, str])

    def word_of(self, term: int) -> str:
        """The word of the query, in its spelling, that a term belongs to."""
        if not self._words:
            words = self.analysis.words
            self._words.update((t.id, words[t.word]) for t in self.analysis.terms)
        return self._words[term]

    def joined(self, counts: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return how often passages have each term, shape (n, terms), alternatives as one term."""
        groups = [np.searchsorted(self.terms, group) for group in self.alternatives]
        most = [counts[:, places].max(axis=1) for places in groups]  # a form and its stem are one
        alone = np.isin(self.terms, sorted(self.plain))
        for places in groups:
            counts[:, places[~alone[places]]] = 0
        for places, often in zip(groups, most, strict=True):
            counts[:, places[0]] = np.maximum(counts[:, places[0]], often)
        return counts

    def counted(self, weights: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return what terms add to passages, shape (n, terms), each word in its best way alone."""
        if not self.ways:
            return weights
        claims = Counter(term for ways in self.ways for term in set[int]().union(*ways))
        claimed = np.array([claims[term] for term in self.terms.tolist()], np.float32)
        shares = weights / np.maximum(claimed, 1)  # of words that a compound is of, each has one
        kept = np.where(claimed > 0, np.float32(0), weights)
        for ways in self.ways:
            places = [np.searchsorted(self.terms, np.array(way, np.uint32)) for way in ways]
            best = np.stack([shares[:, one].sum(axis=1) for one in places]).argmax(axis=0)
            for number, one in enumerate(places):
                kept[:, one] += shares[:, one] * (best == number)[:, None]
        weights[:] = kept
        return weights

    @property
    def finds_words(self) -> bool:
        """Whether any word that says something occurs in the library."""
        return not self.common.issuperset(self.terms.tolist())

    @property
    def means(self) -> bool:
        """Whether there is a vector, of one kind or the other."""
        return self.dense is not None or self.learned is not None

    def understands(self, language: str) -> bool:
        """Whether the dense model's cosine means something for a passage in this language."""
        if not self.means or self.model is None:
            return False
        if language not in self._known:
            self._known[language] = knows(self.model, language)
        return self._known[language]


class Asking:
    """Turns texts into questions to one library."""

    def __init__(self, catalogue: CatalogueReader, models: SearchModels) -> None:
        self._catalogue = catalogue
        self._models = models
        self._spoken = Spoken(catalogue)

    def question(self, text: str, totals: Totals) -> Question:
        """Analyse a text against the library's present state.

        What a slow model makes of it is awaited, unless it was asked lately.

        Args:
            text: words and phrases, without operators.
            totals: the library's.
        """
        language = detect(text) or self._hinted(text, totals)
        analysis = analyse_query(text, (language,) if language else self._spoken.languages(totals))
        return self._asked(analysis, language, self._meant(text, language), totals)

    def alike(self, likeness: Likeness, totals: Totals) -> Question:
        """The question what else is like something: its heaviest words, and its vector.

        No vector where a vendor would get a text that was not sent there before.

        Args:
            likeness: what is compared with.
            totals: the library's.
        """
        language = likeness.language
        analysis = analyse_query(
            likeness.text, (language,) if language else self._spoken.languages(totals)
        )
        heaviest = self._heaviest(analysis, totals.passages)
        model = self._models.dense
        if model is not None and model.id == likeness.model and likeness.known:
            there = Meant(likeness.vector, likeness.learned)
            meant = there if knows(model, language) else Meant()
        elif not likeness.may_go_to(self._models.dense_host):
            meant = Meant()
        else:
            meant = self._meant(likeness.text, language)
        return replace(self._asked(heaviest, language, meant, totals), alike=True)

    def completed(self, question: Question, token: Token, *, typing: bool) -> Question:
        """Return a question with what was awaited.

        Args:
            question: from `question` or `alike`.
            token: ends the waiting.
            typing: whether its author may type on.

        Raises:
            ModelError: it cannot be had, or not in time.
            Cancelled: by the token.
        """
        if not question.awaited or self._models.queries is None:
            return question
        meant = self._models.queries.ask(question.text, token, typing=typing)
        return replace(question, dense=meant.dense, learned=meant.learned, awaited=False)

    def _heaviest(self, analysis: QueryTerms, passages: int) -> QueryTerms:
        """The words that say most of a text: those that are frequent in it and rare elsewhere."""
        vector = analysis.weigh(self._catalogue.df, passages)
        kept = {int(term) for term in vector.indices[np.argsort(-vector.values)[:_HEAVIEST]]}
        return replace(analysis, terms=tuple(term for term in analysis.terms if term.id in kept))

    def _asked(
        self,
        analysis: QueryTerms,
        language: str,
        meant: Meant | None,
        totals: Totals,
    ) -> Question:
        frequencies: dict[int, int] = {}

        def frequency_of(terms: Sequence[int]) -> Mapping[int, int]:
            frequencies.update(self._catalogue.df(terms))
            return frequencies

        vector = analysis.weigh(frequency_of, totals.passages)
        said = _said(analysis, frequencies, totals.passages)
        asked = asking(analysis)
        answering = np.array([term.id not in asked for term in analysis.terms], np.bool_)
        return Question(
            text=analysis.text,
            language=language,
            analysis=analysis,
            terms=vector.indices,
            weights=vector.values,
            attainable=float(said[answering].sum()),
            besides=float(said[~answering].sum()),
            asking=asked,
            emphasis=_emphasis(analysis, said),
            common=_common(analysis, frequencies, totals.passages),
            mean=totals.mean,
            dense=meant.dense if meant else None,
            model=self._models.dense,
            passages=totals.passages,
            learned=meant.learned if meant else None,
            awaited=meant is None,
        )

    def _meant(self, text: str, language: str) -> Meant | None:
        """What a text means to the dense model; None where that has to be awaited."""
        model = self._models.dense
        if model is None or not knows(model, language):
            return Meant()
        if self._models.queries is not None:
            return self._models.queries.known(text)
        vector = self._models.encoder.encode([text]).dense[0]
        return Meant(vector if vector.any() else None)

    def _hinted(self, text: str, totals: Totals) -> str:
        """What few words hint at, where the library has it: a wrong guess would cost meaning."""
        language = detect(text, brief=True)
        return language if language in self._spoken.languages(totals) else ""


def _said(
    analysis: QueryTerms, frequencies: Mapping[int, int], passages: int
) -> npt.NDArray[np.float64]:
    """What each term says, shape (terms,)."""
    shares = np.array([term.share for term in analysis.terms])
    return shares * idf([frequencies.get(term.id, 0) for term in analysis.terms], passages)


def _emphasis(analysis: QueryTerms, said: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """What each word says, shape (words,)."""
    words = np.array([term.word for term in analysis.terms], np.int64)
    return np.bincount(words, said, len(analysis.words)).astype(np.float32)


def _common(analysis: QueryTerms, frequencies: Mapping[int, int], passages: int) -> frozenset[int]:
    """Small words and what stands nearly everywhere, unless the query has nothing else."""
    small = frozenset(t.id for t in analysis.terms if _is_small(t.surface, analysis.languages))
    frequent = frozenset[int]()
    if passages >= _ENOUGH_TO_TELL:
        frequent = frozenset(term for term, df in frequencies.items() if df > _COMMON * passages)
    common = small | frequent
    return common if any(term.id not in common for term in analysis.terms) else frozenset()


def _is_small(surface: str, languages: Sequence[str]) -> bool:
    word = surface.casefold()
    single = len(word) == 1 and word.isascii() and word.isalpha()  # "a" is small in many languages
    return single or any(word in small_words(language) for language in languages)
