"""Words that languages write together: found by their parts, and by what they are parts of.

No dictionary: a word is a compound where what is left of it without a known word is known as well,
and known are the words of the library. The other words weigh less than the one that was asked for,
and are never rarer, so that one odd compound does not outdo it; however many a passage has, they
are one word; see `Question.ways`. A word that is nowhere has its compounds stand for it in full,
whatever language the library is mostly in. A compound of two words stands for both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.models.bm25 import QueryTerm, idf
from engine.models.entry import knows
from engine.models.spellings import anchor
from engine.models.terms import fold, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from engine.search.question import Question
    from engine.search.vocabulary import Vocabulary, Words

LANGUAGES = frozenset({"af", "da", "de", "et", "fi", "hu", "is", "nl", "no", "sv"})
_LINKS = ("", "s", "es", "n", "en", "er", "e")  # between parts: Recht-s-schutz
_ENDINGS = ("", "en", "n", "s", "es", "e", "er")
_LEAST_ASKED, _LEAST_AHEAD, _LEAST_PART, _LEAST_WHOLE = 5, 3, 4, 9
_MOST_WORDS = 8
"""Of a query, the longest: a pasted text has enough words of its own."""
_MOST = 300
"""Compounds of a word that are asked for: those in most passages."""
_FEW = 12
"""Compounds in a library that is mostly in another language: where more of its words have a part,
it is an ending of that language (English "-ration")."""
_SHARE = 0.7
"""Of a word's weight, for what is related to it. Messages translated twice, MRR without compounds
and with them: German .731, .741, Finnish .695, .708, Norwegian .795, .808, Danish .778, .811,
Swedish .828, .831, Dutch .845, .846."""


class Related(NamedTuple):
    """A word that a word is part of, or the other way round."""

    word: str
    is_part: bool = False
    """Whether it is a part of what was asked for, and no compound of it."""


class Surroundings(NamedTuple):
    """What a question is asked in."""

    vocabulary: Vocabulary
    passages: int
    """In the library."""
    named: Collection[str]
    """Languages that the query names by a filter, ISO 639-1."""
    languages: Callable[[], Collection[str]]
    """Those of the library's files, however few; asked for where they matter."""
    known: Callable[[str], bool]
    """Whether the library's model has a word as it is."""


class _StandIns(NamedTuple):
    """What stands for one word of a query."""

    whole: float
    """What the word says."""
    weights: Mapping[int, float]
    """By term, none larger."""
    ways: tuple[tuple[int, ...], ...]
    """See `Question.ways`; the word's own first."""
    instead: bool
    """Whether they are all that there is of the word, which is nowhere by itself."""


def widened(question: Question, around: Surroundings) -> Question:
    """Return a question that also asks for compounds of its words, and for their parts.

    Where neither the question nor the library is in a language that writes words together, only for
    compounds of words that are nowhere: without them these would find nothing.

    Args:
        question: about a text without patterns.
        around: what it is asked in.

    Raises:
        StoreError: the catalogue failed.
    """
    asked = dict(zip(question.terms.tolist(), question.weights.tolist(), strict=True))
    weights, terms = dict(asked), list(question.analysis.terms)
    ways, emphasis = list(question.ways), question.emphasis.copy()
    stand_ins, instead = set[int](), set[int]()
    written, silent = question.analysis.words, question.common | question.asking
    joins = not LANGUAGES.isdisjoint((*question.analysis.languages, *around.named))
    longest = sorted(range(len(written)), key=lambda number: -len(written[number]))
    for number in longest[:_MOST_WORDS]:
        own = [term for term in question.analysis.terms if term.word == number]
        if not own or any(term.id in silent for term in own):
            continue
        if not joins and any(term.id in asked for term in own):
            continue
        found = _stand_ins(written[number], own, question, around, joins=joins)
        if found is None:
            continue
        for one, weight in found.weights.items():
            weights[one] = weights.get(one, 0.0) + weight  # it may stand for another word as well
            terms.append(replace(own[0], id=one, share=weight / found.whole))
        ways.append(found.ways)
        if found.instead:
            emphasis[number] = found.whole
            instead |= found.weights.keys()
        else:
            stand_ins |= found.weights.keys()
    if len(ways) == len(question.ways):
        return question
    ids = np.array(sorted(weights), np.uint32)
    return replace(
        question,
        terms=ids,
        weights=np.array([weights[term] for term in ids.tolist()], np.float32),
        analysis=replace(question.analysis, terms=tuple(terms)),
        ways=tuple(ways),
        stand_ins=frozenset(stand_ins - instead),
        emphasis=emphasis,
        attainable=question.attainable + float((emphasis - question.emphasis).sum()),
    )


def _compounds(word: str, question: Question, around: Surroundings, *, joins: bool) -> set[str]:
    """What a word that is nowhere is a part of, also beside what is no word by itself."""
    words = around.vocabulary.words()
    foreign = question.model is not None and not knows(question.model, "de")
    if not joins and foreign and around.known(word):  # an English word that is not there
        return set()
    strict = {one.word for one in related(word, words) if not one.is_part}
    if joins and len(word) >= _LEAST_ASKED:
        return strict or set(beside(word, words))
    loose = () if not joins and LANGUAGES.isdisjoint(around.languages()) else beside(word, words)
    found = strict.union(loose)
    if len(word) < _LEAST_ASKED:  # too short for anything but the end: "Hausflur"
        found = {one for one in found if one.endswith(word)}
    return found if len(found) <= _FEW else set()


def _stand_ins(
    written: str,
    own: Sequence[QueryTerm],
    question: Question,
    around: Surroundings,
    *,
    joins: bool,
) -> _StandIns | None:
    """What stands for a word, besides what the question asks for already."""
    word = fold(normalise(written))
    if not _counts(word):
        return None
    weights = dict(zip(question.terms.tolist(), question.weights.tolist(), strict=True))
    there, passages = tuple(term.id for term in own if term.id in weights), around.passages
    is_part: dict[str, bool] = {}
    if joins and len(word) >= _LEAST_ASKED:
        is_part = {one.word: one.is_part for one in related(word, around.vocabulary.words())}
    if not there:
        is_part |= dict.fromkeys(_compounds(word, question, around, joins=joins), False)
    occurring = around.vocabulary.occurring(is_part)
    found = [one for one in occurring if anchor(one.word) not in weights]
    if not found:
        return None
    parts = [one for one in found if is_part[one.word]]
    compounds = [one for one in found if not is_part[one.word]][:_MOST]
    whole = sum(weights[term] for term in there)
    share = _SHARE if there else 1.0
    if not there:
        whole = float(idf([sum(one.df for one in compounds)], passages)[0])
    heavy: dict[int, float] = {}
    for among, most in ((compounds, share), (parts, _SHARE)):
        rare = np.minimum(idf([one.df for one in among], passages), whole) * most
        if among is parts:  # together they are no more than the whole
            rare *= min(1.0, whole / max(float(rare.sum()), 1e-9))
        heavy |= {anchor(one.word): float(r) for one, r in zip(among, rare, strict=True)}
    ways = [there, *((anchor(one.word),) for one in compounds)]
    ways.append(tuple(anchor(one.word) for one in parts))
    instead = bool(compounds) and not there
    return _StandIns(whole, heavy, tuple(way for way in ways if way), instead)


def related(word: str, words: Words) -> Iterator[Related]:
    """Yield compounds of a word among some words, and the words that it is a compound of.

    Args:
        word: normalised, accents folded.
        words: a library's.
    """
    known = words.spellings
    for one in words.longer(word):
        modifier, _, rest = one.partition(word)
        after = len(rest) >= _LEAST_PART and _goes_on(rest, known)
        if not modifier or _is_known(modifier, known):
            if after or (modifier and rest in _ENDINGS):
                yield Related(one)
        elif after and len(modifier) >= _LEAST_AHEAD and word + rest in known:
            yield Related(one)  # "Sonder-" is no word, but the rest is a compound
    if len(word) >= _LEAST_WHOLE:
        yield from _parts(word, known)


def beside(word: str, words: Words) -> Iterator[str]:
    """Yield words that begin or end with a word, whatever the rest is.

    Args:
        word: normalised, accents folded.
        words: a library's.
    """
    for one in words.longer(word):
        rest = one.removeprefix(word) if one.startswith(word) else one.removesuffix(word)
        if rest != one and len(rest) >= _LEAST_PART and one.isalpha():
            yield one


def _goes_on(rest: str, known: dict[str, str]) -> bool:
    """Whether what stands behind a word is one."""
    return any(rest.startswith(link) and rest[len(link) :] in known for link in _LINKS)


def _is_known(modifier: str, known: dict[str, str]) -> bool:
    """Whether what stands before a word is one, or ends with one."""
    if len(modifier) < _LEAST_AHEAD:
        return False
    bare = [
        modifier[: -len(link)] if link else modifier for link in _LINKS if modifier.endswith(link)
    ]
    if any(one in known for one in bare):
        return True
    forms = (one + ending for one in bare if len(one) >= _LEAST_PART for ending in _ENDINGS)
    if any(form in known for form in forms):  # "Wohn-" of "wohnen"
        return True
    cuts = range(_LEAST_PART, len(modifier) - _LEAST_PART + 1)
    return any(one[cut:] in known for one in bare for cut in cuts)


def _parts(word: str, known: dict[str, str]) -> Iterator[Related]:
    """Yield the parts of a compound: what it ends with, and what stands before the longest end."""
    first = ""
    for cut in range(_LEAST_PART, len(word) - _LEAST_PART + 1):
        if word[cut:] in known and _is_known(word[:cut], known):
            yield Related(word[cut:], is_part=True)
            modifiers = [word[:cut].removesuffix(link) for link in _LINKS]
            first = first or next((one for one in modifiers if one in known), "")
    if first:
        yield Related(first, is_part=True)


def _counts(word: str) -> bool:
    return len(word) >= _LEAST_PART and word.isalpha() and word[0] < "\u0250"
