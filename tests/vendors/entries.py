"""The catalogue's vendor models, asked for at servers on this machine."""

from __future__ import annotations

import msgspec

from engine.models.entry import ModelEntry
from engine.models.registry import load_catalogue
from tests.vendors.servers import VendorServer

KEY = "sk-test/4+7=secret"
"""Has what URLs write otherwise."""


def vendor_entries(kind: str) -> list[ModelEntry]:
    """Return all entries of vendors of a kind, in the catalogue's order."""
    return [entry for entry in load_catalogue() if entry.model and entry.kind == kind]


def entry_at(server: VendorServer, model: str = "", /, **changes: object) -> ModelEntry:
    """Return an entry of a server's vendor that leads to the server.

    Args:
        server: whose address it gets.
        model: id; the first dense one of the vendor if empty.
        changes: of its other fields.
    """
    entries = [entry for entry in load_catalogue() if entry.family == server.vendor]
    found = next(entry for entry in entries if entry.id == model or not model)
    return msgspec.structs.replace(found, **{"base_url": server.url, **changes})
