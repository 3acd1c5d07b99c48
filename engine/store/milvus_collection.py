"""Milvus' protobuf requests that make, describe and load a collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from engine.store.milvus_requests import Message, new_message
from engine.store.schema import COLUMNS, Kind, Shape

if TYPE_CHECKING:
    from engine.store.milvus_dialect import Dialect


def create_request(collection: str, shape: Shape, dialect: Dialect) -> Message:
    """Return the request that makes a collection."""
    request = new_message("CreateCollectionRequest")
    request.collection_name = collection
    request.schema = _schema(collection, shape).SerializeToString()
    request.consistency_level = 0 if dialect.strong else 2  # Strong; Bounded, Milvus' default
    return request


def index_requests(collection: str, shape: Shape, dialect: Dialect) -> Iterator[Message]:
    """Yield the requests that make the indexes of a new collection."""
    for column in shape.columns:
        kind = dialect.dense_index if column == "dense" else "SPARSE_INVERTED_INDEX"
        yield _index(collection, column, kind)


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


def shape_of(described: Message) -> Shape:
    """Return which vectors a described collection has."""
    fields = {field.name: field for field in described.schema.fields}
    dim = 0
    if "dense" in fields:
        dim = int({pair.key: pair.value for pair in fields["dense"].type_params}["dim"])
    return Shape(dim, "learned" in fields)


def _schema(collection: str, shape: Shape) -> Message:
    from pymilvus.grpc_gen import schema_pb2  # pyright: ignore[reportMissingTypeStubs]

    schema = cast("Any", schema_pb2).CollectionSchema(name=collection)
    for column in COLUMNS:
        field = _field(schema, column.name, column.kind)
        field.is_primary_key = column.name == "pk"
        if column.bytes:
            field.type_params.add(key="max_length", value=str(column.bytes))
    for column in shape.columns:
        if column != "dense":
            _field(schema, column, Kind.SPARSE_FLOAT_VECTOR)
            continue
        dense = _field(schema, column, Kind.FLOAT_VECTOR)
        dense.type_params.add(key="dim", value=str(shape.dim))
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
