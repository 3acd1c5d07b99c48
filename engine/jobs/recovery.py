"""What happens when a library is opened: unfinished work is undone, the store is compared."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs.comparing import difference
from engine.models.terms import TOKENIZER_VERSION
from engine.store.catalogue_rows import TermChange
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.jobs.healing import Healing
    from engine.jobs.writing import Writer
    from engine.models.encoder import TextEncoder
    from engine.store.catalogue import Catalogue
    from engine.store.vectors import VectorStore

_log = logging.getLogger(__name__)

_TOKENIZER, _MODEL, _SLOT = "tokenizer", "dense_model", "store_slot"


def served(meta: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the model of the vectors that an index holds, None where it has none, and their slot.

    Args:
        meta: the catalogue's.
    """
    same = meta.get(_TOKENIZER) == str(TOKENIZER_VERSION)
    return meta.get(_MODEL) if same else None, meta.get(_SLOT, "")


def serve(catalogue: Catalogue, dense_model: str, slot: str) -> None:
    """Have a model's vectors in another slot be the index's, at once and for good."""
    catalogue.remember({_MODEL: dense_model, _SLOT: slot})


def recover(
    catalogue: Catalogue,
    store: VectorStore,
    writer: Writer,
    counter: TextEncoder,
    dense_model: str,
    healing: Healing,
) -> None:
    """Bring a library that was left in any state to one that an indexing run can go on from.

    Files whose vectors must be made anew (another model or tokenizer, rows missing in the store)
    become SEEN and keep their stored passages, which the run encodes without reading the files.
    """
    states = catalogue.counts()
    # After an end in order some may wait as well: that run was called off, nothing befell it.
    unfinished = states[State.READING] + (states[State.SEEN] if healing.mark.unclean else 0)
    if unfinished:
        healing.say("unfinished", unfinished, _unfinished(unfinished))
    writer.tidy()
    meta = catalogue.meta()
    known = {_TOKENIZER: str(TOKENIZER_VERSION), _MODEL: dense_model}
    if {key: meta.get(key, value) for key, value in known.items()} != known:
        _begin_anew(catalogue, store, counter, known)
    elif not known.keys() <= meta.keys():
        catalogue.remember(known)
    _compare(catalogue, store, healing)


def _unfinished(files: int) -> str:
    what = "1 file was" if files == 1 else f"{files} files were"
    return f"Indexing was cut off: {what} not finished and will be."


def _begin_anew(
    catalogue: Catalogue, store: VectorStore, counter: TextEncoder, known: dict[str, str]
) -> None:
    """Drop all vectors and count all terms again. Interrupted, it starts over at the next start."""
    _log.warning("the index was made by another tokenizer or model; it is made anew")
    store.drop()
    catalogue.renew([row.id for row in catalogue.files_in(State.INDEXED)])
    terms: Counter[int] = Counter()
    tokens: dict[int, int] = {}
    for row in catalogue.files_in():
        passages = catalogue.passages_of(row.id)
        if passages:
            encoded = counter.encode([p.text for p in passages], [p.lang for p in passages])
            ids, counts = np.unique(encoded.terms, return_counts=True)
            terms.update(dict(zip(ids.tolist(), counts.tolist(), strict=True)))
            tokens[row.id] = int(encoded.lengths.sum())
    change = TermChange(
        np.fromiter(terms.keys(), np.uint32, len(terms)),
        np.fromiter(terms.values(), np.int64, len(terms)),
    )
    catalogue.recount(change, tokens, known)


def _compare(catalogue: Catalogue, store: VectorStore, healing: Healing) -> None:
    """Find files whose rows in the store are not those of the catalogue, and make them anew."""
    if not catalogue.totals().passages:
        if store.count():
            store.drop()
        return
    found = difference(healing.library, catalogue, store, closely=healing.closely)
    if not found:
        return
    if found.strangers or found.held:
        store.delete_files([*found.strangers, *found.held])
    catalogue.distrust([row.id for row in found.wrong])
    renewed = [row.id for row in found.wrong if row.state is State.INDEXED]
    catalogue.renew(renewed)
    if not healing.store_is_new:
        count = len(renewed) + len(found.strangers)
        healing.say("store-repaired", count, "The search index had lost or kept some passages.")
