"""The version of the readers, by which files that an older one failed on are tried again."""

from __future__ import annotations

READERS_VERSION = 2
"""Raised when a reader learns to read what it failed on before. 0 is before there were versions."""
