"""Looking at documents through a whole service: real index, real files, real worker."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.unit.service_engine import Engine

NOTES = "# Canals\n\nA sluice gate controls the flow of water.\n\n## Locks\n\nBoats rise in them.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "canals.md").write_text(NOTES)
    (tmp_path / "secret.txt").write_text("Nobody asked for this to be indexed.")
    return folder


@pytest.fixture
def engine(tmp_path: Path, folder: Path) -> Iterator[Engine]:
    data = DataFolder(tmp_path / "data")
    data.root.mkdir()
    engine = Engine(data)
    engine.last(m.AddFolders(paths=(str(folder),), library="Notes", index=False))
    engine.last(m.Index(library="Notes"))
    yield engine
    engine.close()


def _opened(engine: Engine, path: Path) -> m.DocumentOpened:
    event = engine.last(m.OpenDocument(library="Notes", path=str(path)))
    assert isinstance(event, m.DocumentOpened), event
    return event


def _read(engine: Engine, path: Path) -> m.DocumentRead:
    event = engine.last(m.ReadDocument(library="Notes", path=str(path)))
    assert isinstance(event, m.DocumentRead), event
    return event


def test_a_known_file_is_opened_and_read(engine: Engine, folder: Path) -> None:
    opened = _opened(engine, folder / "canals.md")
    assert (opened.kind, opened.length, opened.changed) == ("markdown", len(NOTES), False)
    assert _read(engine, folder / "canals.md").text == NOTES


PNG = b"\x89PNG\r\n\x1a\n and so on"


def test_pictures_below_a_documents_folder_are_read_and_no_other_file(
    engine: Engine, folder: Path, tmp_path: Path
) -> None:
    (folder / "img").mkdir()
    (folder / "img" / "a plan.png").write_bytes(PNG)
    (folder / "notes.png").write_text("Text with the name of a picture.")
    (tmp_path / "outside.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "outside.png")

    def read(name: str) -> m.Event:
        path = str(folder / "canals.md")
        return engine.last(m.ReadImage(library="Notes", path=path, name=name))

    for name in ("img/a%20plan.png", "./img/a plan.png?raw"):
        image = read(name)
        assert isinstance(image, m.ImageRead), image
        assert image.image == PNG
    for name in (
        "../outside.png",
        str(tmp_path / "outside.png"),
        (tmp_path / "outside.png").as_uri(),
        "link.png",
        "notes.png",
        "img",
        "missing.png",
        "http://127.0.0.1/a.png",
        "",
        "img/\0.png",
    ):
        assert isinstance(read(name), m.Failed), name


def test_no_other_file_is_ever_read(engine: Engine, tmp_path: Path, folder: Path) -> None:
    for path in (
        tmp_path / "secret.txt",
        folder / ".." / "secret.txt",
        Path("/etc/passwd"),
        folder,
    ):
        for ask in (
            m.OpenDocument(library="Notes", path=str(path)),
            m.ReadDocument(library="Notes", path=str(path)),
            m.RenderPage(library="Notes", path=str(path), page=1, width=100),
        ):
            event = engine.last(ask)
            assert isinstance(event, m.Failed)
            assert event.code == "not-indexed"


def test_a_file_that_changed_or_went_is_shown_as_it_was_indexed(
    engine: Engine, folder: Path
) -> None:
    hit = engine.search("sluice gate", "Notes").hits[0]
    engine.last(m.SetPaused(library="Notes", paused=True))  # nobody indexes the change meanwhile
    path = folder / "canals.md"
    path.write_text("Something else altogether.\n")
    os.utime(path, (1.0, 1.0))
    opened = _opened(engine, path)
    assert opened.changed
    part = _read(engine, path)
    assert part.text[hit.start - part.start : hit.end - part.start] == hit.text
    path.unlink()
    assert _opened(engine, path).trouble == "vanished"
    assert "sluice gate" in _read(engine, path).text


def test_pages_of_a_file_that_changed_since_it_was_opened_are_refused(
    engine: Engine, folder: Path
) -> None:
    path = folder / "policy.pdf"
    samples = Path(str(resources.files("resources"))) / "samples" / "home"
    shutil.copy(samples / "insurance-policy.pdf", path)
    engine.last(m.Index(library="Notes"))
    opened = _opened(engine, path)
    page = m.RenderPage(library="Notes", path=str(path), page=1, width=80, version=opened.version)
    unversioned = m.RenderPage(library="Notes", path=str(path), page=1, width=80)
    assert opened.version
    assert isinstance(engine.last(page), m.PageRendered)
    engine.last(m.SetPaused(library="Notes", paused=True))  # nobody indexes the change meanwhile
    path.write_bytes(path.read_bytes() + b"\n% saved again\n")
    for ask in (page, unversioned):
        refused = engine.last(ask)
        assert isinstance(refused, m.Failed)
        assert refused.code == "document-changed"
    changed = _opened(engine, path)
    assert (changed.changed, changed.version, changed.pages) == (True, "", ())
    engine.last(m.SetPaused(library="Notes", paused=False))
    engine.last(m.Index(library="Notes"))
    assert isinstance(engine.last(page), m.Failed)  # whoever opened the former one is told so
    assert _opened(engine, path).version not in ("", opened.version)
    assert isinstance(engine.last(unversioned), m.PageRendered)
