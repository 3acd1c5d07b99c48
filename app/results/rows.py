"""What the list shows, built per answer from its hits; their texts only when they are looked at."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from functools import cached_property
from itertools import chain
from pathlib import PurePath

import msgspec
from PySide6.QtCore import QCoreApplication

from app.look import figures
from app.look.evidence import was_compared
from app.results.copies import CopiesRow, CopyRow, copies_text
from app.results.excerpts import LENGTH, Excerpt, excerpt
from app.results.signposts import FurtherRow, SeparatorRow
from engine.protocol.markup import has_signs, plain_heading
from engine.protocol.messages import WEAK_SCORE, Hit

NOISE_SCORE = WEAK_SCORE / 20
"""Hits below this similarity are not shown: they were the nearest, and not near."""
FAINT_SCORE = WEAK_SCORE / 4
"""Weak hits below this similarity are folded away even where there are no others."""
SHOWN_WEAK = 3
"""Weak hits that are shown at first where there are no others."""
SHOWN_PER_FILE = 3
"""Passages of a file that are shown at first, so that the other files stay in sight."""
_TILE_LETTERS = 4

Key = tuple[str, int]
"""(library, passage): what stays the same while the order is refined."""
FileKey = tuple[str, str, bool]
"""(library, path, whether among the weak)."""
WEAK: FileKey = ("", "", True)
"""Stands for all weak hits where files that are unfolded are named."""


class FileRow(msgspec.Struct, frozen=True, dict=True):
    """The line above a file's passages."""

    hit: Hit
    """The file's best hit."""
    first: bool
    """No rule is drawn above the first."""
    weak: bool = False
    rest: bool = False
    """Whether its passages are those that were folded away, others being above."""

    @property
    def identity(self) -> Hashable:
        """What stays the same while its content changes."""
        return "file", self.hit.library, self.hit.path, self.weak, self.rest

    @cached_property
    def title(self) -> str:
        """The document's title, or the file's name."""
        return " ".join(self.hit.title.split()) or PurePath(self.hit.path).name

    @cached_property
    def place(self) -> str:
        """Where the file is."""
        return figures.place(self.hit.path)

    @cached_property
    def date(self) -> str:
        """When it was changed; may be empty."""
        return figures.date(self.hit.modified) if self.hit.modified else ""

    @cached_property
    def suffix(self) -> str:
        """Lower case, no dot."""
        return PurePath(self.hit.path).suffix.lstrip(".").lower()

    @property
    def tile(self) -> str:
        """The extension as the tile shows it."""
        return self.suffix[:_TILE_LETTERS].upper() or "…"

    @property
    def badge(self) -> str:
        """What is special about the file at present; mostly nothing."""
        return QCoreApplication.translate("Results", "not connected") if self.hit.away else ""


class PassageRow(msgspec.Struct, frozen=True, dict=True):
    """One passage."""

    hit: Hit
    weak: bool
    last: bool
    """Last of its file."""

    @property
    def key(self) -> Key:
        """What identifies the passage across answers."""
        return key_of(self.hit)

    @property
    def identity(self) -> Hashable:
        """What stays the same while its content changes."""
        return "passage", self.hit.library, self.hit.passage

    @cached_property
    def excerpt(self) -> Excerpt:
        """The part of the text that tells most, where no width is known."""
        return self.excerpt_for(LENGTH // 2)

    def excerpt_for(self, room: int) -> Excerpt:
        """The part of the text that is shown where so many characters are seen."""
        hit = self.hit
        signs = has_signs(hit.media_type)
        return excerpt(hit.text, hit.marks, best=hit.best, room=room, signs=signs)

    @cached_property
    def place(self) -> str:
        """Page or line, and heading; may be empty."""
        return place_in_document(self.hit)

    @property
    def has_place(self) -> bool:
        """Whether there is a line for the place; cheaper than asking for it."""
        return bool(self.hit.page or self.hit.line > 1 or self.hit.heading)

    @property
    def compared(self) -> bool:
        """Whether its score says anything: what only meets filters was compared with nothing."""
        return was_compared(self.hit)

    @property
    def percent(self) -> str:
        """The similarity as people read it; empty where nothing was compared."""
        return figures.similarity(self.hit.score) if self.compared else ""


class MoreRow(msgspec.Struct, frozen=True):
    """Stands for the passages of a file that are not shown yet."""

    file: FileKey
    hidden: tuple[PassageRow | CopiesRow | CopyRow, ...]

    @property
    def identity(self) -> Hashable:
        """What stays the same while its content changes."""
        return "more", self.file

    @property
    def text(self) -> str:
        """What it says."""
        many = sum(isinstance(row, PassageRow) for row in self.hidden)
        return QCoreApplication.translate("Results", "%n more passage(s) in this file", "", many)


class FoldRow(msgspec.Struct, frozen=True):
    """Stands for all weak hits while they are not shown, or for all but the best of them."""

    count: int
    more: bool = False
    """Whether others are shown above."""
    file: FileKey = WEAK

    @property
    def identity(self) -> Hashable:
        """There is one at most."""
        return "fold"

    @property
    def text(self) -> str:
        """What it says."""
        if self.more:
            return QCoreApplication.translate("Results", "Show %n more", "", self.count)
        return QCoreApplication.translate("Results", "%n weaker match(es)", "", self.count)


HitRow = PassageRow | CopyRow
"""What shows a hit of its own."""
Row = FileRow | PassageRow | CopiesRow | CopyRow | MoreRow | FoldRow | FurtherRow | SeparatorRow


def key_of(hit: Hit) -> Key:
    """What identifies a hit's passage across answers."""
    return hit.library, hit.passage


def worth_showing(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits without those that say nothing."""
    return tuple(hit for hit in hits if hit.score >= NOISE_SCORE or not was_compared(hit))


def build_rows(
    hits: Sequence[Hit],
    unfolded: Collection[FileKey] = (),
    copied: Collection[Key] = (),
    *,
    weak_score: float = WEAK_SCORE,
    further: bool = False,
) -> tuple[Row, ...]:
    """Group hits by file, files in the order of their best hit, weak hits apart below.

    Args:
        hits: best first.
        unfolded: files of which every passage is shown; with `WEAK` the weak hits are shown too.
            Where there are no others the best of them are shown in any case.
        copied: passages whose copies are shown.
        weak_score: hits below it are weak.
        further: whether the engine has more.
    """
    strong = [hit for hit in hits if hit.score >= weak_score or not was_compared(hit)]
    weak = [hit for hit in hits if hit.score < weak_score and was_compared(hit)]
    rows: list[Row] = list(_grouped(strong, unfolded, copied, weak=False))
    clear = 0 if strong else sum(hit.score >= FAINT_SCORE for hit in weak[:SHOWN_WEAK])
    shown, rest = weak[:clear], weak[clear:]
    if weak and (shown or WEAK in unfolded):
        rows.append(SeparatorRow(first=not rows))
    rows.extend(_grouped(shown, unfolded, copied, weak=True))
    if rest and WEAK not in unfolded:
        rows.append(FoldRow(len(rest), more=bool(shown)))
        return tuple(rows)  # what the engine has more is weaker still
    rows.extend(_grouped(rest, unfolded, copied, weak=True, rest=bool(shown)))
    if further:
        rows.append(FurtherRow())
    return tuple(rows)


def _grouped(
    hits: Iterable[Hit],
    unfolded: Collection[FileKey],
    copied: Collection[Key],
    *,
    weak: bool,
    rest: bool = False,
) -> Iterable[Row]:
    files: dict[FileKey, list[Hit]] = {}
    for hit in hits:
        files.setdefault((hit.library, hit.path, weak), []).append(hit)
    first = not rest
    for file, group in files.items():
        yield FileRow(group[0], first, weak, rest)
        first = False
        # One more line of text would take nearly the room of the passage that it stands for.
        folded = len(group) > SHOWN_PER_FILE + 1 and file not in unfolded
        end = SHOWN_PER_FILE if folded else len(group)
        for hit in group[:end]:
            yield from _passage(hit, copied, weak=weak, last=hit is group[-1])
        if folded:
            hidden = (_passage(h, copied, weak=weak, last=h is group[-1]) for h in group[end:])
            yield MoreRow(file, tuple(chain.from_iterable(hidden)))


def _passage(
    hit: Hit, copied: Collection[Key], *, weak: bool, last: bool
) -> Iterable[PassageRow | CopiesRow | CopyRow]:
    """A passage and, below it, its copies: a line that stands for them, or each of them."""
    if not hit.copies:
        yield PassageRow(hit, weak, last)
        return
    yield PassageRow(hit, weak, last=False)
    shown = key_of(hit) in copied
    yield CopiesRow(hit, unfolded=shown, last=last and not shown)
    if shown:
        for copy in hit.copies:
            yield CopyRow(copy, hit, weak, last=last and copy is hit.copies[-1])


def place_in_document(hit: Hit) -> str:
    """Page or line, and headings, as far as there are any."""
    where = ""
    if hit.page:
        where = QCoreApplication.translate("Results", "Page {0}").format(hit.page)
    elif hit.line > 1:
        where = QCoreApplication.translate("Results", "Line {0}").format(figures.count(hit.line))
    return "  ·  ".join(part for part in (where, plain_heading(hit.heading)) if part)


def spoken(row: Row) -> str:
    """The row as a screen reader says it."""
    match row:
        case FileRow():
            return ", ".join(part for part in (row.title, row.badge, row.place, row.date) if part)
        case PassageRow():
            copies = copies_text(len(row.hit.copies)) if row.hit.copies else ""
            parts = (row.percent, row.hit.title, row.place, row.excerpt.text, copies)
            return ", ".join(part for part in parts if part)
        case CopiesRow() | CopyRow():
            return row.spoken
        case _:
            return row.text
