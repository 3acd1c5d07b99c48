"""Milvus' protobuf requests that make, describe and load a collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from engine.store.milvus_requests import Message, new_message
from engine.store.schema import COLUMNS, Kind

if TYPE_CHECKING:
    from engine.store.milvus_dialect import Dialect


def create_request(collection: str, dim: int, dialect: Dialect) -> Message:
    """Return the request that makes a collection."""
    request = new_message("CreateCollectionRequest")
    request.collection_name = collection
    request.schema = _schema(collection, dim).SerializeToString()
    request.consistency_level = 0 if dialect.strong else 2  # Strong; Bounded, Milvus' default
    return request


def index_requests(collection: str, dim: int, dialect: Dialect) -> Iterator[Message]:
    """Yield the requests that make the indexes of a new collection."""
    if dim:
        yield _index(collection, "dense", dialect.dense_index)
    yield _index(collection, "sparse", "SPARSE_INVERTED_INDEX")


def named_request(name: str, collection: str) -> Message:
    """Return a request that has nothing but a collection's name."""
    request = new_message(name)
    request.collection_name = collection
    return request


def flush_request(collection: str) -> Message:
    """Return the request that writes a collection's memory to disk."""
    request = new_message("FlushRequest")
    request.collection_names.append(collection)
    return request


def dense_dim(described: Message) -> int:
    """Return the dimension of the dense vectors in a description, 0 when there are none."""
    for field in described.schema.fields:
        if field.name == "dense":
            return int({pair.key: pair.value for pair in field.type_params}["dim"])
    return 0


def _schema(collection: str, dim: int) -> Message:
    from pymilvus.grpc_gen import schema_pb2  # pyright: ignore[reportMissingTypeStubs]

    schema = cast("Any", schema_pb2).CollectionSchema(name=collection)
    for column in COLUMNS:
        field = _field(schema, column.name, column.kind)
        field.is_primary_key = column.name == "pk"
        if column.bytes:
            field.type_params.add(key="max_length", value=str(column.bytes))
    if dim:
        _field(schema, "dense", Kind.FLOAT_VECTOR).type_params.add(key="dim", value=str(dim))
    _field(schema, "sparse", Kind.SPARSE_FLOAT_VECTOR)
    return schema


def _field(schema: Message, name: str, kind: Kind) -> Message:
    return schema.fields.add(name=name, data_type=int(kind))


def _index(collection: str, field: str, kind: str) -> Message:
    request = named_request("CreateIndexRequest", collection)
    request.field_name = field
    request.index_name = field
    request.extra_params.add(key="index_type", value=kind)
    request.extra_params.add(key="metric_type", value="IP")
    return request
