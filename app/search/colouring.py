"""Colours of a query's pieces: a person sees what is read as more than a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QInputMethodEvent, QTextCharFormat

from app.look.colours import Tints
from app.look.offsets import to_utf16

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPalette

    from engine.protocol.messages import QueryPiece

_READ = ("filter", "near", "wildcard", "phrase")
"""Kinds that are more than words."""
_UNDERLINED = QTextCharFormat.UnderlineStyle.WaveUnderline


def colours(
    text: str, pieces: Sequence[QueryPiece], cursor: int, palette: QPalette
) -> list[QInputMethodEvent.Attribute]:
    """How the pieces of a query look, as attributes of an input method's event.

    A line edit has no formats of its own but those of an input method.

    Args:
        text: of the line edit.
        pieces: of the same text.
        cursor: in UTF-16 units; attributes count from it.
        palette: of the line edit.
    """
    tints = Tints.of(palette)
    kind = QInputMethodEvent.AttributeType.TextFormat
    made: list[QInputMethodEvent.Attribute] = []
    for piece in pieces:
        look = _format(piece, tints)
        if look is not None:
            start, end = to_utf16(text, piece.start), to_utf16(text, piece.end)
            made.append(QInputMethodEvent.Attribute(kind, start - cursor, end - start, look))
    return made


def _format(piece: QueryPiece, tints: Tints) -> QTextCharFormat | None:
    look = QTextCharFormat()
    if piece.kind == "bad":
        look.setUnderlineStyle(_UNDERLINED)
        look.setUnderlineColor(tints.warning_text)
    elif piece.kind == "excluded" or (piece.kind == "filter" and piece.negated):
        look.setForeground(tints.muted)
    elif piece.kind in _READ:
        look.setForeground(tints.accent_text)
    else:
        return None
    return look
