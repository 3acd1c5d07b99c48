"""``org.kde.krunner1`` (develop.kde.org, "Writing a KRunner plugin"; KRunner's own XML)."""

from __future__ import annotations

import locale
from typing import TYPE_CHECKING, Any

from engine.desktop.methods import Body, Method, Methods, nothing

if TYPE_CHECKING:
    from engine.desktop.desk import Desk
    from engine.desktop.matches import Match

PATH = "/org/findling/Findling/Runner"
INTERFACE = "org.kde.krunner1"
_POSSIBLE = 30
"""QueryMatch::PossibleMatch: below what is called as it was typed, above what is guessed."""
_SHOW_ALL = "all"
_LEAST = 2
_SAID = {"ko": "Findling에서 모두 보기"}
"""What the action is called in languages but English; the rest of a match is the person's own."""


class Runner:
    """What KRunner calls."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def methods(self) -> Methods:
        """By name."""
        return {
            "Match": Method("s", "a(sssuda{sv})", self._match, searches=True),
            "Run": Method("ss", "", self._run),
            "Actions": Method("", "a(sss)", self._actions),
            "Config": Method("", "a{sv}", self._config),
            "SetActivationToken": Method("s", "", self._expect),
            "Teardown": Method("", "", nothing),
        }

    def _match(self, query: str) -> Body:
        return ([_described(match) for match in self._desk.search([query])],)

    def _run(self, link: str, action: str) -> Body:
        if action == _SHOW_ALL:
            self._desk.open_search_of(link)
        else:
            self._desk.open(link)
        return ()

    def _actions(self) -> Body:
        language = (locale.getlocale(locale.LC_CTYPE)[0] or "")[:2]
        return ([(_SHOW_ALL, _SAID.get(language, "Show all results in Findling"), "findling")],)

    def _config(self) -> Body:
        return ({"MinLetterCount": ("i", _LEAST)},)

    def _expect(self, token: str) -> Body:
        self._desk.expect(token)
        return ()


def _described(match: Match) -> tuple[Any, ...]:
    """Id, text, icon, kind, relevance, properties."""
    properties = {
        "category": ("s", "Findling"),
        "subtext": ("s", f"{match.place} · {match.excerpt}"),
        "actions": ("as", [_SHOW_ALL]),
    }
    return (match.link, match.name, match.icon, _POSSIBLE, match.relevance, properties)
