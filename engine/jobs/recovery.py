"""What happens when a library is opened: unfinished work is undone, the store is compared."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from engine.models.terms import TOKENIZER_VERSION
from engine.store.catalogue_rows import TermChange
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.jobs.writing import Writer
    from engine.models.encoder import TextEncoder
    from engine.store.catalogue import Catalogue
    from engine.store.vectors import VectorStore

_log = logging.getLogger(__name__)

_TOKENIZER, _MODEL = "tokenizer", "dense_model"


def recover(
    catalogue: Catalogue,
    store: VectorStore,
    writer: Writer,
    counter: TextEncoder,
    dense_model: str,
) -> None:
    """Bring a library that was left in any state to one that an indexing run can go on from.

    Files whose vectors must be made anew (another model or tokenizer, rows missing in the store)
    become SEEN and keep their stored passages, which the run encodes without reading the files.
    """
    writer.tidy()
    meta = catalogue.meta()
    known = {_TOKENIZER: str(TOKENIZER_VERSION), _MODEL: dense_model}
    if {key: meta.get(key, value) for key, value in known.items()} != known:
        _begin_anew(catalogue, store, counter, known)
    elif not known.keys() <= meta.keys():
        catalogue.remember(known)
    _compare(catalogue, store)


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


def _compare(catalogue: Catalogue, store: VectorStore) -> None:
    """Find files whose rows in the store are not those of the catalogue, by counting."""
    if store.count() == catalogue.totals().passages:
        return
    held = store.file_counts()
    expected = {row.id: row for row in catalogue.files_in() if row.passages}
    strangers = [file for file in held if file not in expected]
    wrong = [file for file, row in expected.items() if held.get(file, 0) != row.passages]
    _log.warning("the vector store lost %d files and has %d too many", len(wrong), len(strangers))
    if strangers or wrong:
        store.delete_files([*strangers, *(file for file in wrong if held.get(file))])
    catalogue.renew([file for file in wrong if expected[file].state is State.INDEXED])
