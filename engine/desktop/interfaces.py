"""Which methods there are at which objects, and how they are described to whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from engine.desktop import gnome, kde
from engine.desktop.methods import (
    Body,
    Method,
    Methods,
    NoSuchMethodError,
    WrongArgumentsError,
    nothing,
)

if TYPE_CHECKING:
    from engine.desktop.desk import Desk

BUS_NAME = "org.findling.Findling.Search"
_PEER = "org.freedesktop.DBus.Peer"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"

Objects = Mapping[str, Mapping[str, Methods]]
"""Methods by path and interface."""


class Interfaces:
    """Finds the method of a call."""

    def __init__(self, desk: Desk) -> None:
        """Offer both desktops' interfaces, and what every object has."""
        standard = {
            _PEER: {"Ping": Method("", "", nothing)},
            _PROPERTIES: {"GetAll": Method("s", "a{sv}", _no_properties)},
        }
        self._objects: Objects = {
            gnome.PATH: {gnome.INTERFACE: gnome.Provider(desk).methods, **standard},
            kde.PATH: {kde.INTERFACE: kde.Runner(desk).methods, **standard},
        }

    def find(self, path: str, interface: str, name: str, signature: str) -> Method:
        """Return a method.

        Raises:
            NoSuchMethodError: there is none of that name.
            WrongArgumentsError: it takes other arguments.
        """
        if name == "Introspect" and interface in ("", _INTROSPECTABLE):
            xml = introspection(path, self._objects)
            found = Method("", "s", lambda: (xml,))
        else:
            found = self._called(path, interface, name)
        if found is None:
            raise NoSuchMethodError(f"no {interface}.{name} at {path}")
        if found.takes != signature:
            raise WrongArgumentsError(f"{name} takes ({found.takes}), not ({signature})")
        return found

    def _called(self, path: str, interface: str, name: str) -> Method | None:
        known = self._objects.get(path, {})
        meant = [known.get(interface, {})] if interface else list(known.values())
        return next((methods[name] for methods in meant if name in methods), None)


def introspection(path: str, objects: Objects) -> str:
    """Return the XML that describes an object, or names those below (D-Bus Specification)."""
    lines = ["<node>"]
    for interface, methods in objects.get(path, {}).items():
        lines.append(f'<interface name="{interface}">')
        for name, method in methods.items():
            lines.append(f'<method name="{name}">')
            for signature, way in ((method.takes, "in"), (method.gives, "out")):
                lines += [f'<arg type="{one}" direction="{way}"/>' for one in single(signature)]
            lines.append("</method>")
        lines.append("</interface>")
    here = PurePosixPath(path)
    below = {p.relative_to(here).parts[0] for p in map(PurePosixPath, objects) if here in p.parents}
    lines += [f'<node name="{name}"/>' for name in sorted(below)]
    return "".join([*lines, "</node>"])


def single(signature: str) -> list[str]:
    """Return the complete types of a signature, in their order."""
    types: list[str] = []
    depth, begin = 0, 0
    for at, letter in enumerate(signature):
        depth += (letter in "({") - (letter in ")}")
        if depth == 0 and letter != "a":
            types.append(signature[begin : at + 1])
            begin = at + 1
    return types


def _no_properties(_interface: str) -> Body:
    return ({},)
