"""What the list shows, built once per answer from its hits. Pure but for the locale."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.look import figures
from app.results.excerpts import Excerpt, excerpt
from engine.protocol.messages import WEAK_SCORE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from engine.protocol.messages import Hit

NOISE_SCORE = 0.05
"""Hits below this similarity are not shown: they were the nearest, and not near."""
SHOWN_PER_FILE = 3
"""Passages of a file that are shown at first, so that the other files stay in sight."""
_TILE_LETTERS = 4

Key = tuple[str, int]
"""(library, passage): what stays the same while the order is refined."""
FileKey = tuple[str, str, bool]
"""(library, path, whether below the separator)."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """The line above a file's passages."""

    hit: Hit
    """The file's best hit."""
    title: str
    place: str
    date: str
    suffix: str
    """Lower case, no dot."""
    tile: str
    """The extension as the tile shows it."""
    first: bool
    """No rule is drawn above the first."""
    badge: str = ""
    """What is special about the file at present; mostly nothing."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One passage."""

    hit: Hit
    excerpt: Excerpt
    place: str
    """Page and heading; may be empty."""
    percent: str
    weak: bool
    last: bool
    """Last of its file."""

    @property
    def key(self) -> Key:
        """What identifies the passage across answers."""
        return key_of(self.hit)


@dataclass(frozen=True, slots=True)
class MoreRow:
    """Stands for the passages of a file that are not shown yet."""

    file: FileKey
    text: str
    hidden: tuple[PassageRow, ...]


@dataclass(frozen=True, slots=True)
class SeparatorRow:
    """What stands above the weak hits."""

    text: str
    first: bool


Row = FileRow | PassageRow | MoreRow | SeparatorRow


def key_of(hit: Hit) -> Key:
    """What identifies a hit's passage across answers."""
    return hit.library, hit.passage


def worth_showing(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits without those that say nothing."""
    return tuple(hit for hit in hits if hit.score >= NOISE_SCORE)


def build_rows(
    hits: Sequence[Hit], unfolded: Collection[FileKey] = (), *, weak_score: float = WEAK_SCORE
) -> tuple[Row, ...]:
    """Group hits by file, files in the order of their best hit, weak hits apart below.

    Args:
        hits: best first.
        unfolded: files of which every passage is shown.
        weak_score: hits below it are weak.
    """
    strong = [hit for hit in hits if hit.score >= weak_score]
    weak = [hit for hit in hits if hit.score < weak_score]
    rows: list[Row] = list(_grouped(strong, unfolded, weak=False))
    if weak:
        text = QCoreApplication.translate("Results", "Weaker matches")
        rows.append(SeparatorRow(text=text, first=not rows))
        rows.extend(_grouped(weak, unfolded, weak=True))
    return tuple(rows)


def _grouped(hits: Iterable[Hit], unfolded: Collection[FileKey], *, weak: bool) -> Iterable[Row]:
    files: dict[FileKey, list[Hit]] = {}
    for hit in hits:
        files.setdefault((hit.library, hit.path, weak), []).append(hit)
    for index, (file, group) in enumerate(files.items()):
        yield _file_row(group[0], first=index == 0)
        passages = [_passage_row(hit, weak=weak, last=hit is group[-1]) for hit in group]
        # One more line of text would take nearly the room of the passage that it stands for.
        folded = len(passages) > SHOWN_PER_FILE + 1 and file not in unfolded
        yield from passages[:SHOWN_PER_FILE] if folded else passages
        if folded:
            hidden = tuple(passages[SHOWN_PER_FILE:])
            text = QCoreApplication.translate("Results", "{0} more passages in this file")
            yield MoreRow(file, text.format(figures.count(len(hidden))), hidden)


def _file_row(hit: Hit, *, first: bool) -> FileRow:
    suffix = PurePath(hit.path).suffix.lstrip(".").lower()
    return FileRow(
        hit=hit,
        title=" ".join(hit.title.split()) or PurePath(hit.path).name,
        place=figures.place(hit.path),
        date=figures.date(hit.modified) if hit.modified else "",
        suffix=suffix,
        tile=suffix[:_TILE_LETTERS].upper() or "…",
        first=first,
        badge=QCoreApplication.translate("Results", "not connected") if hit.away else "",
    )


def _passage_row(hit: Hit, *, weak: bool, last: bool) -> PassageRow:
    return PassageRow(
        hit=hit,
        excerpt=excerpt(hit.text, hit.marks),
        place=place_in_document(hit),
        percent=figures.percent(hit.score),
        weak=weak,
        last=last,
    )


def place_in_document(hit: Hit) -> str:
    """Page and headings, as far as there are any."""
    page = QCoreApplication.translate("Results", "Page {0}").format(hit.page) if hit.page else ""
    return "  ·  ".join(part for part in (page, " ".join(hit.heading.split())) if part)


def spoken(row: Row) -> str:
    """The row as a screen reader says it."""
    match row:
        case FileRow():
            return ", ".join(part for part in (row.title, row.badge, row.place, row.date) if part)
        case PassageRow():
            parts = (row.percent, row.hit.title, row.place, row.excerpt.text)
            return ", ".join(part for part in parts if part)
        case MoreRow() | SeparatorRow():
            return row.text
