"""Passages out of documents: what is embedded, ranked and shown."""

from __future__ import annotations

from engine.split.splitting import Passage, split_document

__all__ = ["Passage", "split_document"]
