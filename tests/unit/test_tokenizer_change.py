"""An index of another tokenizer is made anew by itself, and can be searched all the while."""

from pathlib import Path

from engine.host.paths import DataFolder
from engine.models.terms import TOKENIZER_VERSION
from engine.protocol import messages as m
from engine.store.catalogue import Catalogue
from tests.unit.service_engine import Engine, add, names, wait_for


def test_an_index_of_the_first_tokenizer_is_made_anew_by_itself(
    data: DataFolder, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "thai.txt").write_text("เปิดไฟฟ้าที่บ้าน", encoding="utf-8")
    (folder / "sea.txt").write_text("Whales breathe air in the sea.", encoding="utf-8")
    engine = Engine(data)
    add(engine, folder)
    engine.last(m.Index())
    assert names(engine.search("ไฟ")) == {"thai.txt"}
    engine.close()

    (path,) = data.root.rglob("catalogue.sqlite")
    catalogue = Catalogue(path)
    terms = catalogue.all_df()
    catalogue.remember({"tokenizer": "1"})
    catalogue.close()

    again = Engine(data)
    again.parts.service.refresh_all()
    assert isinstance(again.last(m.Search(query="whales", rerank=False)), m.SearchFinished)
    wait_for(lambda: names(again.search("whales")) == {"sea.txt"})
    wait_for(lambda: names(again.search("ไฟ")) == {"thai.txt"})
    again.close()
    catalogue = Catalogue(path)
    assert catalogue.meta()["tokenizer"] == str(TOKENIZER_VERSION)
    assert catalogue.all_df() == terms
    catalogue.close()
