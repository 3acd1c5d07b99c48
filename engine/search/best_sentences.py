"""The sentence of a passage that answers a question best: what the eye should fall on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from engine.split.sentences import sentences

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.models.encoder import EncodedTexts, TextEncoder
    from engine.search.fusion import Floats
    from engine.search.question import Question
    from engine.store.catalogue_rows import PassageRow

    Span = tuple[int, int]

_MEANING = 0.5
"""Of the score, where the static model knows the language; words have the rest."""
_NEAR = 0.1
"""Cosine below which a passage has no sentence that means what was asked."""
_BY_WORDS = 0.15
"""Of the score, where the reranker's model has compared them."""
_FULL = 80
"""As `_WHOLE`, of sentences that it has compared."""
_WHOLE = 60
"""Letters from which on a sentence counts in full: a heading repeats the question, and answers
nothing. Letters of scripts that write no alphabet count two and a half."""
MOST = 200
"""Passages of one answer that it is looked for in: some 20 ms, and more than anybody reads."""
JUDGED = 3
"""Passages of a refined order whose sentences the reranker's model compares; the others' are chosen
as in the first order. Of tests/bench/sentences.jsonl it finds 37 of 50, words and static model 20.
"""
FIRST = 20
"""Of a first order, which is to come soon: 2 to 3 ms."""

_NONE = (0, 0)
_EASTERN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]")


@runtime_checkable
class Judge(Protocol):
    """A query that a model knows already, and compares sentences with."""

    def sentences(self, texts: Sequence[str], token: Token) -> Floats:
        """Return how near each is, shape (n,), NaN where that takes too long.

        Raises:
            Cancelled: by the token.
        """
        ...


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
        self._judge: Callable[[Sequence[str]], Floats] | None = None
        self._knows: Callable[[str], bool] = bool

    def of(self, passages: Sequence[PassageRow], most: int = MOST) -> dict[int, Span]:
        """Return offsets in each passage's text by key, for so many of them at most.

        Empty where a passage is one sentence, or none of its sentences is better than nothing.
        """
        todo = [p for p in passages[:most] if p.pk not in self._found]
        cut = [(p, spans) for p in todo if len(spans := sentences(p.text)) > 1]
        if cut:
            self._choose(cut)
        if self._judge is not None:
            self._have_judged(passages[:JUDGED], self._judge)
        return {p.pk: self._found.get(p.pk, _NONE) for p in passages}

    def follow(self, judge: object, knows: Callable[[str], bool], token: Token) -> None:
        """From now on choose by a reranker's model, where it is one that compares sentences.

        Args:
            judge: the query as the reranker knows it.
            knows: tells whether that knows a language.
            token: to call it off.
        """
        if isinstance(judge, Judge):
            self._judge = lambda texts: judge.sentences(texts, token)
            self._knows = knows

    def _have_judged(
        self, passages: Sequence[PassageRow], judge: Callable[[Sequence[str]], Floats]
    ) -> None:
        known = [p for p in passages if self._knows(p.lang)]
        cut = [(p, spans) for p in known if len(spans := sentences(p.text)) > 1]
        texts = [p.text[start:end] for p, spans in cut for start, end in spans]
        if not texts:
            return
        near, begin = judge(texts), 0
        none = np.zeros(len(texts), np.bool_)
        encoded = self._encoder.encode(texts, [""] * len(texts), dense_for=none)
        words = _weights(self._question, encoded)
        full = np.array([_fullness(text, _FULL) for text in texts], np.float32)
        for passage, spans in cut:
            here = slice(begin, begin + len(spans))
            begin += len(spans)
            if np.isnan(near[here]).any():
                continue
            scores = _judged(words[here], near[here]) * full[here]
            best = int(np.argmax(scores))
            if scores[best] > 0:
                self._found[passage.pk] = spans[best]

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


def _judged(words: Floats, near: Floats) -> Floats:
    """One passage's sentences as the reranker's model sees them, each part over the best."""
    most, nearest = float(words.max()), float(near.max())
    by_word = words / most if most > 0 else np.zeros_like(words)
    by_model = np.maximum(near, 0) / nearest if nearest > 0 else np.zeros_like(near)
    return (_BY_WORDS * by_word + (1 - _BY_WORDS) * by_model).astype(np.float32)


def _fullness(text: str, whole: float = _WHOLE) -> float:
    letters = len(text) * (2.5 if _EASTERN.search(text) else 1)
    return min(1.0, letters / whole)
