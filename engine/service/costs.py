"""What sending a library to a vendor comes to: tokens by its passages' lengths, and their price."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from engine.models.families import family_of
from engine.store.catalogue_census import CatalogueCensus
from engine.store.open import CATALOGUE_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.models.entry import ModelEntry

_log = logging.getLogger(__name__)

_DENSE_SCRIPTS = frozenset({"ko", "ja", "zh"})
_LATIN = frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs"})
_PER_TOKEN = (1.0, 4.0, 2.0)
"""Characters of a token, about, as vendors' tokenizers cut: of scripts whose signs are syllables or
words, of Latin letters, of others."""
_QUERY_TOKENS = 12
_THOUSAND, _MILLION = 1_000, 1_000_000


class Amount(NamedTuple):
    """How much text there is."""

    passages: int
    tokens: int
    """About."""

    @property
    def mean(self) -> float:
        """Tokens of a passage."""
        return self.tokens / self.passages if self.passages else 0.0


def amount(folder: Path) -> Amount:
    """Return how much a library's passages come to; nothing where its catalogue cannot be read.

    Args:
        folder: the library's.
    """
    path = folder / CATALOGUE_FILE
    if not path.exists():
        return Amount(0, 0)
    try:
        with contextlib.closing(CatalogueCensus(path)) as census:
            lengths = census.lengths()
    except sqlite3.Error as error:  # whoever opens the index says so
        _log.warning("%s cannot be read: %s", path, error)
        return Amount(0, 0)
    return amount_of(lengths)


def amount_of(lengths: Mapping[str, tuple[int, int]]) -> Amount:
    """Return how much text passages and characters by language come to."""
    tokens = sum(characters / _per_token(lang) for lang, (_, characters) in lengths.items())
    return Amount(sum(passages for passages, _ in lengths.values()), round(tokens))


def price_of(entry: ModelEntry, tokens: int) -> float:
    """Return the US dollars that embedding some tokens costs."""
    return entry.price * tokens / _MILLION


def price_of_searches(entry: ModelEntry | None, library: Amount, kind: str) -> float:
    """Return the US dollars that a thousand searches cost.

    Args:
        entry: a vendor's model; one of this machine, or None, costs nothing.
        library: how long its passages are tells what a reranker reads.
        kind: ``dense`` or ``reranker``, as what it would be used.
    """
    if entry is None or not family_of(entry).vendor:
        return 0.0
    if entry.search_price:
        return entry.search_price
    read = _QUERY_TOKENS
    if kind == "reranker":
        from engine.search.fusion import RERANKED

        read = round(RERANKED * (library.mean + _QUERY_TOKENS))
    return entry.price * read * _THOUSAND / _MILLION


def _per_token(language: str) -> float:
    dense, latin, others = _PER_TOKEN
    if language in _DENSE_SCRIPTS:
        return dense
    return latin if language in _LATIN or not language else others
