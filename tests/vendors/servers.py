"""A vendor's server on this machine, faults included.

with VendorServer("openai", key="sk-secret") as server:
    server.faults.append("busy")            # befalls the next request
    server.faults.append(Fault("busy", times=3, retry_after="0"))
    ...                                     # ask server.url
    server.requests[-1].texts
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.vendors import wires, wires_too
from tests.vendors.answers import Asked, Body, Model, RefusalError, Shop
from tests.vendors.faults import KINDS, Fault, Kind, befall

__all__ = ["KINDS", "VENDORS", "Asked", "Fault", "Kind", "VendorServer"]

_ANSWERS = {**wires.WIRES, **wires_too.WIRES}
_MODELS = {
    "openai": wires.OPENAI,
    "voyage": wires.VOYAGE,
    "jina": wires.JINA,
    "cohere": wires_too.COHERE,
    "gemini": wires_too.GEMINI,
}
_PREFIX = {"openai": "/v1", "voyage": "/v1", "jina": "/v1", "cohere": "", "gemini": ""}
VENDORS = tuple(_MODELS)


class VendorServer:
    """Serves one vendor's documented format on loopback.

    Attributes:
        url: what an entry's `base_url` is set to, or takes the place of a family's host.
        requests: all that came, in order.
        faults: what befalls the next requests, first to last; names of kinds do.
        shop: which models there are, by name, and how strict it is.
        held: set to let requests that hang go; set when it closes.
        hold: where set, every answer waits for it.
    """

    def __init__(
        self,
        vendor: str,
        *,
        key: str = "",
        models: Mapping[str, int] | None = None,
        tls: tuple[str, str] | None = None,
    ) -> None:
        """Listen at once.

        Args:
            vendor: family.
            key: what it asks for; without one an ``openai`` server serves everybody.
            models: further models: the length of their vectors, by name.
            tls: files of a certificate and its key, to serve https.
        """
        self.vendor = vendor
        added = {name: Model(dim, 8192, 300_000) for name, dim in (models or {}).items()}
        self.shop = Shop(key, _MODELS[vendor] | added)
        self.requests: list[Asked] = []
        self.faults: list[Fault | Kind] = []
        self.held = threading.Event()
        self.hold: threading.Event | None = None
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"vendor": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        if tls is not None:
            import ssl

            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "https" if tls else "http"
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"{scheme}://{self.host}{_PREFIX[vendor]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def __enter__(self) -> VendorServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def texts(self) -> list[str]:
        """All texts that came, in order."""
        return [text for asked in self.requests for text in asked.texts]

    def close(self) -> None:
        """End, and let go of what hangs."""
        self.held.set()
        if self.hold is not None:
            self.hold.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def take(self, asked: Asked) -> Fault | None:
        """Note a request; return what befalls it."""
        with self._lock:
            self.requests.append(asked)
            if not self.faults:
                return None
            first = self.faults[0]
            fault = first if isinstance(first, Fault) else Fault(first)
            if fault.times > 1:
                self.faults[0] = replace(fault, times=fault.times - 1)
            else:
                del self.faults[0]
            return fault

    def answer(self, asked: Asked) -> Body:
        """Return the vendor's answer.

        Raises:
            RefusalError: another than 200.
        """
        return _ANSWERS[self.vendor](self.shop, asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: who asked has gone."""


class _Handler(BaseHTTPRequestHandler):
    """One connection; a class made from it knows its vendor."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or an answer waits 40 ms between its head and its body
    vendor: VendorServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(urlsplit(self.path).path, headers, port=self.client_address[1])
        fault = self.vendor.take(asked)
        with contextlib.suppress(OSError):  # who asked has gone
            if self.vendor.hold is not None:
                self.vendor.hold.wait(60)
            status, body, further = self._answer(asked, raw)
            if fault is None:
                content = json.dumps(body).encode()
                self.begin(status, len(content), further)
                self.wfile.write(content)
            elif fault.kind == "hang":
                self.vendor.held.wait(60)
                self.close_connection = True
            else:
                befall(self, fault, self.vendor.vendor, self.vendor.shop.key, body)

    def _answer(self, asked: Asked, raw: bytes) -> tuple[int, Body, Mapping[str, str]]:
        try:
            asked.body = json.loads(raw)
            return 200, self.vendor.answer(asked), {}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return 400, {"detail": f"malformed: {error}"}, {}
        except RefusalError as refusal:
            return refusal.status, refusal.body, refusal.headers

    def begin(self, status: int, size: int, headers: Mapping[str, str] | None = None) -> None:
        """Send what goes before a body."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(size))
        self.send_header("Set-Cookie", "__cf_bm=follows-you; path=/")  # as those before them do
        self.end_headers()
