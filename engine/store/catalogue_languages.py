"""The languages of a catalogue's files."""

from __future__ import annotations

from engine.store.catalogue_names import NamesReader

# Every n-th file by its place, not by its id: ids are never used again, so that those of files
# that were removed leave gaps. Steps in the table take a sixth of the time of numbering its rows.
_SOME = """WITH RECURSIVE some(id) AS (SELECT min(id) FROM files UNION ALL
 SELECT (SELECT files.id FROM files WHERE files.id > some.id ORDER BY files.id LIMIT 1 OFFSET ?1)
 FROM some WHERE some.id IS NOT NULL) SELECT language FROM files WHERE id IN some"""


class LanguagesReader(NamesReader):
    """The part of a catalogue's reader that answers questions about languages."""

    def passages_by_language(self) -> dict[str, int]:
        """Return how many passages the documents of each language have; "" where none was told."""
        query = (
            "SELECT language, sum(passages) FROM files"
            " WHERE state = 'indexed' AND passages > 0 GROUP BY language"
        )
        return {language: int(passages) for language, passages in self._ask(query)}

    def some_languages(self, about: int) -> list[str]:
        """Return the languages of files evenly spread over all; "" where none was told.

        Args:
            about: how many files to look at, > 0: of fewer than twice as many each is.
        """
        ((files,),) = self._ask("SELECT count(*) FROM files")
        between = max(files // about, 1) - 1
        return [language for (language,) in self._ask(_SOME, (between,))]
