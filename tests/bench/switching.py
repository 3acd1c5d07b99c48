"""A library gets another model while it is searched: ``python -m tests.bench.switching``.

Indexes generated passages through a real engine, gives the library a static model from a folder
(or, with ``--server``, one of a server on loopback, with vectors of another length), then words
alone, and searches all the while. Prints how long each change took, how long searches took before
and meanwhile, and how long the swap itself did (from the engine's log). A search that fails, or an
answer that is neither the one of before nor the one of after the change, to the last passage and
cosine, ends it with an error.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from engine.client import Client
from engine.host.paths import data_folder
from engine.jobs.measuring import sample_texts
from engine.models.registry import resources_folder
from engine.protocol import messages as m
from tests.vendors.servers import VendorServer

QUERIES = ("garden water soil", "how long does the journey take", "queen cells in the hive")
PER_FILE = 10
PATIENCE = 1800.0
SERVED, SERVED_DIM = "tiny", 64
_SWAP = re.compile(r"is searched by .* now \(([\d.]+) ms\)")


Answer = tuple[tuple[str, int, float | None], ...]
"""Of each passage found: its file, where it starts there, its cosine."""


class MixedError(Exception):
    """An answer was neither the former model's nor the new one's."""


class Searching:
    """Searches by a client of its own until it is told to end."""

    def __init__(self, data: Path) -> None:
        self._client = Client.connect(data_folder(str(data)))
        self._over = threading.Event()
        self.seconds: list[float] = []
        self.answers: list[Answer] = []
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def end(self) -> Searching:
        """End, and raise what a search did."""
        self._over.set()
        self._thread.join()
        self._client.close()
        if self.error is not None:
            raise self.error
        return self

    def _run(self) -> None:
        try:
            while not self._over.is_set():
                began = time.perf_counter()
                self.answers.append(_answer(self._client, len(self.answers)))
                self.seconds.append(time.perf_counter() - began)
        except BaseException as error:  # noqa: BLE001 - raised again in `end`
            self.error = error


def _answer(client: Client, number: int) -> Answer:
    query = QUERIES[number % len(QUERIES)]
    found = client.request(m.Search(query=query, rerank=False, interim=False))
    assert isinstance(found, m.SearchFinished)
    return tuple((hit.path, hit.start, hit.parts.dense) for hit in found.hits)


def _check(answers: Sequence[Answer], before: Sequence[Answer], after: Sequence[Answer]) -> None:
    for number, answer in enumerate(answers):
        query = number % len(QUERIES)
        if answer not in {before[query], after[query]}:
            raise MixedError(QUERIES[query], answer, before[query], after[query])


def write_notes(folder: Path, passages: int) -> None:
    """Write files of ten passages each."""
    texts = sample_texts(passages)
    folder.mkdir()
    for start in range(0, passages, PER_FILE):
        content = "\n\n".join(texts[start : start + PER_FILE])
        (folder / f"{start:06}.txt").write_text(content, encoding="utf-8")


def change(client: Client, data: Path, model: str) -> None:
    """Give the library a model; print what that took."""
    before = [_answer(client, number) for number in range(len(QUERIES))]
    searching = Searching(data)
    began, earlier = time.monotonic(), len(_swaps(data))
    client.request(m.SetModels(library="", dense_model=model, reranker=""))
    while len(_swaps(data)) == earlier:
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(model)
        threading.Event().wait(0.1)
    took = time.monotonic() - began
    done = searching.end()
    after = [_answer(client, number) for number in range(len(QUERIES))]
    _check(done.answers, before, after)
    _show(f"to {model}", done.seconds, f"{took:.1f} s in all, swap {_swaps(data)[-1]} ms")


def _swaps(data: Path) -> list[str]:
    return _SWAP.findall((data / "engine.log").read_text("utf-8"))


def _show(what: str, seconds: Sequence[float], more: str = "") -> None:
    p50, p95, most = (1000 * float(np.percentile(seconds, q)) for q in (50, 95, 100))
    times = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {most:.0f} ms"
    print(f"{what:28} {len(seconds):5} searches: {times}; {more}".rstrip("; "))


def _library(client: Client) -> m.LibraryInfo:
    listed = client.request(m.ListLibraries())
    assert isinstance(listed, m.LibrariesListed)
    return listed.libraries[0]


def _serve(told: Connection) -> None:
    with VendorServer("openai", models={SERVED: SERVED_DIM}) as server:
        told.send(server.url)
        told.recv()


@contextmanager
def adding(root: Path, *, server: bool) -> Generator[m.AddModelFolder | m.AddModelServer]:
    """Have a model ready; yield what makes it known."""
    if not server:
        folder = root / "model"
        shutil.copytree(resources_folder() / "models" / "static-minilm-256", folder)
        yield m.AddModelFolder(path=str(folder))
        return
    own, theirs = multiprocessing.Pipe()  # in a process of its own: it would hold searches up here
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,))
    process.start()
    try:
        yield m.AddModelServer(url=own.recv(), model=SERVED)
    finally:
        own.send(None)
        process.join()


def bench(root: Path, passages: int, *, server: bool) -> None:
    """Index, then change models."""
    notes, data = root / "notes", root / "data"
    write_notes(notes, passages)
    with adding(root, server=server) as add, Client.connect(data_folder(str(data))) as client:
        try:
            client.request(m.AddFolders(library="Notes", paths=(str(notes),), index=False))
            client.request(m.Index())
            print(f"{_library(client).passages:,} passages")
            before = Searching(data)
            threading.Event().wait(5)
            _show("before", before.end().seconds)
            listed = client.request(add)
            assert isinstance(listed, m.ModelsListed)
            change(client, data, listed.models[-1].id)
            change(client, data, "none")
        finally:
            client.request(m.Quit())


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--server", action="store_true", help="a model of a server, not a folder's")
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
        bench(Path(root), arguments.passages, server=arguments.server)


if __name__ == "__main__":
    main()
