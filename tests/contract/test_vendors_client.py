"""The client of all vendors: waits, call-offs, and where it goes and does not go."""

from __future__ import annotations

import logging
import subprocess
import threading
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from shutil import which

import pytest

from engine.host.cancellation import Token
from engine.models.errors import VendorAnswerError, VendorBusyError, VendorError, VendorKeyError
from engine.models.families import Family
from engine.models.vendors import http
from engine.models.vendors.exchange import Bounds
from engine.models.vendors.http import INDEXING, SEARCHING, VendorClient
from engine.models.vocabulary import Access
from engine.protocol.errors import Cancelled
from tests.vendors.entries import KEY, entry_at
from tests.vendors.servers import KINDS, Fault, Kind, VendorServer

BODY = {"model": "text-embedding-3-small", "input": ["a text"]}
PATH = "/embeddings"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def client_at(
    server: VendorServer, *, key: str = KEY, backoff: float = 0.002, bounds: Bounds | None = None
) -> VendorClient:
    return VendorClient(entry_at(server), Access(key=key), backoff=backoff, bounds=bounds)


def in_an_hour(offset: float = 3600) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=offset), usegmt=True)


@pytest.mark.parametrize("retry_after", ["0", "0.0", in_an_hour(-60)], ids=["0", "0.0", "date"])
def test_a_vendor_that_names_a_time_is_asked_at_that_time(retry_after: str):
    with VendorServer("openai", key=KEY) as server:
        server.faults.append(Fault("busy", 2, retry_after=retry_after))
        assert client_at(server, backoff=0.0).post(PATH, BODY)
    assert len(server.requests) == 3


@pytest.mark.parametrize("retry_after", ["3600", in_an_hour()], ids=["seconds", "date"])
def test_a_vendor_that_wants_much_time_is_left_alone_by_all_with_the_same_key(retry_after: str):
    with VendorServer("openai") as server:
        server.faults.append(Fault("busy", retry_after=retry_after))
        with pytest.raises(VendorBusyError, match="slow down"):
            client_at(server).post(PATH, BODY)
        with pytest.raises(VendorBusyError, match=r"for (8\d\d|900) s"):
            client_at(server).post(PATH, BODY)
        assert len(server.requests) == 1
        assert client_at(server, key="another-key").post(PATH, BODY)


@pytest.mark.parametrize("patience", [INDEXING, SEARCHING])
def test_a_storm_of_refusals_ends_after_some_tries(patience: http.Patience):
    with VendorServer("openai", key=KEY) as server:
        server.faults.append(Fault("busy", 100))
        with pytest.raises(VendorBusyError, match="slow down"):
            client_at(server).post(PATH, BODY, patience=patience)
    assert len(server.requests) == patience.tries


def test_a_server_that_is_not_there_is_busy():
    with VendorServer("openai", key=KEY) as server:
        client = client_at(server)
    with pytest.raises(VendorBusyError, match="cannot be reached"):
        client.post(PATH, BODY)


def wait_for(fact: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not fact():
        assert time.monotonic() < deadline
        threading.Event().wait(0.002)


@pytest.mark.parametrize("kind", ["busy", "hang", "drip", "failing"])
def test_it_is_called_off_at_any_moment(kind: Kind, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    token = Token()
    ended: list[BaseException] = []
    bounds = Bounds(silence=60, total=60)

    def ask() -> None:
        try:
            client_at(server, backoff=60, bounds=bounds).post(PATH, BODY, token)
        except BaseException as error:  # noqa: BLE001 - looked at below
            ended.append(error)

    with VendorServer("openai", key=KEY) as server:
        server.faults.append(Fault(kind, 5, pause=0.01))
        asking = threading.Thread(target=ask)
        asking.start()
        wait_for(lambda: server.requests)
        if kind in {"busy", "failing"}:
            wait_for(lambda: "once more" in caplog.text)  # in half a minute or more
        token.cancel()
        asking.join(20)
        assert isinstance(ended[0], Cancelled)
        assert len(server.requests) == 1
        wait_for(lambda: not _under_way())  # nor is anything left that waits for it


def _under_way() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "vendor"]


def test_a_request_that_takes_too_long_leaves_nothing_behind():
    with VendorServer("openai", key=KEY) as server:
        server.faults.append(Fault("hang", 5))
        with pytest.raises(VendorBusyError, match="in time"):
            client_at(server, bounds=Bounds(silence=60, total=0.05)).post(PATH, BODY)
        wait_for(lambda: not _under_way())
    assert len(server.requests) == INDEXING.tries


def test_what_was_called_off_before_is_not_sent():
    token = Token()
    token.cancel()
    with VendorServer("openai", key=KEY) as server:
        with pytest.raises(Cancelled):
            client_at(server).post(PATH, BODY, token)
        assert not server.requests


def test_a_redirect_is_not_followed():
    with VendorServer("openai", key=KEY) as server, VendorServer("openai", key=KEY) as other:
        server.faults.append(Fault("redirect", to=f"{other.url}{PATH}"))
        with pytest.raises(VendorAnswerError, match="sends elsewhere"):
            client_at(server).post(PATH, BODY)
        assert not other.requests


def test_a_connection_is_used_again():
    with VendorServer("openai", key=KEY) as server:
        client = client_at(server)
        for _ in range(5):
            client.post(PATH, BODY)
    assert len({asked.port for asked in server.requests}) == 1


def test_no_cookie_comes_back():
    with VendorServer("openai", key=KEY) as server:
        client = client_at(server)
        client.post(PATH, BODY)
        client.post(PATH, BODY)
    assert "cookie" not in server.requests[1].headers


def test_a_file_of_passwords_is_not_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with VendorServer("openai") as server:
        client_at(server, key="").post(PATH, BODY)
        client_at(server).post(PATH, BODY)
    assert "authorization" not in server.requests[0].headers
    assert server.requests[1].headers["authorization"] == f"Bearer {KEY}"


def test_the_proxy_of_the_environment_is_used_and_not_for_what_is_near(
    monkeypatch: pytest.MonkeyPatch,
):
    with VendorServer("openai", key=KEY) as server, VendorServer("openai", key=KEY) as proxy:
        monkeypatch.setenv("http_proxy", f"http://{proxy.host}")
        far = entry_at(server, base_url="http://vendor.invalid/v1")
        assert VendorClient(far, Access(key=KEY)).post(PATH, BODY)
        assert client_at(server).post(PATH, BODY)
        assert (len(proxy.requests), len(server.requests)) == (1, 1)
        near = entry_at(server, base_url="http://no-such-server-of-a-test.lan/v1")
        with pytest.raises(VendorBusyError, match="cannot be reached"):
            VendorClient(near, Access(key=KEY), backoff=0.0).post(PATH, BODY)
        assert len(proxy.requests) == 1
        monkeypatch.setenv("no_proxy", "vendor.invalid")
        with pytest.raises(VendorBusyError, match="cannot be reached"):
            VendorClient(far, Access(key=KEY), backoff=0.0).post(PATH, BODY)
        assert len(proxy.requests) == 1


def test_a_proxy_that_does_not_lead_there_is_told(monkeypatch: pytest.MonkeyPatch):
    with VendorServer("openai", key=KEY) as server, VendorServer("openai", key=KEY) as proxy:
        monkeypatch.setenv("https_proxy", f"http://{proxy.host}")  # which knows no CONNECT
        far = entry_at(server, base_url="https://vendor.invalid/v1")
        with pytest.raises(VendorBusyError, match=r"proxy does not lead to vendor\.invalid"):
            VendorClient(far, Access(key=KEY), backoff=0.0).post(PATH, BODY)
    assert not proxy.requests


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate that nobody vouches for, and its key."""
    if which("openssl") is None:
        pytest.skip("makes a certificate by openssl")
    folder = tmp_path_factory.mktemp("certificate")
    files = str(folder / "certificate.pem"), str(folder / "key.pem")
    making = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
    whose = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
    where = ("-out", files[0], "-keyout", files[1])
    subprocess.run([*making, *whose, *where], check=True, capture_output=True)
    return files


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: tuple[str, str]):
    with VendorServer("openai", key=KEY, tls=certificate) as server:
        with pytest.raises(VendorAnswerError, match="certificate of 127"):
            client_at(server).post(PATH, BODY)
        assert not server.requests


def test_it_is_called_off_over_tls_too(
    certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certificate[0])  # as a company's own would be
    with VendorServer("openai", key=KEY, tls=certificate) as server:
        assert client_at(server).post(PATH, BODY)
        server.faults.append(Fault("hang", 5))
        with pytest.raises(VendorBusyError, match="in time"):
            client_at(server, bounds=Bounds(silence=60, total=0.3)).post(
                PATH, BODY, patience=SEARCHING
            )
        wait_for(lambda: not _under_way())


def test_a_key_goes_to_a_strange_server_by_https_alone(monkeypatch: pytest.MonkeyPatch):
    def somewhere(host: str) -> Callable[[object], Family]:
        return lambda entry: Family(name="openai", place="engine", host=host)

    with VendorServer("openai", key=KEY) as server:
        entry = entry_at(server, base_url="")
        for host in ("http://8.8.8.8/v1", "http://example.com", "ftp://example.com", "http://["):
            monkeypatch.setattr(http, "family_of", somewhere(host))
            with pytest.raises(VendorAnswerError):
                VendorClient(entry, Access(key=KEY))
        monkeypatch.setattr(http, "family_of", somewhere(server.url))  # this machine
        assert VendorClient(entry, Access(key=KEY)).post(PATH, BODY)


@pytest.mark.parametrize("key", ["schlüssel", "two words", "a\nb", "a\x7fb", "\u200bkey"])
def test_what_cannot_be_a_key_is_refused_before_it_is_sent(key: str):
    with VendorServer("openai", key=KEY) as server:
        with pytest.raises(VendorKeyError) as caught:
            client_at(server, key=key)
        assert key not in str(caught.value)
        assert client_at(server, key=f"  {KEY}\r\n").post(PATH, BODY)  # as it was pasted


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_is_nowhere_to_be_read(kind: Kind, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    with VendorServer("openai", key=KEY) as server:
        server.faults.append(Fault(kind, 5))
        client = client_at(server, bounds=Bounds(silence=0.05, total=0.1, size=2_000_000))
        told = repr(client)
        try:
            client.post(PATH, BODY)
        except VendorError as error:
            shown = traceback.TracebackException.from_exception(error, capture_locals=True)
            told += "".join(shown.format()) + repr(error.facts)
    told += caplog.text
    assert "VendorClient(127.0.0.1" in told
    for shape in (KEY, "sk-test%2F4%2B7%3Dsecret", KEY.replace("/", "\\/")):
        assert shape not in told


def test_a_complaint_slows_all_that_use_the_key():
    with VendorServer("openai", key=KEY) as server:
        first, second = client_at(server), client_at(server)
        assert _pace(first) is _pace(second)
        assert _pace(first).apart == 0
        server.faults.append(Fault("busy", 2))
        first.post(PATH, BODY)
        slowed = _pace(second).apart
        assert slowed > 0
        for _ in range(30):
            second.post(PATH, BODY)
        assert _pace(first).apart == 0


def _pace(client: VendorClient) -> http.Pace:
    return client._pace
