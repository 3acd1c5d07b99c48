"""What is said and offered where there are no results."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.results.notice import Notice, Offer, Section

_LONG = "how do I reset the thermostat when the boiler has locked out & nobody comes"


def _past(count: int) -> Section:
    return Section(tuple(Offer(f"search {n}", n, "clock") for n in range(count)), "Recent")


def test_searches_of_before_keep_their_height_in_a_low_window_and_can_be_reached(
    qtbot: QtBot,
) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.resize(400, 240)
    notice.say("What are you looking for?", "Describe it in your own words.", (_past(9),))
    notice.show()
    buttons = notice.buttons()
    qtbot.waitUntil(lambda: buttons[0].height() > notice.fontMetrics().height())
    tops = [button.mapTo(notice, QPoint()).y() for button in buttons]
    assert all(below - above >= buttons[0].height() for above, below in pairwise(tops))
    assert len({button.mapTo(notice, QPoint()).x() for button in buttons}) == 1
    buttons[-2].setFocus()
    qtbot.keyClick(buttons[-2], Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: buttons[-1].mapTo(notice, QPoint()).y() < notice.height())


def test_a_search_too_long_for_its_row_is_told_whole(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.resize(260, 400)
    notice.say("Look", "", (Section((Offer(_LONG, 1),), "Recent"),))
    notice.show()
    (button,) = notice.buttons()
    qtbot.waitUntil(lambda: button.toolTip() == _LONG)
    assert button.mapTo(notice, QPoint(button.width(), 0)).x() <= notice.width()
