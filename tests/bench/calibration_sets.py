"""What scores are calibrated on: training queries, made-up ones over documentation, and nonsense.

No set that is reported is among them. Documentation is what the docstrings of permissively licensed
packages say below their first sentence, which is the query; a third of the longer ones is cut into
several files, so that one query has several answers.

People also look up what they know is there, which no judged set has: each set is asked for rare
words and for a few words in a row, and whatever has them all is an answer. And it is asked the
other sets' queries, and made-up words, alone and beside a word that it has: none of those has an
answer.

Nor do judged sets have half hits: each of their questions has an answer, and what shares most words
with it is often that. So words of two queries are put together, and words of a query and of another
set's: what has only the one half is no answer, what has all the words counts as one.
"""

from __future__ import annotations

import ast
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from engine.models.korean import tail
from engine.models.language import small_words
from engine.models.question_words import asks
from tests.bench.judged import SHARED, read_judgements, write_corpus

JUDGED: Mapping[str, int] = {"scifact_train": 200, "ko_welfare_train": 400}
"""Training sets and how many of their queries are asked."""
DOCUMENTATION = "documentation"
NAMES = (*JUDGED, DOCUMENTATION)
_PACKAGES = ("numpy", "scipy", "pandas")
_DOCUMENTS, _ASKED = 2_000, 170
_FOREIGN, _MADE_UP = 40, 40
LOOKED_UP, UNRELATED, HALVES = "looked-up", "unrelated", "halves"
"""What ids of such queries begin with."""
_LOOKED_UP = 25
"""Of each kind."""
_MOST_KNOWN = 0.1
"""Share of the documents that may have such a word."""
_LENGTHS = (3, 6)
"""Words in a row."""
_HALVES = 75
_RARE = (2, 25)
"""A rare word is in so many documents, and has four letters or more."""
_WORDS = (5, 30)
"""A first sentence of so many words is a query."""
_LEAST = 300
"""Characters below it that make a document."""
_CUT, _LONG = 900, 2_500
"""Characters from which a document may be cut in two, and in four."""


class TrainingSet(NamedTuple):
    """Queries over documents that have been written as files."""

    name: str
    queries: dict[str, str]
    """By id."""
    relevant: dict[str, dict[str, int]]
    """Query id -> file name -> grade; nothing for queries that have no answer."""


def write(name: str, folder: Path) -> TrainingSet:
    """Write a set's documents below a folder and return its queries."""
    if name == DOCUMENTATION:
        queries, relevant, texts = _documentation(folder)
    else:
        names = _corpus(name, folder)
        judged = read_judgements(SHARED / name, names)
        queries = _some(judged.queries, JUDGED[name])
        relevant = judged.relevant
        texts = {names[row["_id"]]: f"{row.get('title', '')} {row['text']}" for row in _rows(name)}
    asked = list(queries.values())
    for number, (text, having) in enumerate(_looked_up(texts)):
        queries[f"{LOOKED_UP}-{number:03}"] = text
        relevant[f"{LOOKED_UP}-{number:03}"] = dict.fromkeys(having, 1)
    strange = [*_foreign(name), *_made_up(asked, texts)]
    queries |= {f"{UNRELATED}-{number:03}": text for number, text in enumerate(strange)}
    for number, (text, having) in enumerate(_halves(asked, strange, texts)):
        queries[f"{HALVES}-{number:03}"] = text
        relevant[f"{HALVES}-{number:03}"] = dict.fromkeys(having, 1)
    return TrainingSet(name, queries, relevant)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SHARED / name.removesuffix("_train") / "corpus.jsonl").open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _corpus(name: str, folder: Path) -> Mapping[str, str]:
    return write_corpus(SHARED / name.removesuffix("_train"), folder)


def _some(queries: Mapping[str, str], count: int) -> dict[str, str]:
    keys = random.Random(1).sample(sorted(queries), min(count, len(queries)))
    return {key: queries[key] for key in keys}


def _looked_up(texts: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Words in a row, one rare word, two of one document; and the files that have them."""
    draw = random.Random(7)
    plain = {name: " ".join(text.casefold().split()) for name, text in texts.items()}
    many = Counter(word for text in plain.values() for word in set(text.split()))
    few, most = _RARE
    for number in range(3 * _LOOKED_UP):
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


def _halves(
    asked: list[str], strange: list[str], texts: Mapping[str, str]
) -> Iterator[tuple[str, list[str]]]:
    """Words of two queries in one, or of a query and a strange one; and the files with them all."""
    draw = random.Random(11)
    plain = {name: text.casefold() for name, text in texts.items()}

    def some(queries: list[str], count: int, *, known: bool) -> list[str]:
        while True:
            words = {_bare(word) for word in draw.choice(queries).casefold().split()}
            kept = [word for word in sorted(words) if _counts(word)]
            having = [sum(word in text for text in plain.values()) for word in kept]
            if known:
                most = _MOST_KNOWN * len(plain)
                kept = [w for w, n in zip(kept, having, strict=True) if 0 < n <= most]
            if len(kept) >= count:
                return draw.sample(kept, count)

    for number in range(_HALVES):
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


def _foreign(name: str) -> Iterator[str]:
    """The other sets' queries."""
    for other, seed in zip(NAMES, range(2, 9), strict=False):
        if other == name:
            continue
        if other == DOCUMENTATION:
            texts = [head for _, head, _ in _docstrings("scipy")]
        else:
            lines = (SHARED / other / "queries.jsonl").read_text(encoding="utf-8").splitlines()
            texts = [str(json.loads(line)["text"]) for line in lines]
        yield from random.Random(seed).sample(texts, _FOREIGN)


def _made_up(asked: list[str], texts: Mapping[str, str]) -> Iterator[str]:
    """Words that no document has, by themselves, and several beside one word of a query."""
    draw = random.Random(5)
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

    for number in range(_MADE_UP):
        words = [word() for _ in range(draw.randint(1, 5))]
        if number % 2:
            words += [word(), word(), draw.choice(draw.choice(asked).split())]
            draw.shuffle(words)
        yield " ".join(words)


def _documentation(
    folder: Path,
) -> tuple[dict[str, str], dict[str, dict[str, int]], dict[str, str]]:
    rows = [row for package in _PACKAGES for row in _docstrings(package)]
    draw = random.Random(3)
    rows = draw.sample(rows, min(_DOCUMENTS, len(rows)))
    folder.mkdir(parents=True)
    queries: dict[str, str] = {}
    relevant: dict[str, dict[str, int]] = {}
    texts: dict[str, str] = {}
    for number, (_, head, body) in enumerate(rows):
        queries[f"{number:05}"] = head
        names = relevant[f"{number:05}"] = {}
        for place, part in enumerate(_cut(body) if number % 3 == 0 else [body]):
            name = f"{number:05}-{place}.txt"
            (folder / name).write_text(part + "\n", encoding="utf-8")
            names[name], texts[name] = 1, part
    return _some(queries, _ASKED), relevant, texts


def _cut(text: str) -> list[str]:
    if len(text) < _CUT:
        return [text]
    paragraphs = text.split("\n\n")
    step = max(1, -(-len(paragraphs) // (2 if len(text) < _LONG else 4)))
    starts = range(0, len(paragraphs), step)
    return ["\n\n".join(paragraphs[start : start + step]) for start in starts]


def _docstrings(package: str) -> list[tuple[str, str, str]]:
    """Name, first sentence and the rest of each docstring; no two with the same of either."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    found: list[tuple[str, str, str]] = []
    seen: set[str] = set()
    root = Path(spec.origin).parent
    for file in sorted(root.rglob("*.py")):
        parts = file.relative_to(root).parts
        if any(part in {"tests", "_vendor"} for part in parts):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            head, _, body = (ast.get_docstring(node) or "").partition("\n\n")
            head = " ".join(head.split())
            few, many = _WORDS
            if not few <= len(head.split()) <= many or len(body) < _LEAST or {head, body} & seen:
                continue
            seen |= {head, body}
            found.append((node.name, head, body))
    return found
