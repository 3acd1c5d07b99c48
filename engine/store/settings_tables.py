"""Changing single keys of settings.toml: all else stays as the person wrote it.

The file belongs to the person as much as to the program, also while the program runs. So only
what the program changed itself is written, and what it did not change is left as it is now.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Fields = Mapping[str, Any]


def write_libraries(
    document: TOMLDocument,
    libraries: Mapping[str, Fields],
    former: Mapping[str, Fields],
    forgotten: Collection[str],
) -> None:
    """Bring the libraries' tables up to date.

    Args:
        document: what the file holds now; changed.
        libraries: by id, as the program has them.
        former: by id, as they were when the program last read or wrote them.
        forgotten: ids of libraries that the program removed.
    """
    import tomlkit

    present: list[Any] = cast("dict[str, Any]", document).get("libraries", [])
    known = {str(table["id"]): table for table in present if "id" in table}
    tables: Any = tomlkit.aot()
    for key, fields in libraries.items():
        before = former.get(key, {})
        if key in known:
            write_changes(known[key], fields, before)
        elif fields != before:  # new; one that is as before was taken out by hand
            known[key] = tomlkit.table()
            write_changes(known[key], fields, {})
    # In the program's order; those written by hand since come last, and the next start reads them.
    for key in (*libraries, *(key for key in known if key not in libraries)):
        if key in known and key not in forgotten:
            tables.append(_table(known[key]))
    for table in present:
        if "id" not in table:  # not finished yet, perhaps
            tables.append(_table(table))
    document["libraries"] = tables


def _table(library: Any) -> Any:  # noqa: ANN401 - tomlkit's
    """Return a library as a table with a head of its own, for somebody may have written ``{…}``."""
    import tomlkit
    from tomlkit.items import InlineTable

    if not isinstance(library, InlineTable):
        return library
    whole = tomlkit.table()
    whole.update(library)  # pyright: ignore[reportUnknownMemberType]
    return whole


def write_changes(table: Any, fields: Fields, former: Fields) -> None:  # noqa: ANN401 - tomlkit's
    """Set the keys of a table whose values are not the former ones any more."""
    for key, value in fields.items():
        if key not in former or former[key] != value:
            table[key] = value
