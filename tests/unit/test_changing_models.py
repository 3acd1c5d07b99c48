"""A library gets other models while it is searched."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.models.registry import resources_folder
from engine.protocol import messages as m
from tests.unit.service_engine import Engine, add, names, wait_for

STATIC, MINILM, NONE = "static-minilm-256", "minilm-l6-int8", "none"
SUBJECTS = (
    "The kitten sleeps on a warm rug by the stove.",
    "Interest rates rose again in the spring.",
    "Lentils simmer with cumin until they are soft.",
    "Our train to the coast leaves before dawn.",
    "The roof was repaired after the storm.",
)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(40):
        text = f"{SUBJECTS[number % len(SUBJECTS)]} Note {number} of the year."
        (folder / f"{number:02}.txt").write_text(text)
    return folder


@pytest.fixture
def engine(tmp_path: Path, notes: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    engine = started(tmp_path)
    add(engine, notes, library="Notes")
    assert isinstance(engine.last(m.Index()), m.IndexFinished)
    yield engine
    engine.close()


def started(tmp_path: Path) -> Engine:
    return Engine(DataFolder(tmp_path / "data"))


def state_folder(tmp_path: Path) -> Path:
    return next((tmp_path / "data" / "libraries").iterdir())


def notes_of(engine: Engine) -> m.LibraryInfo:
    return engine.libraries()["Notes"]


def choose(engine: Engine, dense: str = "", reranker: str = "") -> None:
    done = engine.last(m.SetModels(library="Notes", dense_model=dense, reranker=reranker))
    assert isinstance(done, m.Done), done


def wait_for_model(engine: Engine, dense: str) -> None:
    wait_for(
        lambda: (
            (notes_of(engine).dense_model, notes_of(engine).coming_model) == (dense, "")
            and not notes_of(engine).progress.running
        )
    )


def cosines(engine: Engine, query: str) -> dict[str, float | None]:
    return {Path(hit.path).name: hit.parts.dense for hit in engine.search(query).hits}


def test_a_transformers_vectors_replace_the_static_ones_and_no_search_fails(
    engine: Engine, tmp_path: Path
):
    failed: list[object] = []
    searched = threading.Event()
    over = threading.Event()

    def search() -> None:
        while not over.is_set():
            finished = engine.last(m.Search(query="a cat that rests", rerank=False))
            if not isinstance(finished, m.SearchFinished) or len(finished.hits) < 8:
                failed.append(finished)
            searched.set()

    thread = threading.Thread(target=search)
    thread.start()
    try:
        assert searched.wait(60)
        before = cosines(engine, "a cat that rests")
        choose(engine, MINILM)
        wait_for_model(engine, MINILM)
    finally:
        over.set()
        thread.join()
    assert not failed
    after = cosines(engine, "a cat that rests")
    kittens = {f"{number:02}.txt" for number in range(0, 40, 5)}
    assert kittens <= after.keys()
    assert min(after[name] or 0 for name in kittens) > 0.3
    assert {after[name] for name in kittens} != {before[name] for name in kittens}
    wait_for(lambda: not list(state_folder(tmp_path).glob("passages*")))
    assert (state_folder(tmp_path) / "store-b").is_dir()
    assert not (state_folder(tmp_path) / "coming.sqlite").exists()


def test_vectors_made_beside_are_those_that_indexing_makes(engine: Engine, notes: Path):
    choose(engine, NONE)
    wait_for_model(engine, NONE)
    words = engine.search("train storm")
    choose(engine, STATIC)
    wait_for_model(engine, STATIC)
    add(engine, notes, library="Fresh")
    engine.last(m.Index(library="Fresh"))
    for query in ("train storm", "a cat that rests"):
        changed, fresh = engine.search(query, "Notes"), engine.search(query, "Fresh")
        assert [(h.path, h.score, h.parts.dense) for h in changed.hits] == [
            (h.path, h.score, h.parts.dense) for h in fresh.hits
        ]
    assert {hit.parts.dense for hit in words.hits} == {None}


def test_new_files_are_encoded_by_the_transformer_that_serves(engine: Engine, notes: Path):
    choose(engine, MINILM)
    wait_for_model(engine, MINILM)
    (notes / "new.txt").write_text("A puppy naps in the sun.")
    engine.last(m.Index())
    assert (cosines(engine, "a dog that sleeps outside")["new.txt"] or 0) > 0.3
    assert names(engine.search("puppy")) >= {"new.txt"}


def test_what_changes_while_vectors_are_made_is_not_lost(engine: Engine, notes: Path):
    choose(engine, MINILM)
    (notes / "00.txt").write_text("An owl hoots in the barn.")
    (notes / "01.txt").unlink()
    (notes / "02.txt").rename(notes / "moved.txt")
    (notes / "new.txt").write_text("Owls hunt at night.")
    engine.last(m.Index())
    wait_for_model(engine, MINILM)
    wait_for(lambda: notes_of(engine).waiting == 0)
    library = notes_of(engine)
    assert (library.files, library.failed) == (40, 0)
    found = engine.last(m.Search(query="owl", rerank=False, limit=100))
    assert isinstance(found, m.SearchFinished)
    assert {"00.txt", "new.txt"} <= names(found)
    everything = engine.last(m.Search(query="note year owl", rerank=False, limit=100))
    assert isinstance(everything, m.SearchFinished)
    assert {"moved.txt"} <= names(everything)
    assert not {"01.txt", "02.txt"} & names(everything)


def test_a_change_that_is_called_off_leaves_the_old_vectors_and_nothing_else(
    engine: Engine, tmp_path: Path
):
    before = engine.search("a cat that rests")
    choose(engine, MINILM)
    wait_for(lambda: notes_of(engine).progress.phase == "embedding")
    assert isinstance(engine.last(m.KeepModels(library="Notes")), m.Done)
    wait_for_model(engine, STATIC)
    wait_for(lambda: not (state_folder(tmp_path) / "store-b").exists())
    after = engine.search("a cat that rests")
    assert [(hit.path, hit.score) for hit in after.hits] == [
        (hit.path, hit.score) for hit in before.hits
    ]


def test_another_engine_takes_up_a_change_that_the_first_did_not_end(
    engine: Engine, tmp_path: Path
):
    choose(engine, MINILM)
    wait_for(lambda: notes_of(engine).progress.phase == "embedding")
    engine.close()
    second = started(tmp_path)
    try:
        assert (notes_of(second).dense_model, notes_of(second).coming_model) == (STATIC, MINILM)
        second.parts.service.refresh_all()
        wait_for_model(second, MINILM)
    finally:
        second.close()


def test_a_paused_library_gets_its_vectors_when_it_goes_on(engine: Engine):
    engine.last(m.SetPaused(library="Notes", paused=True))
    choose(engine, NONE)
    assert notes_of(engine).coming_model == NONE
    assert cosines(engine, "train")["03.txt"] is not None
    engine.last(m.SetPaused(library="Notes", paused=False))
    wait_for_model(engine, NONE)
    assert cosines(engine, "train")["03.txt"] is None


def test_a_model_that_vanished_leaves_the_old_one_serving_and_that_is_told_until_it_is_mended(
    engine: Engine, tmp_path: Path
):
    folder = tmp_path / "mine"
    bundled = resources_folder() / "models" / STATIC
    shutil.copytree(bundled, folder)
    listed = engine.last(m.AddModelFolder(path=str(folder)))
    assert isinstance(listed, m.ModelsListed)
    mine = listed.models[-1].id
    engine.last(m.SetPaused(library="Notes", paused=True))
    choose(engine, mine)
    (folder / "model.safetensors").unlink()
    engine.last(m.SetPaused(library="Notes", paused=False))
    told = "model-not-changed"
    wait_for(lambda: told in {notice.code for notice in notes_of(engine).notices})
    assert (notes_of(engine).dense_model, notes_of(engine).coming_model) == (STATIC, mine)
    assert len(engine.search("train").hits) >= 8
    shutil.copy(bundled / "model.safetensors", folder)
    choose(engine, mine)
    wait_for_model(engine, mine)
    wait_for(lambda: told not in {notice.code for notice in notes_of(engine).notices})


def test_another_reranker_is_asked_from_the_next_search_on(engine: Engine):
    def reranked() -> bool:
        finished = engine.last(m.Search(query="a cat that rests"))
        assert isinstance(finished, m.SearchFinished)
        return finished.reranked

    assert reranked()
    choose(engine, reranker=NONE)
    assert (notes_of(engine).reranker, reranked()) == (NONE, False)
    choose(engine, reranker=MINILM)
    assert reranked()


def test_what_a_change_costs_is_told_from_what_was_measured(engine: Engine):
    def estimate(dense: str, reranker: str = "") -> m.ModelsEstimated:
        told = engine.last(m.EstimateModels(library="Notes", dense_model=dense, reranker=reranker))
        assert isinstance(told, m.ModelsEstimated), told
        return told

    assert (estimate(STATIC).passages, estimate("", NONE).passages) == (0, 0)
    assert (estimate(MINILM).passages, estimate(MINILM).seconds) == (40, None)
    measured = engine.last(m.MeasureModel(model=MINILM))
    assert isinstance(measured, m.ModelMeasured)
    seconds = estimate(MINILM).seconds
    assert seconds == pytest.approx(40 / measured.passages_per_second, rel=0.5)


@pytest.mark.parametrize(
    ("dense", "reranker", "code"),
    [
        ("bm25-of-mine", "", "unknown-model"),
        ("potion-base-8m", "", "model-missing"),
        ("", STATIC, "usage"),
    ],
)
def test_a_model_that_cannot_be_used_changes_nothing(
    engine: Engine, dense: str, reranker: str, code: str
):
    for command in (m.SetModels, m.EstimateModels):
        failed = engine.last(command(library="Notes", dense_model=dense, reranker=reranker))
        assert isinstance(failed, m.Failed)
        assert failed.code == code
    assert (notes_of(engine).dense_model, notes_of(engine).coming_model) == (STATIC, "")


def test_a_search_that_began_before_the_swap_keeps_the_former_store_open(engine: Engine):
    library = engine.parts.libraries.find("Notes")
    with library.lease(Token()) as opened:
        former = opened.index.store
        choose(engine, NONE)
        wait_for(lambda: notes_of(engine).dense_model == NONE)
        assert former.count() == 40
        assert opened.index.store is not former
