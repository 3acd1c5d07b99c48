"""An engine process on a data folder of its own, and what there is to be found."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psutil

from engine.client import Client
from engine.host.endpoint import read_endpoint
from engine.host.paths import DataFolder
from engine.protocol import messages as m

PATIENCE = 60
"""Seconds, far more than anything here takes."""


def end_engine(data: DataFolder) -> None:
    """End the engine of a data folder, if it has one."""
    endpoint = read_endpoint(data)
    if endpoint is None:
        return
    with contextlib.suppress(psutil.NoSuchProcess):
        engine = psutil.Process(endpoint.pid)
        engine.terminate()
        engine.wait(PATIENCE)


def documents(tmp_path: Path) -> Path:
    """Write two documents; return their folder."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "bees.txt").write_text("Bees gather nectar and make honey of it.\n")
    (folder / "ships.md").write_text("# Ships\n\nA hull displaces water, and so it floats.\n")
    return folder


def found(client: Client, query: str) -> str:
    """Return the name of the first file that is found."""
    finished = client.request(m.Search(query=query, limit=1, rerank=False))
    assert isinstance(finished, m.SearchFinished)
    return Path(finished.hits[0].path).name
