"""JSON Schemas of the tools' input and output (JSON Schema 2020-12, as MCP asks for)."""

from __future__ import annotations

from typing import Any

import msgspec


def schema_of(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the schema of a struct: an object at its root, other structs under ``$defs``."""
    (root,), parts = msgspec.json.schema_components((kind,), ref_template="#/$defs/{name}")
    name = str(root["$ref"]).rpartition("/")[2]
    schema: dict[str, Any] = dict(parts.pop(name))
    for unwanted in ("title", "description"):  # the tool has its own
        schema.pop(unwanted, None)
    return {**schema, "$defs": parts} if parts else schema
