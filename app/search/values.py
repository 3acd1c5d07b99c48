"""Values of filters as a person would say them: ``type:sheet`` asks for spreadsheets."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from app.look import figures
from app.look.tongues import language_name

_LIST = re.compile(r"[,;|]")
_RELATION = re.compile(r"[:<>=]+")
_SIZE = re.compile(r"^(?P<relation>[<>=]*)\s*(?P<size>.*)$")


def value_text(operator: str, value: str) -> str:
    """A filter's value in the person's language; as it was written where it has no other name."""
    match operator:
        case "type":
            names = _kinds()
            parts = (part.strip() for part in _LIST.split(value))
            return ", ".join(names.get(part.casefold(), part) for part in parts if part)
        case "lang":
            parts = (part.strip() for part in _LIST.split(value))
            return ", ".join(_language(part) for part in parts if part)
        case "before" | "after":
            return _days().get(value.casefold().replace("_", "-"), value)
        case "in":
            return figures.place(value)
        case _:
            return value


def value_of(filter_text: str) -> str:
    """``in:"My folder"`` → ``My folder``."""
    return _RELATION.split(filter_text, maxsplit=1)[-1].strip('"')


def size_text(value: str) -> str:
    """``>1MB`` → larger than 1MB."""
    found = _SIZE.match(value)
    relation, size = (found["relation"], found["size"]) if found else ("", value)
    if relation.startswith(">"):
        return QCoreApplication.translate("Filters", "Larger than {0}").format(size)
    if relation.startswith("<"):
        return QCoreApplication.translate("Filters", "Smaller than {0}").format(size)
    return value


def _language(code: str) -> str:
    return language_name(code.lower()) if re.fullmatch(r"[A-Za-z]{2}", code) else code


def _kinds() -> dict[str, str]:
    return {
        "pdf": "PDF",
        "word": QCoreApplication.translate("Kinds", "Word documents"),
        "sheet": QCoreApplication.translate("Kinds", "Spreadsheets"),
        "slides": QCoreApplication.translate("Kinds", "Presentations"),
        "mail": QCoreApplication.translate("Kinds", "Mail"),
        "book": QCoreApplication.translate("Kinds", "E-books"),
        "web": QCoreApplication.translate("Kinds", "Web pages"),
        "markdown": "Markdown",
        "text": QCoreApplication.translate("Kinds", "Plain text"),
        "notebook": QCoreApplication.translate("Kinds", "Notebooks"),
        "data": QCoreApplication.translate("Kinds", "Data files"),
        "code": QCoreApplication.translate("Kinds", "Source code"),
    }


def _days() -> dict[str, str]:
    return {
        "today": QCoreApplication.translate("Days", "today"),
        "yesterday": QCoreApplication.translate("Days", "yesterday"),
        "this-week": QCoreApplication.translate("Days", "this week"),
        "last-week": QCoreApplication.translate("Days", "last week"),
        "this-month": QCoreApplication.translate("Days", "this month"),
        "last-month": QCoreApplication.translate("Days", "last month"),
        "this-year": QCoreApplication.translate("Days", "this year"),
        "last-year": QCoreApplication.translate("Days", "last year"),
    }
