"""What every family of local models promises, as tests that each of its models is put to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import msgspec
import numpy as np
import numpy.typing as npt
import pytest

from engine.models.entry import ModelEntry
from engine.models.families import open_model, open_reranker
from engine.models.local_folder import describe, poolings
from engine.models.registry import find
from engine.models.vectors import Meanings
from engine.models.vocabulary import Access, PairModel, TextModel, documents_of, queries_of, rerank

Matrix = npt.NDArray[np.float32]

TEXTS = (
    "a cat sleeps on the mat",
    "how long do cats rest in the day",
    "interest rates rose again and the bank is wet with rain",
    "river",
    "the dog and the kitten sit on the blue rug, and the rain is on the city again. " * 3,
    "music: the piano, a song and a note!",
    "loan 17",
    "weather; wet weather (rain) - again?",
)
LONG = "the cat sleeps on the mat and the interest rates rose again in the city. "
ACCESS = Access(threads=2)
NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Case:
    """A model to be put to the tests.

    Attributes:
        name: of the model, and of the case.
        weights: ``real`` or ``generated``.
        make: writes its files into an empty folder, or names the entry of one that is there.
        listed: the catalogue's entry that it is a case of; empty for a folder of somebody's own.
    """

    name: str
    weights: str
    make: Callable[[Path], ModelEntry | None]
    listed: str = ""

    def entry(self, folder: Path) -> ModelEntry:
        """Return the catalogue's entry, the files found in its folder; else what the folder tells.

        What is listed must be told for what it is: its files are enough to know its family.
        """
        place = folder / self.name
        found = self.make(place) or describe(place)
        if self.listed:
            entry = find(self.listed)
            assert found.family == entry.family
            here = {"folder": found.folder, "files": found.files}
            return msgspec.structs.replace(entry, **here, hub="", revision="", fetch=())
        return msgspec.structs.replace(found, pooling=found.pooling or poolings(found)[0])


@dataclass(frozen=True, slots=True)
class Opened:
    """A model that is open, and its entry."""

    entry: ModelEntry
    model: Any

    @property
    def texts(self) -> TextModel:
        """The model as one of vectors."""
        return cast("TextModel", self.model)

    @property
    def pairs(self) -> PairModel:
        """The model as one of pairs."""
        return cast("PairModel", self.model)


def cases(*every: Case) -> Any:  # noqa: ANN401 - a fixture's decorator
    """Return a fixture's decorator: the fixture is opened once for a class of tests."""
    return pytest.fixture(scope="class", params=every, ids=[case.name for case in every])


def open_case(case: Case, folder: Path) -> Opened:
    """Return a case's model, loaded."""
    entry = case.entry(folder)
    opener = open_reranker if entry.kinds == ("reranker",) else open_model
    return Opened(entry, opener(entry, ACCESS))


def flat(made: Meanings) -> Matrix:
    """Return all numbers of each text: dense ones, then learned ones."""
    learned = made.learned
    if learned is None:
        return made.dense
    return np.hstack([made.dense, learned.toarray()])


def assert_near(one: Meanings, other: Meanings) -> None:
    """See that two models, or two ways, made the same of the same texts: cosine within `NEAR`."""
    pairs = [(one.dense, other.dense)]
    if one.learned is not None and other.learned is not None:
        pairs.append((one.learned.toarray(), other.learned.toarray()))
    assert (one.learned is None) == (other.learned is None)
    for mine, theirs in pairs:
        assert mine.shape == theirs.shape
        lengths = np.linalg.norm(mine, axis=1), np.linalg.norm(theirs, axis=1)
        np.testing.assert_allclose(*lengths, atol=NEAR)
        cosines = (mine.astype(np.float64) * theirs).sum(axis=1)
        np.testing.assert_allclose(cosines, lengths[0] ** 2, atol=NEAR)


class VectorContract:
    """For what makes vectors, dense, learned or both."""

    def test_vectors_are_float32_and_of_length_one(self, opened: Opened):
        made = documents_of(opened.texts, TEXTS)
        assert opened.texts.dim > 1
        if "dense" in opened.entry.kinds:
            assert (made.dense.dtype, made.dense.shape) == (np.float32, (8, opened.texts.dim))
            np.testing.assert_allclose(np.linalg.norm(made.dense, axis=1), 1, atol=1e-5)
        else:
            assert made.dense.shape == (8, 0)
        assert (made.learned is not None) == ("sparse" in opened.entry.kinds)
        if made.learned is not None:
            learned = made.learned
            assert (learned.format, learned.dtype, learned.shape[0]) == ("csr", np.float32, 8)
            assert (learned.data > 0).all()
            assert learned.has_canonical_format
            np.testing.assert_allclose(np.linalg.norm(learned.toarray(), axis=1), 1, atol=1e-5)

    def test_the_entry_says_how_long_they_are(self, opened: Opened):
        if "dense" in opened.entry.kinds and opened.entry.dim > 1:
            assert opened.entry.dim == opened.texts.dim
        if opened.entry.kinds == ("sparse",):
            assert opened.entry.dim == 0

    def test_different_texts_have_different_vectors(self, opened: Opened):
        made = flat(documents_of(opened.texts, TEXTS))
        assert len(np.unique(made.round(4), axis=0)) == len(TEXTS)

    def test_a_vector_does_not_depend_on_what_shares_its_batch(self, opened: Opened):
        together = documents_of(opened.texts, TEXTS)
        for row, text in enumerate(TEXTS):
            some = Meanings(
                together.dense[row : row + 1],
                None if together.learned is None else together.learned[row : row + 1],
            )
            assert_near(documents_of(opened.texts, [text]), some)

    def test_vectors_come_in_the_order_of_the_texts(self, opened: Opened):
        backwards = flat(documents_of(opened.texts, TEXTS[::-1]))
        np.testing.assert_allclose(
            backwards[::-1], flat(documents_of(opened.texts, TEXTS)), atol=1e-5
        )

    def test_texts_without_a_word_have_zeros_and_leave_the_others_alone(self, opened: Opened):
        made = flat(documents_of(opened.texts, ["", TEXTS[0], " \n\t", TEXTS[1], ""]))
        assert [row.any() for row in made] == [False, True, False, True, False]
        np.testing.assert_allclose(
            made[[1, 3]], flat(documents_of(opened.texts, TEXTS[:2])), atol=1e-5
        )
        assert not flat(queries_of(opened.texts, [""])).any()

    def test_no_text_gives_no_row(self, opened: Opened):
        for made in (documents_of(opened.texts, []), queries_of(opened.texts, [])):
            assert len(made.dense) == 0
            if "dense" in opened.entry.kinds:
                assert made.dense.shape == (0, opened.texts.dim)
            if made.learned is not None:
                assert made.learned.shape[0] == 0

    def test_half_of_a_surrogate_pair_is_taken_for_a_question_mark(self, opened: Opened):
        broken = [f"a cat \ud800 {TEXTS[2]}", "\udfff"]
        clean = [text.encode("utf-8", "replace").decode() for text in broken]
        assert_near(documents_of(opened.texts, broken), documents_of(opened.texts, clean))
        assert_near(queries_of(opened.texts, broken), queries_of(opened.texts, clean))

    def test_only_the_beginning_of_a_very_long_text_counts(self, opened: Opened):
        start, tail = LONG * 80, "music and a piano. " * 4_000
        assert_near(documents_of(opened.texts, [start + tail]), documents_of(opened.texts, [start]))

    def test_queries_and_passages_have_the_words_before_them_that_the_entry_says(
        self, opened: Opened
    ):
        if opened.entry.family == "static":
            pytest.skip("it sums words: any before all of them would say nothing")
        entry, some = opened.entry, TEXTS[:4]
        bare = msgspec.structs.replace(entry, query_prompt="", document_prompt="")
        plain = open_model(bare, ACCESS)
        for query, passage in ((entry.query_prompt, entry.document_prompt), ("how ", "the cat ")):
            told = msgspec.structs.replace(bare, query_prompt=query, document_prompt=passage)
            model = open_model(told, ACCESS)
            queries, passages = queries_of(model, some), documents_of(model, some)
            assert_near(queries, queries_of(plain, [query + text for text in some]))
            assert_near(passages, documents_of(plain, [passage + text for text in some]))
        assert np.abs(flat(queries) - flat(passages)).max() > 0.01


class PairContract:
    """For what scores pairs."""

    QUERY = "how long do cats rest"

    def test_scores_are_float32_from_0_to_1_and_tell_texts_apart(self, opened: Opened):
        scores = opened.pairs.scores(self.QUERY, TEXTS)
        assert (scores.dtype, scores.shape) == (np.float32, (8,))
        assert ((scores > 0) & (scores < 1)).all()
        assert len(np.unique(scores.round(5))) == 8

    def test_a_score_does_not_depend_on_what_shares_its_batch(self, opened: Opened):
        together = opened.pairs.scores(self.QUERY, TEXTS)
        alone = [opened.pairs.scores(self.QUERY, [text])[0] for text in TEXTS]
        np.testing.assert_allclose(alone, together, atol=NEAR)
        backwards = opened.pairs.scores(self.QUERY, TEXTS[::-1])[::-1]
        np.testing.assert_allclose(backwards, together, atol=NEAR)

    def test_what_says_nothing_scores_nothing(self, opened: Opened):
        scores = opened.pairs.scores(self.QUERY, ["", TEXTS[0], " \n"])
        assert [score > 0 for score in scores] == [False, True, False]
        assert not opened.pairs.scores(" ", TEXTS).any()
        assert opened.pairs.scores(self.QUERY, []).shape == (0,)

    def test_the_query_is_not_a_passage(self, opened: Opened):
        one, other = TEXTS[0], TEXTS[2]
        forth, back = opened.pairs.scores(one, [other]), opened.pairs.scores(other, [one])
        assert abs(float(forth[0]) - float(back[0])) > 1e-4

    def test_half_of_a_surrogate_pair_is_taken_for_a_question_mark(self, opened: Opened):
        broken, clean = "cats \ud800 rest", "cats ? rest"
        expected = opened.pairs.scores(clean, [clean])
        np.testing.assert_allclose(opened.pairs.scores(broken, [broken]), expected, atol=NEAR)

    def test_only_the_beginning_of_a_very_long_text_counts(self, opened: Opened):
        start, tail = LONG * 80, "music and a piano. " * 4_000
        scores = opened.pairs.scores(self.QUERY, [start, start + tail])
        assert abs(float(scores[0]) - float(scores[1])) < NEAR

    def test_the_best_come_first_by_their_places(self, opened: Opened):
        scores = opened.pairs.scores(self.QUERY, TEXTS)
        ranked = rerank(opened.pairs, self.QUERY, TEXTS, top_k=3)
        assert [one.index for one in ranked] == list(np.argsort(-scores)[:3])
        assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
