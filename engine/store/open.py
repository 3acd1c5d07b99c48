"""Opens a library's vector store: a Milvus server by its address, or the installed Milvus Lite.

Importing this costs nothing; the client library (0.5 s) is imported when a store is opened.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.store.lite25_files import Lite25Files
from engine.store.milvus_errors import StoreMissingError

if TYPE_CHECKING:
    from engine.store.vectors import VectorStore

CATALOGUE_FILE = "catalogue.sqlite"
CACHE_FILE = "vectors.sqlite"
LITE_25_FILE = "passages.milvus25.db"
LITE_32_FOLDER = "passages.milvus32"
_SECOND = "b"


class StoreSetting(msgspec.Struct, frozen=True):
    """Where a library's vectors are kept.

    Attributes:
        uri: a Milvus server, "http://host:19530" or "https://host/database"; "" for embedded.
        token: "user:password" or an API key; "" for none.
    """

    uri: str = ""
    token: str = ""


def other_slot(slot: str) -> str:
    """Return a library's other place for vectors: a new set is made there while the old serves."""
    return "" if slot else _SECOND


def slot_folder(folder: Path, slot: str) -> Path:
    """Name the folder of an embedded store, which need not be there."""
    return folder / f"store-{slot}" if slot else folder


def open_store(
    setting: StoreSetting,
    folder: Path,
    library: str,
    dim: int,
    slot: str = "",
    *,
    learned: bool = False,
) -> VectorStore:
    """Open a library's store, making it where it is missing.

    Args:
        setting: server or embedded.
        folder: the library's state folder, which exists; an embedded store lives there.
        library: the library's id, unique among all that share a server.
        dim: length of the dense vectors; 0 for none.
        slot: in which of the library's two places.
        learned: whether there are learned sparse vectors as well.

    Raises:
        StoreError: a subclass tells what is wrong.
    """
    from engine.store.milvus_store import MilvusVectors
    from engine.store.schema import Shape

    shape = Shape(dim, learned)
    if setting.uri:
        from engine.store.milvus_link import ServerLink
        from engine.store.schema import shared_name

        server = ServerLink(setting.uri, setting.token, shared_name(shape, slot), shape)
        return MilvusVectors(server, library, shape)
    folder = slot_folder(folder, slot)
    folder.mkdir(mode=0o700, exist_ok=True)
    if lite_version() < (3,):
        from engine.store.lite25_link import Lite25Link

        return MilvusVectors(Lite25Link(folder / LITE_25_FILE, shape), library, shape)
    from engine.store.lite32_link import Lite32Link

    return MilvusVectors(Lite32Link(folder / LITE_32_FOLDER, shape), library, shape)


def embedded_database(folder: Path) -> Path | None:
    """Return the SQLite file of an embedded store, None where it has none."""
    return Lite25Files(folder / LITE_25_FILE).current() if lite_version() < (3,) else None


def lite_version() -> tuple[int, ...]:
    """Return the installed milvus-lite's version.

    Raises:
        StoreMissingError: there is none.
    """
    try:
        version = metadata.version("milvus-lite")
    except metadata.PackageNotFoundError as error:
        raise StoreMissingError("milvus-lite is not installed") from error
    return tuple(int(part) for part in version.split(".")[:2])
