"""The one place that knows the concrete classes of the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from engine.service.dispatch import Service
from engine.service.indexing import Indexing
from engine.service.libraries import Libraries
from engine.service.news import News
from engine.service.searching import Searches
from engine.service.shelf import ModelShelf
from engine.service.tokens import StoreTokens

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
    news = News()
    libraries = Libraries(data, StoreTokens(), ModelShelf())
    indexing = Indexing(libraries, news)
    searches = Searches()
    service = Service(data, libraries, indexing, searches, when_quit)
    return Parts(service, libraries, indexing, searches, news)
