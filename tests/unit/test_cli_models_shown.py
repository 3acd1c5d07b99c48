"""What the command line says of models, and of the libraries that use them."""

from __future__ import annotations

import pytest

from engine.cli import show, show_models, show_state
from engine.models.registry import load_catalogue
from engine.protocol import messages as m

NARROW = 80


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show.OUT, "_width", NARROW)


def info(number: int, *, timed: bool, vendor: str = "") -> m.ModelInfo:
    entry = load_catalogue()[number]
    return m.ModelInfo(
        id=entry.id, name=entry.name, kind=entry.kind, kinds=entry.kinds, family=entry.family,
        dim=entry.dim, languages=("en", "de", "fr", "ko"), licence="LicenseRef-of-a-vendor-1.0",
        bytes=2_300_000_000, installed=False, bundled=False, state="needs-extra", vendor=vendor,
        sent_to=vendor, price=0.02, passages_per_second=1234.5 * timed, query_ms=12.5,
    )  # fmt: skip


@pytest.mark.parametrize("timed", [False, True])
@pytest.mark.parametrize("vendor", ["", "api.example.org"])
def test_tables_of_models_lose_columns_before_anything_in_them_is_cut(
    capsys: pytest.CaptureFixture[str], vendor: str, *, timed: bool
):
    rows = [info(n, timed=timed, vendor=vendor) for n in range(len(load_catalogue()))]
    show_models.models(rows)
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert all(any(line.split()[:1] == [row.id] for line in lines) for row in rows)
    assert max(map(len, lines)) <= NARROW
    assert "…" not in said
    for line in lines:
        if line.startswith("Model "):
            assert set(line.split()) <= {
                "Model", "State", "Dim", "Size", "Languages", "Licence", "Price", "Used", "as",
                "Passages/s", "ms/query",
            }  # fmt: skip


def library(**more: object) -> m.LibraryInfo:
    fields = {
        "name": "Notes", "folders": ("/notes",), "files": 1, "passages": 1, "failed": 0,
        "waiting": 0, "dense_model": "old", "reranker": "judge", "store": "embedded",
        "progress": m.Progress(library="Notes", running=False), **more,
    }  # fmt: skip
    return m.LibraryInfo(**fields)  # pyright: ignore[reportArgumentType]


def test_a_library_is_listed_with_its_models_and_the_coming_one(capsys: pytest.CaptureFixture[str]):
    embedding = m.Progress(
        library="Notes", running=True, phase="embedding", files_total=4, files_done=1
    )
    show.libraries([library(), library(dense_model="none", reranker="none")])
    show.libraries([library(coming_model="new", progress=embedding)])
    said = capsys.readouterr().out
    assert "Notes: old, refined by judge\n" in said
    assert "Notes: words alone\n" in said
    assert "Notes: old, refined by judge; changing to new, 25% done\n" in said


def test_a_vendors_words_are_told_with_the_model_that_they_are_about(
    capsys: pytest.CaptureFixture[str],
):
    refused = m.Notice(code="model-not-changed", message="The key is invalid.", hint="A hint.")
    show_state.notices(library(coming_model="new", notices=(refused,)))
    lacking = m.Notice(code="vectors-lacking", message="The key is invalid.")
    show_state.notices(library(notices=(lacking,)))
    said = " ".join(capsys.readouterr().out.split())
    assert "does not get new now: The key is invalid; it is searched by old meanwhile" in said
    assert "old makes no vectors: The key is invalid; new files are found by words" in said
