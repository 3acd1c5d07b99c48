"""What changes while a run goes on, and runs that look at some places alone."""

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import Mock

import pytest

from engine.files.places import Places
from engine.host.cancellation import Token
from engine.host.launch import python_command
from engine.jobs.attendant import Alone
from engine.jobs.file_systems import FileSystems
from engine.jobs.indexing import Indexer
from engine.protocol.messages import Progress
from engine.store.catalogue_rows import Trouble
from engine.store.catalogue_states import State
from tests.process.indexing_parts import (
    attended,
    content,
    document,
    fill,
    look_at,
    opened,
    run,
    state_of,
)

FILES = 24


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    fill(folder, FILES, 4)
    return folder


def worse(module: str) -> list[str]:
    """Stands in for `python_command`: files called ``growing…`` grow while they are read."""
    assert module == "engine.jobs.reading"
    return python_command("tests.process.reading_worse")


class Watching(Alone):
    """An attendant that remembers what it was told and does what the test wants."""

    def __init__(self, on_change: Callable[[], Places | None] = lambda: None) -> None:
        self._on_change = on_change
        self.entered: list[str] = []
        self.given_back: list[str] = []
        self.troubles: list[Trouble] = []

    def entering(self, folder: str) -> None:
        self.entered.append(folder)

    def scanned(self, troubles: Sequence[Trouble], *, whole: bool) -> None:
        self.troubles = list(troubles)

    def changed(self) -> Places | None:
        return self._on_change()

    def postponed(self, paths: Sequence[str]) -> None:
        self.given_back += paths


def afresh(tmp_path: Path, documents: Path) -> object:
    shutil.rmtree(tmp_path / "afresh", ignore_errors=True)
    with opened(tmp_path / "afresh", documents) as index:
        run(index)
        return content(index)


def test_a_run_of_some_places_looks_nowhere_else(tmp_path: Path, documents: Path):
    edited, missed = documents / "sub0" / "report0.md", documents / "sub1" / "report1.md"
    with opened(tmp_path / "state", documents) as index:
        run(index)
        edited.write_text("Now about zebras.", encoding="utf-8")
        missed.write_text("Now about yaks.", encoding="utf-8")
        assert look_at(index, edited).files == 1
        assert "yaks" not in str(content(index))
        missed.unlink()
        shutil.rmtree(documents / "sub2")
        new = documents / "new" / "deep" / "new.md"
        new.parent.mkdir(parents=True)
        new.write_text("A new one.", encoding="utf-8")
        outcome = look_at(index, missed, documents / "sub2", documents / "new")
        assert (outcome.files, outcome.removed) == (1, 1 + FILES // 3)
        assert content(index) == afresh(tmp_path, documents)


@pytest.mark.usefixtures("one_by_one")
def test_what_changes_during_a_run_is_read_before_the_rest(tmp_path: Path, documents: Path):
    new, waiting = documents / "new.md", documents / "sub0" / "huge.md"
    waiting.write_text(document(77, 40), encoding="utf-8")  # the last in order
    left: list[int] = []

    def change() -> Places | None:
        if not new.exists():
            new.write_text("Zebras.", encoding="utf-8")
            waiting.write_text("Yaks.", encoding="utf-8")
            return Places((str(new), str(waiting)))
        if state_of(index, new) is state_of(index, waiting) is State.INDEXED:
            left.append(index.catalogue.counts()[State.SEEN])
        return None

    with opened(tmp_path / "state", documents) as index:
        outcome = attended(index, attendant := Watching(change))
        assert (outcome.files, outcome.failed) == (FILES + 2, 0)
        assert left
        assert left[0] > FILES // 2
        assert attendant.given_back == []
        assert content(index) == afresh(tmp_path, documents)


@pytest.mark.usefixtures("one_by_one")
def test_a_file_that_goes_before_its_turn_is_not_read(tmp_path: Path, documents: Path):
    doomed = documents / "sub0" / "huge.md"
    doomed.write_text(document(77, 40), encoding="utf-8")
    reports: list[Progress] = []

    def change() -> Places | None:
        if doomed.exists():
            doomed.unlink()
            return Places((str(doomed),))
        return None

    with opened(tmp_path / "state", documents) as index:
        indexer = Indexer(index, workers=1)
        outcome = indexer.run(Token(), reports.append, attendant=Watching(change))
        assert (outcome.files, outcome.removed, outcome.postponed) == (FILES, 1, ())
        assert content(index) == afresh(tmp_path, documents)
    assert str(doomed) not in {report.current for report in reports}
    last = reports[-1]
    assert (last.files_done, last.bytes_done) == (last.files_total, last.bytes_total)


def test_a_file_that_changes_in_a_worker_s_hands_is_given_back(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.jobs.rounds.ATTEND_SECONDS", 0.0)
    monkeypatch.setattr("engine.jobs.waiting.BATCH_FILES", 4)
    edited, gone = documents / "sub0" / "report0.md", documents / "sub1" / "report1.md"

    def change() -> Places | None:
        if index.writer.waiting and gone.exists():  # some are read and none is written
            gone.unlink()
            edited.write_text("Now about zebras.", encoding="utf-8")
            return Places((str(documents),))
        return None

    with opened(tmp_path / "state", documents) as index:
        outcome = attended(index, attendant := Watching(change))
        assert outcome.postponed
        assert tuple(attendant.given_back) == outcome.postponed
        look_at(index, *(Path(path) for path in outcome.postponed))
        assert content(index) == afresh(tmp_path, documents)


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize("seed", range(4))
def test_a_run_amid_a_storm_of_changes_and_looks_at_what_it_gave_back_miss_nothing(
    tmp_path: Path, documents: Path, seed: int
):
    dice = random.Random(seed)
    steps = iter(range(40))

    def change() -> Places | None:
        if next(steps, None) is None or dice.random() < 0.3:
            return None
        paths = sorted(documents.rglob("*.md"))
        one, other = dice.choice(paths), documents / f"sub{dice.randrange(3)}" / f"{seed}.md"
        kind = dice.randrange(6) if one != other else 5
        if kind == 0:
            one.unlink()
        elif kind == 1:
            one.rename(other)
        elif kind == 2:
            other.write_text(document(dice.randrange(99), 2), encoding="utf-8")
        elif kind == 3:
            shutil.copy(one, other)
        else:
            one.write_text(document(dice.randrange(99), dice.randrange(9)), encoding="utf-8")
        return Places((str(one), str(other)))

    with opened(tmp_path / "state", documents) as index:
        outcome = Indexer(index, workers=2).run(Token(), lambda _: None, attendant=Watching(change))
        look_at(index, *(Path(path) for path in outcome.postponed))
        assert index.catalogue.counts()[State.SEEN] == 0
        assert content(index) == afresh(tmp_path, documents)


def test_a_file_that_never_rests_is_read_when_it_has_waited_long_enough(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.jobs.crew.python_command", worse)
    log, broken = documents / "growing.md", documents / "growing.docx"
    log.write_text("The first line.", encoding="utf-8")
    broken.write_bytes(b"PK\x03\x04 half of a download")
    with opened(tmp_path / "state", documents) as index:
        outcome = run(index)
        assert (set(outcome.postponed), outcome.failed) == ({str(log), str(broken)}, 0)
        places = Places((str(log), str(broken)), restless=frozenset({str(log), str(broken)}))
        outcome = Indexer(index, workers=1).run(Token(), lambda _: None, places=places)
        assert (outcome.files, outcome.failed) == (1, 1)
        row = index.catalogue.files_at([str(log)])[str(log)]
        assert "One more line." in index.catalogue.passages_of(row.id)[-1].text
        monkeypatch.undo()
        assert look_at(index, log, broken).files == 1, "it was written to since"
        content(index)


def test_an_attendant_hears_of_every_folder_before_it_is_listed(tmp_path: Path, documents: Path):
    attendant = Watching()
    with opened(tmp_path / "state", documents, tmp_path / "away") as index:
        attended(index, attendant)
        assert set(attendant.entered) == {
            str(path) for path in (documents, *(documents / f"sub{n}" for n in range(3)))
        }
        assert [trouble.path for trouble in attendant.troubles] == [str(tmp_path / "away")]
        attendant.troubles = []
        Indexer(index, workers=1).run(
            Token(), lambda _: None, places=Places((str(documents / "sub0"),)), attendant=attendant
        )
        assert [trouble.path for trouble in attendant.troubles] == [str(tmp_path / "away")]


def test_a_trouble_that_stands_is_written_once(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    away = tmp_path / "away"
    with opened(tmp_path / "state", documents, away) as index:
        run(index)
        record = Mock(wraps=index.catalogue.record_scan)
        monkeypatch.setattr(index.catalogue, "record_scan", record)
        look_at(index, documents / "sub0")
        look_at(index, away)
        run(index)
        record.assert_not_called()
        away.mkdir()
        look_at(index, away)
        record.assert_called_once()
        assert index.catalogue.troubles() == []


def test_a_run_remembers_on_which_file_systems_the_files_lie(tmp_path: Path, documents: Path):
    with opened(tmp_path / "state", documents) as index:
        run(index)
        name = FileSystems({}).at(str(documents))
        assert FileSystems(index.catalogue.meta()).former(documents.stat().st_dev) == name


def test_what_changed_is_written_as_soon_as_it_is_read(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.jobs.waiting.BATCH_FILES", 4)
    monkeypatch.setattr("engine.jobs.rounds.ATTEND_SECONDS", 0.0)
    monkeypatch.setattr("engine.jobs.rounds.FLUSH_SECONDS", 1000.0)
    new = documents / "new.md"
    written: list[int] = []

    def change() -> Places | None:
        if not new.exists():
            new.write_text("Zebras.", encoding="utf-8")
            return Places((str(new),))
        if state_of(index, new) is State.INDEXED:
            written.append(index.catalogue.counts()[State.SEEN])
        return None

    with opened(tmp_path / "state", documents) as index:
        attended(index, Watching(change))
    assert written, "it was written with all others, at the end"
