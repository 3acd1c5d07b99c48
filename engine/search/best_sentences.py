"""The sentence of a passage that answers a question best: what the eye should fall on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.split.sentences import sentences

if TYPE_CHECKING:
    from engine.models.encoder import EncodedTexts, TextEncoder
    from engine.search.fusion import Floats
    from engine.search.question import Question
    from engine.store.catalogue_rows import PassageRow

    Span = tuple[int, int]

_MEANING = 0.5
"""Of the score, where the static model knows the language; words have the rest."""
_NEAR = 0.1
"""Cosine below which a passage has no sentence that means what was asked."""
_WHOLE = 60
"""Letters from which on a sentence counts in full: a heading repeats the question, and answers
nothing. Letters of scripts that write no alphabet count two and a half."""
MOST = 200
"""Passages of one answer that it is looked for in: some 20 ms, and more than anybody reads."""
FIRST = 20
"""Of a first order, which is to come soon: 2 to 3 ms."""

_NONE = (0, 0)
_EASTERN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]")


class BestSentences:
    """Finds the best sentences for one question; each passage once, though it is in two orders."""

    def __init__(self, question: Question, encoder: TextEncoder) -> None:
        """Answer a question.

        Args:
            question: what was asked.
            encoder: the library's; has dense vectors where its model is a static one.
        """
        self._question = question
        self._encoder = encoder
        self._found: dict[int, Span] = {}

    def of(self, passages: Sequence[PassageRow], most: int = MOST) -> dict[int, Span]:
        """Return offsets in each passage's text by key, for so many of them at most.

        Empty where a passage is one sentence, or none of its sentences is better than nothing.
        """
        todo = [p for p in passages[:most] if p.pk not in self._found]
        cut = [(p, spans) for p in todo if len(spans := sentences(p.text)) > 1]
        if cut:
            self._choose(cut)
        return {p.pk: self._found.get(p.pk, _NONE) for p in passages}

    def _choose(self, cut: Sequence[tuple[PassageRow, list[Span]]]) -> None:
        texts = [p.text[start:end] for p, spans in cut for start, end in spans]
        langs = [p.lang for p, spans in cut for _ in spans]
        meant = self._means()
        known = np.array([meant and self._question.understands(lang) for lang in langs], np.bool_)
        encoded = self._encoder.encode(texts, langs, dense_for=known)
        words = _weights(self._question, encoded)
        meaning = encoded.dense @ self._dense() if meant else np.zeros(len(texts), np.float32)
        full = np.array([_fullness(text) for text in texts], np.float32)
        begin = 0
        for passage, spans in cut:
            here = slice(begin, begin + len(spans))
            scores = _scores(words[here], meaning[here], knows=bool(known[begin])) * full[here]
            best = int(np.argmax(scores))
            if scores[best] > 0:
                self._found[passage.pk] = spans[best]
            begin += len(spans)

    def _means(self) -> bool:
        """Whether there are vectors to be had here; a transformer's are another process's."""
        return self._question.dense is not None and bool(self._encoder.dim)

    def _dense(self) -> Floats:
        assert self._question.dense is not None
        return self._question.dense


def _weights(question: Question, encoded: EncodedTexts) -> Floats:
    """The weights of the question's terms that each text has, summed, shape (texts,)."""
    summed = np.zeros(len(encoded.lengths), np.float32)
    if not len(question.terms) or not len(encoded.terms):
        return summed
    places = np.minimum(np.searchsorted(question.terms, encoded.terms), len(question.terms) - 1)
    hit = question.terms[places] == encoded.terms
    owners = np.repeat(np.arange(len(summed)), np.diff(encoded.indptr))[hit]
    np.add.at(summed, owners, question.weights[places[hit]])
    return summed


def _scores(words: Floats, meaning: Floats, *, knows: bool) -> Floats:
    """One passage's sentences, each part over the passage's best."""
    most, nearest = float(words.max()), float(meaning.max())
    by_word = words / most if most > 0 else np.zeros_like(words)
    if not knows or nearest < _NEAR:
        return by_word
    mixed = (1 - _MEANING) * by_word + _MEANING * np.maximum(meaning, 0) / nearest
    return mixed.astype(np.float32)


def _fullness(text: str) -> float:
    letters = len(text) * (2.5 if _EASTERN.search(text) else 1)
    return min(1.0, letters / _WHOLE)
