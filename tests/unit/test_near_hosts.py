"""What counts as this machine and as its own network."""

from __future__ import annotations

import pytest

from engine.models.near_hosts import is_here, is_near


@pytest.mark.parametrize("host", ["localhost", "Localhost.", "a.localhost", "127.0.0.2", "::1"])
def test_this_machine_is_here_and_near(host: str):
    assert is_here(host)
    assert is_near(host)


@pytest.mark.parametrize(
    "host",
    [
        *("192.168.1.20", "10.0.0.1", "172.16.3.4", "169.254.1.1", "fd00::1", "fe80::1"),
        *("nas", "nas.local", "NAS.lan.", "box.internal", "box.home.arpa"),
    ],
)
def test_what_is_in_the_same_network_is_near_and_not_here(host: str):
    assert is_near(host)
    assert not is_here(host)


@pytest.mark.parametrize(
    "host",
    ["", "api.openai.com", "8.8.8.8", "2606:4700::1", "localhost.org", "192.168.1.20.org"],
)
def test_what_is_far_is_neither(host: str):
    assert not is_here(host)
    assert not is_near(host)
