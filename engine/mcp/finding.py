"""The tools that find and show passages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from engine.mcp.answers import DocumentAnswer, Found, PassageAnswer, Remark, SearchAnswer
from engine.protocol import messages as m
from engine.protocol.errors import FindlingError, UsageError
from engine.protocol.hits import whole_percent
from engine.protocol.links import OpenLink, link_to, open_link

if TYPE_CHECKING:
    from engine.client import Client
    from engine.mcp.wishes import DocumentWish, PassageWish, SearchWish

PATIENCE = 10.0
"""Seconds that a search waits for changes made while the engine did not run."""
MOST_SHOWN = 2_000
"""Characters of a passage in a search's answer."""
_ALSO = 5
"""Files that say the same, of each passage."""


class NotIndexedError(UsageError):
    """No library knows the file."""

    code = "not-indexed"
    hint = "Only files of the libraries can be read: give a path or an id as search told it."


class BadIdError(UsageError):
    """An id that this program never gave out."""

    code = "unknown-passage"
    hint = "Give the id of a passage exactly as search told it."


def search(client: Client, wish: SearchWish) -> SearchAnswer:
    """Find passages.

    Raises:
        UsageError: it says nothing, or two things about the language.
        FindlingError: as the engine says.
    """
    if not wish.query.strip():
        raise UsageError("the query is empty", hint="Say what to look for.")
    query = _in_language(client, wish) if wish.language else wish.query
    command = m.Search(
        query=query,
        libraries=wish.libraries,
        limit=wish.limit,
        interim=False,
        patience=PATIENCE,
    )
    finished = client.ask(command, m.SearchFinished)
    return SearchAnswer(
        passages=tuple(_found(hit, wish.query) for hit in finished.hits),
        notes=tuple(
            Remark(code=note.code, message=note.message, instead=note.meant)
            for note in finished.notes
        ),
        seconds=round(finished.seconds, 3),
    )


def _in_language(client: Client, wish: SearchWish) -> str:
    """Return the query with its language, in front: behind it might end within quotation marks."""
    read = client.ask(m.ReadQuery(query=wish.query), m.QueryRead)
    if any(one.kind == "filter" and one.operator == "lang" for one in read.pieces):
        raise UsageError(  # the same filter twice means either, and the input says "only"
            "the query has a lang: of its own", hint="Give the language once: there, or here."
        )
    return f"lang:{wish.language} {wish.query}"


def get_passage(client: Client, wish: PassageWish) -> PassageAnswer:
    """Return a passage with the text around it.

    Raises:
        UnknownPassageError: no library has it.
    """
    passage = _passage(client, wish.id)
    begin = max(passage.start - wish.around, 0)
    asked = m.ReadDocument(
        library=passage.library,
        path=passage.path,
        start=begin,
        length=passage.end + wish.around - begin,
    )
    around = client.ask(asked, m.DocumentRead)
    first, last = passage.start - around.start, passage.end - around.start
    if around.text[max(first, 0) : last] != passage.text:  # written to since it was indexed
        around = msgspec.structs.replace(around, text="", start=passage.start)
        first = last = 0
    return PassageAnswer(
        id=key_of(passage.passage),
        title=passage.title,
        path=passage.path,
        library=passage.library,
        page=passage.page,
        line=passage.line,
        heading=passage.heading,
        language=passage.language,
        modified=day(passage.modified),
        before=around.text[max(first - wish.around, 0) : first],
        text=passage.text,
        after=around.text[last : last + wish.around],
        start=passage.start,
        end=passage.end,
        total=around.total,
        away=passage.away,
        link=open_link(
            OpenLink(passage.path, passage.library, passage.start, passage.end, passage.page)
        ),
    )


def get_document(client: Client, wish: DocumentWish) -> DocumentAnswer:
    """Return a stretch of a document's text, of at most the length that was asked for.

    Raises:
        NotIndexedError: no library knows it.
        UnknownPassageError: it was named by a passage that no library has.
        ReadError: it cannot be read, and the index has no text of it.
    """
    path, libraries = wish.document, ()
    if _is_key(path):
        passage = _passage(client, path)
        path, libraries = passage.path, (passage.library,)
    for library in libraries or _names(client):
        asked = m.ReadDocument(library=library, path=path, start=wish.start, length=wish.length + 1)
        try:
            read = client.ask(asked, m.DocumentRead)
        except FindlingError as error:
            if error.code != NotIndexedError.code:
                raise
        else:
            return _stretch(read, library, wish)
    raise NotIndexedError("no library knows this file")


def _stretch(read: m.DocumentRead, library: str, wish: DocumentWish) -> DocumentAnswer:
    """Cut what the engine sent, which is whole lines, to what was asked for."""
    start = min(wish.start, read.total)
    text = read.text[max(start - read.start, 0) :]
    if len(text) > wish.length:
        line = text.rfind("\n", wish.length // 2, wish.length) + 1
        text = text[: line or wish.length]
    end = start + len(text)
    return DocumentAnswer(
        path=read.path,
        library=library,
        text=text,
        start=start,
        end=end,
        total=read.total,
        next_start=end if text and end < read.total else None,
        link=open_link(OpenLink(read.path, library)),
    )


def _found(hit: m.Hit, query: str) -> Found:
    first, last = hit.best
    others = dict.fromkeys(copy.path for copy in hit.copies if copy.path != hit.path)
    return Found(
        id=key_of(hit.passage),
        similarity=whole_percent(hit.score),
        title=hit.title,
        path=hit.path,
        library=hit.library,
        text=hit.text[:MOST_SHOWN],
        cut=len(hit.text) > MOST_SHOWN,
        page=hit.page,
        line=hit.line,
        heading=hit.heading,
        language=hit.language,
        modified=day(hit.modified),
        weak=hit.score < m.WEAK_SCORE,
        best_sentence=hit.text[first:last][:MOST_SHOWN],
        matched_words=hit.terms,
        also_in=tuple(others)[:_ALSO],
        away=hit.away,
        link=link_to(hit, query),
    )


def _passage(client: Client, name: str) -> m.PassageRead:
    if not _is_key(name):
        raise BadIdError("this is no id of a passage")
    return client.ask(m.ReadPassage(passage=int(name, 16)), m.PassageRead)


def _names(client: Client) -> tuple[str, ...]:
    listed = client.ask(m.ListLibraries(), m.LibrariesListed)
    return tuple(library.name for library in listed.libraries)


def key_of(passage: int) -> str:
    """Return a passage's key as text: readers that know doubles alone would round the number."""
    return f"{passage:016x}"


def _is_key(text: str) -> bool:
    hexadecimal = all(sign in "0123456789abcdef" for sign in text)
    return hexadecimal and len(text) == len(key_of(0)) and int(text, 16) < 2**63


def day(seconds: float) -> str:
    """Return a time as ISO 8601; empty where it is none that a calendar knows."""
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):
        return ""
