"""What a model may ask for: the tools' input, with its limits. A model reads the descriptions."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

MOST_HITS = 50
MOST_AROUND = 4_000
"""Characters on each side of a passage."""
MOST_TEXT = 50_000
"""Characters of one stretch of a document."""


class Wish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The input of a tool."""


class SearchWish(Wish, frozen=True, kw_only=True):
    """Input of `search`."""

    query: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=2_000,
            description=(
                "What to look for, in any language: a question or words, found by meaning and by "
                'word. May hold "exact phrases", -without, form* and wom?n, tax NEAR/5 refund, and '
                "filters: type:pdf ext:md in:folder name:report before:2024-05 after:last-week "
                "size>1MB lang:ko. Filters alone list files' passages."
            ),
        ),
    ]
    limit: Annotated[
        int, Meta(ge=1, le=MOST_HITS, description=f"Most passages, 1 to {MOST_HITS}.")
    ] = 8
    libraries: Annotated[
        tuple[str, ...],
        Meta(
            max_length=50,
            description="Names from list_libraries to search in; none means all of them.",
        ),
    ] = ()
    language: Annotated[
        str,
        Meta(
            pattern="^([A-Za-z]{2,3})?$",
            description=(
                "Only passages in this language: an ISO 639-1 code such as en or ko. "
                "Not beside a lang: in the query."
            ),
        ),
    ] = ""


class PassageWish(Wish, frozen=True, kw_only=True):
    """Input of `get_passage`."""

    id: Annotated[str, Meta(max_length=64, description="The id of a passage, as search told it.")]
    around: Annotated[
        int,
        Meta(
            ge=0,
            le=MOST_AROUND,
            description=f"Characters to show before and after it, 0 to {MOST_AROUND}.",
        ),
    ] = 1_000


class DocumentWish(Wish, frozen=True, kw_only=True):
    """Input of `get_document`."""

    document: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=4_096,
            description="A path as search told it, or the id of any passage of the document.",
        ),
    ]
    start: Annotated[
        int,
        Meta(
            ge=0,
            le=2**53,
            description="Character of the text to begin at; next_start of the stretch before.",
        ),
    ] = 0
    length: Annotated[
        int, Meta(ge=1, le=MOST_TEXT, description=f"Most characters, 1 to {MOST_TEXT}.")
    ] = 20_000


class NoWish(Wish, frozen=True, kw_only=True):
    """Input of tools that need none."""
