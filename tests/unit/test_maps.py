"""The arithmetic of maps: neighbours, forces, places, groups and their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pytest

from engine.maps.groups import grouped, joined, most_groups
from engine.maps.layout import lay_out
from engine.maps.making import Models, make_map
from engine.maps.meaning import Meaning
from engine.maps.naming import Names
from engine.maps.neighbours import EXACT, Neighbours, nearest
from engine.maps.record import MapRecord
from engine.maps.repulsion import EXACT as PAIRS
from engine.maps.repulsion import Repulsion
from engine.maps.source import MapDocument, MapPassage, spread, thinned
from engine.maps.spacing import filling, spaced
from engine.maps.spelling import words_of
from engine.maps.vectors import Gathering
from engine.models.encoder import TextEncoder
from engine.models.entry import knows
from engine.models.registry import find, folder
from engine.models.static import StaticTable

TOPICS = (
    ("bread dough yeast oven crust flour loaf baker", "en"),
    ("volcano lava magma crater ash eruption slope rock", "en"),
    ("mortgage bank interest loan house rate lender debt", "en"),
    ("여권을 구청에서 발급받고 경찰서에 분실을 신고한다", "ko"),
)


def _knows_nothing(_language: str) -> bool:
    return False


def _clouds(size: int, groups: int, dim: int = 24) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors around some directions, and which one each belongs to."""
    draw = np.random.default_rng(3)
    own = np.arange(size) % groups
    vectors = draw.standard_normal((groups, dim))[own] * 3 + draw.standard_normal((size, dim))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), own


def _places(vectors: np.ndarray) -> np.ndarray:
    *_, places = lay_out(nearest(vectors, 15), vectors)
    assert isinstance(places, np.ndarray)
    return places


class Written:
    """A source of documents on four topics."""

    def __init__(self, each: int) -> None:
        draw = np.random.default_rng(5)
        self.texts = [
            (" ".join(draw.permutation(words.split())[:6]), language)
            for words, language in TOPICS
            for _ in range(each)
        ]

    def documents(self) -> list[MapDocument]:
        return [MapDocument(at, f"/{at}", "", 0.0, 1, b"") for at in range(len(self.texts))]

    def sample(self, documents: list[MapDocument], _most: int) -> list[MapPassage]:
        return [
            MapPassage(one.file, self.texts[one.file][1], self.texts[one.file][0])
            for one in documents
        ]


def test_documents_on_one_topic_lie_together_and_are_named_by_its_words() -> None:
    models = Models(TextEncoder(None), "", _knows_nothing)
    *_, record = make_map(Written(40), models)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert isinstance(record, MapRecord)
    groups, topics = np.frombuffer(record.groups_of, "<i2"), np.repeat(np.arange(4), 40)
    for group in range(len(record.groups)):
        assert len(set(topics[groups == group].tolist())) == 1, "two topics in one group"
    assert (groups >= 0).mean() > 0.8
    named = {word for group in record.groups for word in group.terms}
    assert {"dough", "volcano", "mortgage"} & named
    assert any(word in named for word in ("여권", "구청", "경찰서", "분실"))


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 7])
def test_a_handful_of_documents_has_places(size: int) -> None:
    vectors, _ = _clouds(max(size, 1), 2)
    places = _places(vectors[:size])
    assert places.shape == (size, 2)
    assert ((places >= 0) & (places <= 1)).all()
    assert grouped(places).shape == (size,)


def test_documents_that_have_nothing_in_common_have_places_too() -> None:
    places = _places(np.eye(30, dtype=np.float32))
    assert len(np.unique(places.round(4), axis=0)) == 30


def test_the_same_documents_come_out_at_the_same_places() -> None:
    vectors, _ = _clouds(700, 5)
    assert np.array_equal(_places(vectors), _places(vectors))


def test_neighbours_stay_together_on_the_plane() -> None:
    vectors, own = _clouds(1200, 6)
    places = _places(vectors)
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    near = np.argsort(apart, axis=1)[:, 1:11]
    assert (own[near] == own[:, None]).mean() > 0.97


def test_neighbours_found_in_cells_are_nearly_those_of_all_pairs() -> None:
    vectors, _ = _clouds(EXACT + 1000, 40)
    found = nearest(vectors, 10)
    exact = np.argsort(-(vectors[:200] @ vectors.T), axis=1)[:, 1:11]
    kept = [
        len(set(one) & set(all_))
        for one, all_ in zip(found.rows[:200].tolist(), exact.tolist(), strict=True)
    ]
    assert sum(kept) / 2000 > 0.9
    assert not (found.rows == np.arange(len(vectors))[:, None]).any()


def test_forces_on_the_grid_are_nearly_those_of_all_pairs() -> None:
    places = np.random.default_rng(1).normal(0, 12, (PAIRS + 400, 2)).astype(np.float32)
    push, total = Repulsion().of(places)
    apart = places[:, None] - places[None]
    near = 1 / (1 + (apart**2).sum(axis=2))
    exact = (near[:, :, None] ** 2 * apart).sum(axis=1)
    assert total == pytest.approx(near.sum() - len(places), rel=0.1)
    cosine = (push * exact).sum() / np.linalg.norm(push) / np.linalg.norm(exact)
    assert cosine > 0.97


def test_blobs_are_groups_and_the_largest_comes_first() -> None:
    draw = np.random.default_rng(2)
    blobs = [draw.normal(at, 0.03, (size, 2)) for at, size in ((0.2, 300), (0.5, 200), (0.8, 100))]
    labels = grouped(np.concatenate(blobs).astype(np.float32))
    assert labels.max() + 1 <= most_groups(600)
    firsts = [np.bincount(part[part >= 0]).argmax() for part in np.split(labels, (300, 500))]
    assert len(set(firsts)) == 3
    assert (np.diff(np.bincount(labels[labels >= 0])) <= 0).all()


def test_a_name_is_written_as_most_people_wrote_it() -> None:
    names = Names(2)
    first = [MapPassage(at, "en", "Baking breads and Milvus runs.") for at in range(5)]
    other = [MapPassage(at, "en", "Lava runs down.") for at in range(5, 10)]
    names.read(0, [*first, MapPassage(11, "en", "bread, bread: baked bread.")])
    names.read(1, other)
    name, _ = names.of([6, 5])
    assert "Milvus" in name
    assert "runs" not in name
    assert len([word for word in name if word.startswith("bread")]) == 1


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("The volcano's lava, 42 and a b.", "en", ["volcano's", "lava"]),
        ("주민센터에서 생계급여를 신청합니다", "ko", ["주민센터", "생계급여"]),
        ("東京の天気", "ja", ["東京", "天気"]),
        ("Der Hund und die Katze", "de", ["Hund", "Katze"]),
    ],
)
def test_words_lose_what_only_grammar_put_there(text: str, language: str, words: list[str]) -> None:
    assert words_of(text, language) == words


def test_samples_spread_over_a_document_and_over_a_library() -> None:
    assert spread(3, 5) == [0, 1, 2]
    assert spread(100, 4) == [0, 25, 50, 75]
    documents = [MapDocument(at, "", "", 0.0, 1, b"") for at in range(1000)]
    some = thinned(documents, 100)
    assert some == thinned(documents, 100)
    assert len(some) == 100
    assert some == sorted(some)
    assert 300 < np.mean([document.file for document in some]) < 700


def test_documents_without_any_known_word_have_vectors_of_nothing() -> None:
    documents = [MapDocument(at, "", "", 0.0, 1, b"") for at in range(3)]
    gathering = Gathering(documents, TextEncoder(None))
    gathering.add([MapPassage(at, "", "…") for at in range(3)], _knows_nothing)
    vectors = gathering.vectors()
    assert not vectors.any()
    *_, places = lay_out(nearest(vectors, 5), vectors)
    assert not isinstance(places, tuple)
    assert isinstance(nearest(vectors, 5), Neighbours)


def test_copies_of_a_document_lie_apart_and_nobody_else_moves() -> None:
    places = np.array([[0.5, 0.5]] * 6 + [[0.1, 0.1], [0.9, 0.2]], np.float32)
    moved = spaced(places)
    apart = np.linalg.norm(moved[:, None] - moved[None], axis=2) + np.eye(8)
    assert apart.min() > 0.05
    assert np.abs(moved[6:] - places[6:]).max() < 1e-3


def test_few_documents_are_in_groups_too() -> None:
    vectors, _ = _clouds(40, 4)
    labels = grouped(_places(vectors))
    assert 2 <= labels.max() + 1 <= most_groups(40)
    assert (labels >= 0).mean() >= 0.8


def test_who_is_in_no_group_joins_its_neighbours_unless_it_is_like_nobody() -> None:
    vectors = np.array([[1, 0, 0], [0.9, 0.1, 0], [0, 1, 0], [0.1, 0.9, 0], [0.8, 0.3, 0]])
    vectors = np.vstack([vectors, [[0, 0, 1]]]).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    labels = np.array([0, 0, 1, 1, -1, -1], np.int32)
    assert joined(labels, nearest(vectors, 3)).tolist() == [0, 0, 1, 1, 0, -1]
    assert joined(np.full(6, -1, np.int32), nearest(vectors, 3)).tolist() == [-1] * 6


def test_the_picture_is_filled_and_who_is_left_of_whom_stays_so() -> None:
    draw = np.random.default_rng(4)
    crowd = draw.normal(0.5, 0.02, (60, 2))
    places = np.vstack([crowd, [[0.02, 0.5], [0.98, 0.4]]]).astype(np.float32)
    filled = filling(places)
    assert np.ptp(filled, axis=0).min() > 0.9
    middle = np.percentile(filled, (20, 80), axis=0)
    assert (middle[1] - middle[0]).min() > 0.25, "most of it lies in the middle"
    assert np.corrcoef(places[:60].T, filled[:60].T)[0, 2] > 0.9
    assert filling(places[:1]).tolist() == places[:1].tolist()


def test_a_word_that_one_document_says_names_nobody_unless_it_is_its_title() -> None:
    names = Names(2)
    texts = ["lava flood", "lava wagon", "lava pebble", "lava kettle"]
    documents = [MapDocument(at, f"/{at}", "", 0.0, 1, b"") for at in range(4)]
    documents[2] = documents[2]._replace(path="/pebble.txt")
    names.read(0, [MapPassage(at, "en", text) for at, text in enumerate(texts)], documents)
    names.read(1, [MapPassage(9, "en", "bread oven"), MapPassage(10, "en", "bread dough")])
    assert names.of([4, 2])[0] == ("lava", "pebble")


def test_words_that_fit_the_meaning_of_a_group_come_first() -> None:
    names = Names(2)
    names.read(0, [MapPassage(at, "en", "Rooms have lava and drawers.") for at in range(3)])
    names.read(1, [MapPassage(at, "en", "Bread ovens bake.") for at in range(3, 6)])

    def fit(_group: int, words: Sequence[str]) -> np.ndarray:
        return np.array([word == "lava" for word in words], np.float32)

    assert names.of([3, 3], fit)[0][0] == "lava"


def test_words_of_known_languages_have_no_advantage_where_they_are_few() -> None:
    own = np.eye(4, dtype=np.float32)
    meaning = Meaning(TextEncoder(None), _knows_nothing, own, np.array([0, 0, 1, 1], np.int32))
    assert not meaning.fit(0, ["lava", "ash"]).any()
    entry = find("static-minilm-256")
    encoder = TextEncoder(StaticTable.load(folder(entry)))
    dense = encoder.encode(["volcano eruption", "bread oven"], ["en", "en"]).dense
    known = Meaning(encoder, partial(knows, entry), dense, np.array([0, 1], np.int32))
    lava, dough = known.fit(0, ["lava", "dough"]).tolist()
    assert lava > dough
    assert not known.fit(0, ["lava", "여권", "구청"]).any()


def test_a_group_that_shares_no_word_is_named_by_those_of_its_documents() -> None:
    names = Names(1)
    names.read(0, [MapPassage(at, "en", text) for at, text in enumerate(("lava", "oven", "loan"))])
    assert set(names.of([3])[0]) == {"lava", "oven", "loan"}
