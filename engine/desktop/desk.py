"""What the two desktops ask for, in terms of neither."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from engine.desktop.finding import query_of
from engine.desktop.matches import Match, match_from, match_of
from engine.protocol.links import BadLinkError, OpenLink, parse_link, search_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.desktop.finding import Finder
    from engine.desktop.opening import Opener

SHOWN = 5
"""Matches of a search: GNOME shows as many, KDE about."""
_REMEMBERED = 200
"""Matches whose names are known without asking again."""


class Desk:
    """Searches where that is wanted, and opens the window. For one thread."""

    def __init__(self, finder: Finder, opener: Opener, granted: Callable[[], bool]) -> None:
        """Serve with a finder and an opener; ``granted`` is asked before every search."""
        self._finder = finder
        self._opener = opener
        self._granted = granted
        self._known: OrderedDict[str, Match] = OrderedDict()
        self._token = ""

    def search(self, terms: list[str]) -> list[Match]:
        """Return matches, best first; none where results are not wanted here."""
        if not self._granted():
            return []
        query = query_of(terms)
        made = (match_of(hit, query) for hit in self._finder.find(terms, SHOWN))
        found = [match for match in made if match.link]  # it is known by nothing else
        for match in found:
            self._known.pop(match.link, None)
            self._known[match.link] = match
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return found

    def described(self, links: list[str]) -> list[Match]:
        """Return what is known of matches, of this process or a former one; others are left out."""
        found: list[Match] = []
        for link in links[:_REMEMBERED]:
            known = self._known.get(link) or _from_link(link)
            if known is not None:
                found.append(known)
        return found

    def expect(self, token: str) -> None:
        """Remember what brings the window to the front at the next opening."""
        self._token = token

    def open(self, link: str, timestamp: int = 0) -> None:
        """Open the window at a match.

        Raises:
            BadLinkError: it is none of ours.
        """
        parse_link(link)
        token, self._token = self._token, ""
        self._opener.open(link, token=token, timestamp=timestamp)

    def open_search(self, terms: list[str], timestamp: int = 0) -> None:
        """Open the window with all that is found by the terms."""
        query = query_of(terms)
        token, self._token = self._token, ""
        link = search_link(query) if query else ""
        self._opener.open(link, token=token, timestamp=timestamp)

    def open_search_of(self, link: str) -> None:
        """Open the window with all that was found beside a match.

        Raises:
            BadLinkError: it is none of ours.
        """
        self.open_search([parse_link(link).query])


def _from_link(link: str) -> Match | None:
    try:
        place = parse_link(link)
    except BadLinkError:
        return None
    return match_from(place, link) if isinstance(place, OpenLink) else None
