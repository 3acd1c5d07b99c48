"""What a model is, in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.look import figures
from app.look.tongues import language_name

if TYPE_CHECKING:
    from engine.protocol.messages import ModelInfo

_SEPARATOR = "  ·  "
_MOST_LANGUAGES = 8
_FEW = 10
KINDS = ("dense", "reranker", "sparse")
"""In the order in which they are listed."""


def group(kind: str) -> str:
    """The heading over models of a kind."""
    match kind:
        case "dense":
            return QCoreApplication.translate("Models", "Meaning")
        case "reranker":
            return QCoreApplication.translate("Models", "Order of the best")
        case _:
            return QCoreApplication.translate("Models", "Words")


def purpose(model: ModelInfo) -> str:
    """What it does for a search."""
    if model.family == "none":
        return QCoreApplication.translate(
            "Models", "Leaves the order as words and meaning found it. Quickest."
        )
    match model.kind:
        case "dense":
            said = QCoreApplication.translate(
                "Models", "Finds passages by what they mean, whatever words they use."
            )
        case "reranker":
            said = QCoreApplication.translate(
                "Models", "Reads the best passages once more with care and puts them in order."
            )
        case _:
            said = QCoreApplication.translate(
                "Models", "Finds passages by the words they share with the query, in any language."
            )
    return said


def brief(model: ModelInfo) -> str:
    """The second line of a list's row."""
    match model.state:
        case "missing":
            said = QCoreApplication.translate("Models", "To download")
        case "partial":
            said = QCoreApplication.translate("Models", "Begun to download")
        case "needs-key":
            said = QCoreApplication.translate("Models", "Needs a key")
        case "needs-extra":
            said = QCoreApplication.translate("Models", "Needs an extra")
        case "broken":
            said = QCoreApplication.translate("Models", "Does not work")
        case _:
            return _ready(model)
    amount = figures.size(model.bytes) if model.bytes else ""
    return _SEPARATOR.join(filter(None, (said, amount)))


def _ready(model: ModelInfo) -> str:
    if model.bundled:
        return QCoreApplication.translate("Models", "Comes with Findling")
    if model.vendor:
        return QCoreApplication.translate("Models", "Ready")
    return QCoreApplication.translate("Models", "On this computer")


def whereabouts(model: ModelInfo) -> str:
    """Where texts go when it is used."""
    if model.sent_to:
        said = QCoreApplication.translate("Models", "Your texts are sent to {0}")
        return said.format(model.sent_to)
    return QCoreApplication.translate("Models", "Your texts stay on this computer")


def in_folder(model: ModelInfo) -> bool:
    """Whether it lies in a folder of the person's own."""
    return not model.bundled and (model.source[:1] in ("/", "\\") or model.source[1:2] == ":")


def facts(model: ModelInfo) -> list[tuple[str, str]]:
    """Titles and values; what is not known is left out."""
    found = [
        (QCoreApplication.translate("Models", "Languages"), _languages(model)),
        (
            QCoreApplication.translate("Models", "Dimensions"),
            figures.count(model.dim) if model.dim else "",
        ),
        (QCoreApplication.translate("Models", "Reads of a passage"), _tokens(model)),
        (
            QCoreApplication.translate("Models", "Size"),
            figures.size(model.bytes) if model.bytes else "",
        ),
        (QCoreApplication.translate("Models", "Licence"), model.licence),
        (QCoreApplication.translate("Models", "From"), model.source),
    ]
    return [(title, value) for title, value in found if value]


def speed(model: ModelInfo) -> str:
    """What was measured on this machine."""
    if not model.passages_per_second:
        return QCoreApplication.translate("Models", "not measured yet")
    rate = model.passages_per_second
    shown = figures.count(round(rate)) if rate >= _FEW else figures.locale().toString(rate, "f", 1)
    said = QCoreApplication.translate("Models", "{0} passages a second, a query in {1}")
    return said.format(shown, _milliseconds(model.query_ms))


def _milliseconds(amount: float) -> str:
    if amount < _FEW:
        tenths = figures.locale().toString(amount, "f", 1)
        return QCoreApplication.translate("Models", "{0} ms").format(tenths)
    return figures.elapsed(amount / 1000)


def _languages(model: ModelInfo) -> str:
    if model.family == "none":
        return ""
    if not model.languages:
        return QCoreApplication.translate("Models", "all")
    names = [language_name(code) for code in model.languages[:_MOST_LANGUAGES]]
    more = len(model.languages) - len(names)
    if more:
        names.append(QCoreApplication.translate("Models", "%n more", None, more))
    return ", ".join(names)


def _tokens(model: ModelInfo) -> str:
    if model.kind == "sparse" or model.family == "none":
        return ""
    if not model.tokens:
        return QCoreApplication.translate("Models", "all of it")
    return QCoreApplication.translate("Models", "the first %n word piece(s)", None, model.tokens)
