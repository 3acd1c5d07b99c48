"""Neighbours of the samples are of their topic, and sections of one document find each other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cli.demo import SAMPLES
from engine.jobs.index import LibraryIndex
from engine.models.embedder_client import EmbedderClient
from engine.models.registry import find
from engine.protocol.messages import Similar
from engine.search.likeness import Aim
from engine.search.searcher import Searcher
from engine.store.vector_cache import VectorCache
from tests.process.search_examples import RERANKER, comparing, indexed, models

NEIGHBOURS = {
    "travel/lost-luggage.txt": "letters/2024-06-airline.eml",
    "home/lease.html": "letters/2024-02-landlord.eml",
    "home/kimchi-stew.txt": "home/sourdough.txt",
    "work/sales-forecast.ipynb": "work/pitch.pptx",
    "science/telescope.odt": "science/black-holes.tex",
    "science/photosynthesis.md": "garden/tomatoes.md",
    "work/delivery.md": "travel/lost-luggage.txt",
}
"""Pairs of one topic; each should be among the other's three nearest files."""
SECTIONS = {
    "kites": (
        "A kite flies because its sail is tilted against the wind. Build the frame of two spruce "
        "sticks, tie them crosswise and stretch the sail over the string that runs around them.",
        "The bridle decides at which angle the sail meets the wind. Where two strings of it meet, "
        "the line is tied on; move the knot upwards for strong wind and down for a weak one.",
        "Fly it on an open field, away from wires and trees. Let out the line while the wind pulls "
        "at the sail, and walk towards the kite when a gust wants to break its sticks.",
    ),
    "cheese": (
        "Warm the milk to thirty degrees and stir in rennet. After an hour the curd breaks cleanly "
        "and is cut into cubes, so that the whey can run out of it.",
        "Lay cloth into the mould, fill in the curd and press it for a night. The whey that drips "
        "out can be drunk, or ricotta is made of it.",
        "The pressed cheese is salted in brine and then ripens in a cellar. Turn it every day and "
        "wipe its rind with brine, lest mould grows where the cloth left folds.",
    ),
    "locks": (
        "A pin tumbler lock holds its plug with small spring loaded pins. The right key lifts each "
        "pair of pins so far that their gap lies at the edge of the plug.",
        "To change the pins, push the plug out of the cylinder with a follower, lest the springs "
        "jump out. Put in pins of the lengths that the notches of the new key ask for.",
        "A stiff cylinder wants graphite and no oil, which gums the springs. If the key turns the "
        "plug and the bolt stays, the cam behind the cylinder is broken.",
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("files")
    shutil.copytree(SAMPLES, root / "samples")
    for topic, sections in SECTIONS.items():
        for number, section in enumerate(sections):
            (root / f"{topic} {number}.txt").write_text(section)
    return root


@pytest.fixture(scope="module")
def library(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryIndex]:
    with indexed(tmp_path_factory.mktemp("state"), root) as opened:
        yield opened


@pytest.fixture(scope="module")
def searcher(library: LibraryIndex, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    client, folder = EmbedderClient(), tmp_path_factory.mktemp("vectors")
    cache = VectorCache(folder / "vectors.sqlite")
    searcher = Searcher(library, models(comparing(find(RERANKER), client, cache, budget=60)))
    yield searcher
    searcher.close()
    cache.close()
    client.close()


def nearest(searcher: Searcher, path: str) -> list[str]:
    """The files that are most like one, the nearest first."""
    like = searcher.likeness(Similar(path=path))
    assert like is not None
    hits = searcher.search("", aim=Aim(like)).hits
    return list(dict.fromkeys(hit.path for hit in hits))


def test_neighbours_are_of_the_same_topic(searcher: Searcher, root: Path):
    missed = [
        (one, other)
        for pair in NEIGHBOURS.items()
        for one, other in (pair, pair[::-1])
        if str(root / "samples" / other) not in nearest(searcher, str(root / "samples" / one))[:3]
    ]
    assert len(missed) <= 2, missed


def test_sections_of_one_document_find_each_other(searcher: Searcher, root: Path):
    found = 0
    for topic, sections in SECTIONS.items():
        paths = {str(root / f"{topic} {number}.txt") for number in range(len(sections))}
        for path in paths:
            first, second, *_ = nearest(searcher, path)
            assert first in paths
            found += 1 + (second in paths)
    assert found >= 16, "of 18"
