"""What scores are calibrated on: training queries, made-up ones over documentation, and nonsense.

No set that is reported is among them. Documentation is what the docstrings of permissively licensed
packages say below their first sentence, which is the query; a third of the longer ones is cut into
several files, so that one query has several answers. Everyday texts are our own, and are asked for
in other words than theirs, as people ask their own files.

People also look up what they know is there, which no judged set has: each set is asked for rare
words and for a few words in a row, and whatever has them all is an answer. And it is asked the
other sets' queries, and made-up words, alone and beside a word that it has: none of those has an
answer.

Nor do judged sets have half hits: each of their questions has an answer, and what shares most words
with it is often that. So words of two queries are put together, and words of a query and of another
set's: what has only the one half is no answer, what has all the words counts as one.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from engine.models.korean import tail
from engine.models.language import small_words
from engine.models.question_words import asks
from tests.bench import formats
from tests.bench.calibration_docstrings import docstrings, documents
from tests.bench.formats import Written
from tests.bench.judged import SHARED, read_judgements

DOCUMENTATION, EVERYDAY = "documentation", "everyday"
NAMES = ("scifact_train", "ko_welfare_train", DOCUMENTATION, EVERYDAY)
_EVERYDAY = Path(__file__).with_name("everyday.json")
_MOST_KNOWN = 0.1
"""Share of the documents that may have such a word."""
_LENGTHS = (3, 6)
"""Words in a row."""
_RARE = (2, 25)
"""A rare word is in so many documents, or in fewer of a small library, and has four letters or
more."""
_TRIES = 1_000


class Material(NamedTuple):
    """Documents and the queries that they answer."""

    name: str
    contents: dict[str, bytes]
    """File name -> what is in it."""
    texts: dict[str, str]
    """File name -> its text."""
    queries: dict[str, str]
    """By id."""
    relevant: dict[str, dict[str, int]]
    """Query id -> file name -> grade."""


@cache
def material(name: str) -> Material:
    """Return a set's documents and queries."""
    if name == DOCUMENTATION:
        queries, relevant, texts = documents()
        contents = {file: f"{text}\n".encode() for file, text in texts.items()}
        return Material(name, contents, texts, queries, relevant)
    if name == EVERYDAY:
        return _everyday()
    names: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    texts = {}
    for number, row in enumerate(_rows(name)):
        title = row.get("title", "")
        suffix, content = formats.write(number, Written(title, row["text"]))
        file = names[row["_id"]] = f"{number:05}.{suffix}"
        contents[file], texts[file] = content, f"{title} {row['text']}"
    judged = read_judgements(SHARED / name, names)
    return Material(name, contents, texts, judged.queries, judged.relevant)


def _everyday() -> Material:
    rows = json.loads(_EVERYDAY.read_text(encoding="utf-8"))
    texts = {f"{number:03}.txt": str(row["text"]) for number, row in enumerate(rows)}
    queries: dict[str, str] = {}
    relevant: dict[str, dict[str, int]] = {}
    for row, file in zip(rows, texts, strict=True):
        for number, query in enumerate(row["queries"]):
            queries[f"{file}-{number}"], relevant[f"{file}-{number}"] = query, {file: 1}
    contents = {file: f"{text}\n".encode() for file, text in texts.items()}
    return Material(EVERYDAY, contents, texts, queries, relevant)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SHARED / name.removesuffix("_train") / "corpus.jsonl").open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def looked_up(
    texts: Mapping[str, str], count: int, draw: random.Random
) -> Iterator[tuple[str, list[str]]]:
    """Words in a row, one rare word, two of one document; and the files that have them.

    Args:
        texts: by file name.
        count: how many of each kind.
        draw: decides.
    """
    plain = {name: " ".join(text.casefold().split()) for name, text in texts.items()}
    many = Counter(word for text in plain.values() for word in set(text.split()))
    few, most = _RARE
    few = min(few, 1 + len(plain) // 500)
    for number in range(3 * count):
        words: list[str] = []
        while not words:
            text = plain[draw.choice(sorted(plain))].split()
            if number % 3 == 0:
                length = draw.randint(*_LENGTHS)
                start = draw.randrange(max(len(text) - length, 1))
                words = [" ".join(text[start : start + length])]
            else:
                rare = {w for w in text if w.isalpha() and len(w) > 3 and few <= many[w] <= most}
                if len(rare) >= number % 3:
                    words = draw.sample(sorted(rare), number % 3)
        having = [name for name, text in plain.items() if all(word in text for word in words)]
        yield " ".join(words), having


def halves(
    asked: Sequence[str],
    strange: Sequence[str],
    texts: Mapping[str, str],
    count: int,
    draw: random.Random,
) -> Iterator[tuple[str, list[str]]]:
    """Words of two queries in one, or of a query and a strange one; and the files with them all."""
    plain = {name: text.casefold() for name, text in texts.items()}

    def some(queries: Sequence[str], count: int, *, known: bool) -> list[str]:
        for _ in range(_TRIES):
            words = {_bare(word) for word in draw.choice(queries).casefold().split()}
            kept = [word for word in sorted(words) if _counts(word)]
            having = [sum(word in text for text in plain.values()) for word in kept]
            if known:
                most = max(2, _MOST_KNOWN * len(plain))
                kept = [w for w, n in zip(kept, having, strict=True) if 0 < n <= most]
            if len(kept) >= count:
                return draw.sample(kept, count)
        return []

    for number in range(count):
        other = strange if number % 3 == 2 else asked
        words = some(asked, 1 + number % 2, known=True)
        words += some(other, 1 + number // 2 % 2, known=other is asked)
        draw.shuffle(words)
        having = [name for name, text in plain.items() if all(word in text for word in words)]
        yield " ".join(words), having


def _bare(word: str) -> str:
    """A word without signs, and a Korean one without its particle or ending."""
    word = re.sub(r"^\W+|\W+$", "", word)
    return word[: len(word) - tail(word)] if word and "가" <= word[0] <= "힣" else word


def _counts(word: str) -> bool:
    """Whether a word says what is asked for."""
    small = any(word in small_words(language) for language in ("en", "ko")) or asks(word)
    return not small and len(word) >= (2 if "가" <= word[:1] <= "힣" else 4)


def foreign(name: str, count: int, draw: random.Random) -> Iterator[str]:
    """So many queries of each of the other sets."""
    for other in NAMES:
        if other != name:
            yield from draw.sample(_texts_asked(other), count)


@cache
def _texts_asked(name: str) -> list[str]:
    if name == DOCUMENTATION:
        return [head for _, head, _ in docstrings("scipy")]
    if name == EVERYDAY:
        return list(_everyday().queries.values())
    lines = (SHARED / name / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [str(json.loads(line)["text"]) for line in lines]


def made_up(
    asked: Sequence[str], texts: Mapping[str, str], count: int, draw: random.Random
) -> Iterator[str]:
    """Words that no document has, by themselves, and several beside one word of a query."""
    everything = " ".join(texts.values()).casefold()

    def word() -> str:
        while True:
            syllables = (
                draw.choice("bcdfglmnprstvz") + draw.choice("aeiou")
                for _ in range(draw.randint(2, 4))
            )
            made = "".join(syllables) + draw.choice("xkrpt")
            if made[:5] not in everything:  # a stem must not be there either
                return made

    for number in range(count):
        words = [word() for _ in range(draw.randint(1, 5))]
        if number % 2:
            words += [word(), word(), draw.choice(draw.choice(asked).split())]
            draw.shuffle(words)
        yield " ".join(words)
