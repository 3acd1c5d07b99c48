"""What a person wants of a model, and what is said to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


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
    key: str = field(repr=False)
    place: str = "keyring"
    """Where it is to be kept: ``keyring``, ``file`` or ``memory``."""


@dataclass(frozen=True, slots=True)
class KeyNote:
    """What became of a wish about a vendor's key."""

    text: str
    tone: Literal["plain", "well", "trouble"] = "plain"
    busy: bool = False
    """Whether an answer is still waited for."""
    offers: bool = False
    """Whether other places for the key are offered: there is no keyring."""


@dataclass(frozen=True, slots=True)
class ServerWish:
    """That a model of a server be used."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    query_prompt: str = ""
    document_prompt: str = ""
    place: str = ""
    """Where the key is to be kept, as of `KeyWish`; empty for the keyring, where there is one."""


@dataclass(frozen=True, slots=True)
class ChangeWish:
    """That a library have these models."""

    library: str
    dense: str
    reranker: str
