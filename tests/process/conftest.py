"""What several of these tests begin with."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from engine.files.watching import FolderWatch
from engine.host.paths import DataFolder
from engine.store import compacting
from tests.process.engine_parts import end_engine


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads and writes every file by itself, with a question to the attendant after each."""
    monkeypatch.setattr("engine.jobs.waiting.BATCH_FILES", 1)
    monkeypatch.setattr("engine.jobs.rounds.FLUSH_PASSAGES", 1)
    monkeypatch.setattr("engine.jobs.rounds.ATTEND_SECONDS", 0.0)


@pytest.fixture
def soon_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes are given out soon after the last of them."""
    monkeypatch.setattr("engine.files.patience.QUIET", 0.15)


@pytest.fixture
def watch(soon_quiet: None) -> Iterator[FolderWatch]:
    """Watches nothing yet."""
    watch = FolderWatch()
    yield watch
    watch.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a file in a folder."""
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "old.txt").write_text("old")
    return root


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compact even what is small."""
    monkeypatch.setattr(compacting, "LEAST_BYTES", 1)


@pytest.fixture
def data(tmp_path: Path) -> Generator[DataFolder]:
    """A data folder; its engine, if one was started, has ended when the test has."""
    folder = DataFolder(tmp_path / "data")
    folder.root.mkdir()
    yield folder
    end_engine(folder)
