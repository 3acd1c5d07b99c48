import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.protocol.errors import StoreError
from engine.store.catalogue import Catalogue
from engine.store.catalogue_reading import CatalogueDamagedError
from engine.store.catalogue_rows import (
    FailedFile,
    FoundFile,
    IndexedFile,
    PassageRow,
    Signature,
    TermChange,
    Trouble,
    passage_keys,
)
from engine.store.catalogue_states import State
from engine.store.migrations import MIGRATIONS, CatalogueTooNewError

SIGNATURE = Signature(10, 20, 30, 40)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def terms(**by: int) -> TermChange:
    ids = np.array([int(name[1:]) for name in by], np.uint32)
    return TermChange(ids, np.array(list(by.values()), np.int64))


def indexed(file: int, *texts: str, tokens: int = 5) -> IndexedFile:
    keys = passage_keys("library", file, len(texts))
    rows = [
        PassageRow(
            key, file, ordinal, 100 * ordinal, 100 * ordinal + len(text), 1, "A › B", "en", text
        )
        for ordinal, (key, text) in enumerate(zip(keys, texts, strict=True))
    ]
    return IndexedFile(file, SIGNATURE, b"hash", "text/plain", "Title", "en", tokens, 4.0, rows)


def add(catalogue: Catalogue, *paths: str) -> list[int]:
    catalogue.record_scan(added=[FoundFile(path, SIGNATURE) for path in paths])
    return [catalogue.files_at([path])[path].id for path in paths]


def index(catalogue: Catalogue, file: IndexedFile, change: TermChange) -> None:
    catalogue.begin([file.file])
    catalogue.finish([file], {}, change)


def test_what_was_indexed_is_answered(catalogue: Catalogue):
    (file,) = add(catalogue, "/a.txt")
    wanted = indexed(file, "one", "zwei 둘")
    index(catalogue, wanted, terms(t4294967295=2, t7=1))

    row = catalogue.files([file])[file]
    assert (row.state, row.title, row.passages, row.mean) == (State.INDEXED, "Title", 2, 4.0)
    assert catalogue.passages([p.pk for p in wanted.passages]) == {p.pk: p for p in wanted.passages}
    assert catalogue.passages_of(file) == list(wanted.passages)
    assert catalogue.df([4294967295, 7, 8]) == {4294967295: 2, 7: 1}
    assert (catalogue.totals().passages, catalogue.totals().tokens) == (2, 5)
    assert catalogue.totals().mean == 2.5


def test_indexing_again_replaces_and_leaves_no_trace_of_the_old(catalogue: Catalogue):
    (file,) = add(catalogue, "/a.txt")
    index(catalogue, indexed(file, "one", "two"), terms(t1=2, t2=1))
    catalogue.record_scan(changed={file: Signature(11, 21, 30, 40)})
    assert catalogue.passages_of(file), "the old answer stays until the new one is there"
    index(catalogue, indexed(file, "three", tokens=1), terms(t1=-2, t2=0, t3=1))

    assert [p.text for p in catalogue.passages_of(file)] == ["three"]
    assert catalogue.df([1, 2, 3]) == {2: 1, 3: 1}
    assert (catalogue.totals().passages, catalogue.totals().tokens) == (1, 1)


def test_a_file_that_left_takes_its_passages_and_terms_along(catalogue: Catalogue):
    first, second = add(catalogue, "/a", "/b")
    index(catalogue, indexed(first, "one"), terms(t1=1))
    index(catalogue, indexed(second, "one"), terms(t1=1))
    catalogue.leave([first])
    catalogue.forget([first], terms(t1=-1))

    assert catalogue.files([first, second]).keys() == {second}
    assert catalogue.passages_of(first) == []
    assert catalogue.df([1]) == {1: 1}
    assert catalogue.totals().passages == 1
    assert add(catalogue, "/a") == [second + 1], "ids are not given twice"


def test_a_failure_keeps_its_reason_and_counts_attempts(catalogue: Catalogue):
    (file,) = add(catalogue, "/a")
    for _ in range(2):
        catalogue.begin([file])
        catalogue.finish([], {file: FailedFile(SIGNATURE, "damaged", "cut", "Get it.")}, terms())
        catalogue.record_scan(changed={file: SIGNATURE})
    row = catalogue.files([file])[file]
    assert (row.code, row.reason, row.hint, row.attempts) == ("damaged", "cut", "Get it.", 2)
    index(catalogue, indexed(file, "one"), terms())
    row = catalogue.files([file])[file]
    assert (row.code, row.reason, row.hint, row.attempts) == ("", "", "", 0)


def test_files_that_swap_names_keep_their_passages(catalogue: Catalogue):
    first, second = add(catalogue, "/a", "/b")
    moved = {first: FoundFile("/b", SIGNATURE), second: FoundFile("/a", SIGNATURE)}
    catalogue.record_scan(moved=moved)
    assert {p: row.id for p, row in catalogue.files_at(["/a", "/b"]).items()} == {
        "/a": second,
        "/b": first,
    }


def test_a_new_scan_replaces_the_troubles_of_the_former(catalogue: Catalogue):
    catalogue.record_scan(troubles=[Trouble("/x", "folder-missing", "", "")])
    catalogue.record_scan(troubles=[Trouble("/y", "folder-missing", "", "")])
    assert [trouble.path for trouble in catalogue.troubles()] == ["/y"]


def test_a_failed_transaction_changes_nothing(catalogue: Catalogue):
    first, second = add(catalogue, "/a", "/b")
    catalogue.begin([first])
    with pytest.raises(RuntimeError, match="1 files may not become indexed"):
        catalogue.finish([indexed(first, "one"), indexed(second, "two")], {}, terms(t1=1))
    assert catalogue.files([first])[first].state is State.READING
    assert (catalogue.totals().passages, catalogue.df([1])) == (0, {})
    catalogue.reset([first], terms())


def test_it_answers_other_threads_while_a_transaction_is_open(catalogue: Catalogue, tmp_path: Path):
    (file,) = add(catalogue, "/a")
    index(catalogue, indexed(file, "one"), terms())
    blocker = sqlite3.connect(tmp_path / "catalogue.sqlite", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    blocker.execute("DELETE FROM passages")
    seen: list[int] = []
    threads = [
        threading.Thread(target=lambda: seen.append(len(catalogue.passages_of(file))))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    blocker.execute("ROLLBACK")
    blocker.close()
    assert seen == [1] * 8


def test_it_is_the_same_after_opening_again(tmp_path: Path):
    path = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(path)
    (file,) = add(catalogue, "/a")
    index(catalogue, indexed(file, "one"), terms(t1=1))
    catalogue.remember({"model": "static"})
    catalogue.close()
    catalogue = Catalogue(path)
    assert [p.text for p in catalogue.passages_of(file)] == ["one"]
    assert catalogue.meta() == {"model": "static"}
    catalogue.close()


def test_a_newer_catalogue_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "catalogue.sqlite"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CatalogueTooNewError) as caught:
        Catalogue(path)
    assert (caught.value.code, bool(caught.value.hint)) == ("catalogue-too-new", True)
    assert path.read_bytes() == before


def test_a_file_that_is_no_catalogue_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"never overwrite what could not be read" * 100)
    before = path.read_bytes()
    with pytest.raises(CatalogueDamagedError) as caught:
        Catalogue(path)
    assert (caught.value.code, bool(caught.value.hint)) == ("catalogue-damaged", True)
    assert path.read_bytes() == before


def test_pages_damaged_later_are_reported_as_damage(tmp_path: Path):
    path = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(path)
    files = add(catalogue, *(f"/{n}" for n in range(200)))
    for file in files:
        index(catalogue, indexed(file, "text " * 200), terms())
    catalogue.close()
    content = bytearray(path.read_bytes())
    content[4096 * 12 :] = b"\xff" * (len(content) - 4096 * 12)
    path.write_bytes(content)
    catalogue = Catalogue(path)
    with pytest.raises(StoreError) as caught:
        [catalogue.passages_of(file) for file in files]
    assert caught.value.code == "catalogue-damaged"
    catalogue.close()


def test_keys_are_63_bit_stable_and_differ_by_library_file_and_place():
    keys = passage_keys("a", 1, 3) + passage_keys("a", 2, 3) + passage_keys("b", 1, 3)
    assert len(set(keys)) == 9
    assert all(0 <= key < 1 << 63 for key in keys)
    assert passage_keys("a", 1, 2) == keys[:2]


def test_unsigned_ids_of_the_file_system_fit():
    class Stat:
        st_size, st_mtime_ns, st_dev, st_ino, st_ctime_ns = 1, 2, (1 << 64) - 1, 1 << 63, 3

    signature = Signature.of(Stat())  # pyright: ignore[reportArgumentType]
    assert (signature.device, signature.inode) == (-1, -(1 << 63))
