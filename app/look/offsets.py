"""Python counts characters, Qt counts UTF-16 units: they differ behind 😀 and the like."""

from __future__ import annotations


def to_utf16(text: str, offset: int) -> int:
    """UTF-16 units before the character at ``offset``."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def from_utf16(text: str, units: int) -> int:
    """Characters within the first ``units`` UTF-16 units."""
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(head.decode("utf-16-le", "replace"))
