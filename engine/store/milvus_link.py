"""Links: how calls reach a Milvus, and what is tried again when they do not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from engine.protocol.errors import StoreError
from engine.store.filters import of_library
from engine.store.milvus_connection import MilvusConnection
from engine.store.milvus_dialect import SERVER, Dialect
from engine.store.milvus_errors import (
    LinkLostError,
    StoreDimensionError,
    StoreTooNewError,
    TryLaterError,
    UnsettledError,
)
from engine.store.schema import VERSION, Shape, version_of

if TYPE_CHECKING:
    from engine.host.cancellation import Token

T = TypeVar("T")
Call = Callable[[MilvusConnection], T]


class Link(Protocol):
    """A way to a Milvus whose collection is there and loaded."""

    @property
    def dialect(self) -> Dialect:
        """How this Milvus wants to be spoken to."""
        ...

    def read(self, call: Call[T]) -> T:
        """Make a call that changes nothing; repeated after a break."""
        ...

    def write(self, call: Call[None], again: Call[None], rows: int) -> None:
        """Make a call that writes some rows.

        `again` is made instead when it is unknown whether `call` was carried out; it has to lead
        to the same state in either case.
        """
        ...

    def erase(self, library: str) -> None:
        """Remove all rows of a library; the collection is there and empty afterwards."""
        ...

    def compact(self, token: Token) -> int:
        """Give unused space back, where that needs doing; return the bytes given back."""
        ...

    def close(self) -> None:
        """Let go of everything. Closing twice does nothing."""
        ...


def make_ready(connection: MilvusConnection, shape: Shape) -> None:
    """See to it that the connection's collection exists, fits and is loaded.

    Raises:
        StoreTooNewError: there is a collection of a newer version.
        StoreDimensionError: the collection's vectors are of another shape.
    """
    names = connection.collections()
    newest = max((version_of(name) or 0 for name in names), default=0)
    if newest > VERSION and not connection.dialect.shared:  # at a server both versions may live
        raise StoreTooNewError(f"the index has version {newest}, this program knows {VERSION}")
    if connection.collection not in names:
        connection.create(shape)
    elif (found := connection.shape()) != shape:
        raise StoreDimensionError(
            f"the index holds vectors of {found}, the model makes {shape}",
            found=str(found),
            wanted=str(shape),
        )
    connection.index(shape)  # on every start: the last one may have died between the two
    connection.load()


class ServerLink:
    """A Milvus server or cluster, or a managed one, by its address."""

    dialect = SERVER
    _waits = (0.2, 1.0, 3.0)  # seconds before each repetition

    def __init__(self, uri: str, token: str, collection: str, shape: Shape) -> None:
        """Connect; raises what `MilvusConnection` and `make_ready` raise."""
        self._closing = threading.Event()
        self._connection = MilvusConnection(uri, token, SERVER, collection)
        try:
            make_ready(self._connection, shape)
        except StoreError:
            self._connection.close()
            raise

    def read(self, call: Call[T]) -> T:
        """Make a call, again after waiting when the server was away or busy."""
        return self._repeat(call, call)

    def write(self, call: Call[None], again: Call[None], rows: int) -> None:
        """Make a writing call, again after waiting when the server was away or busy."""
        del rows
        self._repeat(call, again)

    def erase(self, library: str) -> None:
        """Remove this library's rows; the collection may hold those of others."""
        expression = of_library(library)
        delete = partial(MilvusConnection.delete, expression=expression)
        self._repeat(delete, delete)

    def compact(self, token: Token) -> int:
        """Do nothing: servers compact on their own."""
        del token
        return 0

    def close(self) -> None:
        """End the connection."""
        if not self._closing.is_set():
            self._closing.set()
            self._connection.close()

    def _repeat(self, call: Call[T], again: Call[T]) -> T:
        for wait in self._waits:
            try:
                return call(self._connection)
            except (LinkLostError, TryLaterError, UnsettledError):
                if self._closing.wait(wait):
                    raise
                call = again
        return call(self._connection)
