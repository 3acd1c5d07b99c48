"""How many tokens a text has, about and rather too many: no vendor's tokenizer is here."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ASCII = 3.0
"""Characters for a token: four in English prose, fewer in code, names and numbers."""
_OTHER = 2.0
"""Bytes of UTF-8 for a token: 1.5 tokens for a Chinese or Korean character, 2 for an emoji."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may have.

    Attributes:
        items: texts.
        tokens: of all texts together, with room for an estimate that is too low.
        text_tokens: of one text, where the vendor refuses longer ones; 0 where it cuts them itself.
    """

    items: int
    tokens: int
    text_tokens: int = 0


def tokens(text: str) -> int:
    """Return about how many tokens a text has."""
    size = len(text.encode("utf-8", "replace"))
    plain = len(text.encode("ascii", "ignore"))
    return math.ceil(plain / _ASCII + (size - plain) / _OTHER)


def cut(text: str, limit: int) -> str:
    """Return as much of a text's beginning as surely has no more tokens; all of it if 0."""
    if not limit or tokens(text) <= limit:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if tokens(text[:middle]) <= limit else (low, middle - 1)
    return text[:low]


def batches(texts: Sequence[str], limits: Limits, beside: int = 0) -> Iterator[slice]:
    """Yield which texts go out together, in order; one that is too long goes alone.

    Args:
        texts: to be sent.
        limits: of one request.
        beside: tokens that count with each text.
    """
    start = total = 0
    for place, text in enumerate(texts):
        count = tokens(text) + beside
        if place > start and (total + count > limits.tokens or place - start >= limits.items):
            yield slice(start, place)
            start, total = place, 0
        total += count
    if start < len(texts):
        yield slice(start, len(texts))
