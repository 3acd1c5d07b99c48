"""Which hosts are this machine, and which its own network: told by their names, asking nobody.

What is near gets texts over plain http and past any proxy, and is waited for like a machine of the
person's own; what is here gets them without anybody being told that they leave.
"""

from __future__ import annotations

import ipaddress

_AT_HOME = (".local", ".lan", ".internal", ".home.arpa")


def is_here(host: str) -> bool:
    """Tell whether a host is this machine."""
    name, address = _parsed(host)
    if address is not None:
        return address.is_loopback
    return name == "localhost" or name.endswith(".localhost")


def is_near(host: str) -> bool:
    """Tell whether a host is this machine or one of its own network; a name without a dot is."""
    name, address = _parsed(host)
    if address is not None:
        return address.is_private or address.is_link_local
    return is_here(name) or (name != "" and "." not in name) or name.endswith(_AT_HOME)


def _parsed(host: str) -> tuple[str, ipaddress.IPv4Address | ipaddress.IPv6Address | None]:
    """Return a host's name as it is compared, and its number if it is one."""
    name = host.lower().rstrip(".")
    try:
        return name, ipaddress.ip_address(name)
    except ValueError:
        return name, None
