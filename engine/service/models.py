"""The catalogue of models as the clients see it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from engine.models import registry
from engine.models.errors import VendorKeyError
from engine.models.families import additions, check_packages, family_of, how_to_get, lacks
from engine.models.holdings import CHANGED
from engine.models.near_hosts import is_here
from engine.protocol.messages import ModelInfo
from engine.service.vendors import key_name, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.models.entry import ModelEntry
    from engine.models.holdings import Holdings
    from engine.models.speeds import Speed
    from engine.service.keys import VendorKeys

DENSE = "static-minilm-256"
"""The bundled dense model."""
RERANKER = "minilm-l6-int8"
"""The bundled reranker."""
NONE = "none"
"""In a library's settings: no such model."""


def list_models(
    holdings: Holdings, speeds: Mapping[str, Speed], keys: VendorKeys
) -> tuple[ModelInfo, ...]:
    """Return every model of the catalogue, every one that was added, and other packages'.

    Args:
        holdings: what lies on this machine.
        speeds: what was measured here.
        keys: which vendors may be asked.

    Raises:
        ModelCatalogueError: the catalogue cannot be read.
    """
    others = {entry.id for entry in additions()}
    declared = others | holdings.listed()
    found: list[ModelInfo] = []
    for entry in holdings.entries():
        brought = not (entry.hub or entry.broken or entry.id in others or holdings.owns(entry))
        info = _describe(entry, holdings, speeds.get(entry.id), keys, brought=brought)
        # Who declares an entry says "every language" by naming none; a person's own model is mute.
        known = bool(entry.languages) or entry.id in declared
        found.append(msgspec.structs.replace(info, languages_known=known))
    return tuple(found)


def sent_to(entry: ModelEntry) -> str:
    """Return the host that gets the texts; empty where they stay on this machine."""
    family = family_of(entry)
    if not family.vendor:
        return ""
    parts = urlsplit(entry.base_url or family.host)
    return "" if is_here(parts.hostname or "") else parts.netloc


def check_usable(entry: ModelEntry, keys: VendorKeys) -> None:
    """See that a model can be used now, as far as that can be told without loading it.

    Raises:
        ExtraMissingError: it needs packages.
        VendorKeyError: its vendor asks for a key.
        VendorKeyHiddenError: the key cannot be had now.
    """
    check_packages(entry)
    if _wants_key(entry, keys) and not key_of(entry, keys):
        whose = entry.base_url or family_of(entry).vendor
        raise VendorKeyError(f"{entry.name} needs a key of {whose}", model=entry.id)


def _wants_key(entry: ModelEntry, keys: VendorKeys) -> bool:
    family = family_of(entry)
    if not family.vendor or (family.keyless and entry.base_url):
        return False
    return not keys.find(key_name(entry))


def _describe(
    entry: ModelEntry, holdings: Holdings, speed: Speed | None, keys: VendorKeys, *, brought: bool
) -> ModelInfo:
    state, reason = _state(entry, holdings, keys)
    family = None if entry.broken else family_of(entry)
    vendor = family is not None and bool(family.vendor)
    place = keys.place(key_name(entry)) if vendor else ""
    return ModelInfo(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        kinds=entry.kinds,
        family=entry.family,
        dim=entry.dim,
        languages=entry.languages,
        licence=entry.licence,
        bytes=entry.bytes,
        installed=state == "installed",
        bundled=brought and not vendor,
        state=state,
        reason=reason,
        sent_to=sent_to(entry) if vendor else "",
        vendor=entry.base_url or (family.vendor if family else ""),
        has_key=bool(place),
        key_place=place,
        keyless=family is not None and family.keyless and bool(entry.base_url),
        price=entry.price,
        search_price=entry.search_price,
        price_date=entry.price_date,
        source=entry.folder if _is_folder(entry) else entry.source,
        revision=entry.revision,
        tokens=entry.tokens,
        passages_per_second=speed.passages_per_second if speed else 0.0,
        query_ms=speed.query_ms if speed else 0.0,
    )


def _is_folder(entry: ModelEntry) -> bool:
    """Tell whether a model lies in a folder of the person's."""
    return not entry.hub and PurePath(entry.folder).is_absolute()


def _state(entry: ModelEntry, holdings: Holdings, keys: VendorKeys) -> tuple[str, str]:
    """Return a model's state, and why it is that."""
    if entry.broken:
        return "broken", entry.broken
    if missing := lacks(entry):
        return "needs-extra", how_to_get(family_of(entry), missing)
    if _wants_key(entry, keys):
        return "needs-key", ""
    if holdings.has(entry):
        return "installed", ""
    if entry.hub:
        return ("partial" if holdings.partial(entry) else "missing"), ""
    gone = f"Its files are not in {registry.folder(entry)} any more, or are not those."
    return "broken", CHANGED if registry.changed(entry) else gone
