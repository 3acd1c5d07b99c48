"""The one place that knows the concrete classes of the engine."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from engine.host.power import PaceMaker
from engine.jobs.crew import Crew
from engine.service.attention import Attention
from engine.service.carrying import Carrier
from engine.service.dispatch import Handlers, Service
from engine.service.indexing import Indexing
from engine.service.libraries import Libraries
from engine.service.library_commands import LibraryCommands
from engine.service.news import News
from engine.service.pacing import Pacing
from engine.service.searching import Searches
from engine.service.shelf import ModelShelf
from engine.service.tokens import StoreTokens
from engine.service.watching import Watching

if TYPE_CHECKING:
    from engine.host.paths import DataFolder


class Parts(NamedTuple):
    """What the process starts and ends."""

    service: Service
    libraries: Libraries
    indexing: Indexing
    searches: Searches
    news: News


def assemble(data: DataFolder, when_quit: Callable[[], None]) -> Parts:
    """Wire the engine of a data folder.

    Raises:
        SettingsDamagedError: the settings cannot be read.
        SettingsTooNewError: a newer version wrote them.
    """
    news, bell, attention = News(), threading.Event(), Attention()
    libraries = Libraries(data, StoreTokens(), ModelShelf(), Watching(bell.set, data.root), Crew())
    pacing = Pacing(PaceMaker(libraries.pace))
    indexing = Indexing(libraries, news, Carrier(news, pacing, attention), pacing, bell)
    searches = Searches(attention)
    topics: list[Handlers] = [LibraryCommands(libraries, indexing).handlers]
    service = Service(data, libraries, indexing, searches, when_quit, topics)
    return Parts(service, libraries, indexing, searches, news)
