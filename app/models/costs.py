"""What other models cost a library: time, what is sent to whom, and money. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.look import figures
from app.models import vendors
from app.models.facts import day, dollars

if TYPE_CHECKING:
    from engine.protocol.messages import ModelsEstimated

_CENT = 0.01


def work(estimate: ModelsEstimated, *, words_alone: bool) -> str:
    """What is made anew and about how long that takes.

    Args:
        estimate: of the choice.
        words_alone: whether the library is to have no dense model.
    """
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
    elif not words_alone:
        said += QCoreApplication.translate(
            "Costs", "; how long that takes is not known before the model is measured"
        )
    meanwhile = QCoreApplication.translate(
        "Costs", "Meanwhile the old ones serve, and you can call it off."
    )
    return f"{said}. {meanwhile}"


def sent(estimate: ModelsEstimated) -> list[str]:
    """What is sent to whom, a sentence a vendor; empty where all stays here."""
    found: list[str] = []
    if _is_away(estimate.sent_to):
        found.append(_passages(estimate))
    if _is_away(estimate.rerank_sent_to):
        found.append(_searches(estimate))
    return found


def consent(estimate: ModelsEstimated) -> str:
    """What the button says that sends texts; empty where none are sent."""
    passages, searches = estimate.sent_to, estimate.rerank_sent_to
    if _is_away(passages) and estimate.passages and _is_away(searches) and searches != passages:
        said = QCoreApplication.translate(
            "Costs", "Send %n passage(s) to {0}, searches to {1}", None, estimate.passages
        )
        return said.format(_named(passages), _named(searches))
    if _is_away(passages) and estimate.passages:
        said = QCoreApplication.translate(
            "Costs", "Send %n passage(s) to {0}", None, estimate.passages
        )
        return said.format(_named(passages))
    if _is_away(passages):
        return QCoreApplication.translate("Costs", "Send texts to {0}").format(_named(passages))
    if _is_away(searches):
        return QCoreApplication.translate("Costs", "Send searches to {0}").format(_named(searches))
    return ""


def _passages(estimate: ModelsEstimated) -> str:
    who = _named(estimate.sent_to)
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
    if not estimate.tokens:
        return ""
    if not estimate.price_date:
        said = QCoreApplication.translate(
            "Costs", "These are about {0} word pieces; what it takes for them is not known here."
        )
        return said.format(figures.count(_round(estimate.tokens)))
    said = QCoreApplication.translate(
        "Costs", "These are about {0} word pieces and cost {1}, by its list of {2}."
    )
    amount = _amount(estimate.cost)
    return said.format(figures.count(_round(estimate.tokens)), amount, day(estimate.price_date))


def _searches(estimate: ModelsEstimated) -> str:
    said = QCoreApplication.translate(
        "Costs", "Each search is sent to {0}, with the passages that fit it best."
    ).format(_named(estimate.rerank_sent_to))
    if not estimate.search_cost:
        return said
    price = QCoreApplication.translate("Costs", "1,000 searches cost about {0}.")
    return f"{said} {price.format(dollars(estimate.search_cost))}"


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


def _named(receiver: str) -> str:
    return vendors.title(receiver)
