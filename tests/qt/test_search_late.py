"""The whole order is asked for once where the time did not do for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.link.search_line import LATER_MS
from engine.protocol.messages import Command, Search, SearchFinished
from tests.qt.engine_answers import answer, finished

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.wiring import Program
    from tests.qt.conftest import MakeHit


def searches(sent: list[Command]) -> list[Search]:
    return [command for command in sent if isinstance(command, Search)]


def late(make_hit: MakeHit) -> SearchFinished:
    return msgspec.structs.replace(finished(make_hit(1)), late=True)


def answered_late(qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit) -> None:
    program.link.searches.search("sluice", at_once=True)
    qtbot.waitUntil(lambda: len(searches(sent)) == 1)
    answer(program, sent, Search, late(make_hit))


def test_what_came_late_is_asked_for_once_and_in_one_piece(
    qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    answered_late(qtbot, program, sent, make_hit)
    assert len(searches(sent)) == 1
    qtbot.waitUntil(lambda: len(searches(sent)) == 2, timeout=10 * LATER_MS)
    first, second = searches(sent)
    assert (first.query, first.interim) == ("sluice", True)
    assert (second.query, second.interim) == ("sluice", False)
    answer(program, sent, Search, finished(make_hit(1)))
    qtbot.wait(2 * LATER_MS)
    assert len(searches(sent)) == 2


def test_who_types_on_gets_no_order_of_what_was(
    qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    answered_late(qtbot, program, sent, make_hit)
    program.link.searches.search("sluice gate", at_once=True)
    qtbot.waitUntil(lambda: len(searches(sent)) == 2)
    qtbot.wait(2 * LATER_MS)
    assert [one.query for one in searches(sent)] == ["sluice", "sluice gate"]
