"""What can befall a request at a vendor's server, and how it is done to an answer."""

from __future__ import annotations

import base64
import contextlib
import copy
import json
import socket
import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, cast, get_args
from urllib.parse import quote

import numpy as np

from tests.vendors.answers import Body

Kind = Literal[
    "busy",  # 429
    "no-quota",  # 429 that no waiting mends
    "failing",  # 500
    "bad-gateway",  # 502 with a page instead of JSON
    "refused",  # the vendor's own answer to a wrong key
    "echo",  # 400 with the key in its words, plain and URL-encoded
    "too-long",  # 400: the texts are too long
    "redirect",  # 307 to another server
    "reset",  # the connection breaks before the answer
    "cut",  # the connection breaks in the middle of the answer
    "hang",  # no answer
    "drip",  # the answer comes a byte at a time
    "truncated",  # 200 with half a JSON
    "page",  # 200 with a page instead of JSON
    "huge",  # 200 that does not end
    "reordered",  # the items in another order, as their indexes say
    "missing",  # one item too few
    "doubled",  # an item twice, another not at all
    "longer",  # vectors of another length; a ranking's places that are none
    "nan",  # NaN in place of a number
    "infinite",  # 1e999 in place of a number
    "immense",  # 1e300 in place of a number; a score is cut to 1
    "null",  # null in place of a number
]
KINDS: tuple[Kind, ...] = get_args(Kind)

_PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
_ENDLESS = b'{"data": [' + b"0.123456, " * 6000
_SENTINEL = 0.123456789


@dataclass(frozen=True)
class Fault:
    """What befalls the next requests.

    Attributes:
        kind: see `Kind`.
        times: how many.
        retry_after: the header of a ``busy`` or ``failing``; none if empty.
        pause: seconds between the bytes of a ``drip``.
        to: where a ``redirect`` leads.
    """

    kind: Kind
    times: int = 1
    retry_after: str = ""
    pause: float = 0.02
    to: str = "https://elsewhere.invalid/"


class Connection(Protocol):
    """What a fault needs of whoever answers."""

    wfile: Any
    connection: socket.socket
    close_connection: bool

    def begin(self, status: int, size: int, headers: Mapping[str, str] | None = None) -> None:
        """Send what goes before a body."""
        ...


def befall(to: Connection, fault: Fault, vendor: str, key: str, body: Body) -> None:
    """Answer as a fault has it.

    Args:
        to: who asked.
        fault: what befalls it.
        vendor: whose words an error has.
        key: what was asked for.
        body: the answer without the fault.
    """
    wait = {"Retry-After": fault.retry_after} if fault.retry_after else {}
    match fault.kind:
        case "busy":
            _json(to, 429, refusal(vendor, 429, "Rate limit reached: slow down."), wait)
        case "no-quota":
            words = "You exceeded your current quota, please check your plan and billing details."
            _json(to, 429, refusal(vendor, 429, words, "insufficient_quota"))
        case "failing":
            _json(to, 500, refusal(vendor, 500, "The server had an error."), wait)
        case "refused":
            _json(to, *_refused(vendor))
        case "echo":
            words = f"The key {key} ({quote(key, safe='')}) may not do this."
            _json(to, 400, refusal(vendor, 400, words))
        case "too-long":
            words = "This model's maximum context length is 8192 tokens, however you requested more"
            _json(to, 400, refusal(vendor, 400, words))
        case "redirect":
            to.begin(307, 0, {"Location": fault.to})
        case "bad-gateway":
            _bytes(to, 502, _PAGE, {"Content-Type": "text/html"})
        case "page":
            _bytes(to, 200, _PAGE, {"Content-Type": "text/html"})
        case _:
            _broken(to, fault, json.dumps(body).encode(), body)


def _broken(to: Connection, fault: Fault, whole: bytes, body: Body) -> None:
    match fault.kind:
        case "reset":
            to.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            _end(to)
        case "cut":
            to.begin(200, len(whole))
            to.wfile.write(whole[: len(whole) // 2])
            _end(to)
        case "drip":
            to.begin(200, len(whole))
            for byte in whole:
                to.wfile.write(bytes([byte]))
                threading.Event().wait(fault.pause)
        case "truncated":
            _bytes(to, 200, whole[: len(whole) // 2])
        case "huge":
            to.begin(200, 1 << 40)
            while True:  # until who asked has gone
                to.wfile.write(_ENDLESS)
        case _:
            _bytes(to, 200, spoiled(fault.kind, body))


def refusal(vendor: str, status: int, words: str, code: str = "") -> Body:
    """Return an error in a vendor's format."""
    if vendor == "openai":
        kind = code or ("requests" if status == 429 else "invalid_request_error")
        return {"error": {"message": words, "type": kind, "param": None, "code": code or None}}
    if vendor == "cohere":
        return {"id": "a1b2", "message": words}
    if vendor == "gemini":
        kinds = {429: "RESOURCE_EXHAUSTED", 500: "INTERNAL"}
        kind = kinds.get(status, "INVALID_ARGUMENT")
        return {"error": {"code": status, "message": words, "status": kind}}
    return {"detail": words}


def _refused(vendor: str) -> tuple[int, Body]:
    if vendor != "gemini":
        return 401, refusal(vendor, 401, "The key is invalid.")
    words = "API key not valid. Please pass a valid API key."
    return 400, refusal(vendor, 400, words)


def spoiled(kind: Kind, body: Body) -> bytes:
    """Return an answer with items that are wrong."""
    body = copy.deepcopy(body)
    items = _items(body)
    match kind:
        case "reordered":
            items.reverse()
        case "missing":
            items.pop()
        case "doubled":
            items[-1] = items[0]
        case "longer":
            for item in items:
                _spoil(item, longer=True)
        case _:
            _spoil(items[-1])
    words = {"nan": "NaN", "infinite": "1e999", "immense": "1e300", "null": "null"}.get(kind, "")
    return json.dumps(body).replace(str(_SENTINEL), words).encode()


def _items(body: Body) -> list[Any]:
    """Return an answer's items themselves: vectors or places of a ranking."""
    for name in ("data", "results", "embeddings"):
        if name in body:
            found = body[name]
            return cast("list[Any]", found["float"] if isinstance(found, dict) else found)
    raise ValueError(f"no items in {body}")  # the request was refused: the test is wrong


def _spoil(item: Any, *, longer: bool = False) -> None:  # noqa: ANN401
    """Make an item's numbers too many, or one of them none."""
    named = cast("dict[str, Any]", item) if isinstance(item, dict) else {"values": item}
    if "relevance_score" in named:
        named["index" if longer else "relevance_score"] = 10**6 if longer else _SENTINEL
        return
    numbers: list[float] | str = named["embedding" if "embedding" in named else "values"]
    if isinstance(numbers, str):  # base64
        row = np.frombuffer(base64.b64decode(numbers), "<f4")
        row = np.append(row, row[:1]) if longer else np.append(np.float32("nan"), row[1:])
        named["embedding"] = base64.b64encode(row.astype("<f4").tobytes()).decode()
        return
    if longer:
        numbers.append(0.5)
    else:
        numbers[0] = _SENTINEL


def _json(
    to: Connection, status: int, body: Body, headers: Mapping[str, str] | None = None
) -> None:
    _bytes(to, status, json.dumps(body).encode(), headers)


def _bytes(
    to: Connection, status: int, body: bytes, headers: Mapping[str, str] | None = None
) -> None:
    to.begin(status, len(body), headers)
    to.wfile.write(body)


def _end(to: Connection) -> None:
    with contextlib.suppress(OSError):
        to.wfile.flush()
    to.close_connection = True
    to.connection.close()
