"""The rows of the result list: which there are, in which order, and how they read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.results.model import ResultsModel
from app.results.rows import (
    FAINT_SCORE,
    NOISE_SCORE,
    WEAK,
    FileRow,
    FoldRow,
    PassageRow,
    SeparatorRow,
    build_rows,
    spoken,
    worth_showing,
)
from engine.protocol.messages import WEAK_SCORE, Hit
from tests.qt.result_list import passage_of

MakeHit = Callable[..., Hit]


def test_hits_are_grouped_by_file_in_the_order_of_the_best(make_hit: MakeHit) -> None:
    hits = [make_hit(1, "/b"), make_hit(2, "/a"), make_hit(3, "/b")]
    rows = build_rows(hits)
    shown = [r.hit.path if isinstance(r, FileRow) else passage_of(r) for r in rows]
    assert shown == ["/b", 1, 3, "/a", 2]


def test_what_is_near_only_for_want_of_better_is_not_shown(make_hit: MakeHit) -> None:
    near, noise = make_hit(1, "/a", score=NOISE_SCORE), make_hit(2, "/b", score=NOISE_SCORE / 2)
    assert worth_showing([near, noise]) == (near,)


def test_weak_hits_stand_below_a_separator(make_hit: MakeHit) -> None:
    weak = make_hit(2, "/a", score=WEAK_SCORE - 0.01)
    rows = build_rows([make_hit(1, "/a"), weak, make_hit(3, "/b", score=WEAK_SCORE)])
    kinds = [type(row) for row in rows]
    assert kinds == [FileRow, PassageRow, FileRow, PassageRow, FoldRow]
    assert "1 weaker match" in spoken(rows[-1])
    unfolded = build_rows([make_hit(1, "/a"), weak], {WEAK})
    assert [type(row) for row in unfolded[2:]] == [SeparatorRow, FileRow, PassageRow]
    last = unfolded[-1]
    assert isinstance(last, PassageRow)
    assert last.weak
    assert last.hit is weak


def test_of_weak_hits_alone_the_best_are_shown_and_the_rest_is_folded(
    qapp: object, make_hit: MakeHit
) -> None:
    scores = (WEAK_SCORE / 2, WEAK_SCORE / 2, FAINT_SCORE, FAINT_SCORE, NOISE_SCORE)
    hits = [make_hit(n, f"/{n % 2}", score=score) for n, score in enumerate(scores)]
    model = ResultsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_hits(hits)
    assert [passage_of(row) for row in model.rows if isinstance(row, PassageRow)] == [0, 2, 1]
    assert isinstance(model.rows[0], SeparatorRow)
    assert spoken(model.rows[-1]) == "Show 2 more"
    model.unfold(len(model.rows) - 1)
    assert [passage_of(row) for row in model.rows if isinstance(row, PassageRow)] == [0, 2, 1, 3, 4]
    assert model.rows == model.rows_for(hits)
    names = [row.identity for row in model.rows]
    assert len(names) == len(set(names))


def test_of_faint_hits_none_is_shown_unasked(make_hit: MakeHit) -> None:
    hits = [make_hit(n, f"/{n}", score=FAINT_SCORE * 0.9) for n in range(33)]
    (row,) = build_rows(hits)
    assert spoken(row) == "33 weaker matches"
    assert isinstance(build_rows(hits, {WEAK})[0], SeparatorRow)


def test_a_heading_is_shown_without_what_is_hidden_in_it(make_hit: MakeHit) -> None:
    row = build_rows([make_hit(1, heading="Useful Types {/*useful-types*/} › Children")])[1]
    assert isinstance(row, PassageRow)
    assert row.place == "Useful Types › Children"


def test_the_model_obeys_qts_rules_through_every_change(qapp: object, make_hit: MakeHit) -> None:
    model = ResultsModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    for number in (0, 1, 30, 4, 0):
        model.show_hits([make_hit(i, f"/{i % 7}.md", score=0.9 - i / 35) for i in range(number)])
    assert tester.model() is model


def test_a_row_reads_well_aloud(make_hit: MakeHit, qapp: object) -> None:
    model = ResultsModel()
    model.show_hits([make_hit(1, "/docs/a.txt", title="Locks", page=3, heading="Gates › Sluices")])
    said = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("80%, Locks, Page 3")
    assert "sluice gate" in said
    assert "a.txt" in spoken(build_rows([make_hit(1, "/docs/a.txt")])[0])


def test_only_passages_can_be_selected(make_hit: MakeHit, qapp: object) -> None:
    model = ResultsModel()
    model.show_hits([make_hit(1), make_hit(2, "/b", score=0.01)])
    can = [bool(model.index(i).flags() & Qt.ItemFlag.ItemIsSelectable) for i in range(3)]
    assert can == [False, True, True]
    model.unfold(2)
    can = [bool(model.index(i).flags() & Qt.ItemFlag.ItemIsSelectable) for i in range(5)]
    assert can == [False, True, False, False, True]
    assert model.data(QModelIndex()) is None
