"""Colours derived from the palette, so that light, dark and the platform's own themes all work."""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtGui import QColor, QPalette

TEXT_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3 (AA): text against what is behind it."""
SHAPE_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11: bars and borders that carry meaning."""

_MARK_LIGHT, _MARK_DARK = QColor("#ffe9a3"), QColor("#5b4a10")


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2's definition)."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2's definition)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """``one`` with ``share`` (0 to 1) of ``other`` mixed in."""
    return QColor.fromRgbF(
        *(
            a + (b - a) * share
            for a, b in (
                (one.redF(), other.redF()),
                (one.greenF(), other.greenF()),
                (one.blueF(), other.blueF()),
            )
        )
    )


def readable(colour: QColor, behind: QColor, ratio: float = TEXT_CONTRAST) -> QColor:
    """The colour nearest to ``colour`` that reaches ``ratio`` on ``behind``."""
    goal = QColor("black") if luminance(behind) > 0.18 else QColor("white")
    for step in range(21):
        tried = mix(colour, goal, step / 20)
        if contrast(tried, behind) >= ratio:
            return tried
    return goal


def strongest(behind: QColor) -> QColor:
    """Black or white, whichever is clearer on ``behind``: one of them always reaches 4.5."""
    black, white = QColor("black"), QColor("white")
    return max(black, white, key=lambda colour: contrast(colour, behind))


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than what is behind it."""
    return luminance(palette.color(QPalette.ColorRole.Text)) > luminance(
        palette.color(QPalette.ColorRole.Base)
    )


@dataclass(frozen=True, slots=True)
class Tints:
    """Every colour that the window draws by itself."""

    dark: bool
    base: QColor
    text: QColor
    muted: QColor
    line: QColor
    track: QColor
    badge_text: QColor
    """On ``track``."""
    accent: QColor
    accent_text: QColor
    on_accent: QColor
    border: QColor
    selected: QColor
    hovered: QColor
    mark: QColor
    mark_text: QColor
    weak: QColor
    warning: QColor
    warning_text: QColor

    @classmethod
    def of(cls, palette: QPalette) -> Tints:
        """Derive the tints from a palette; text reaches `TEXT_CONTRAST` on what is behind it.

        Remembered by the palette's key: every widget asks when it is made and when it is painted.
        """
        key = (palette.cacheKey(), palette.currentColorGroup())
        known = _DERIVED.get(key)
        if known is None:
            if len(_DERIVED) >= _MOST_DERIVED:
                _DERIVED.clear()
            known = _DERIVED[key] = cls._derived(palette)
        return known.copied()  # a colour can be changed in place, by whoever draws with it

    def copied(self) -> Tints:
        """The same in colours of its own."""
        colours = {f.name: QColor(getattr(self, f.name)) for f in fields(self) if f.name != "dark"}
        return Tints(dark=self.dark, **colours)

    @classmethod
    def _derived(cls, palette: QPalette) -> Tints:
        base = palette.color(QPalette.ColorRole.Base)
        dark = is_dark(palette)
        accent = palette.color(QPalette.ColorRole.Highlight)
        selected = mix(base, accent, 0.22 if dark else 0.13)
        mark = _MARK_DARK if dark else _MARK_LIGHT
        warning = mix(base, QColor("#d08700"), 0.30 if dark else 0.16)
        shown = readable(readable(accent, base, SHAPE_CONTRAST), selected, SHAPE_CONTRAST)
        text = readable(palette.color(QPalette.ColorRole.Text), selected, 7.0)
        track = mix(base, text, 0.12)
        return cls(
            dark=dark,
            base=base,
            text=text,
            muted=readable(readable(mix(text, base, 0.38), base), selected),
            line=mix(base, text, 0.14),
            track=track,
            badge_text=readable(mix(text, track, 0.3), track),
            accent=shown,
            accent_text=readable(readable(accent, base), selected),
            on_accent=strongest(shown),
            border=mix(base, text, 0.24),
            selected=selected,
            hovered=mix(base, text, 0.04),
            mark=mark,
            mark_text=readable(text, mark),
            weak=readable(mix(text, base, 0.5), selected, SHAPE_CONTRAST),
            warning=warning,
            warning_text=readable(text, warning),
        )


_MOST_DERIVED = 64
_DERIVED: dict[tuple[int, QPalette.ColorGroup], Tints] = {}
_KINDS: dict[str, tuple[str, frozenset[str]]] = {
    "page": ("#b3372f", frozenset({"pdf", "djvu", "xps"})),
    "document": (
        "#2b5fae",
        frozenset({"doc", "docx", "odt", "rtf", "pages", "hwp", "hwpx", "wps"}),
    ),
    "sheet": ("#23744a", frozenset({"xls", "xlsx", "ods", "csv", "tsv", "numbers"})),
    "slides": ("#a9511a", frozenset({"ppt", "pptx", "odp", "key"})),
    "mail": ("#7a4499", frozenset({"eml", "msg", "mbox", "ics"})),
    "book": ("#7d5527", frozenset({"epub", "fb2", "mobi"})),
    "web": ("#1b7080", frozenset({"html", "htm", "xhtml", "mhtml"})),
}
_OTHER = "#5a6470"


def badge_colour(suffix: str) -> QColor:
    """The tile's colour for an extension (lower case, no dot); white is readable on it."""
    for colour, suffixes in _KINDS.values():
        if suffix in suffixes:
            return QColor(colour)
    return QColor(_OTHER)
