"""Texts as models take them."""

from __future__ import annotations


def encodable(text: str) -> str:
    """Return a text without lone surrogates, which no UTF-8 and no tokenizer's string can carry."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def says(text: str) -> bool:
    """Tell whether there is more than white space, of which some tokenizers make a token."""
    return bool(text) and not text.isspace()
