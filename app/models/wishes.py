"""What a person wants of a model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UseWish:
    """That a library use a model."""

    library: str
    model: str
    """Its id."""


@dataclass(frozen=True, slots=True)
class KeyWish:
    """That a vendor's key be kept, or tried with a model."""

    vendor: str
    model: str
    key: str


@dataclass(frozen=True, slots=True)
class ChangeWish:
    """That a library have these models."""

    library: str
    dense: str
    reranker: str
