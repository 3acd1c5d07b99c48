"""How near words are to the meaning of a group, by the static model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.models.static import unit_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engine.models.encoder import TextEncoder


class Meaning:
    """Compares words with the mean vector of each group.

    Args:
        encoder: makes the words' vectors.
        knows: whether the model knows a language.
        dense: each document's vector (n, dim), without what all have in common.
        labels: each document's group (n,).
    """

    def __init__(
        self,
        encoder: TextEncoder,
        knows: Callable[[str], bool],
        dense: NDArray[np.float32],
        labels: NDArray[np.int32],
    ) -> None:
        self._encoder, self._knows = encoder, knows
        groups = int(labels.max(initial=-1)) + 1
        sums = np.zeros((groups, dense.shape[1]), np.float32)
        np.add.at(sums, labels[labels >= 0], dense[labels >= 0])
        self._groups = unit_rows(sums)

    def fit(self, group: int, words: Sequence[str]) -> NDArray[np.float32]:
        """Return the cosine of each word; 0 where the word or the group means nothing known.

        Where most words are of another language the few known ones get no advantage.
        """
        known = self._knows("en") and self._encoder.dim > 0
        asked = [known and word.isascii() for word in words]
        if 2 * sum(asked) <= len(words):
            return np.zeros(len(words), np.float32)
        encoded = self._encoder.encode(list(words), ["en"] * len(words), dense_for=asked)
        return encoded.dense @ self._groups[group]
