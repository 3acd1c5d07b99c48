"""How a document is shown, and which of Pygments' lexers reads it."""

from __future__ import annotations

from pathlib import PurePath

PDF, MARKDOWN, HTML, CODE, MAIL, IMAGE, TEXT = (
    "pdf",
    "markdown",
    "html",
    "code",
    "mail",
    "image",
    "text",
)

_KINDS = {
    "application/pdf": PDF,
    "text/markdown": MARKDOWN,
    "text/html": HTML,
    "message/rfc822": MAIL,
}
_CODES = """
text/x-python text/x-c text/x-java text/x-csharp text/x-source text/x-sh text/css
text/javascript application/json application/yaml application/toml text/x-tex
"""
_CODE = frozenset(_CODES.split())
_CONFIGURATIONS = "diff patch ini cfg conf properties env po reg"
_CONFIGURATION = frozenset(_CONFIGURATIONS.split())
"""Extensions of plain text that a program reads rather than a person."""


def kind_of(media_type: str, path: str) -> str:
    """Return how a document of this type is shown; its text has the file's own lines if ``code``.

    Args:
        media_type: as its reader tells it.
        path: whose extension tells kinds of code apart.
    """
    if media_type in _CODE or (media_type == "text/plain" and _suffix(path) in _CONFIGURATION):
        return CODE
    return _KINDS.get(media_type, TEXT)


def lexer_name(path: str) -> str:
    """Return the alias that Pygments knows a file's language by; empty for none.

    The name alone tells: guessing from the content costs more than it is worth here.
    """
    from pygments.lexers import find_lexer_class_for_filename

    found = find_lexer_class_for_filename(PurePath(path).name)
    return found.aliases[0] if found is not None and found.aliases else ""


def _suffix(path: str) -> str:
    return PurePath(path).suffix.lstrip(".").lower()
