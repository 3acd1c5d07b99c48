"""The languages that a library is in: what queries too short to tell theirs are read as."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import Totals

_SAMPLE = 300
"""Files that tell which languages a library is in."""
_SHARE = 0.1
"""Share of them that a language needs."""
_MOST = 3


class Spoken:
    """Samples a library's files, again when it has grown or shrunk by a fifth."""

    def __init__(self, catalogue: CatalogueReader) -> None:
        """Read nothing yet."""
        self._catalogue = catalogue
        self._sampled_at = -1
        self._languages: tuple[str, ...] = ()

    def languages(self, totals: Totals) -> tuple[str, ...]:
        """Return the languages of the library, ISO 639-1, the most frequent first.

        Args:
            totals: the library's present ones.

        Raises:
            StoreError: the catalogue failed.
        """
        if abs(totals.passages - self._sampled_at) <= self._sampled_at / 5:
            return self._languages
        found = Counter(filter(None, self._catalogue.some_languages(_SAMPLE)))
        enough = _SHARE * found.total()
        self._languages = tuple(code for code, n in found.most_common(_MOST) if n >= enough)
        self._sampled_at = totals.passages
        return self._languages
