"""A catalogue that somebody else wrote cannot do more than be wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FoundFile, Signature


def test_a_catalogue_that_carries_code_of_its_own_is_not_run(tmp_path: Path) -> None:
    path, library = tmp_path / "catalogue.sqlite", tmp_path / "harm.so"
    Catalogue(path).close()
    with sqlite3.connect(path) as hostile:
        hostile.execute(
            "CREATE TRIGGER harm AFTER INSERT ON files BEGIN"
            f" SELECT load_extension('{library}'); END"
        )
    hostile.close()
    catalogue = Catalogue(path)
    with pytest.raises(sqlite3.OperationalError, match="unsafe use of load_extension"):
        catalogue.record_scan(added=[FoundFile("/a.txt", Signature(1, 1, 1, 1))])
    catalogue.close()


def test_what_reads_and_what_writes_trusts_no_schema(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    assert catalogue._writer.execute("PRAGMA trusted_schema").fetchone() == (0,)
    with pytest.raises(sqlite3.OperationalError):
        catalogue._writer.execute("SELECT load_extension('x')")
    catalogue.close()
