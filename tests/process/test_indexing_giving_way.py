"""A run gives way: to rest, to the file that a person looks at, to what changed elsewhere."""

from pathlib import Path

import pytest

from engine.files.places import Places
from engine.host.cancellation import Token
from engine.jobs.attendant import Alone
from engine.jobs.indexing import Indexer
from engine.protocol.errors import Cancelled
from engine.protocol.messages import Progress
from engine.store.catalogue_states import State
from tests.process.indexing_parts import attended, document, fill, look_at, opened, run, state_of

FILES = 24


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    fill(folder, FILES, 4)
    return folder


class Resting(Alone):
    """Lets nobody work until it was asked some times."""

    def __init__(self, rests: int) -> None:
        self._rests = rests
        self.cancelled = Token()

    def workers(self, most: int) -> int:
        self._rests -= 1
        if not self._rests:
            self.cancelled.cancel()
        return 0 if self._rests > 0 else most


def test_a_run_that_nobody_may_work_for_holds_and_goes_on(tmp_path: Path, documents: Path):
    reports: list[Progress] = []
    with opened(tmp_path / "state", documents) as index:
        Indexer(index, workers=2).run(Token(), reports.append, attendant=Resting(8))
        held = [report for report in reports if report.phase == "holding"]
        assert held
        assert all(not report.files_done and report.eta_seconds is None for report in held)
        assert reports[-1].files_done == FILES
        index.roots = ()
        run(index)
        index.roots = (str(documents),)
        attendant = Resting(4)
        with pytest.raises(Cancelled):
            Indexer(index, workers=2).run(attendant.cancelled, lambda _: None, attendant=attendant)


@pytest.mark.usefixtures("one_by_one")
def test_the_file_that_a_person_looks_at_is_read_first(tmp_path: Path, documents: Path):
    last = documents / "sub0" / "huge.md"
    last.write_text(document(77, 40), encoding="utf-8")
    left: list[int] = []

    class Looking(Alone):
        def urgent(self, path: str) -> bool:
            return path == str(last)

        def changed(self) -> Places | None:
            if state_of(index, last) is State.INDEXED:
                left.append(index.catalogue.counts()[State.SEEN])
            return None

    with opened(tmp_path / "state", documents) as index:
        attended(index, Looking())
        assert left[0] > FILES // 2


def test_another_library_s_changes_pass_a_long_run(tmp_path: Path, documents: Path):
    other = tmp_path / "other"
    fill(other, 2, 2)
    passed: list[tuple[int, int]] = []

    class MakingWay(Alone):
        def pause(self) -> None:
            if not passed:
                outcome = look_at(small, other)
                passed.append((outcome.files, long.catalogue.counts()[State.INDEXED]))

    with (
        opened(tmp_path / "state", documents) as long,
        opened(tmp_path / "small", other) as small,
    ):
        assert attended(long, MakingWay()).files == FILES
    ((files, indexed),) = passed
    assert files == 2
    assert indexed < FILES
