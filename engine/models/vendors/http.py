"""The client of all vendors: asks until there is an answer, or it is clear that there is none."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from engine.host.cancellation import Token
from engine.models.errors import (
    VendorAnswerError,
    VendorBusyError,
    VendorError,
    VendorKeyError,
)
from engine.models.families import family_of
from engine.models.vendors.exchange import (
    Bounds,
    Credential,
    Line,
    Reply,
    UnreachedError,
    is_private,
)
from engine.models.vendors.pace import Pace, pace_of
from engine.models.vendors.refusals import asked_wait, refused
from engine.models.vendors.secret import Secret

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.vocabulary import Access

_log = logging.getLogger(__name__)

BACKOFF = 0.5
"""Seconds before the second try, about; twice as many before each further one."""
BOUNDS = Bounds()
OWN_BOUNDS = Bounds(silence=300.0, total=300.0)
"""For a server of the person's own, which loads its model first and may have no graphics card."""
_OK = 200


@dataclass(frozen=True, slots=True)
class Patience:
    """How much is tried before a vendor counts as busy.

    Attributes:
        tries: how often it is asked.
        longest: seconds that one wait may have.
        total: seconds for all tries.
    """

    tries: int = 5
    longest: float = 60.0
    total: float = inf


INDEXING = Patience()
SEARCHING = Patience(tries=3, longest=5.0, total=120.0)
"""While a person waits, who has an answer by words already; a server may load its model first."""


class VendorClient:
    """Posts JSON to one vendor with one key. Thread-safe."""

    def __init__(
        self,
        entry: ModelEntry,
        access: Access,
        *,
        header: str = "Authorization",
        scheme: str = "Bearer ",
        backoff: float | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        """Connect to nothing yet.

        Args:
            entry: the model; its own server, or its family's.
            access: with the key.
            header: carries the key.
            scheme: goes before it.
            backoff: seconds before the second try; `BACKOFF` by default.
            bounds: of each exchange; `BOUNDS` or `OWN_BOUNDS` by default.

        Raises:
            VendorKeyError: this cannot be a key.
            VendorAnswerError: the address is none that a key may be sent to.
        """
        self._model = entry.id
        self._key = Secret(access.key)
        address = _checked(entry)
        if not self._key.sound:
            raise VendorKeyError("a key has no such characters", model=entry.id)
        own = entry.base_url and is_private(address)
        bounds = bounds or (OWN_BOUNDS if own else BOUNDS)
        self._line = Line(address, Credential(self._key, header, scheme), bounds)
        self._pace: Pace = pace_of(address, self._key.fingerprint())
        self._backoff = BACKOFF if backoff is None else backoff

    def __repr__(self) -> str:
        return f"VendorClient({self._line.host})"

    def post(
        self,
        path: str,
        body: Mapping[str, Any],
        token: Token | None = None,
        patience: Patience = INDEXING,
    ) -> bytes:
        """Ask, as often as need be, and return the body of the answer.

        Args:
            path: after the vendor's address.
            body: to be sent as JSON.
            token: calls it off: also a wait, and an answer that is coming. No further try begins
                once it is to finish.
            patience: how much is tried.

        Raises:
            Cancelled: by the token.
            VendorKeyError: the key is refused.
            VendorBusyError: all tries failed.
            VendorAnswerError: the vendor refuses what is asked.
        """
        token = token or Token()
        content = msgspec.json.encode(body)
        deadline = time.monotonic() + patience.total
        for number in range(patience.tries):
            token.may_begin()
            self._pace.take_turn(token, patience.longest, self._model)
            reply, failure = self._asked(path, content, token, deadline)
            if reply is not None and failure is None:
                self._pace.ease()
                return reply.body
            if failure is not None and not isinstance(failure, VendorBusyError):
                raise failure
            wait = self._wait(reply, number)
            if reply is not None and reply.status == 429:
                self._pace.slow(wait, self._backoff / 2)
            late = time.monotonic() + wait >= deadline
            if failure is not None and (
                late or number + 1 == patience.tries or wait > patience.longest
            ):
                raise failure
            _log.info("%s is busy; once more in %.1f s", self._line.host, wait)
            token.may_begin(wait)
        raise VendorBusyError("it was not asked", model=self._model)

    def _asked(
        self, path: str, content: bytes, token: Token, deadline: float
    ) -> tuple[Reply | None, VendorError | None]:
        """Ask once; return the answer, and what to raise where it is none."""
        try:
            reply = self._line.post(path, content, token, deadline)
        except UnreachedError as error:
            words, final = str(error), error.final
        else:
            good = reply.status == _OK
            return reply, None if good else refused(reply, self._key, self._model)
        kind = VendorAnswerError if final else VendorBusyError
        return None, kind(words, model=self._model)

    def _wait(self, reply: Reply | None, number: int) -> float:
        """Return the seconds before the next try: what is asked for, or a drawn one."""
        asked = asked_wait(reply) if reply is not None else None
        drawn = self._backoff * 2**number * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
        return drawn if asked is None else asked


def _checked(entry: ModelEntry) -> str:
    """Return the address of an entry's server.

    Plain http goes to this machine and its network, or where a person typed it.
    """
    address = entry.base_url or family_of(entry).host
    try:
        parts = urlsplit(address)
    except ValueError:  # "http://[", say
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise VendorAnswerError("this is no address of a server", hint="", model=entry.id)
    if parts.scheme == "http" and not entry.base_url and not is_private(address):
        raise VendorAnswerError("a key is not sent without https", hint="", model=entry.id)
    return address.rstrip("/")
