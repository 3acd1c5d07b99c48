"""How many texts a model may be given at once, so that a person's query does not wait long."""

from __future__ import annotations

from collections.abc import Sequence

STEP = 0.3
"""Seconds that one batch may take."""
_MOST = 1024
"""Texts: their vectors are to fit into a frame, whatever they are."""
_FIRST = 2_000
"""Characters of the first batch of a model whose speed nobody knows: some three passages."""
_GROWTH = 4.0
"""How many times as long as the last one a batch may be: speed is not the same for all lengths."""


class Pace:
    """The measured speed of one model. For one thread at a time."""

    def __init__(self, step: float = STEP) -> None:
        self._step = step
        self._characters = float(_FIRST)

    def take(self, texts: Sequence[str], start: int) -> int:
        """Return where the batch that begins at ``start`` ends: after one text at least."""
        end, room = start, self._characters
        while end < min(len(texts), start + _MOST):
            room -= weight(texts[end])
            if room < 0 and end > start:
                break
            end += 1
        return end

    def learn(self, texts: Sequence[str], seconds: float) -> None:
        """Take note of what a batch took."""
        done = sum(map(weight, texts))
        fitting = done * self._step / max(seconds, 1e-6)
        self._characters = min(fitting, max(done, self._characters) * _GROWTH)


def weight(text: str) -> int:
    """Return about how much work a text is: its characters, and a little for its being one."""
    return len(text) + 40
