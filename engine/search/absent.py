"""Words of a query that no file has, and nothing like them: worth a hint where others are found."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import msgspec

from engine.models.korean import is_noun, named
from engine.models.spellings import is_hangul
from engine.models.terms import fold, normalise, segments
from engine.protocol.messages import QueryNote
from engine.search.names import is_spaceless, words_of
from engine.search.phrases import Phrase, comparable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.protocol.messages import Hit
    from engine.search.query import ParsedQuery
    from engine.search.question import Question
    from engine.search.spelling import Correction

_NOWHERE, _INSIDE = "word-nowhere", "word-inside"
_MOST = 2
"""Words that are told of, and no more than half, but for a single one. Where more are nowhere, what
is there was said in other words."""
_LEAST, _SYLLABLES = 3, 2
"""Letters, or Korean syllables without particles, of a word that is told of."""


def nowhere(
    query: str,
    parsed: ParsedQuery,
    question: Question,
    meant: Correction | None,
    *,
    inside: Callable[[str], bool],
    typing: bool,
) -> tuple[QueryNote, ...]:
    """Return a note for each word that is in no file, unless there are many.

    Its code is ``word-nowhere``, or ``word-inside`` where longer words have it within.

    Args:
        query: as it was typed.
        parsed: what it says.
        question: about it, with what stands for its words in compounds.
        meant: what it may have meant: words that were corrected are told of there.
        inside: whether some longer word has one, normalised and folded, within.
        typing: whether its last word may go on.
    """
    slips = meant.slips if meant else ()
    found: dict[str, QueryNote] = {}
    lacking = _lacking(question)
    for piece in parsed.pieces:
        if piece.kind != "word" or (typing and piece.end == len(query)):
            continue
        for word in lacking:
            start = _place(word, query, piece.end - len(piece.value), piece.end)
            end = start + len(word)
            corrected = any(start < slip.end and slip.start < end for slip in slips)
            if start < 0 or word in found or corrected:
                continue
            said = f"“{word}” is in no file."
            found[word] = QueryNote(code=_NOWHERE, start=start, end=end, message=said, meant=word)
    if len(found) > max(1, min(_MOST, _saying(question) / 2)):
        return ()
    return tuple(_told(note, inside) for note in found.values())


def _told(note: QueryNote, inside: Callable[[str], bool]) -> QueryNote:
    word = note.meant
    if not inside(fold(normalise(word))):
        return note
    said = f"“{word}” is in no file by itself; *{word}* finds it within longer words."
    return msgspec.structs.replace(note, code=_INSIDE, message=said)


def _place(word: str, query: str, start: int, end: int) -> int:
    """Where a word begins, not as a part of another one but for Korean endings; -1 for nowhere."""
    of_it = "[가-힣]" if is_hangul(word) else r"[^\W_가-힣]"
    after = "" if is_hangul(word) else f"(?!{of_it})"
    found = re.compile(f"(?<!{of_it}){re.escape(word)}{after}").search(query, start, end)
    return found.start() if found else -1


def _saying(question: Question) -> int:
    """How many words of a question say something."""
    silent = question.asking | question.common
    return len({term.word for term in question.analysis.terms if term.id not in silent})


def is_there(note: QueryNote, hits: Sequence[Hit]) -> bool:
    """Whether what a note calls nowhere is in what was found: in a file's name, or hyphenated.

    Args:
        note: of `nowhere`; of others nothing is.
        hits: what was found.
    """
    if note.code not in {_NOWHERE, _INSIDE}:
        return False
    phrase, words = Phrase(note.meant), words_of(note.meant)
    return any(_is_named(words, hit.path) or phrase.stands_in(comparable(hit.text)) for hit in hits)


def _is_named(words: Sequence[str], path: str) -> bool:
    """Whether a file's own name has words; its folders say nothing of what is in it."""
    name = words_of(os.path.basename(path))  # noqa: PTH119 - of many files: Path is slow
    runs = [one for one in name if is_spaceless(one)]
    return all(
        word in name or (is_spaceless(word) and any(word in run for run in runs)) for word in words
    )


def _lacking(question: Question) -> list[str]:
    """The words of a question that say something and are nowhere, as they are written.

    Of Korean ones what they name: a verb may be there in another form.
    """
    there = set(question.terms.tolist())
    ways: dict[int, list[int]] = {}
    for term in question.analysis.terms:
        ways.setdefault(term.word, []).append(term.id)
    silent = question.asking | question.common
    lacking = (
        question.analysis.words[word]
        for word, terms in ways.items()
        if there.isdisjoint(terms) and not silent.issuperset(terms)
    )
    return [word for word in (named(one) for one in lacking if is_noun(one)) if _tells(word)]


def _tells(word: str) -> bool:
    """Whether a word is one, and long enough to be missed: runs without spaces are many words."""
    text = fold(normalise(word))
    if is_hangul(text):
        return len(text) >= _SYLLABLES
    return len(text) >= _LEAST and text[0].isalnum() and not _is_run(text)


def _is_run(text: str) -> bool:
    first = next(segments(text), None)
    return first is None or first.kind.value == "run"
