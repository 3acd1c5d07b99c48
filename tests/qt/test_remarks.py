from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.link.answers import Answer
from app.link.courier import Letter
from app.look.preference_names import UNASKED
from app.models.page import ModelsPage
from app.results.notice import Advice, Offer, Section
from app.results.remarks import Remark, Remarks
from app.shell import advising
from app.shell.remarking import GetModel, NotNow, meant_remark, strange_remark, weak_remark
from app.wiring import Program
from engine.protocol.messages import (
    WEAK_SCORE,
    Command,
    Done,
    DownloadModel,
    Failed,
    Hit,
    LibraryInfo,
    ListModels,
    ModelInfo,
    ModelsListed,
    Parts,
    QueryNote,
    SetModels,
)

MakeHit = Callable[..., Hit]
MakeLibrary = Callable[..., LibraryInfo]
MEANT = QueryNote(code=advising.MEANT, start=0, end=7, message="nowhere", meant="receive letters")
QUERY = "recieve letters"


def model(name: str, *languages: str, state: str = "installed") -> ModelInfo:
    return ModelInfo(
        id=name,
        name=name.title(),
        kind="dense",
        family="static",
        dim=256,
        languages=languages,
        licence="MIT",
        bytes=90_000_000,
        installed=state == "installed",
        bundled=False,
        state=state,
    )


def strange(meant: str = "many", cause: str = "ko") -> QueryNote:
    return QueryNote(
        code=advising.STRANGE, start=0, end=0, message="strange", meant=meant, cause=cause
    )


def answer(hits: tuple[Hit, ...], *notes: QueryNote, query: str = QUERY) -> Answer:
    return Answer(query, hits, notes, 0.1, final=True)


def say(program: Program, told: Answer) -> tuple[Remark, ...]:
    program.link.searches.finished.emit(told)
    return program.window.remarks.shown


def test_a_word_that_is_nowhere_is_named_with_the_query_that_was_meant(make_hit: MakeHit) -> None:
    remark = meant_remark(QUERY, MEANT, [make_hit(1, terms=("letters",))])
    assert remark.text == "Nothing has “recieve”. Did you mean this?"
    assert [(o.text, o.wish) for o in remark.offers] == [
        ("receive letters", advising.Meant("receive letters"))
    ]


def test_a_word_that_was_searched_for_instead_is_told(make_hit: MakeHit) -> None:
    remark = meant_remark(QUERY, MEANT, [make_hit(1, terms=("receive", "letters"))])
    assert remark.text == "Nothing has “recieve”. “receive” was searched for instead."
    assert remark.offers[0].text == "receive letters"


def test_what_was_meant_is_searched_for_by_a_press(
    qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    program.window.search.field.setText(QUERY)
    assert say(program, answer((make_hit(1),), MEANT))
    (button,) = program.window.remarks.buttons()
    assert button.isVisible()
    assert button.accessibleName() == "receive letters"
    assert button.shortcut() == QKeySequence("Alt+Return")
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "did-you-mean" not in program.window.search.summary.text()
    assert "nowhere" not in program.window.search.summary.text()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert program.window.search.field.text() == "receive letters"


def test_what_was_meant_is_offered_where_nothing_was_found(
    program: Program, sent: list[Command]
) -> None:
    program.window.search.field.setText(QUERY)
    assert not say(program, answer((), MEANT))
    offer = program.window.results.notice.buttons()[0]
    assert offer.text() == "Did you mean “receive letters”?"
    offer.click()
    assert program.window.search.field.text() == "receive letters"


def test_remarks_go_with_the_query(
    program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    program.window.search.field.setText(QUERY)
    say(program, answer((make_hit(1),), MEANT))
    program.window.search.field.clear()
    assert not program.window.remarks.shown
    assert program.window.remarks.isHidden()


def test_a_strange_language_leads_to_a_model_that_knows_it(
    program: Program,
    sent: list[Command],
    make_hit: MakeHit,
    make_library: MakeLibrary,
) -> None:
    remarking = program.director._remarking
    program.link.libraries_changed.emit((make_library("/docs"),))
    hits = (make_hit(1, language="ko", score=0.6), make_hit(2, language="en", score=0.5))
    told = answer(hits, strange())
    assert not say(program, told)
    assert any(isinstance(command, ListModels) for command in sent)
    models = (model("static", "en"), model("many", "en", "ko", state="missing"))
    remarking._take_models(ModelsListed(models=models))
    (remark,) = program.window.remarks.shown
    assert remark.text == (
        "These documents are in Korean, which the model “Static” does not know: they are found by "
        "their words alone."
    )
    get, not_now = program.window.remarks.buttons()
    assert (get.text(), not_now.text()) == ("Get a model that knows Korean (90.0 MB)", "Not now")
    get.click()
    page = program.window.pages.page("models")
    assert isinstance(page, ModelsPage)
    shown = page.current()
    assert shown is not None
    assert shown.id == "many"
    assert page.detail.getting.download.isVisibleTo(page)
    box = program.window.findChild(QMessageBox)
    assert box is not None
    assert box.text() == "Download “Many” (90.0 MB)?"
    assert not [command for command in sent if isinstance(command, DownloadModel)]
    (accept,) = [b for b in box.buttons() if b.text() == "Download and use"]
    accept.click()
    number = sent.index(DownloadModel(model="many")) + 1
    assert not [command for command in sent if isinstance(command, SetModels)]
    program.link._receive(Letter(number, Done()))
    assert SetModels(library=hits[0].library, dense_model="many", reranker="") in sent


def test_a_download_that_fails_changes_no_library(
    program: Program, sent: list[Command], make_hit: MakeHit, make_library: MakeLibrary
) -> None:
    program.link.libraries_changed.emit((make_library("/docs"),))
    models = (model("static", "en"), model("many", "en", "ko", state="missing"))
    program.director._remarking._take_models(ModelsListed(models=models))
    say(program, answer((make_hit(1, language="ko", score=0.5),), strange()))
    program.window.remarks.buttons()[0].click()
    box = program.window.findChild(QMessageBox)
    assert box is not None
    next(b for b in box.buttons() if b.text() == "Download and use").click()
    number = sent.index(DownloadModel(model="many")) + 1
    program.link._receive(Letter(number, Failed(code="download-failed", message="no network")))
    assert not [command for command in sent if isinstance(command, SetModels)]


def test_above_a_good_answer_no_other_model_is_offered(
    program: Program, sent: list[Command], make_hit: MakeHit, make_library: MakeLibrary
) -> None:
    program.link.libraries_changed.emit((make_library("/docs"),))
    models = (model("static", "en"), model("many", "ko", state="missing"))
    program.director._remarking._take_models(ModelsListed(models=models))
    assert not say(program, answer((make_hit(1, language="ko", score=0.99),), strange()))
    assert say(program, answer((make_hit(1, language="ko", score=0.5),), strange(), query="b"))


def test_a_language_that_was_put_off_is_not_mentioned_again(
    program: Program, sent: list[Command], make_hit: MakeHit, make_library: MakeLibrary
) -> None:
    program.link.libraries_changed.emit((make_library("/docs"),))
    remarking = program.director._remarking
    remarking._take_models(ModelsListed(models=(model("static", "en"), model("many", "ko"))))
    told = answer((make_hit(1, language="ko", score=0.6),), strange())
    say(program, told)
    program.window.remarks.buttons()[-1].click()
    assert not program.window.remarks.shown
    assert program.preferences.text(UNASKED) == "ko"
    assert not say(program, replace(told, query="another"))
    thai = answer((make_hit(1, language="th", score=0.6),), strange(cause="th"), query="third")
    assert "Thai" in say(program, thai)[0].text


def test_an_installed_model_is_to_be_used_and_none_is_offered_where_there_is_none() -> None:
    use = strange_remark("ko", model("static", "en"), model("many", "ko"))
    assert use.offers[0] == Offer("Use a model that knows Korean", GetModel("many"))
    alone = strange_remark("ko", None, None)
    assert [offer.wish for offer in alone.offers] == [NotNow("ko")]
    assert "the model in use" in alone.text
    asked = strange_remark("ko", model("static", "en"), None, asked=True)
    assert asked.text.startswith("Your question is in Korean, which the model “Static” does not")


def test_weak_matches_alone_are_told_with_what_to_try(make_hit: MakeHit) -> None:
    weak = [make_hit(n, score=WEAK_SCORE * 0.9) for n in (1, 2)]
    drop = Offer("Search everywhere", advising.Widen())
    mean = Offer("Did you mean “x”?", advising.Meant("x"))
    advice = Advice(("Say it in other words.",), (Section((mean, drop)),))
    remark = weak_remark(weak, advice)
    said = "Nothing here clearly answers this. The 2 closest passages are below."
    assert remark == Remark(said, (drop,), "Say it in other words.")
    one = weak_remark(weak[:1], Advice())
    assert one == Remark("Nothing here clearly answers this. The closest passage is below.")
    assert weak_remark([*weak, make_hit(3, score=WEAK_SCORE)], advice) is None
    alike = weak_remark(weak, Advice(), alike=True)
    assert alike == Remark("Nothing here is much like it. 2 weaker matches.")
    assert weak_remark([make_hit(1, score=0.0, parts=Parts())], advice) is None


def test_what_is_like_nothing_is_not_to_be_said_in_other_words(
    program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    program.director.searching._search_like_hit(make_hit(7))
    (remark,) = say(program, answer((make_hit(1, score=WEAK_SCORE / 2),), query=""))
    assert remark == Remark("Nothing here is much like it. 1 weaker match.")


def test_what_was_meant_takes_the_place_of_other_advice(
    program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    program.window.search.field.setText(QUERY)
    weak = (make_hit(1, score=WEAK_SCORE / 2),)
    assert "Did you mean" in say(program, answer(weak, MEANT))[0].text
    assert len(program.window.remarks.shown) == 1
    (alone,) = say(program, answer(weak, query="another"))
    assert alone.text.startswith("Nothing here clearly answers this.")


def test_nothing_moves_by_itself_while_a_person_looks_at_the_list(
    qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    program.window.search.field.setText(QUERY)
    hits = (make_hit(1), make_hit(2, "/b"))
    say(program, replace(answer(hits), final=False))
    qtbot.keyClick(program.window.results.view, Qt.Key.Key_Down)
    assert not say(program, answer(hits, MEANT))


@pytest.mark.parametrize("width", [230, 420, 900])
def test_a_line_leaves_nothing_out_however_narrow_it_is(qtbot: QtBot, width: int) -> None:
    remarks = Remarks()
    qtbot.addWidget(remarks)
    offers = (Offer("Get a model that knows Korean", 1), Offer("Not now", 2))
    remarks.show_remarks((Remark("These documents are in Korean. " * 3, offers, "Or so."),))
    remarks.resize(width, remarks.heightForWidth(width))
    with qtbot.waitExposed(remarks):
        remarks.show()
    for button in remarks.buttons():
        place = button.mapTo(remarks, button.rect().bottomRight())
        assert remarks.rect().contains(place)


def test_all_words_that_are_nowhere_are_named(make_hit: MakeHit) -> None:
    note = replace_note("receive letters, please")
    remark = meant_remark("recieve lettres, please", note, [make_hit(1)])
    assert remark.text == "Nothing has “recieve”, “lettres”. Did you mean this?"


def test_a_word_without_another_is_told_beside_the_figures(
    program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    note = QueryNote(code="word-nowhere", start=0, end=5, message="", meant="whale")
    assert not say(program, answer((make_hit(1),), note))
    assert "“whale” is in no file." in program.window.search.summary.text()


def replace_note(meant: str) -> QueryNote:
    return QueryNote(code=advising.MEANT, start=0, end=7, message="nowhere", meant=meant)
