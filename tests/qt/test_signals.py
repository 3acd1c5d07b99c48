"""What the window's signals bear: very many, and from other threads."""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot
from pytestqt.qtbot import QtBot

PATIENCE = 60_000


class _Counter(QObject):
    counted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.threads: set[QThread] = set()

    @Slot(object)
    def take(self, _fact: object) -> None:
        self.count += 1
        self.threads.add(QThread.currentThread())


def test_signals_survive_200000_emits_with_true(qapp: object) -> None:
    counter = _Counter()
    counter.counted.connect(counter.take)
    for _ in range(200_000):
        counter.counted.emit(True)
    assert counter.count == 200_000


def test_facts_from_another_thread_arrive_in_the_guis(qtbot: QtBot) -> None:
    counter = _Counter()
    counter.counted.connect(counter.take, Qt.ConnectionType.QueuedConnection)

    def emit() -> None:
        for number in range(1000):
            counter.counted.emit(number)

    thread = threading.Thread(target=emit)
    thread.start()
    qtbot.waitUntil(lambda: counter.count == 1000, timeout=PATIENCE)
    thread.join()
    application = QCoreApplication.instance()
    assert application is not None
    assert counter.threads == {application.thread()}
