"""Search results on a terminal."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from engine.cli.show import ERRORS, OUT, one_line, say
from engine.protocol.hits import whole_percent
from engine.protocol.markup import plain_heading, signs
from engine.protocol.messages import WEAK_SCORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.protocol import messages as m

_INDENT = (0, 0, 0, 5)


def notes(rows: Iterable[m.QueryNote], found: Sequence[m.Hit] = ()) -> None:
    """Print what the author of a query should know, on stderr.

    That the model does not know a language is not worth saying where ``found`` answers all the
    same.
    """
    well = any(was_compared(hit) and hit.score >= WEAK_SCORE for hit in found)
    for row in rows:
        if row.code == "language-unknown" and well:
            continue
        ERRORS.print(Text(one_line(f"note: {row.message}"), style="yellow"))
        if row.code == "language-unknown" and row.meant:
            get = f"findling models download {row.meant} && findling use {row.meant}"
            ERRORS.print(Text(f"hint: {get}", style="yellow"), soft_wrap=True)


def hits(
    rows: Sequence[m.Hit], *, explain: bool, alike: bool = False, advised: bool = False
) -> None:
    """Print ranked hits with their place, similarity bar and marked passage.

    Args:
        rows: best first.
        explain: with each score's parts.
        alike: what is like something was looked for, and no words.
        advised: a note has said what is wrong with the query: nothing else is to be tried.
    """
    if not rows:
        if alike:
            say("Nothing here is like it.")
        elif not advised:
            say("Nothing found. Try other words, fewer words, or [b]findling status[/b].")
    compared = [hit for hit in rows if was_compared(hit)]
    if compared and all(hit.score < WEAK_SCORE for hit in compared):
        if alike:
            say("Nothing here is much like it.")
        else:
            say("Nothing here clearly answers this. The closest passages are below.")
            say("Saying it in other words, or with fewer of them, may find more.")
    names = Counter(path.name for path in {Path(hit.path) for hit in rows})
    strong = True
    for hit in rows:
        if strong and hit.score < WEAK_SCORE and was_compared(hit):
            strong = False
            OUT.print(Text("     weaker matches", style="dim italic"))
        OUT.print(_headline(hit, repeated=names[Path(hit.path).name] > 1, alike=alike))
        OUT.print(Padding(_snippet(hit), _INDENT))
        if explain:
            OUT.print(Padding(Text(explanation(hit, alike=alike), style="dim"), _INDENT))
        for line in copies(hit, explain=explain):
            OUT.print(Padding(Text(line, style="dim cyan"), _INDENT))


def _headline(hit: m.Hit, *, repeated: bool, alike: bool) -> Text:
    score: tuple[tuple[str, str], ...] = (("same content  ", "bold"),) if alike else ()
    if was_compared(hit):
        score = (*_bar(hit.score), (f" {whole_percent(hit.score):3}%  ", "bold"))
    place = [f"page {hit.page}"] if hit.page else [f"line {hit.line}"] if hit.line else []
    if hit.heading:
        place.append(one_line(plain_heading(hit.heading)))
    path = Path(hit.path)
    folder = f"{one_line(path.parent.name)}{os.sep}" if repeated and path.parent.name else ""
    return Text.assemble(
        f"{hit.rank:>3}. ",
        *score,
        (folder, "cyan"),
        (one_line(path.name), "bold cyan"),
        ("  not connected" if hit.away else "", "yellow"),
        (f"  {' · '.join(place)}" if place else "", "cyan"),
    )


def was_compared(hit: m.Hit) -> bool:
    """Whether a hit was compared with a question; what filters alone list has no parts."""
    parts = hit.parts
    return any(part is not None for part in (parts.dense, parts.sparse, parts.rerank))


def _bar(share: float, cells: int = 10) -> tuple[tuple[str, str], tuple[str, str]]:
    filled = round(min(max(share, 0.0), 1.0) * cells)
    return ("█" * filled, "green"), ("░" * (cells - filled), "dim")


def _snippet(hit: m.Hit, width: int = 300) -> Text:
    """The passage around its best sentence, in italics, or its first mark; marks in yellow."""
    first = hit.best[0] or (hit.marks[0][0] if hit.marks else 0)
    start = max(0, first - width // 3) if first > width * 2 // 3 else 0
    text = Text(one_line(hit.text))
    text.stylize("italic", *hit.best)
    for begin, end in hit.marks:
        text.stylize("bold yellow", begin, end)
    stop = min(start + width, len(hit.text))
    before, after = "… " if start else "", " …" if stop < len(hit.text) else ""
    shown, done = Text(before), start
    for begin, end in (*signs(hit.text, hit.media_type), (stop, stop)):
        if done < min(begin, stop):
            shown.append_text(text[done : min(begin, stop)])
        done = max(done, end)
    return shown.append(after)


def timing(finished: m.SearchFinished) -> str:
    """Return "10 passages in 213 ms (first order after 12 ms)"."""
    count = len(finished.hits)
    return (
        f"{count} passage{'' if count == 1 else 's'} in {finished.seconds * 1000:.0f} ms"
        f" (first order after {finished.first_seconds * 1000:.0f} ms)"
    )


def copies(hit: m.Hit, *, explain: bool) -> Iterator[str]:
    """Yield "3 copies (nearly the same words)"; with ``explain`` a line for each copy as well."""
    if not hit.copies:
        return
    count, same = len(hit.copies), sum(copy.same for copy in hit.copies)
    kind = "same words" if same == count else f"{same} with the same words, else nearly so"
    said = kind if same else "nearly the same words"
    if versions := sum(copy.version for copy in hit.copies):
        said = f"{said}; {versions} by name other version{'' if versions == 1 else 's'}"
    yield f"{count} cop{'y' if count == 1 else 'ies'} ({said})"
    for copy in hit.copies if explain else ():
        sign = "=" if copy.same else "v" if copy.version else "~"
        yield f"  {sign} {one_line(copy.path)} [{copy.start}–{copy.end}]"


def explanation(hit: m.Hit, *, alike: bool = False) -> str:
    """Return what a score says and rests on, a line each, and the passage's place.

    ``62 of 100 passages with evidence like this are what was looked for``, then ``meaning .41 ·
    words 12.3 (wing 8.1, flow 4.2) · reranker .72``.
    """
    where = f"{one_line(hit.path)} [{hit.start}–{hit.end}]"
    if not was_compared(hit) and alike:
        return f"another file with the same content, byte for byte · {where}"
    if not was_compared(hit):
        return f"listed for its file: compared with no question · {where}"
    parts: list[str] = []
    if hit.parts.dense is not None:
        parts.append(f"meaning {hit.parts.dense:.3f}")
    if hit.parts.sparse is not None:
        weighed = ", ".join(f"{one_line(w.word)} {w.weight:.2f}" for w in hit.parts.words)
        parts.append(f"words {hit.parts.sparse:.2f}" + (f" ({weighed})" if weighed else ""))
    if hit.parts.rerank is not None:
        parts.append(f"reranker {hit.parts.rerank:.3f}")
    chance = f"about {whole_percent(hit.score)} of 100 passages with evidence like this"
    return f"{chance} are what was looked for\n{' · '.join(parts)} · {where}"
