"""A child is killed while the engine indexes: another takes its place, and nothing is lost."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process.killed_parts import PATIENCE, Findling, end_all
from tests.process.killed_runs import Undisturbed, begin, undisturbed

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="orphans are found by their environment"),
    pytest.mark.timeout(120),
]


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path) -> Iterator[None]:
    yield
    end_all(tmp_path)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    """A run that lasts as long as it takes to find a child and kill it on the way."""
    folder = tmp_path_factory.mktemp("reference")
    yield undisturbed(folder, files=200, words=1000)
    end_all(folder)


@pytest.mark.parametrize("child", ["milvus_lite/lib", "engine.jobs.reading"])
def test_a_killed_child_is_replaced_while_the_run_goes_on(
    reference: Undisturbed, tmp_path: Path, child: str
) -> None:
    program = Findling(tmp_path / "killed")
    with program.connect() as client:
        watch = begin(client, reference.corpus)
        while not (victims := program.processes(child)):
            assert not watch.over.is_set()
        watch.over.wait(random.uniform(0, reference.seconds / 4))
        victims[0].kill()
        assert not watch.over.is_set()
        assert watch.over.wait(PATIENCE)
        assert watch.finished is not None, f"{watch.failed}\n{program.engine_log()}"
    assert program.known().differences(reference.known) == []
