"""What is found agrees with the disk, also where the store lags behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.paths import data_folder
from engine.protocol import messages as m
from engine.store.milvus_errors import StoreFullError
from engine.store.milvus_store import MilvusVectors
from tests.unit.service_engine import Engine, add, names


@pytest.fixture
def apple(tmp_path: Path) -> Path:
    """A file last written in 2001."""
    path = tmp_path / "documents" / "apple.txt"
    path.parent.mkdir()
    path.write_text("an apple is a fruit")
    os.utime(path, (1e9, 1e9))
    return path


@pytest.fixture
def engine(tmp_path: Path, apple: Path) -> Iterator[Engine]:
    """A service that has indexed it."""
    opened = Engine(data_folder(str(tmp_path / "data")))
    add(opened, apple.parent)
    opened.last(m.Index())
    yield opened
    opened.close()


def test_a_removed_file_is_not_found_while_the_store_cannot_let_go_of_it(
    engine: Engine, apple: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreFullError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(MilvusVectors, "delete_files", refuse)
        apple.unlink()
        assert isinstance(engine.last(m.Index()), m.Failed)
        assert names(engine.search("fruit")) == set()
        assert names(engine.search("type:txt")) == set()


def test_a_file_that_was_only_touched_is_found_by_its_new_time(engine: Engine, apple: Path) -> None:
    lately = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 3 * 86_400))
    assert names(engine.search(f"fruit after:{lately}")) == set()
    os.utime(apple)
    engine.last(m.Index())
    assert names(engine.search(f"fruit after:{lately}")) == {"apple.txt"}
    assert names(engine.search(f"fruit before:{lately}")) == set()
