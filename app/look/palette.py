"""The window's own light and dark palettes, for platforms whose style brings none worth keeping."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

_ROLES = QPalette.ColorRole
_COLOURS = {
    _ROLES.Window: ("#f5f5f2", "#222527"),
    _ROLES.WindowText: ("#1e2122", "#e9eae8"),
    _ROLES.Base: ("#ffffff", "#191b1c"),
    _ROLES.AlternateBase: ("#f7f7f5", "#1e2021"),
    _ROLES.Text: ("#1e2122", "#e9eae8"),
    _ROLES.Button: ("#fbfbf9", "#2d3133"),
    _ROLES.ButtonText: ("#1e2122", "#e9eae8"),
    _ROLES.ToolTipBase: ("#2a2d2f", "#383c3f"),
    _ROLES.ToolTipText: ("#f4f4f2", "#f4f4f2"),
    _ROLES.PlaceholderText: ("#666c71", "#9aa0a4"),
    _ROLES.Highlight: ("#2a7562", "#4fae94"),
    _ROLES.HighlightedText: ("#ffffff", "#0d1513"),
    _ROLES.Accent: ("#2a7562", "#4fae94"),
    _ROLES.Link: ("#22665a", "#7cc9b3"),
    _ROLES.Light: ("#ffffff", "#43484b"),
    _ROLES.Midlight: ("#ecece8", "#383d40"),
    _ROLES.Mid: ("#c9cac5", "#45494c"),
    _ROLES.Dark: ("#a5a7a2", "#131516"),
    _ROLES.Shadow: ("#6d6f6c", "#0a0b0b"),
}
"""Light, dark."""
_FADED_LIGHT, _FADED_DARK = "#8b9094", "#777d81"


def own_palette(*, dark: bool) -> QPalette:
    """A calm palette; every text role reaches a contrast of 4.5 on what is behind it."""
    palette = QPalette()
    for role, names in _COLOURS.items():
        palette.setColor(role, QColor(names[dark]))
    faded = QColor(_FADED_DARK if dark else _FADED_LIGHT)
    for role in (_ROLES.Text, _ROLES.WindowText, _ROLES.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette
