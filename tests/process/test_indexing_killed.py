"""SIGKILL at random moments of indexing: the next start ends as an undisturbed run does."""

import random
import subprocess
from pathlib import Path

import pytest

from engine.host.launch import child_environment, python_command
from tests.process.indexing_parts import content, document, fill, opened, run

TRIALS = 40
FILES = 60


def change(documents: Path, salt: int) -> None:
    """Edit, delete, rename and add, so that later kills meet replacing and removing."""
    paths = sorted(documents.rglob("*.md"))
    for number, path in enumerate(paths):
        if number % 3 == 0:
            path.write_text(document(1000 * salt + number, 12), encoding="utf-8")
        elif number % 10 == 1:
            path.unlink()
        elif number % 10 == 2:
            path.rename(path.with_name(f"renamed{number}.md"))
    fill(documents / "more", 6, 12)


def kill_at(lines: int, extra: float, state: Path, documents: Path) -> bool:
    """Start indexing, kill it ``extra`` seconds after its n-th line; False when it was done."""
    command = python_command("tests.process.indexing_killed", str(state), str(documents))
    process = subprocess.Popen(
        command, env=child_environment(), stdout=subprocess.PIPE, start_new_session=True
    )
    try:
        assert process.stdout is not None
        for _ in range(lines):
            if not process.stdout.readline():
                break
        process.wait(extra)
    except subprocess.TimeoutExpired:
        return True
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0
    return False


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("kills", "least"),
    [(4, 3), pytest.param(12, 6, marks=pytest.mark.slow)],
)
def test_killed_at_random_moments_it_ends_as_undisturbed(tmp_path: Path, kills: int, least: int):
    """``least``: kills that must have met a run under way."""
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")  # noqa: T201 - shown when it fails
    chance = random.Random(seed)
    documents, state = tmp_path / "documents", tmp_path / "state"
    fill(documents, FILES, 12)
    killed = trials = 0
    while trials < kills or killed < least:
        trials += 1
        assert trials <= TRIALS, f"{killed} kills landed"
        landed = kill_at(chance.randint(1, 25), chance.uniform(0, 0.2), state, documents)
        killed += landed
        if not landed or trials == kills // 2:
            change(documents, trials)
    with opened(state, documents) as index:
        content(index)  # store and catalogue agree before anything is indexed
        run(index)
        survived = content(index)
    with opened(tmp_path / "undisturbed", documents) as index:
        run(index)
        assert content(index) == survived
