"""The columns of a passage in Milvus, and the names of the collections that hold them.

A published schema never changes (Milvus Lite cannot add a column): a new one gets a new version
number, which is part of every collection's name, and old collections are rebuilt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from engine.store.filters import EXT_BYTES, LANG_BYTES, PATH_BYTES

VERSION = 1
_NAME = re.compile(r"(?:passages|findling)_v(\d+)(?:_d(\d+))?(?:_l)?(?:_b)?$")


class Kind(IntEnum):
    """Milvus' numbers of the column types used here (schema.proto, DataType)."""

    INT32 = 4
    INT64 = 5
    VARCHAR = 21
    JSON = 23
    FLOAT_VECTOR = 101
    SPARSE_FLOAT_VECTOR = 104


@dataclass(frozen=True, slots=True)
class Column:
    """A scalar column; `bytes` is the longest text in UTF-8, 0 for numbers."""

    name: str
    kind: Kind
    bytes: int = 0


COLUMNS = (
    Column("pk", Kind.INT64),
    Column("library", Kind.VARCHAR, 256),
    Column("file", Kind.INT64),
    Column("path", Kind.VARCHAR, PATH_BYTES),
    Column("ext", Kind.VARCHAR, EXT_BYTES),
    Column("mtime", Kind.INT64),
    Column("size", Kind.INT64),
    Column("ordinal", Kind.INT32),
    Column("page", Kind.INT32),
    Column("lang", Kind.VARCHAR, LANG_BYTES),
    Column("spare", Kind.JSON),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """Which vectors a collection has of each passage besides those of its words.

    Attributes:
        dim: length of the dense ones; 0 for none.
        learned: whether there are learned sparse ones.
    """

    dim: int = 0
    learned: bool = False

    def __str__(self) -> str:
        return f"length {self.dim}" + " and learned ones" * self.learned

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns of vectors."""
        return ("dense",) * bool(self.dim) + ("sparse",) + ("learned",) * self.learned


def field_names(shape: Shape) -> list[str]:
    """Return the names of all columns."""
    return [column.name for column in COLUMNS] + list(shape.columns)


def embedded_name() -> str:
    """Return the collection of an embedded store, whose file belongs to one library."""
    return f"passages_v{VERSION}"


def shared_name(shape: Shape, slot: str = "") -> str:
    """Return the collection at a server: shared by every library with vectors of this shape.

    Args:
        shape: of the vectors.
        slot: which of a library's two places, see `engine.store.open`.
    """
    name = f"{shared_beginning()}d{shape.dim}" + "_l" * shape.learned
    return f"{name}_{slot}" if slot else name


def shared_beginning() -> str:
    """Return what the names of all collections at a server begin with."""
    return f"findling_v{VERSION}_"


def version_of(collection: str) -> int | None:
    """Return the schema version in a collection's name, None for names that are not ours."""
    match = _NAME.match(collection)
    return int(match[1]) if match else None
