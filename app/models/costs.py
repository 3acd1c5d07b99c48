"""What other models cost a library: time, what is sent to whom, and money. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.look import figures
from app.models import vendors
from app.models.facts import day, dollars

if TYPE_CHECKING:
    from engine.protocol.messages import ModelsEstimated

_CENT = 0.01
Names = Mapping[str, str]


def work(estimate: ModelsEstimated, *, words_alone: bool) -> str:
    """What is made anew and about how long that takes.

    Args:
        estimate: of the choice.
        words_alone: whether the library is to have no dense model.
    """
    if not estimate.passages and estimate.unread:
        return QCoreApplication.translate("Costs", "Files are still to be read: it holds for them.")
    if not estimate.passages:
        return QCoreApplication.translate(
            "Costs", "Nothing is made anew: it holds from the next search on."
        )
    if words_alone:
        said = QCoreApplication.translate(
            "Costs", "%n passage(s) are stored anew, without vectors", None, estimate.passages
        )
    else:
        said = QCoreApplication.translate(
            "Costs", "New vectors are made for %n passage(s)", None, estimate.passages
        )
    if estimate.seconds is not None:
        about = QCoreApplication.translate("Costs", "{0}, about {1}")
        said = about.format(said, figures.duration(estimate.seconds))
    elif not words_alone and not _is_away(estimate.sent_to):
        said += QCoreApplication.translate(
            "Costs", "; how long that takes is not known before the model is measured"
        )
    meanwhile = QCoreApplication.translate(
        "Costs", "Meanwhile the old ones serve, and you can call it off."
    )
    return f"{said}. {meanwhile}"


def sent(estimate: ModelsEstimated, names: Names) -> list[str]:
    """What is sent to whom, a sentence a vendor; empty where all stays here.

    Args:
        estimate: of the choice.
        names: of vendors, by their hosts.
    """
    found: list[str] = []
    for host, tell in ((estimate.sent_to, _passages), (estimate.rerank_sent_to, _searches)):
        if _is_away(host):
            name = names.get(host, host)
            found.append(tell(estimate, name if name == host else f"{name} ({host})"))
    return found


def hosts(estimate: ModelsEstimated) -> str:
    """Who gets texts, as the engine names them, with blanks between: what `consent` agrees to."""
    away = (host for host in (estimate.sent_to, estimate.rerank_sent_to) if _is_away(host))
    return " ".join(dict.fromkeys(away))


def consent(estimate: ModelsEstimated, names: Names) -> str:
    """What the button says that sends texts; empty where none are sent."""
    hosts = (estimate.sent_to, estimate.rerank_sent_to)
    passages, searches = (names.get(host, host) if _is_away(host) else "" for host in hosts)
    if not passages:
        said = QCoreApplication.translate("Costs", "Send searches to {0}")
        return said.format(searches) if searches else ""
    if not estimate.passages:
        return QCoreApplication.translate("Costs", "Send texts to {0}").format(passages)
    if searches and searches != passages:
        said = QCoreApplication.translate(
            "Costs", "Send %n passage(s) to {0}, searches to {1}", None, estimate.passages
        )
    else:
        said = QCoreApplication.translate(
            "Costs", "Send %n passage(s) to {0}", None, estimate.passages
        )
    return said.format(passages, searches)


def _passages(estimate: ModelsEstimated, who: str) -> str:
    if estimate.passages:
        said = QCoreApplication.translate(
            "Costs",
            "The text of %n passage(s) is sent to {0}, later that of new files and each search "
            "as well.",
            None,
            estimate.passages,
        ).format(who)
    else:
        said = QCoreApplication.translate(
            "Costs", "The text of new files and each search is sent to {0}."
        ).format(who)
    return " ".join(filter(None, (said, _price(estimate))))


def _price(estimate: ModelsEstimated) -> str:
    unread = ""
    if estimate.unread:
        unread = QCoreApplication.translate(
            "Costs", "How much text files have that are still to be read is not known."
        )
    if not estimate.tokens:
        return " ".join(filter(None, (unread, _per_million(estimate))))
    return " ".join(filter(None, (_of_tokens(estimate), unread)))


def _per_million(estimate: ModelsEstimated) -> str:
    if not estimate.price:
        return ""
    said = QCoreApplication.translate(
        "Costs", "A million word pieces cost {0}, by the vendor's list of {1}."
    )
    return said.format(dollars(estimate.price), day(estimate.price_date))


def _of_tokens(estimate: ModelsEstimated) -> str:
    if not estimate.price_date:
        said = QCoreApplication.translate(
            "Costs", "These are about {0} word pieces; what that costs is not known here."
        )
        return said.format(figures.count(_round(estimate.tokens)))
    said = QCoreApplication.translate(
        "Costs", "These are about {0} word pieces and cost {1}, by the vendor's list of {2}."
    )
    amount = _amount(estimate.cost)
    return said.format(figures.count(_round(estimate.tokens)), amount, day(estimate.price_date))


def _searches(estimate: ModelsEstimated, who: str) -> str:
    said = QCoreApplication.translate(
        "Costs", "Each search is sent to {0}, with the passages that fit it best."
    ).format(who)
    if not estimate.search_cost:
        return said
    price = QCoreApplication.translate(
        "Costs", "1,000 searches cost about {0}, by the vendor's list of {1}."
    )
    cost, date = dollars(estimate.search_cost), day(estimate.price_date)
    return f"{said} {price.format(cost, date)}"


def _amount(cost: float) -> str:
    if not cost:
        return QCoreApplication.translate("Costs", "nothing")
    if cost < _CENT:
        return QCoreApplication.translate("Costs", "less than {0}").format(dollars(_CENT))
    return QCoreApplication.translate("Costs", "about {0}").format(dollars(round(cost, 2)))


def _round(number: int) -> int:
    """Two digits that count: it is an estimate."""
    step = 10 ** max(len(str(number)) - 2, 0)
    return round(number / step) * step


def _is_away(receiver: str) -> bool:
    return bool(receiver) and not vendors.is_this_computer(receiver)
