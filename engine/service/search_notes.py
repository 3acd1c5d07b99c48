"""What is to be said about an answer because of the libraries that it comes from."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.models.terms import Kind, normalise, segments
from engine.protocol.messages import QueryNote

if TYPE_CHECKING:
    from engine.search.hits import Answer as Found
    from engine.service.library import Library

_MANY = 100
"""Files still to be read for which nobody who searches is to wait."""


_BEGIN = 2.0
"""Seconds after which a run that has not begun waits for that of another library."""


def hopeless(library: Library) -> Callable[[], bool]:
    """Return what tells, from now on, whether the first look at a library's folders takes long."""
    began = time.monotonic()

    def behind_another() -> bool:
        return not library.progress.running and time.monotonic() - began > _BEGIN

    return lambda: behind_another() or takes_long(library)


def takes_long(library: Library) -> bool:
    """Tell whether it makes no sense to wait for the first look at a library's folders."""
    progress = library.progress
    left = progress.files_total - progress.files_done
    much = progress.phase == "indexing" and left > _MANY
    return library.settings.paused or progress.phase == "holding" or much


def standing(library: Library, length: int) -> tuple[QueryNote, ...]:
    """Return why a library's index may not be what is on the disk now.

    Args:
        library: about to be searched.
        length: of the query, in characters.
    """
    if library.settings.paused:
        if not library.upkeep.changes.marked and library.upkeep.looked:
            return ()
        message = "The library is paused: changes since then are not in it."
        return (QueryNote(code="paused", start=0, end=length, message=message),)
    if library.upkeep.first_look.under_way:
        message = "Changes made while Findling was not running are still being looked for."
        return (QueryNote(code="catching-up", start=0, end=length, message=message),)
    return ()


def united(answers: Sequence[tuple[str, Found]]) -> tuple[QueryNote, ...]:
    """Return all notes, each once: what is wrong with the query every library says.

    Args:
        answers: the name of each library, and what it found.
    """
    return tuple(dict.fromkeys(_named(answers)))


def _has_it(others: Sequence[Found], meant: str) -> bool:
    """Whether somewhere a word of the query was found that is none of what was meant."""
    text = normalise(meant)
    words = {segment.text for segment in segments(text)}
    found = {term for one in others for hit in one.hits for term in hit.terms}
    return any(
        segment.text not in words
        and not (segment.kind is Kind.RUN and segment.text in text)  # a piece of a word
        for term in found
        for segment in segments(normalise(term))
    )


def _named(answers: Sequence[tuple[str, Found]]) -> Iterator[QueryNote]:
    for name, found in answers:
        for note in found.notes:
            others = [item for _, item in answers if note not in item.notes]
            named = msgspec.structs.replace(note, message=f"{name}: {note.message}")
            match note.code:
                case "unknown-folder" if others:
                    pass  # one of them has such a folder: that one is meant
                case "phrase-not-found" | "near-not-found" | "wildcard-not-found" if any(
                    item.hits for item in others
                ):
                    pass  # another library has it
                case "did-you-mean" if _has_it(others, note.meant):
                    pass  # the word is spelt right: another library has it
                case "word-nowhere" | "word-inside" if others:
                    pass  # another library has it, corrects it, or needs it not
                case "library-empty" if len(answers) > 1:
                    if not any(item.hits for item in others):
                        yield named
                case "paused" if len(answers) > 1:
                    yield named
                case _:
                    yield note
