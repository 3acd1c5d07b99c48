"""Where the Milvus kinds differ. Everything that differs between them stands here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one kind of Milvus wants to be spoken to.

    Attributes:
        kind: what `VectorStore.kind` says.
        dense_index: FLAT is exact. 3.2's HNSW and IVF miss filtered hits and 2.5's IVF_FLAT
            ignores nprobe, so the embedded kinds use nothing else.
        shared: the collection holds other libraries' rows too, so every request names the library.
        strong: ask for strong consistency; the embedded kinds have one process and one truth.
        insert_is_upsert: a server keeps both rows when a key is inserted twice, and a request
            that timed out may have been carried out.
        delete_by_keys: ask for the keys first, then delete those.
        rows_per_write: most rows of one request.
        rows_per_query: most rows to ask for at once, 0 for no limit. Lite 2.5 silently stops at
            16,383 when asked for all; 3.2 gives all, and a part costs it as much as the whole.
        flush_rows: write to disk after this many rows; 0 where every request is durable.
        call_seconds: time limit of searches, queries and writes.
        load_seconds: time limit of loading; Lite 2.5 takes some 50 µs a row.
    """

    kind: str
    dense_index: str
    shared: bool = False
    strong: bool = False
    insert_is_upsert: bool = False
    delete_by_keys: bool = False
    rows_per_write: int = 2_000
    rows_per_query: int = 16_000
    flush_rows: int = 0
    call_seconds: float = 60.0
    load_seconds: float = 900.0


LITE_25 = Dialect(kind="lite-2.5", dense_index="FLAT")
LITE_32 = Dialect(
    kind="lite-3.2",
    dense_index="FLAT",
    delete_by_keys=True,
    rows_per_write=1_000,
    rows_per_query=0,
    flush_rows=2_000,
    call_seconds=120.0,
)
SERVER = Dialect(
    kind="server",
    dense_index="AUTOINDEX",
    shared=True,
    strong=True,
    insert_is_upsert=True,
)

BYTES_PER_WRITE = 8 << 20
"""Most bytes of one write; servers refuse messages over 64 MiB, and memory is better spent."""

KEYS_PER_EXPRESSION = 4_000
"""Most ids in one `in [...]`."""

FILES_PER_RETAG = 200
"""Most files whose rows are read, changed and written back in one go."""
