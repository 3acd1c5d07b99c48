"""Recoll as the benchmark asks it, where it is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import recoll
from tests.bench.formats import FORMATS, Written
from tests.bench.recoll import Recoll

pytestmark = pytest.mark.skipif(not recoll.version(), reason=recoll.INSTALL)

TEXT = "The lift of a wing in a slipstream, and 자립자금."


def test_recoll_reads_every_format_and_takes_any_query(tmp_path: Path):
    files = tmp_path / "files"
    files.mkdir()
    for number, (suffix, form) in enumerate(FORMATS.items()):
        text = TEXT if suffix != "pdf" else TEXT.partition(", and")[0]
        content = form(Written(f"Number {number}", text))
        assert content is not None
        (files / f"{number}.{suffix}").write_bytes(content)
    (files / "other.txt").write_text("Unrelated entirely.", encoding="utf-8")
    index = Recoll(files, tmp_path / "recoll")
    wings = {f"{number}.{suffix}" for number, suffix in enumerate(FORMATS)}
    assert set(index.ask("WING slipstreams")) == wings
    assert set(index.ask('"wing AND (lift: *, -of OR ["')) == wings
    assert set(index.ask("자립자금")) == wings - {"3.pdf"}
    assert len(index.ask("wing", limit=2)) == 2
    assert index.ask("?! …") == []
