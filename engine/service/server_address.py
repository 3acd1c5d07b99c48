"""The address of a server of models, as a person typed it."""

from __future__ import annotations

from urllib.parse import urlsplit

from engine.models.near_hosts import is_near
from engine.protocol.errors import UsageError

_HINT = "Write it as http://localhost:11434/v1 or https://host/v1."


def checked_address(typed: str) -> str:
    """Return an address without what is no part of it: blanks, a slash at its end, capitals.

    Raises:
        UsageError: it is none, or texts would travel to a far host for all to read.
    """
    try:
        parts = urlsplit(typed.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UsageError("this is no address of a server", hint=_HINT) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise UsageError(f"{typed.strip()} is no address of a server", hint=_HINT)
    if parts.username or parts.password or parts.query or parts.fragment:
        said = "an address of a server has no password, ? or #"
        raise UsageError(said, hint="A key is given apart from the address.")
    if parts.scheme == "http" and not is_near(host):
        said = f"{host} is not in your own network, and http:// lets others read along"
        raise UsageError(said, hint=f"Write https://{host} if it can.")
    named = f"[{host}]" if ":" in host else host
    where = f":{port}" if port is not None else ""
    return f"{parts.scheme}://{named}{where}{parts.path.rstrip('/')}"
