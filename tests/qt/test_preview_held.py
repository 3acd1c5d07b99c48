"""A long text in the preview: what is far from the view goes and comes again, whatever comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QScrollBar
from pytestqt.qtbot import QtBot

from app.link.courier import Letter
from app.preview.held import MOST, Held, StretchWish
from app.preview.setting import Setting
from app.preview.text_view import TextView
from app.wiring import Program
from engine.preview.texts import Text
from engine.protocol.documents import Span
from engine.protocol.messages import (
    Command,
    DocumentOpened,
    DocumentRead,
    Failed,
    Hit,
    ReadDocument,
)
from tests.qt.preview_pane import shown_preview

MakeHit = Callable[..., Hit]
LINES = [f"Entry {n} 😀: nothing of note happened that day.\n" for n in range(20_000)]


class Reader:
    """A view of one document, served as the engine cuts it."""

    def __init__(self, qtbot: QtBot, make_hit: MakeHit, path: Path, content: str) -> None:
        path.write_text(content, "utf-8")
        self.path = str(path)
        self.text = Text(self.path)
        self._make_hit = make_hit
        self.pane = shown_preview(qtbot)
        self.view: TextView = self.pane.text
        self.wishes: list[StretchWish] = []
        self.view.stretch_wanted.connect(self.wishes.append)

    @property
    def bar(self) -> QScrollBar:
        return self.view.verticalScrollBar()

    @property
    def shown(self) -> str:
        return self.view.toPlainText()

    @property
    def marked(self) -> list[str]:
        return [selection.cursor.selectedText() for selection in self.view.extraSelections()]

    def hit(self, content: str, passage: str) -> Hit:
        at, words = content.index(passage), passage.split()
        first, second = len(words[0]), len(words[0]) + 1 + len(words[1])
        return self._make_hit(
            1,
            path=self.path,
            text=passage,
            start=at,
            end=at + len(passage),
            best=(0, first),
            marks=((first + 1, second),),
        )

    def open(self, hit: Hit) -> None:
        self.pane.show_hit(hit)
        self.pane.show_text(self.read(max(hit.start - 1_500, 0), 6_000), "text")
        QCoreApplication.sendPostedEvents()  # the pane gives its views their heights

    def read(self, start: int, length: int) -> DocumentRead:
        return self.text.read(start, length)

    def middle(self) -> tuple[str, int]:
        """The line in the middle of the view, and how far from its top."""
        cursor = self.view.cursorForPosition(self.view.viewport().rect().center())
        return cursor.block().text(), self.view.cursorRect(cursor).top()

    def scroll(self, *, down: bool) -> None:
        """Scroll to an end; what is wanted there comes."""
        self.bar.setValue(self.bar.maximum() if down else 0)
        while self.wishes:
            wish = self.wishes.pop()
            self.view.add_stretch(self.read(wish.start, wish.length))

    def scroll_steadily(self, *, down: bool) -> None:
        """The same; nothing moves on the screen when it comes."""
        self.bar.setValue(self.bar.maximum() if down else 0)
        while self.wishes:
            wish = self.wishes.pop()
            line, top = self.middle()
            self.view.add_stretch(self.read(wish.start, wish.length))
            now, place = self.middle()
            assert now == line
            assert abs(place - top) <= 2


@pytest.fixture
def reader(qtbot: QtBot, make_hit: MakeHit, tmp_path: Path) -> Reader:
    return Reader(qtbot, make_hit, tmp_path / "a.log", "".join(LINES))


def test_a_long_text_is_held_around_the_view_and_the_passage_found_again(reader: Reader) -> None:
    content, passage = "".join(LINES), LINES[10_000].strip()
    hit = reader.hit(content, passage)
    reader.open(hit)
    assert reader.marked == ["Entry", "10000"]
    for down, times in ((True, 60), (False, 110), (True, 20)):
        for _ in range(times):
            reader.scroll_steadily(down=down)
            assert len(reader.shown) <= MOST
        assert reader.shown in content
        assert passage not in reader.shown
        assert reader.marked == []
        assert reader.view.holds(hit, reader.path, "text")
        reader.view.mark(hit, go=False)
        assert reader.marked == []
    for _ in range(40):
        reader.scroll_steadily(down=True)
    assert reader.marked == ["Entry", "10000"]
    assert passage in reader.view.extraSelections()[0].cursor.block().text()


def test_another_hit_that_is_gone_is_not_in_sight_and_read_again(reader: Reader) -> None:
    content = "".join(LINES)
    first, second = (reader.hit(content, LINES[n].strip()) for n in (10_000, 10_020))
    second = replace(second, passage=2)
    reader.open(first)
    assert reader.view.holds(second, reader.path, "text")
    for _ in range(80):
        reader.scroll(down=True)
    assert reader.view.holds(first, reader.path, "text")
    assert not reader.view.holds(second, reader.path, "text")


def test_the_same_words_elsewhere_are_not_taken_for_the_passage(
    qtbot: QtBot, make_hit: MakeHit, tmp_path: Path
) -> None:
    line = "Nothing of note happened that day.\n"
    reader = Reader(qtbot, make_hit, tmp_path / "same.log", line * 20_000)
    hit = reader.hit(line * 20_000, line.strip())
    at = hit.start + 1_000 * len(line)
    hit = replace(hit, start=at, end=at + len(hit.text))
    reader.open(hit)
    assert reader.marked == ["Nothing", "of"]
    for _ in range(80):
        reader.scroll(down=True)
    assert not reader.view._held.has(hit)
    reader.view.mark(hit, go=False)
    assert reader.marked == []


@pytest.mark.parametrize("down", [True, False])
def test_a_text_grows_beyond_lines_that_are_longer_than_a_stretch(
    qtbot: QtBot, make_hit: MakeHit, tmp_path: Path, down: bool
) -> None:
    long = " ".join(f"word{n}" for n in range(700)) + "\n"
    groups = ["".join(LINES[at * 100 : at * 100 + at]) + long for at in range(1, 30)]
    content = LINES[19_000] + "".join(groups) + LINES[19_001]
    reader = Reader(qtbot, make_hit, tmp_path / "b.log", content)
    reader.open(reader.hit(content, LINES[200 if down else 2_910].strip()))
    for _ in range(60):
        reader.scroll(down=down)
    edge = LINES[19_001] if down else LINES[19_000]
    assert edge.strip() in reader.shown
    assert reader.shown in content


def test_of_a_stretch_only_what_is_new_is_taken(qtbot: QtBot) -> None:
    def part(start: int, text: str, *spans: Span) -> DocumentRead:
        return DocumentRead(path="/docs/a.py", text=text, start=start, total=30, spans=spans)

    held = Held(QTextDocument())
    held.clear("code", Setting("code"))
    held.put_first(part(10, "abcdef"))
    spans = Span(start=0, end=1, style="name"), Span(start=1, end=4, style="string")
    below = held.fitting(part(14, "efghij", *spans), above=False)
    assert below == part(16, "ghij", Span(start=0, end=2, style="string"))
    above = held.fitting(part(7, "xyzab", *spans), above=True)
    assert above == part(7, "xyz", spans[0], Span(start=1, end=3, style="string"))
    assert held.fitting(part(16, "ghij"), above=False) == part(16, "ghij")
    elsewhere = replace(part(16, "ghij"), path="/docs/b.py")
    markup = replace(part(14, "efghij"), source="<p>efghij</p>")
    for other in (part(17, "hij"), part(12, "cdef"), elsewhere, markup):
        assert held.fitting(other, above=False) is None


def test_a_stretch_that_does_not_come_is_asked_for_at_the_next_scroll(reader: Reader) -> None:
    reader.open(reader.hit("".join(LINES), LINES[10_000].strip()))
    reader.scroll(down=True)
    reader.bar.setValue(reader.bar.maximum())
    wish = reader.wishes.pop()
    assert reader.wishes == []
    reader.view.refuse_stretch()
    reader.bar.setValue(reader.bar.maximum() - 1)
    assert reader.wishes.pop() == wish
    reader.view.add_stretch(reader.read(0, 5_000))  # which continues nothing
    assert reader.wishes == []
    reader.bar.triggerAction(QScrollBar.SliderAction.SliderPageStepAdd)
    assert wish in reader.wishes
    reader.bar.setValue(reader.bar.maximum())
    reader.view.refuse_stretch()
    reader.wishes.clear()
    reader.bar.triggerAction(QScrollBar.SliderAction.SliderPageStepAdd)  # which moves nothing
    assert reader.wishes == [wish]


def test_a_stretch_that_cannot_be_read_is_asked_for_again(
    program: Program, sent: list[Command], reader: Reader
) -> None:
    def answer(event: DocumentOpened | DocumentRead | Failed) -> None:
        program.link._receive(Letter(len(sent), event))

    def last() -> ReadDocument:
        command = sent[-1]
        assert isinstance(command, ReadDocument)
        return command

    content, pane = "".join(LINES), program.window.passage
    first, second = (reader.hit(content, LINES[n].strip()) for n in (10_000, 15_000))
    bar = pane.text.verticalScrollBar()
    pane.show_hit(first)
    answer(DocumentOpened(path=reader.path, kind="text", length=reader.text.length))
    answer(reader.read(last().start, last().length))
    while pane.text._wish is not None:
        answer(reader.read(last().start, last().length))
    bar.setValue(0)
    wanted, asked = last(), len(sent)
    assert wanted.start < pane.text._held.start
    answer(Failed(code="unreadable", message="the drive sleeps"))
    assert len(sent) == asked
    bar.setValue(1)
    assert sent[asked:] == [wanted]
    pane.show_hit(replace(second, passage=2))  # what was asked for is called off
    assert last().start > wanted.start
    pane.show_hit(first)
    bar.setValue(2)
    assert last() == wanted
