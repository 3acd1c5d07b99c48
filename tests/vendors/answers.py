"""What a vendor's server is asked and what it answers: what all vendors have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from tests.vendors import meanings

Body = dict[str, Any]


@dataclass(frozen=True)
class Model:
    """One that a vendor serves."""

    dim: int = 0
    """Of its longest vectors; 0 for a reranker."""
    tokens: int = 8192
    """How many of a text's it looks at."""
    batch_tokens: int = 1_000_000
    """How many a request may have together."""
    dims: tuple[int, ...] = ()
    """The lengths that can be asked for; empty where every one up to `dim` can."""


class RefusalError(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, body: Body, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


@dataclass
class Asked:
    """One request as the server got it."""

    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: Body = field(default_factory=dict[str, Any])
    texts: list[str] = field(default_factory=list[str])
    """The passages or queries in it."""
    port: int = 0
    """The client's: the same for all requests over one connection."""


@dataclass
class Shop:
    """What a vendor's answers depend on.

    Attributes:
        key: what is asked for; empty where none is.
        models: by name.
        base64: whether vectors come as base64, asked for or not.
        strictness: by how much it counts more tokens than `meanings.tokens`.
    """

    key: str
    models: dict[str, Model]
    base64: bool = False
    strictness: float = 1.0

    def tokens(self, text: str) -> int:
        """Return what this vendor counts."""
        return round(meanings.tokens(text) * self.strictness)


Answer = Callable[[Shop, Asked], Body]


def fields(body: Body, needed: Sequence[str], allowed: Sequence[str]) -> str:
    """Return what is wrong with a body's fields; empty if nothing is."""
    for name in needed:
        if name not in body:
            return f"field required: {name}"
    unknown = sorted(set(body) - set(needed) - set(allowed))
    return f"unknown argument: {unknown[0]}" if unknown else ""


def strings(value: object) -> list[str] | None:
    """Return a list of strings as such; None for anything else."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        return None
    items = cast("list[object]", value)
    return [item for item in items if isinstance(item, str)] if _all_text(items) else None


def _all_text(items: list[object]) -> bool:
    return bool(items) and all(isinstance(item, str) for item in items)


def cut(shop: Shop, text: str, limit: int) -> str:
    """Return a text's beginning of so many tokens."""
    while text and shop.tokens(text) > limit:
        text = text[: int(len(text) * 0.9)]
    return text


def numbers(made: meanings.Vector, *, normal: bool = True) -> list[float]:
    """Return a vector for JSON."""
    scaled = made / float((made @ made) ** 0.5) if normal else made
    return scaled.round(7).tolist()
