"""An engine that is told that its machine has nothing else to do."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from engine.host.cancellation import Token
from engine.host.paths import data_folder
from engine.host.power import PaceMaker
from engine.protocol import messages as m
from engine.search.completing import Asked
from engine.search.rerank import VectorReranker
from engine.service.ahead import Ahead
from engine.service.answering import Answer
from engine.service.pacing import Pacing
from engine.service.searching import Searches
from engine.store.open import CACHE_FILE
from tests.unit.service_engine import Engine, add, wait_for

FILES, PARAGRAPHS = 8, 3


def write_notes(folder: Path) -> Path:
    """Write files of several passages, the newest last."""
    folder.mkdir()
    for number in range(FILES):
        file = folder / f"{number:02}.txt"
        paragraphs = (
            f"The harbour of town {number} has a crane of class {part}, which lifts heavy crates "
            f"of fruit from ships. " * 8
            for part in range(PARAGRAPHS)
        )
        file.write_text("\n\n".join(paragraphs), "utf-8")
        os.utime(file, (1_700_000_000 + number, 1_700_000_000 + number))
    return folder


class Idle:
    """An engine whose machine has nothing else to do, however busy it is."""

    def __init__(self, data: Path, notes: Path) -> None:
        self.battery = False
        self.indexing = False
        self.asked = Asked()
        self.looks = 0
        self.engine = Engine(data_folder(str(data)))
        add(self.engine, notes)
        assert isinstance(self.engine.last(m.Index()), m.IndexFinished)
        parts = self.engine.parts
        self.maker = PaceMaker(
            m.Pace(),
            battery=lambda: self.battery,
            load=lambda: 0.0,
            clock=lambda: 10 * time.monotonic(),
        )
        attention = parts.searches.attention
        self.ahead = Ahead(
            parts.libraries,
            Pacing(self.maker),
            self.is_indexing,
            lambda: self.asked,
            attention,
            waits=(0.0, 0.05),
        )
        self.searches = Searches(attention, lambda: None, self.ahead.stir)

    def is_indexing(self) -> bool:
        self.looks += 1
        return self.indexing

    def wait_for_turns(self) -> None:
        """Wait until the thread looked three times more: the turn between was had, or refused."""
        wanted = self.looks + 3
        wait_for(lambda: self.looks >= wanted)

    @property
    def info(self) -> m.LibraryInfo:
        return next(iter(self.engine.libraries().values()))

    @property
    def reranker(self) -> VectorReranker:
        (library,) = self.engine.parts.libraries.all()
        with library.lease(Token()) as opened:
            reranker = opened.searcher.reranker
        assert isinstance(reranker, VectorReranker)
        return reranker

    def texts(self, name: str) -> list[str]:
        (library,) = self.engine.parts.libraries.all()
        with library.lease(Token()) as opened:
            catalogue = opened.index.catalogue
            paths = [row[0] for row in catalogue.sizes() if row[0].endswith(name)]
            return [p.text for id_ in catalogue.ids_at(paths) for p in catalogue.passages_of(id_)]

    def made(self) -> list[bytes]:
        """The keys of what is kept, in the order in which it was made."""
        (library,) = self.engine.parts.libraries.all()
        file = self.engine.parts.libraries.folder(library) / CACHE_FILE
        with closing(sqlite3.connect(file)) as cache:
            return [row[0] for row in cache.execute("SELECT key FROM vectors ORDER BY id")]

    def search(self, query: str, *, rerank: bool = True) -> m.SearchFinished:
        command = m.Search(query=query, interim=True, rerank=rerank)
        answer = Answer(command, lambda _: None, Token())
        return self.searches.search(self.engine.parts.libraries.all(), command, answer)

    def close(self) -> None:
        self.ahead.close()
        self.searches.close()
        self.engine.close()
