"""What fuzzing found once is not found again; nor are targets without inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.keeping import CORPUS
from tests.fuzz.target import judge
from tests.fuzz.targets import BY_NAME


# "[[:alpha:]]" in a rule file, of which re says that it may mean something else one day
@pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning")
@pytest.mark.parametrize("name", BY_NAME)
def test_every_seed_and_every_kept_input_is_taken_as_promised(name: str) -> None:
    target = BY_NAME[name]
    kept = sorted((CORPUS / name).iterdir())
    assert kept, "no corpus: run python -m tests.fuzz"
    inputs = [*target.seeds(), *map(Path.read_bytes, kept)]
    for data in inputs:
        verdict = judge(target, data, patience=3)
        assert verdict is None, (verdict.reason, data[:200])


def test_the_corpus_stays_small_and_has_no_orphans() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} == set(BY_NAME)
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 2_000_000
