"""Models that vendors run, asked so that it can be called off.

Ours end at any moment when they are; those of other packages know nothing of it and are left to
come to their own end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.host.leaving import left_behind
from engine.models.vendors.embeddings import VendorEmbeddings
from engine.models.vendors.rankings import VendorReranker
from engine.models.vocabulary import documents_of, meanings, queries_of

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.models.vectors import Floats, Meanings
    from engine.models.vocabulary import PairModel, TextModel


def encoded(
    model: TextModel, texts: Sequence[str], token: Token, *, queries: bool = False
) -> Meanings:
    """Return what a vendor's model makes of passages, or of queries.

    Raises:
        Cancelled: by the token.
        ModelError: it does not serve.
    """
    if isinstance(model, VendorEmbeddings):
        encode = model.encode_queries if queries else model.encode_documents
        return meanings(encode(texts, token=token))
    encode_all = queries_of if queries else documents_of
    return left_behind(lambda: encode_all(model, texts), token)


def scored(model: PairModel, query: str, texts: Sequence[str], token: Token) -> Floats:
    """Return how well passages answer a query, by a vendor's model.

    Raises:
        Cancelled: by the token.
        ModelError: it does not serve.
    """
    if isinstance(model, VendorReranker):
        return model.scores(query, texts, token=token)
    return left_behind(lambda: model.scores(query, texts), token)
