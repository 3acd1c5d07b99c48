"""One request to a vendor and its answer, within a time and a size, and given up when called off.

The request runs in a thread of its own: nothing else can leave a server that says nothing, or that
says one byte a second, at the moment that a person changes their mind.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from engine.models.near_hosts import is_near
from engine.models.vendors import connections

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.models.vendors.secret import Secret

_CHUNK = 64 * 1024
_STEP = 0.05
"""Seconds between two looks at whether the answer is still wanted."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long and how large an exchange may be.

    Attributes:
        connect: seconds until a server is reached.
        silence: seconds without a byte from it.
        total: seconds for all of it.
        size: bytes of an answer, unpacked.
    """

    connect: float = 10.0
    silence: float = 60.0
    total: float = 120.0
    size: int = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered.

    Attributes:
        status: HTTP's.
        headers: names in lower case.
        body: as unpacked. Neither shows in a repr: a server may send back what it was sent.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class UnreachedError(Exception):
    """No answer came.

    Attributes:
        final: whether another try is of no use.
    """

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


@dataclass(frozen=True, slots=True)
class Credential:
    """The header that carries a key; none is sent without a key."""

    key: Secret
    header: str = "Authorization"
    scheme: str = "Bearer "

    def __call__(self, prepared: Any) -> Any:  # noqa: ANN401 - requests' own, imported when needed
        """Sign a request: as `requests` asks of what it calls ``auth``.

        Given even without a key, because `requests` would look into ``~/.netrc`` otherwise.
        """
        if self.key:
            prepared.headers[self.header] = self.scheme + self.key.reveal()
        return prepared


@dataclass(slots=True)
class Line:
    """The way to one server: its connections are kept and used again. Thread-safe."""

    address: str = field(repr=False)  # a person may have typed a password into it
    credential: Credential
    bounds: Bounds = field(default_factory=Bounds)
    _session: Any = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def host(self) -> str:
        """Whom to name when it does not answer."""
        return urlsplit(self.address).netloc.rpartition("@")[2]

    def post(self, path: str, body: bytes, token: Token, deadline: float = inf) -> Reply:
        """Send JSON, and return whatever is answered; follow no redirect.

        Args:
            path: after the address.
            body: JSON.
            token: gives it up, at any moment.
            deadline: by `time.monotonic`; it may be over sooner by its bounds.

        Raises:
            Cancelled: by the token.
            UnreachedError: no answer came, or none that ends.
        """
        attempt = _Attempt(self, self.address.rstrip("/") + path, body)
        thread = threading.Thread(target=attempt.run, name="vendor", daemon=True)
        thread.start()
        try:
            return attempt.outcome(token, deadline)
        finally:
            attempt.give_up()

    def session(self) -> Any:  # noqa: ANN401 - requests'
        """Return what keeps the connections."""
        with self._lock:
            if self._session is None:
                self._session = connections.session()
            return self._session


class _Attempt:
    """One exchange under way."""

    def __init__(self, line: Line, url: str, body: bytes) -> None:
        self._line = line
        self._url = url
        self._body = body
        self._reply: Reply | None = None
        self._failure: Exception | None = None
        self._done = threading.Event()
        self._given_up = threading.Event()
        self._breaker = connections.Breaker()

    def give_up(self) -> None:
        """Want no answer any more, if none has come."""
        self._given_up.set()
        self._breaker.trip()

    def outcome(self, token: Token, deadline: float) -> Reply:
        """Wait for the answer, the call-off or the end of the time."""
        deadline = min(deadline, time.monotonic() + self._line.bounds.total)
        while not self._done.wait(min(_STEP, max(0.0, deadline - time.monotonic()))):
            token.check()
            if time.monotonic() >= deadline:
                raise UnreachedError(f"{self._line.host} did not finish its answer in time")
        token.check()
        if self._failure is not None:
            raise self._failure
        if self._reply is None:
            raise UnreachedError(f"{self._line.host} gave no answer")
        return self._reply

    def run(self) -> None:
        """Exchange; in the thread of it."""
        connections.current.breaker = self._breaker
        try:
            self._reply = self._exchanged()
        except Exception as error:  # noqa: BLE001 - handed to who waits
            # Not as the libraries have it: a request with the key in its headers hangs on those.
            self._failure = _plainly(error, self._line.host)
        finally:
            self._breaker.end()
            self._done.set()

    def _exchanged(self) -> Reply:
        bounds = self._line.bounds
        with self._line.session().post(
            self._url,
            data=self._body,
            headers={"Content-Type": "application/json", "User-Agent": "Findling"},
            auth=self._line.credential,
            allow_redirects=False,
            stream=True,
            timeout=(bounds.connect, bounds.silence),
            proxies=_proxies(self._line.address),
        ) as response:
            headers = {str(name).lower(): str(value) for name, value in response.headers.items()}
            return Reply(int(response.status_code), headers, self._read(response.raw))

    def _read(self, raw: Any) -> bytes:  # noqa: ANN401 - urllib3's
        content = bytearray()
        while chunk := raw.read1(_CHUNK, decode_content=True):
            content += chunk
            if self._given_up.is_set():
                raise UnreachedError("given up")
            if len(content) > self._line.bounds.size:
                raise UnreachedError(f"{self._line.host} answered without end", final=True)
        return bytes(content)


def is_private(address: str) -> bool:
    """Tell whether a server is this machine or one of its own network, by name or number."""
    return is_near(urlsplit(address).hostname or "")


def _proxies(address: str) -> dict[str, None] | None:
    """Return no proxies for this machine and its network, and the environment's for all others."""
    return {"http": None, "https": None, "all": None} if is_private(address) else None


def _plainly(error: Exception, host: str) -> Exception:
    """Return what failed in words of ours: those of the libraries name urls and headers."""
    import requests
    import urllib3

    if isinstance(error, UnreachedError):
        return error
    late = (requests.exceptions.Timeout, urllib3.exceptions.ReadTimeoutError)
    broken = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)
    words, final = "", False
    if isinstance(error, requests.exceptions.SSLError) and "VERIFY_FAILED" in str(error):
        words, final = f"the certificate of {host} is not to be trusted", True
    elif isinstance(error, requests.exceptions.ProxyError):
        words = f"the proxy does not lead to {host}"
    elif isinstance(error, late):
        words = f"{host} does not answer in time"
    elif isinstance(error, requests.RequestException) and isinstance(error, ValueError):
        words, final = f"{host or 'it'} is no address of a server", True
    elif isinstance(error, broken):
        words = f"{host} cannot be reached"
    return UnreachedError(words, final=final) if words else error  # the latter is a bug of ours
