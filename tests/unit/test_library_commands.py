"""Libraries are made, renamed and counted."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.unit.service_engine import Engine, add, names


def _failed(event: m.Event) -> str:
    assert isinstance(event, m.Failed)
    return event.code


def _statistics(engine: Engine, library: str = "") -> m.StatisticsReported:
    counted = engine.last(m.GetStatistics(library=library))
    assert isinstance(counted, m.StatisticsReported)
    return counted


def test_a_library_is_made_empty_and_takes_folders_later(engine: Engine, documents: Path) -> None:
    assert engine.last(m.MakeLibrary(library=" Papers ")) == m.Done()
    made = engine.libraries()["Papers"]
    assert (made.folders, made.files, made.store) == ((), 0, "embedded")
    add(engine, documents, library="Papers")
    assert engine.libraries()["Papers"].folders == (str(documents),)


def test_a_library_is_not_made_twice_nor_without_a_name_nor_on_anything_but_a_server(
    engine: Engine,
) -> None:
    engine.last(m.MakeLibrary(library="Papers"))
    assert _failed(engine.last(m.MakeLibrary(library="Papers"))) == "library-exists"
    assert _failed(engine.last(m.MakeLibrary(library="  "))) == "usage"
    assert _failed(engine.last(m.MakeLibrary(library="X", store_uri="/tmp/x.db"))) == "usage"
    assert set(engine.libraries()) == {"Papers"}


def test_a_renamed_library_keeps_its_index_and_its_hits_carry_the_new_name(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents, library="Land")
    engine.last(m.Index())
    assert names(engine.search("honey", "Land")) == {"bees.txt"}
    assert engine.last(m.RenameLibrary(library="Land", name="Farm")) == m.Done()
    assert {hit.library for hit in engine.search("honey").hits} == {"Farm"}
    finished = engine.last(m.Index(library="Farm"))
    assert isinstance(finished, m.IndexFinished)
    assert (finished.files, finished.unchanged) == (0, 3)
    assert engine.libraries()["Farm"].progress.library == "Farm"
    assert _failed(engine.last(m.Search(query="honey", library="Land"))) == "unknown-library"
    engine.close()
    again = Engine(data)
    assert set(again.libraries()) == {"Farm"}
    again.close()


def test_a_library_does_not_take_the_name_of_another_but_may_keep_its_own(engine: Engine) -> None:
    engine.last(m.MakeLibrary(library="Land"))
    engine.last(m.MakeLibrary(library="Sea"))
    assert _failed(engine.last(m.RenameLibrary(library="Land", name="Sea"))) == "library-exists"
    assert _failed(engine.last(m.RenameLibrary(library="Land", name=" "))) == "usage"
    assert _failed(engine.last(m.RenameLibrary(library="Ice", name="A"))) == "unknown-library"
    assert engine.last(m.RenameLibrary(library="Land", name="Land ")) == m.Done()
    assert set(engine.libraries()) == {"Land", "Sea"}


def test_subscribers_hear_of_a_new_library(engine: Engine) -> None:
    engine.last(m.MakeLibrary(library="Papers"))
    news = engine.news.get(timeout=5)
    assert isinstance(news, m.LibrariesChanged)
    assert [info.name for info in news.libraries] == ["Papers"]


def test_each_folder_tells_how_many_files_it_has_and_how_it_is(
    engine: Engine, documents: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "geese.txt").write_text("Geese fly south in a wedge.\n")
    engine.last(m.AddFolders(paths=(str(documents), str(other)), library="Land", index=False))
    assert [(root.path, root.files) for root in engine.libraries()["Land"].roots] == [
        (str(documents), 0),
        (str(other), 0),
    ]
    engine.last(m.Index())
    land = engine.libraries()["Land"]
    assert land.roots == (
        m.FolderInfo(path=str(documents), files=2, failed=1),
        m.FolderInfo(path=str(other), files=1),
    )
    assert sum(root.files for root in land.roots) == land.files
    other.rename(tmp_path / "elsewhere")
    engine.last(m.Index())
    states = {root.path: (root.state, root.files) for root in engine.libraries()["Land"].roots}
    assert states == {str(documents): ("", 2), str(other): ("away", 1)}


def test_files_are_counted_by_kind_month_and_language(engine: Engine, documents: Path) -> None:
    (documents / "한국어.TXT").write_text("꿀벌은 꽃에서 꿀을 모아 벌집으로 가져옵니다.\n" * 4)
    for name, day in (
        ("bees.txt", "2024-03-09 12:00"),
        ("sea/ships.md", "2024-06-01 12:00"),
        ("한국어.TXT", "2107-01-01 12:00"),
    ):
        changed = datetime.datetime.fromisoformat(day).timestamp()
        os.utime(documents / name, (changed, changed))
    add(engine, documents)
    engine.last(m.Index())
    counted = _statistics(engine)
    assert [(kind.ext, kind.files) for kind in counted.kinds] == [("txt", 2), ("md", 1)]
    assert (counted.files, counted.passages) == (3, sum(kind.passages for kind in counted.kinds))
    assert counted.bytes == sum(kind.bytes for kind in counted.kinds) > 0
    assert counted.disk > 10_000
    months = [month.month for month in counted.months]
    assert months[:4] == ["2024-03", "2024-04", "2024-05", "2024-06"]
    assert [month.files for month in counted.months[:4]] == [1, 0, 0, 1]
    today = datetime.date.today()  # noqa: DTZ011
    assert months[-1] == f"{today.year:04}-{today.month:02}"
    assert counted.days == ()  # of so long a time
    assert "ko" in {count.language for count in counted.languages}
    assert sum(count.passages for count in counted.languages) == counted.passages


def test_files_of_a_short_time_are_counted_by_day(engine: Engine, documents: Path) -> None:
    today = datetime.datetime.now().replace(hour=12)  # noqa: DTZ005
    for name, ago in (("bees.txt", 3), ("sea/ships.md", 0)):
        changed = (today - datetime.timedelta(days=ago)).timestamp()
        os.utime(documents / name, (changed, changed))
    add(engine, documents)
    engine.last(m.Index())
    counted = _statistics(engine)
    days = [today.date() - datetime.timedelta(days=ago) for ago in (3, 2, 1, 0)]
    assert [day.day for day in counted.days] == [day.isoformat() for day in days]
    assert [day.files for day in counted.days] == [1, 0, 0, 1]
    assert sum(day.passages for day in counted.days) == counted.passages


def test_a_library_without_an_index_counts_nothing_and_an_unknown_one_fails(
    engine: Engine,
) -> None:
    engine.last(m.MakeLibrary(library="Papers"))
    counted = _statistics(engine, "Papers")
    assert (counted.files, counted.kinds, counted.months, counted.languages) == (0, (), (), ())
    assert _failed(engine.last(m.GetStatistics(library="Ice"))) == "unknown-library"
