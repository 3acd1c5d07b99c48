"""``org.gnome.Shell.SearchProvider2`` (developer.gnome.org, "Writing a Search Provider")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.desktop.methods import Body, Method, Methods

if TYPE_CHECKING:
    from engine.desktop.desk import Desk
    from engine.desktop.matches import Match

PATH = "/org/findling/Findling/SearchProvider"
INTERFACE = "org.gnome.Shell.SearchProvider2"


class Provider:
    """What GNOME Shell calls."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def methods(self) -> Methods:
        """By name."""
        return {
            "GetInitialResultSet": Method("as", "as", self._search, searches=True),
            "GetSubsearchResultSet": Method("asas", "as", self._search_on, searches=True),
            "GetResultMetas": Method("as", "aa{sv}", self._describe),
            "ActivateResult": Method("sasu", "", self._activate),
            "LaunchSearch": Method("asu", "", self._launch),
        }

    def _search(self, terms: list[str]) -> Body:
        return ([match.link for match in self._desk.search(terms)],)

    def _search_on(self, _former: list[str], terms: list[str]) -> Body:
        return self._search(terms)  # another term may bring what was too weak before

    def _describe(self, links: list[str]) -> Body:
        return ([_meta(match) for match in self._desk.described(links)],)

    def _activate(self, link: str, _terms: list[str], timestamp: int) -> Body:
        self._desk.open(link, timestamp)
        return ()

    def _launch(self, terms: list[str], timestamp: int) -> Body:
        self._desk.open_search(terms, timestamp)
        return ()


def _meta(match: Match) -> dict[str, tuple[str, str]]:
    """What is shown of a result; ``gicon`` as ``g_icon_to_string`` writes it."""
    return {
        "id": ("s", match.link),
        "name": ("s", match.name),
        "description": ("s", match.excerpt or match.place),
        "gicon": ("s", f". GThemedIcon {match.icon} text-x-generic"),
    }
