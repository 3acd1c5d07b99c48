"""Questions of small and asking words alone: what has them is found, and none of it an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.models.language import detect, small_words
from engine.models.question_words import asks
from engine.protocol.messages import WEAK_SCORE
from engine.search.phrases import Phrase, comparable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.search.fusion import Floats
    from engine.search.question import Question
    from engine.store.catalogue_rows import PassageRow

WEAK_MOST = 0.75 * WEAK_SCORE
"""Chance that is shown of a passage for having "and" in it: the only one of a small library with
it is as far ahead of the others as an answer would be, and no judged question is so."""
_SAYING = 3
"""Words from which on what stands in a passage word by word was meant: "to be or not to be"."""


_ASKED_FOR = (
    "time day date year kind sort much many long often old big far uhr zeit lange oft alt weit "
    "heure temps jour hora tiempo día ora tempo tijd laat"
)
"""What asks beside a word that does, and is no answer: *what time*, *quelle heure*."""


def most_chances(question: Question, passages: Sequence[PassageRow]) -> Floats:
    """Return the chances that passages have at most, shape (n,).

    Args:
        question: what was asked.
        passages: n of them.
    """
    found = np.ones(len(passages), np.float32)
    if not _is_small(question):
        return found
    phrase = Phrase(question.text)
    if len(question.analysis.words) < _SAYING or not phrase:
        return np.full_like(found, WEAK_MOST)
    said = [phrase.stands_in(comparable(passage.text)) for passage in passages]
    return np.where(said, found, np.float32(WEAK_MOST))


def _is_small(question: Question) -> bool:
    """Whether a question has words, all of them small ones, single letters, or asking together."""
    spoken = {*question.analysis.languages, question.language, detect(question.text, brief=True)}
    small = frozenset[str]().union(*map(small_words, {*spoken, "en"} - {""}))
    words = [word.casefold() for word in question.analysis.words]
    silent = [
        word in small or (len(word) == 1 and word.isascii() and word.isalpha()) for word in words
    ]
    if len(words) == 1 or all(silent):
        return bool(words) and all(silent)
    asked_for = frozenset(_ASKED_FOR.split())
    # A capital inside makes it a name: The Who.
    asking = [
        asks(word, spoken | {"en"}) and (number == 0 or written.islower())
        for number, (word, written) in enumerate(zip(words, question.analysis.words, strict=True))
    ]
    return any(asking) and all(
        one or two or word in asked_for
        for one, two, word in zip(silent, asking, words, strict=True)
    )
