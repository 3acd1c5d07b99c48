"""The quality benchmark over a small judged set, through the real command line and engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import measuring
from tests.bench.measuring import Measuring
from tests.bench.outcome import BM25, DEFAULT, FUSION, STATIC

DOCUMENTS = {
    "bread": "Flour, water and salt are kneaded into a dough and baked in an oven.",
    "wing": "The lift of a wing in a slipstream depends on the angle of attack.",
    "court": "The judge heard the appeal and overturned the verdict of the lower court.",
    "장애": "장애인 자립자금은 읍면동 주민센터에서 신청하고 시군구에서 심사합니다.",
}
QUERIES = {
    "1": ("how is dough baked", "bread"),
    "2": ("what does lift depend on", "wing"),
    "3": ("who overturned the sentence", "court"),
    "4": ("자립자금은 누가 심사하나요?", "장애"),
}


def write_set(folder: Path) -> None:
    """A judged set in the shared sets' form; it has a shared set's name, for its nonsense."""
    folder.mkdir(parents=True)
    corpus = [{"_id": key, "title": "", "text": text} for key, text in DOCUMENTS.items()]
    queries = [{"_id": key, "text": text} for key, (text, _) in QUERIES.items()]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    judged = "".join(f"{key}\t{document}\t1\n" for key, (_, document) in QUERIES.items())
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + judged, encoding="utf-8")


@pytest.mark.slow
def test_a_set_is_written_indexed_timed_and_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_set(tmp_path / "shared" / "cacm")
    monkeypatch.setattr(measuring, "SHARED", tmp_path / "shared")
    monkeypatch.setattr(measuring, "TIMED", 4)
    monkeypatch.setattr(measuring, "WARMED", 1)
    (tmp_path / "scratch").mkdir()
    one = Measuring("cacm", tmp_path / "scratch", full=True)
    one.prepare()
    one.time()
    one.judge(with_recoll=False)
    found = one.found
    assert (found.files, found.passages, found.unknown) == (4, 4, 0.25)
    orders = {BM25, STATIC, FUSION, DEFAULT, "MiniLM", "MiniLM + BM25"}
    assert set(found.worths) == orders
    assert all(set(worths) == set(QUERIES) for worths in found.worths.values())
    assert all(found.worths[DEFAULT][key].ndcg == 1 for key in QUERIES)
    assert found.worths[STATIC]["4"].ndcg == 0  # it knows no Korean
    assert {sample.query for sample in found.samples if sample.rank == 1} == set(QUERIES)
    assert all(sample.relevant for sample in found.samples if sample.rank == 1)
    assert found.nonsense is not None
    assert found.nonsense.asked >= 12
    assert found.ms.keys() == {BM25, FUSION, DEFAULT, "cached", "p95", "MiniLM + BM25"}
    assert found.ms[FUSION] <= found.ms[DEFAULT]
