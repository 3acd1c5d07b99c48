"""What is under way with each model, and what went wrong with it last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.models.getting_card import Fetching


class UnderWay:
    """Knows models by their ids, whether or not they are shown."""

    def __init__(self) -> None:
        self._fetching: dict[str, Fetching] = {}
        self._measuring: set[str] = set()
        self._troubles: dict[str, str] = {}

    def fetching(self, name: str) -> Fetching | None:
        """How far a model's download is; None where none is under way."""
        return self._fetching.get(name)

    def measuring(self, name: str) -> bool:
        """Whether a model is being measured."""
        return name in self._measuring

    def trouble(self, name: str) -> str:
        """What went wrong; empty where nothing did, or another try has begun."""
        return self._troubles.get(name, "")

    def fetch(self, name: str, fetching: Fetching) -> None:
        """A download has begun, or has come so far."""
        self._troubles.pop(name, None)
        self._fetching[name] = fetching

    def end_fetching(self, name: str) -> None:
        """No download is under way any more."""
        self._fetching.pop(name, None)

    def measure(self, name: str, *, running: bool) -> None:
        """A model is being measured, or not any more."""
        if running:
            self._troubles.pop(name, None)
            self._measuring.add(name)
        else:
            self._measuring.discard(name)

    def fail(self, name: str, text: str) -> None:
        """Something went wrong; an empty text takes that back."""
        self._troubles[name] = text
