"""Libraries of many sizes from one training set, with queries whose answers were left out.

A cosine of .35 is chance among five thousand documents, and an answer among fifty. So parts of each
set are made into libraries of their own: the documents that answer some queries, and others, drawn
at random, but none that answers the queries that are to have no answer.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.bench import calibration_sets as sets

LOOKED_UP, UNRELATED, HALVES, LEFT_OUT = "looked-up", "unrelated", "halves", "left-out"
"""What ids of such queries begin with."""


class _Mix(NamedTuple):
    """How often a library of a size is made, and how many queries of each kind it is asked."""

    draws: int
    answered: int
    left_out: int
    looked_up: int
    """Of each of three kinds."""
    halves: int
    foreign: int
    """Of each of the other sets."""
    made_up: int


_MIXES = {
    50: _Mix(5, 16, 8, 2, 5, 3, 4),
    200: _Mix(2, 50, 15, 4, 12, 5, 6),
    1_000: _Mix(1, 90, 20, 8, 20, 8, 8),
    10_000: _Mix(1, 150, 15, 15, 36, 12, 12),
}
"""By the number of documents; the last are whole sets."""
SIZES = tuple(_MIXES)


class Library(NamedTuple):
    """Documents as files, and queries to them."""

    set: str
    size: int
    """One of `SIZES`."""
    number: int
    names: tuple[str, ...]
    """Of the files, see `calibration_sets.Material`."""
    queries: dict[str, str]
    """By id."""
    relevant: dict[str, dict[str, int]]
    """Query id -> file name -> grade; nothing for queries that have no answer."""

    def write(self, folder: Path) -> None:
        """Write the files into a new folder."""
        contents = sets.material(self.set).contents | _others(self.set).contents
        folder.mkdir(parents=True)
        for name in self.names:
            (folder / name).write_bytes(contents[name])


def libraries(name: str) -> Iterator[Library]:
    """Return what is made of one set, small ones first."""
    documents = len(sets.material(name).contents) + len(_others(name).contents)
    for size, mix in _MIXES.items():
        if size < documents or (size == max(SIZES) and name != sets.EVERYDAY):
            for number in range(mix.draws):
                yield _library(name, size, number, mix)


def _others(name: str) -> sets.Material:
    """What large libraries of everyday texts have besides: those of other sets, under new names."""
    found = sets.Material(name, {}, {}, {}, {})
    for other in (sets.DOCUMENTATION, "scifact_train") if name == sets.EVERYDAY else ():
        whole = sets.material(other)
        found.contents.update({f"{other}-{file}": whole.contents[file] for file in whole.contents})
        found.texts.update({f"{other}-{file}": whole.texts[file] for file in whole.texts})
    return found


def _library(name: str, size: int, number: int, mix: _Mix) -> Library:
    whole = sets.material(name)
    draw = random.Random(f"{name} {size} {number}")
    keys = draw.sample(sorted(whole.queries), len(whole.queries))
    chosen: set[str] = set()
    answered: list[str] = []
    for key in keys:  # few have hundreds of answers
        most = min(size // 2, len(whole.contents) * 3 // 4)  # the rest may be left out
        if len(answered) < mix.answered and len(chosen | whole.relevant[key].keys()) <= most:
            answered.append(key)
            chosen |= whole.relevant[key].keys()
    unanswered = [key for key in keys if not whole.relevant[key].keys() & chosen]
    left_out = unanswered[: mix.left_out]
    gone = {file for key in left_out for file in whole.relevant[key]}
    rest = sorted(whole.contents.keys() - gone - chosen)
    chosen |= set(draw.sample(rest, max(0, min(size - len(chosen), len(rest)))))
    others = _others(name).texts if len(chosen) < size else {}
    beside = draw.sample(sorted(others), min(size - len(chosen), len(others)))
    queries = {key: whole.queries[key] for key in answered}
    relevant = {
        key: {file: grade for file, grade in whole.relevant[key].items() if file in chosen}
        for key in answered
    }
    queries |= {f"{LEFT_OUT}-{key}": whole.queries[key] for key in left_out}
    asked = [whole.queries[key] for key in answered]
    texts = {file: whole.texts[file] for file in sorted(chosen)}
    texts |= {file: others[file] for file in beside}
    for place, (text, having) in enumerate(sets.looked_up(texts, mix.looked_up, draw)):
        queries[f"{LOOKED_UP}-{place:03}"] = text
        relevant[f"{LOOKED_UP}-{place:03}"] = dict.fromkeys(having, 1)
    strange = [*sets.foreign(name, 0 if beside else mix.foreign, draw)]
    strange += sets.made_up(asked, texts, mix.made_up, draw)
    queries |= {f"{UNRELATED}-{place:03}": text for place, text in enumerate(strange)}
    for place, (text, having) in enumerate(sets.halves(asked, strange, texts, mix.halves, draw)):
        queries[f"{HALVES}-{place:03}"] = text
        relevant[f"{HALVES}-{place:03}"] = dict.fromkeys(having, 1)
    return Library(name, size, number, tuple(texts), queries, relevant)
