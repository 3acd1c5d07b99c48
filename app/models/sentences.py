"""What a model is, in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.look import figures
from app.look.tongues import language_name
from app.models import vendors

if TYPE_CHECKING:
    from app.models.vendors import Place
    from engine.protocol.messages import ModelInfo

_SEPARATOR = "  ·  "
_FEW = 10
_LANGUAGES = 2
"""That are named one by one in a list's row."""
KINDS = ("dense", "reranker", "sparse")
"""In the order in which they are listed."""
ICONS = {
    "missing": "download",
    "partial": "download",
    "needs-key": "key",
    "needs-extra": "extra",
    "broken": "model",
}
"""By state; what can be used shows where it runs."""


def group(kind: str, place: Place) -> str:
    """The heading over models of a kind that run at a place."""
    match kind:
        case "dense":
            said = QCoreApplication.translate("Models", "Finds by meaning")
        case "reranker":
            said = QCoreApplication.translate("Models", "Refines the order")
        case _:
            said = QCoreApplication.translate("Models", "Finds by words")
    return QCoreApplication.translate("Models", "{0}, {1}").format(said, where(place))


def where(place: Place) -> str:
    """Where models run, as a part of a heading."""
    match place:
        case "here":
            return QCoreApplication.translate("Models", "on this computer")
        case "server":
            return QCoreApplication.translate("Models", "on your servers")
        case _:
            return QCoreApplication.translate("Models", "at vendors")


def icon(model: ModelInfo) -> str:
    """The sign before its name."""
    usual = "away" if leaves(model) else "model"
    return ICONS.get(model.state, usual)


def purpose(model: ModelInfo) -> str:
    """What it does for a search; empty where that is not known."""
    if not model.family:
        return ""
    if model.family == "none":
        return QCoreApplication.translate(
            "Models", "Leaves the order as words and meaning found it. Quickest."
        )
    if {"dense", "sparse"} <= {model.kind, *model.kinds}:
        return QCoreApplication.translate(
            "Models",
            "Finds passages by what they mean, and by words that it has learned belong together.",
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
        case _ if model.family == "bm25":
            said = QCoreApplication.translate(
                "Models", "Finds passages by the words they share with the query, in any language."
            )
        case _:
            said = QCoreApplication.translate(
                "Models",
                "Finds passages by their words, and by others that it has learned go with them.",
            )
    return said


def brief(model: ModelInfo, *, used: bool = False) -> str:
    """The second line of a list's row.

    Args:
        model: any.
        used: whether a library is searched with it.
    """
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
            return _in_use(model) if used else _ready(model)
    amount = figures.size(model.bytes) if model.bytes and not model.vendor else ""
    return _joined(said, amount, _maker(model), languages(model))


def knows_all(model: ModelInfo) -> bool:
    """Whether it is made for every language."""
    return not model.languages and model.languages_known and model.family not in ("none", "")


def languages(model: ModelInfo) -> str:
    """Its languages in a few words; empty where they are not known."""
    if model.family == "none":
        return ""
    if knows_all(model):
        return QCoreApplication.translate("Models", "all languages")
    if len(model.languages) > _LANGUAGES:
        return QCoreApplication.translate("Models", "%n language(s)", None, len(model.languages))
    return ", ".join(map(language_name, model.languages))


def _in_use(model: ModelInfo) -> str:
    said = QCoreApplication.translate("Models", "In use")
    return _joined(said, _maker(model), languages(model))


def _ready(model: ModelInfo) -> str:
    if model.bundled and not model.vendor:
        said = QCoreApplication.translate("Models", "Comes with Findling")
    elif model.vendor:
        said = QCoreApplication.translate("Models", "Ready")
    else:
        said = QCoreApplication.translate("Models", "On this computer")
    return _joined(said, _maker(model), languages(model))


def _joined(*parts: str) -> str:
    return _SEPARATOR.join(filter(None, parts))


def _maker(model: ModelInfo) -> str:
    return vendors.title(model.vendor) if model.vendor else ""


def leaves(model: ModelInfo) -> bool:
    """Whether texts leave this computer when it is used."""
    return bool(model.sent_to) and not vendors.is_this_computer(model.sent_to)


def whereabouts(model: ModelInfo) -> str:
    """Where texts go when it is used."""
    if not leaves(model):
        if vendors.place(model) == "here":
            return QCoreApplication.translate("Models", "Your texts stay on this computer.")
        said = QCoreApplication.translate(
            "Models", "Your texts stay on this computer: they go to the program at {0}."
        )
        return said.format(vendors.title(model.vendor))
    if model.kind == "reranker":
        said = QCoreApplication.translate(
            "Models", "Sent to {0}: each search, with the passages that fit it best."
        )
    else:
        said = QCoreApplication.translate(
            "Models", "Sent to {0}: every passage when it is indexed, and each search."
        )
    return said.format(model.sent_to)


def in_folder(model: ModelInfo) -> bool:
    """Whether it lies in a folder of the person's own."""
    return not model.bundled and (model.source[:1] in ("/", "\\") or model.source[1:2] == ":")


def has_files(model: ModelInfo) -> bool:
    """Whether it was downloaded, or can be."""
    return vendors.place(model) == "here" and not in_folder(model)


def is_own(model: ModelInfo) -> bool:
    """Whether the person got it here: downloaded it, or named its folder or its server."""
    return not model.bundled and vendors.place(model) != "vendor"


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
