"""In which languages brief queries are read: those of the files that a library has now."""

from __future__ import annotations

from pathlib import Path

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FoundFile, Signature
from tests.unit.service_engine import Engine, add, names
from tests.unit.test_catalogue import indexed, terms

GERMAN = (
    "Die alten Häuser am Fluss wurden von den Bewohnern verlassen, nachdem das Wasser im Frühjahr "
    "gestiegen war. Das war im Jahr {}."
)


def write_german(folder: Path) -> Path:
    folder.mkdir()
    for number in range(5):
        (folder / f"{folder.name}{number}.txt").write_text(GERMAN.format(number), "utf-8")
    return folder


def test_queries_are_stemmed_also_after_the_first_folder_was_removed(
    engine: Engine, data: DataFolder, tmp_path: Path
) -> None:
    first, second = write_german(tmp_path / "a"), write_german(tmp_path / "b")
    add(engine, first)
    engine.last(m.Index())
    engine.last(m.RemoveFolders(paths=(str(first),)))
    add(engine, second)
    engine.last(m.Index())
    engine.close()
    again = Engine(data)
    finished = again.search("Häusern")
    assert names(finished) == {f"b{number}.txt" for number in range(5)}
    assert {hit.terms for hit in finished.hits} == {("Häusern",)}
    again.close()


def test_files_are_sampled_evenly_however_many_were_removed(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    paths = [f"/{number:04}.txt" for number in range(900)]
    catalogue.record_scan(added=[FoundFile(path, Signature(1, 2, 3, 4)) for path in paths])
    files = catalogue.files_at(paths)
    assert catalogue.some_languages(10) == [""] * 10
    gone = [files[path].id for path in paths[:870]]
    catalogue.leave(gone)
    catalogue.forget(gone, terms())
    left = [files[path].id for path in paths[870:]]
    catalogue.begin(left)
    catalogue.finish([indexed(file, "text") for file in left[::2]], {}, terms())
    for about in (100, 30, 20):
        assert sorted(catalogue.some_languages(about)) == [""] * 15 + ["en"] * 15
    assert catalogue.some_languages(15) == ["en"] * 15  # every second one
    assert len(catalogue.some_languages(3)) == 3
    catalogue.close()


def test_an_empty_catalogue_has_no_languages(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    assert catalogue.some_languages(300) == []
    catalogue.close()
