"""What a vendor's answer other than 200 means, and how long it asks us to wait."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

import msgspec

from engine.models.errors import (
    VendorAccountError,
    VendorAnswerError,
    VendorBusyError,
    VendorError,
    VendorKeyError,
)

if TYPE_CHECKING:
    from engine.models.vendors.exchange import Reply
    from engine.models.vendors.secret import Secret

LONGEST_WAIT = 900.0
"""Seconds that a vendor is believed to want, at the most: one may have said nonsense."""
_LONGEST = 300
"""Characters of a vendor's sentence."""
_LOOKED_THROUGH = 10_000
"""Characters in which a key is looked for."""
_AGAIN = {408, 409, 425, 429}
_TOO_LONG = re.compile(
    r"(context|input|maximum|max)[\w ']* length|too long|too (many|large)[\w ]* tokens"
    r"|max(imum)?( allowed)? (\d+ )?tokens|tokens per request|exceed\w*[\w ]* (tokens|length)"
    r"|(less|fewer) than \d+ tokens|too large to process|batch size",
    re.IGNORECASE,
)
"""As the vendors say it, and Ollama, vLLM, text-embeddings-inference and llama.cpp."""
_NO_KEY = re.compile(r"api[ _-]?key (not valid|expired|not found)|API_KEY_INVALID", re.IGNORECASE)
_BILLING = "Look at the plan and the bills of your account there; it is tried again by itself."


class VendorTooLongError(VendorAnswerError):
    """The texts are too long, one of them or all together."""


def refused(reply: Reply, key: Secret, model: str) -> VendorError:
    """Return what to raise for an answer other than 200.

    Args:
        reply: the answer.
        key: is not in it.
        model: the entry's id.
    """
    told = _decoded(reply.body)
    said = key.hidden(_sentence(told)[:_LOOKED_THROUGH])[:_LONGEST]
    facts = {"model": model, "status": str(reply.status), "said": said}
    if 300 <= reply.status < 400:
        return VendorAnswerError("the server sends elsewhere, and keys are not sent after", **facts)
    kind, hint = _kind(reply.status, said, spent=_is_spent(told))
    return kind(said or f"the vendor answered {reply.status}", hint=hint, **facts)


def _kind(status: int, said: str, *, spent: bool) -> tuple[type[VendorError], str | None]:
    """Return what an answer is, and what to do about it where the kind does not say."""
    if status == 402 or spent:
        return VendorAccountError, _BILLING
    if status == 401 or (status == 400 and _NO_KEY.search(said)):  # the latter is Google's
        return VendorKeyError, None
    if status == 403:  # without a vendor's words it is of something on the way: a portal, a filter
        return (VendorAccountError if said else VendorBusyError), None
    if status == 413 or (status in {400, 422, 500} and _TOO_LONG.search(said)):
        return VendorTooLongError, ""
    if status in _AGAIN or status >= 500:
        return VendorBusyError, None
    return VendorAnswerError, ""


def asked_wait(reply: Reply) -> float | None:
    """Return the seconds that a vendor asks to wait; None where it does not say."""
    asked = _asked_wait(reply)
    return None if asked is None else min(asked, LONGEST_WAIT)


def _asked_wait(reply: Reply) -> float | None:
    headers = reply.headers
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        if re.fullmatch(r"\d+(\.\d+)?", value := headers.get(name, "").strip()):
            return float(value) * unit
    if "retry-after" in headers:
        return _until(headers["retry-after"], headers.get("date", ""))
    found = re.search(rb'"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"', reply.body[:10_000])  # Google's
    return float(found[1]) if found else None


def _until(date: str, now: str) -> float | None:
    """Return the seconds to a date by the server's own clock, or by ours if it does not tell."""
    try:
        then = parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError):
        return None
    try:
        here = parsedate_to_datetime(now).timestamp()
    except (ValueError, TypeError):
        here = time.time()
    return max(0.0, then - here)


def _decoded(body: bytes) -> object:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _sentence(told: object) -> str:
    """Return the words of an error, wherever a vendor puts them; empty where there are none."""
    if isinstance(told, str):
        return " ".join(told.split())
    if isinstance(told, list):
        words = (_sentence(item) for item in cast("list[object]", told))
        return next((found for found in words if found), "")
    if isinstance(told, Mapping):
        fields = cast("Mapping[str, Any]", told)
        words = (_sentence(fields.get(name)) for name in ("error", "message", "detail", "msg"))
        return next((found for found in words if found), "")
    return ""


def _is_spent(told: object) -> bool:
    """Tell whether an account is empty, which no waiting mends; Google says so of every 429."""
    error = cast("dict[str, object]", told).get("error") if isinstance(told, dict) else None
    if not isinstance(error, dict):
        return False
    fields = cast("dict[str, object]", error)
    return "insufficient_quota" in {fields.get("code"), fields.get("type")}
