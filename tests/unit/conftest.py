"""What several unit tests begin with."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from tests.unit.service_engine import Engine


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.root.mkdir()
    return folder


@pytest.fixture
def engine(data: DataFolder) -> Generator[Engine]:
    engine = Engine(data)
    yield engine
    engine.close()


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    (folder / "sea").mkdir(parents=True)
    (folder / "bees.txt").write_text("Bees gather nectar and make honey of it.\n")
    (folder / "sea" / "ships.md").write_text("# Ships\n\nA hull displaces water and floats.\n")
    (folder / "sea" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    return folder
