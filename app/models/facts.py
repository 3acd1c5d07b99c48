"""What is known of a model, line by line, and what a vendor takes for it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from app.look import figures
from app.look.tongues import language_name
from app.models import vendors

if TYPE_CHECKING:
    from engine.protocol.messages import ModelInfo

_MOST_LANGUAGES = 8
_CENT = 0.01
_COMMIT = 10
"""Characters of a commit that tell it from any other."""
_LICENCES = {
    "Apache-2.0": "Apache License 2.0",
    "MIT": "MIT License",
    "BSD-3-Clause": "BSD 3-Clause License",
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "CC-BY-SA-4.0": "Creative Commons Attribution-ShareAlike 4.0",
    "CC-BY-NC-4.0": "Creative Commons Attribution-NonCommercial 4.0",
    "CC-BY-NC-SA-4.0": "Creative Commons Attribution-NonCommercial-ShareAlike 4.0",
}
"""By SPDX identifier. Licences are called so in every language."""


def facts(model: ModelInfo) -> list[tuple[str, str]]:
    """Titles and values; what is not known is left out."""
    if not model.family:  # its entry could not be read
        return []
    found = [
        (QCoreApplication.translate("Models", "Languages"), _languages(model)),
        (
            QCoreApplication.translate("Models", "Dimensions"),
            figures.count(model.dim) if model.dim else "",
        ),
        (QCoreApplication.translate("Models", "Reads of a passage"), _tokens(model)),
        (
            QCoreApplication.translate("Models", "Size"),
            figures.size(model.bytes) if model.bytes and not model.vendor else "",
        ),
        (QCoreApplication.translate("Models", "Price"), price(model)),
        (QCoreApplication.translate("Models", "Licence"), licence(model)),
        (QCoreApplication.translate("Models", "From"), model.source),
        (QCoreApplication.translate("Models", "Version"), _version(model)),
    ]
    return [(title, value) for title, value in found if value]


def licence(model: ModelInfo) -> str:
    """Its licence by name, and whether that lets only some use it."""
    if vendors.place(model) == "server":
        return ""
    if model.vendor:
        return QCoreApplication.translate("Models", "the vendor's terms")
    if model.licence in ("unknown", ""):
        return QCoreApplication.translate("Models", "not told")
    known = {code.lower(): name for code, name in _LICENCES.items()}
    said = known.get(model.licence.lower(), model.licence)
    if "-nc-" in f"{model.licence.lower()}-":
        return QCoreApplication.translate("Models", "{0}: not for commercial use").format(said)
    return said


def price(model: ModelInfo) -> str:
    """What the vendor takes, by a list of a day; empty for a model that nobody is paid for."""
    if not model.price_date:
        return ""
    parts: list[str] = []
    if model.price:
        said = QCoreApplication.translate("Models", "{0} for a million tokens")
        parts.append(said.format(dollars(model.price)))
    if model.search_price:
        said = QCoreApplication.translate("Models", "{0} for 1,000 searches")
        parts.append(said.format(dollars(model.search_price)))
    if not parts:
        parts.append(QCoreApplication.translate("Models", "free"))
    said = QCoreApplication.translate("Models", "{0}, by the vendor's list of {1}")
    return said.format(", ".join(parts), day(model.price_date))


def dollars(amount: float) -> str:
    """US dollars, with as many places as a small amount needs: ``$0.006``, ``$12.50``."""
    if amount >= _CENT:
        places = 2 if round(amount * 100, 6).is_integer() or amount >= 1 else 3
    else:
        places = 4
    return f"${figures.locale().toString(float(amount), 'f', places)}"


def day(date: str) -> str:
    """An ISO 8601 day as a person writes it; the text itself where it is none."""
    found = QDate.fromString(date, Qt.DateFormat.ISODate)
    if not found.isValid():
        return date
    here = figures.locale()
    if here.language() == QLocale.Language.English:
        return here.toString(found, "d MMM yyyy")
    return here.toString(found, QLocale.FormatType.ShortFormat)


def _languages(model: ModelInfo) -> str:
    if model.family == "none":
        return ""
    if not model.languages:
        known = model.languages_known
        return (
            QCoreApplication.translate("Models", "all")
            if known
            else QCoreApplication.translate("Models", "not told")
        )
    names = [language_name(code) for code in model.languages[:_MOST_LANGUAGES]]
    more = len(model.languages) - len(names)
    if more:
        names.append(QCoreApplication.translate("Models", "%n more", None, more))
    return ", ".join(names)


def _tokens(model: ModelInfo) -> str:
    if model.family in ("none", "bm25"):
        return ""
    if not model.tokens:
        return "" if model.vendor else QCoreApplication.translate("Models", "all of it")
    return QCoreApplication.translate("Models", "the first %n word piece(s)", None, model.tokens)


def _version(model: ModelInfo) -> str:
    if model.revision:
        return model.revision[:_COMMIT]
    if model.state in ("missing", "partial") and not model.vendor:
        return QCoreApplication.translate(
            "Models", "the hub's newest; from the first download on it stays that one"
        )
    return ""
