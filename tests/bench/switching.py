"""A library gets another model while it is searched: ``python -m tests.bench.switching``.

Indexes generated passages through a real engine, gives the library a static model from a folder,
then words alone, and searches all the while. Prints how long each change took, how long searches
took before and meanwhile, and how long the swap itself did (from the engine's log). An answer with
passages of both kinds, or a search that fails, ends it with an error.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.client import Client
from engine.host.paths import data_folder
from engine.jobs.measuring import sample_texts
from engine.models.registry import resources_folder
from engine.protocol import messages as m

QUERIES = ("garden water soil", "how long does the journey take", "queen cells in the hive")
PER_FILE = 10
PATIENCE = 1800.0
_SWAP = re.compile(r"is searched by .* now \(([\d.]+) ms\)")


class MixedError(Exception):
    """An answer was by both models, or by none."""


class Searching:
    """Searches by a client of its own until it is told to end."""

    def __init__(self, data: Path) -> None:
        self._client = Client.connect(data_folder(str(data)))
        self._over = threading.Event()
        self.seconds: list[float] = []
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def end(self) -> list[float]:
        """End; return the seconds of each search."""
        self._over.set()
        self._thread.join()
        self._client.close()
        if self.error is not None:
            raise self.error
        return self.seconds

    def _run(self) -> None:
        try:
            while not self._over.is_set():
                query = QUERIES[len(self.seconds) % len(QUERIES)]
                began = time.perf_counter()
                found = self._client.request(m.Search(query=query, rerank=False, interim=False))
                self.seconds.append(time.perf_counter() - began)
                assert isinstance(found, m.SearchFinished)
                _check(found)
        except BaseException as error:  # noqa: BLE001 - raised again in `end`
            self.error = error


def _check(found: m.SearchFinished) -> None:
    if len({hit.parts.dense is None for hit in found.hits}) != 1:
        raise MixedError


def write_notes(folder: Path, passages: int) -> None:
    """Write files of ten passages each."""
    texts = sample_texts(passages)
    folder.mkdir()
    for start in range(0, passages, PER_FILE):
        content = "\n\n".join(texts[start : start + PER_FILE])
        (folder / f"{start:06}.txt").write_text(content, encoding="utf-8")


def change(client: Client, data: Path, model: str) -> None:
    """Give the library a model; print what that took."""
    searching = Searching(data)
    began, earlier = time.monotonic(), len(_swaps(data))
    client.request(m.SetModels(library="", dense_model=model, reranker=""))
    while len(_swaps(data)) == earlier:
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(model)
        threading.Event().wait(0.1)
    took = time.monotonic() - began
    _show(f"to {model}", searching.end(), f"{took:.1f} s in all, swap {_swaps(data)[-1]} ms")


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


def bench(root: Path, passages: int) -> None:
    """Index, then change models."""
    notes, data, folder = root / "notes", root / "data", root / "model"
    write_notes(notes, passages)
    shutil.copytree(resources_folder() / "models" / "static-minilm-256", folder)
    with Client.connect(data_folder(str(data))) as client:
        try:
            client.request(m.AddFolders(library="Notes", paths=(str(notes),), index=False))
            client.request(m.Index())
            print(f"{_library(client).passages:,} passages")
            before = Searching(data)
            threading.Event().wait(5)
            _show("before", before.end())
            listed = client.request(m.AddModelFolder(path=str(folder)))
            assert isinstance(listed, m.ModelsListed)
            change(client, data, listed.models[-1].id)
            change(client, data, "none")
        finally:
            client.request(m.Quit())


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=20_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
        bench(Path(root), arguments.passages)


if __name__ == "__main__":
    main()
