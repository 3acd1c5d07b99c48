"""How large a document's dot is."""

from __future__ import annotations

_SIZES = ((100, 5.5), (600, 4.2), (3_000, 3.2), (12_000, 2.5), (30_000, 2.0))
"""Up to so many documents, a dot's radius in pixels."""
_SMALLEST = 1.7
_GROWTH = 0.3
"""Dots grow with this power of the zoom …"""
_LARGEST = 2.2
"""… up to so many times."""


def dot_radius(documents: int, zoom: float) -> float:
    """A dot's radius in logical pixels."""
    plain = next((size for most, size in _SIZES if documents <= most), _SMALLEST)
    return plain * min(max(zoom, 0.7) ** _GROWTH, _LARGEST)
