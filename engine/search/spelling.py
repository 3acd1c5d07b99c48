"""“Did you mean”: words of a query that are nowhere, and those like them that are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from engine.models.bm25 import analyse_query
from engine.models.korean import named
from engine.models.language import small_words
from engine.models.question_words import asks
from engine.models.spellings import is_hangul
from engine.models.terms import Kind, fold, normalise, segments
from engine.models.terms_place import PlacedText
from engine.search.alike import is_letters, keys_of

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.search.query import ParsedQuery
    from engine.search.question import Question
    from engine.search.vocabulary import Occurring, Vocabulary
    from engine.store.catalogue_reading import CatalogueReader

_SHORTEST = 4
"""Letters; shorter words are like too many others."""
_LONG = 8
"""Letters from which on two may be wrong."""
_MOST = 40
"""Words alike that are looked up."""
_SLIPS = 12
"""Words of one query that are corrected. Where more are nowhere they are no slips: what was pasted
is of another kind, or in another language, than what the library has."""


class Slip(NamedTuple):
    """A word that was corrected."""

    start: int
    end: int
    """In the query."""
    word: str
    """As it was typed."""
    instead: str
    sure: bool
    """Whether it can hardly have been another word; others may be foreign ones, spelt right."""


class Correction(NamedTuple):
    """What a query may have meant."""

    query: str
    """As it was typed."""
    meant: str
    """The whole query, its operators as they were."""
    slips: tuple[Slip, ...]
    """At least one, in their order."""

    @property
    def sure(self) -> Correction | None:
        """What is searched for without asking back: the query with its sure slips corrected."""
        return corrected(self.query, [slip for slip in self.slips if slip.sure])


class _Word(NamedTuple):
    text: str
    """Normalised."""
    start: int
    end: int


class Spelling:
    """Corrects queries by what a library has."""

    def __init__(
        self, catalogue: CatalogueReader, vocabulary: Vocabulary, known: Callable[[str], bool]
    ) -> None:
        """Correct queries to one library.

        Args:
            catalogue: its own.
            vocabulary: its words.
            known: whether a word is one in a language that the library's model knows.
        """
        self._catalogue = catalogue
        self._vocabulary = vocabulary
        self._known = known

    def correct(
        self,
        query: str,
        parsed: ParsedQuery,
        question: Question,
        *,
        typing: bool,
        token: Token | None = None,
    ) -> Correction | None:
        """Return what was probably meant; None where every word is there, or none is like it.

        Args:
            query: as typed.
            parsed: what it says.
            question: about it, with what stands for its words in compounds: a part of a word is
                no misspelling, but it may be that of a longer one.
            typing: whether its last word may go on.
            token: to call it off.

        Raises:
            Cancelled: by the token.
            StoreError: the catalogue failed.
        """
        slips: list[Slip] = []
        there = _standing(question)
        for word in self._lacking(query, parsed, question.analysis.languages, typing=typing):
            if token is not None:
                token.check()
            own = fold(word.text)
            instead = self._nearest(own)
            if not instead or (word.text in there and not fold(normalise(instead)).startswith(own)):
                continue
            written = query[word.start : word.end]
            sure = _is_sure(word.text, normalise(instead))
            slips.append(Slip(word.start, word.end, written, _in_case(instead, written), sure))
        return corrected(query, slips)

    def _lacking(
        self, query: str, parsed: ParsedQuery, languages: tuple[str, ...], *, typing: bool
    ) -> list[_Word]:
        """The words that may be slips: they are nowhere, and not too many."""
        small = frozenset[str]().union(*map(small_words, languages))
        words = [word for word in _words(query, parsed) if word.text not in small]
        occurring = self._occurring({word.text for word in words}, languages)
        lacking = [
            word for word in words if word.text not in occurring and not self._is_a_word(word.text)
        ]
        last = lacking[-1] if lacking and typing and lacking[-1].end == len(query) else None
        if last is not None and self._vocabulary.begins(fold(last.text)):
            lacking.pop()
        return lacking if len(lacking) <= _SLIPS else []

    def _occurring(self, words: Iterable[str], languages: tuple[str, ...]) -> set[str]:
        """Those of some words that stand somewhere, in one of their forms."""
        terms = {word: [term.id for term in analyse_query(word, languages).terms] for word in words}
        df = self._catalogue.df([term for some in terms.values() for term in some])
        return {
            word
            for word, some in terms.items()
            if (all if is_hangul(word) else any)(term in df for term in some)
        }

    def _is_a_word(self, word: str) -> bool:
        """Whether it is spelt right, though the library lacks it."""
        return word.isascii() and self._known(word)

    def _nearest(self, word: str) -> str:
        most = 1 if len(keys_of(word)) < _LONG else 2
        near = self._vocabulary.words().alike.nearest(word, most)
        for distance in range(1, most + 1):
            some = [one for one, far in near.items() if far == distance]
            some = [one for one in some if not _is_short(one)]
            found = self._vocabulary.occurring(some)[:_MOST]
            if is_hangul(word):
                there = self._occurring([one.word for one in found], ("ko",))
                found = [one for one in found if one.word in there]
            if found:
                return min(found, key=lambda one: _unlikely(one, word)).spelling
        return ""


def corrected(query: str, slips: Sequence[Slip]) -> Correction | None:
    """Return a query with some slips corrected; None where there are none."""
    meant = query
    for slip in reversed(slips):
        meant = meant[: slip.start] + slip.instead + meant[slip.end :]
    return Correction(query, meant, tuple(slips)) if slips else None


def _standing(question: Question) -> set[str]:
    """The words of a question that are somewhere, by themselves or in compounds; no Hangul."""
    there = set(question.terms.tolist())
    words = question.analysis.words
    found = {normalise(words[one.word]) for one in question.analysis.terms if one.id in there}
    return {word for word in found if not is_hangul(word)}


def _is_sure(word: str, instead: str) -> bool:
    """Whether a word is a slip and not one of another language, which is like many by chance.

    Letters that changed places are a slip. So is another one behind the first of a longer word,
    unless an accent would be lost that somebody took the trouble to type.
    """
    keys, others = keys_of(fold(word)), keys_of(fold(instead))
    if sorted(keys) == sorted(others):
        return True
    accents = {sign for sign in word if sign.isalpha() and fold(sign) != sign}
    return len(keys) > _SHORTEST and keys[0] == others[0] and accents <= set(instead)


def _words(query: str, parsed: ParsedQuery) -> Iterator[_Word]:
    """The plain words of a query that may be misspelt: no numbers, names or short ones."""
    for piece in parsed.pieces:
        if piece.kind != "word":
            continue
        start = piece.end - len(piece.value)
        placed = PlacedText(query[start : piece.end])
        found = list(segments(placed.text))
        if len(found) != 1 or found[0].kind is Kind.NAME or not is_letters(found[0].text):
            continue
        word = found[0].text
        if (found[0].kind is Kind.RUN and not is_hangul(word)) or asks(word):
            continue
        word = named(word)
        if _is_short(word):
            continue
        first, last = placed.span(found[0].start, found[0].start + len(word))
        yield _Word(word, start + first, start + last)


def _unlikely(one: Occurring, word: str) -> tuple[bool, int, bool, str]:
    """What is smallest for the likeliest of the words that are as near.

    It is one whose neighbouring letters were typed in the wrong order: nothing else went wrong.
    """
    letters, own = keys_of(one.word[: len(word)]), keys_of(word)
    swapped = len(letters) == len(own) and sorted(letters) == sorted(own)
    return not swapped, -one.df, one.word[0] != word[0], one.word


def _is_short(word: str) -> bool:
    return len(keys_of(fold(word))) < _SHORTEST  # vowel points are no letters


def _in_case(word: str, written: str) -> str:
    if len(written) > 1 and written.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if written[:1].isupper() else word
