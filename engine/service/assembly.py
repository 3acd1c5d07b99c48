"""The one place that knows the concrete classes of the engine."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from engine.host.power import PaceMaker
from engine.jobs.crew import Crew
from engine.models.holdings import Holdings
from engine.models.speeds import Speeds
from engine.preview.client import PreviewClient
from engine.service.acquiring import Acquiring
from engine.service.adding import Adding
from engine.service.ahead import Ahead
from engine.service.attention import Attention
from engine.service.carrying import Carrier
from engine.service.dispatch import Handlers, Service
from engine.service.documents import Documents
from engine.service.equipping import Equipping
from engine.service.indexing import Indexing
from engine.service.keyholding import Keyholding
from engine.service.keys import VendorKeys
from engine.service.libraries import Libraries
from engine.service.library_commands import LibraryCommands
from engine.service.mapping import Maps
from engine.service.news import News
from engine.service.outsides import Outsides
from engine.service.pacing import Pacing
from engine.service.passages import Passages
from engine.service.past_searches import FormerSearches
from engine.service.reading_queries import QueryReading
from engine.service.refitting import Refitting
from engine.service.searching import Searches
from engine.service.shelf import ModelShelf
from engine.service.tokens import StoreTokens
from engine.service.vendors import Vendors
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
    documents: Documents
    maps: Maps
    ahead: Ahead


def assemble(data: DataFolder, when_quit: Callable[[], None]) -> Parts:
    """Wire the engine of a data folder.

    Raises:
        SettingsDamagedError: the settings cannot be read.
        SettingsTooNewError: a newer version wrote them.
    """
    news, bell, attention = News(), threading.Event(), Attention()
    keys = VendorKeys(data.keys_file)
    vendors = Vendors(Holdings(data.models), keys)
    shelf = ModelShelf(data.models, vendors)
    outsides = Outsides(shelf.holdings, shelf.client, vendors, data.made_vectors)
    crew, speeds = Crew(home=data.models, outsides=outsides), Speeds(data.speeds_file)
    libraries = Libraries(data, StoreTokens(), shelf, Watching(bell.set, data.root), crew)
    pacing = Pacing(PaceMaker(libraries.pace))
    indexing = Indexing(libraries, news, Carrier(news, pacing, attention), pacing, bell)
    documents = Documents(libraries, PreviewClient())
    maps = Maps(libraries, data.models)
    former = FormerSearches(data.searches_file)
    ahead = Ahead(libraries, pacing, lambda: indexing.busy, former.asked, attention)
    searches = Searches(attention, documents.expect, ahead.stir)

    def key_changed() -> None:
        outsides.wake()
        shelf.wake()
        wake_libraries()

    def wake_libraries() -> None:
        for library in libraries.all():
            library.change.wake()
        bell.set()

    def answered(server: str) -> None:
        if outsides.wake(server):
            wake_libraries()

    vendors.tell(answered)
    topics: list[Handlers] = [
        former.handlers,
        QueryReading(libraries, former.asked).handlers,
        Equipping(shelf, crew, speeds, vendors, keys).handlers,
        Keyholding(shelf.holdings, keys, key_changed).handlers,
        Adding(shelf, speeds, vendors, keys).handlers,
        Acquiring(libraries, shelf, keys, outsides.forget).handlers,
        Refitting(libraries, indexing, shelf, speeds, keys, outsides.remembers).handlers,
        LibraryCommands(libraries, indexing, former.rename_library).handlers,
        documents.handlers,
        Passages(libraries).handlers,
        maps.handlers,
    ]
    service = Service(data, libraries, indexing, searches, when_quit, topics)
    return Parts(service, libraries, indexing, searches, news, documents, maps, ahead)
