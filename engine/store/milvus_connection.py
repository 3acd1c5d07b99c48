"""One connection to a Milvus and the requests on one collection; raises store errors only.

pymilvus connects (addresses, TLS, tokens, databases). The requests go to gRPC without its own
retries: those repeat a failing call until its time limit, which turns a dead server, a damaged
index or a full disk into a hang of minutes. Trying again is the link's decision.
"""

from __future__ import annotations

import functools
import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from engine.protocol.errors import StoreError
from engine.store import milvus_collection as admin
from engine.store import milvus_requests as requests
from engine.store.milvus_errors import LinkLostError, TooSlowError, is_foreign, translated

if TYPE_CHECKING:
    from engine.store.milvus_dialect import Dialect
    from engine.store.rows import RowBatch, Scored
    from engine.store.schema import Shape

_P = ParamSpec("_P")
_R = TypeVar("_R")

CONNECT_SECONDS = 10.0
_NO_INDEX = 700


def _translating(method: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let no exception of pymilvus or gRPC out of a method."""

    @functools.wraps(method)
    def translating(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return method(*args, **kwargs)
        except StoreError:
            raise
        except Exception as error:
            connection = args[0]
            if isinstance(connection, MilvusConnection) and connection.closed:
                # gRPC and pymilvus then raise whatever their half-closed parts run into.
                raise LinkLostError("the connection was closed meanwhile") from error
            if is_foreign(error):
                raise translated(error) from error
            raise

    return translating


class MilvusConnection:
    """A connected client, bound to one collection name."""

    @_translating
    def __init__(self, uri: str, token: str, dialect: Dialect, collection: str) -> None:
        """Connect.

        Raises:
            StoreUnreachableError: nobody answers in time.
            StoreRefusedError: the token is not accepted.
        """
        self._closed = threading.Event()  # first: what asks for it also tells why no client came
        from pymilvus import MilvusClient  # pyright: ignore[reportMissingTypeStubs]

        # Its loggers print tracebacks of what is raised and handled here.
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
        self.dialect = dialect
        self.collection = collection
        self._client: Any = MilvusClient(
            uri=uri,
            token=token,
            timeout=CONNECT_SECONDS,
            dedicated=True,
            grpc_options=_grpc_options(dialect),
        )

    @property
    def closed(self) -> bool:
        """Whether it was closed, perhaps by another thread during a call."""
        return self._closed.is_set()

    @_translating
    def collections(self) -> list[str]:
        """Return the names of all collections."""
        answer = self._call("ShowCollections", requests.new_message("ShowCollectionsRequest"))
        return list(answer.collection_names)

    @_translating
    def shape(self) -> Shape:
        """Return which vectors the collection has."""
        request = admin.named_request("DescribeCollectionRequest", self.collection)
        return admin.shape_of(self._call("DescribeCollection", request))

    @_translating
    def create(self, shape: Shape) -> None:
        """Make the collection, still without indexes."""
        self._call("CreateCollection", admin.create_request(self.collection, shape, self.dialect))

    @_translating
    def indexed(self) -> set[str]:
        """Return the fields that have an index."""
        request = admin.named_request("DescribeIndexRequest", self.collection)
        try:
            answer = self._call("DescribeIndex", request)
        except Exception as error:
            if getattr(error, "code", None) == _NO_INDEX:
                return set()
            raise
        return {index.field_name for index in answer.index_descriptions}

    @_translating
    def index(self, shape: Shape) -> None:
        """Make the indexes that the collection has not got; it cannot be searched without."""
        there = self.indexed()
        for request in admin.index_requests(self.collection, shape, self.dialect):
            if request.field_name not in there:
                self._call("CreateIndex", request)

    @_translating
    def load(self) -> None:
        """Bring the collection into memory; searches need that after every start.

        Raises:
            TooSlowError: it took longer than the dialect's load_seconds.
        """
        end = time.monotonic() + self.dialect.load_seconds
        request = admin.named_request("LoadCollectionRequest", self.collection)
        self._call("LoadCollection", request, self.dialect.load_seconds)
        request = admin.named_request("GetLoadingProgressRequest", self.collection)
        while self._call("GetLoadingProgress", request).progress < 100:
            if time.monotonic() > end or self._closed.wait(0.05):
                raise TooSlowError("the collection could not be loaded in time")

    @_translating
    def flush(self) -> None:
        """Write what is in memory to disk."""
        self._call("Flush", admin.flush_request(self.collection))

    @_translating
    def write(self, library: str, batch: RowBatch, *, upsert: bool) -> None:
        """Insert or upsert a batch with one request."""
        request = requests.write_request(self.collection, library, batch, upsert=upsert)
        self._call("Upsert" if upsert else "Insert", request)

    @_translating
    def write_again(self, request: requests.Message) -> None:
        """Upsert a request made by `milvus_requests.retag_request`."""
        self._call("Upsert", request)

    @_translating
    def delete(self, expression: str) -> None:
        """Remove the rows that an expression matches."""
        self._call("Delete", requests.delete_request(self.collection, expression))

    @_translating
    def search(self, field: str, vector: bytes, limit: int, expression: str) -> list[Scored]:
        """Return the best rows by inner product."""
        request = requests.search_request(
            self.collection, field, vector, limit, expression, strong=self.dialect.strong
        )
        return requests.hits(self._call("Search", request))

    @_translating
    def query(self, expression: str, fields: Sequence[str], limit: int = 0) -> requests.Message:
        """Return the answer with these columns of the rows that an expression matches."""
        request = requests.query_request(
            self.collection, expression, fields, limit, strong=self.dialect.strong
        )
        return self._call("Query", request)

    def count(self, expression: str) -> int:
        """Return the number of rows that an expression matches."""
        return sum(requests.numbers(self.query(expression, ["count(*)"]), "count(*)"))

    @_translating
    def close(self) -> None:
        """Let go of the connection."""
        self._closed.set()
        self._client.close()

    def _call(
        self, name: str, request: requests.Message, seconds: float | None = None
    ) -> requests.Message:
        from pymilvus.client.utils import (  # pyright: ignore[reportMissingTypeStubs]
            check_status,
        )

        # The client's public methods cannot do without retries, so its stub and metadata are used.
        handler = self._client._get_connection()  # noqa: SLF001
        metadata = self._client._generate_call_context().to_grpc_metadata()  # noqa: SLF001
        method = getattr(handler._stub, name)  # noqa: SLF001
        answer = method(request, timeout=seconds or self.dialect.call_seconds, metadata=metadata)
        check_status(getattr(answer, "status", answer))  # some answers are nothing but a status
        return answer


def _grpc_options(dialect: Dialect) -> dict[str, int]:
    if dialect.shared:
        return {}
    # An embedded server needs no pings, and Lite 2.5 hangs up on a client that pings it idle.
    return {"grpc.keepalive_time_ms": 2**31 - 1, "grpc.keepalive_permit_without_calls": 0}
