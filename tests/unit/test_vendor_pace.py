"""How often a vendor is asked with one key."""

from __future__ import annotations

import threading
import time

import pytest

from engine.host.cancellation import Token
from engine.models.errors import VendorBusyError
from engine.models.vendors.pace import Pace, pace_of
from engine.protocol.errors import Cancelled


def test_there_is_one_for_a_server_and_a_key():
    assert pace_of("https://a", "1") is pace_of("https://a", "1")
    assert pace_of("https://a", "1") is not pace_of("https://a", "2")
    assert pace_of("https://a", "1") is not pace_of("https://b", "1")


def test_nobody_waits_while_nobody_complains():
    pace, start = Pace(), time.monotonic()
    for _ in range(1000):
        pace.take_turn(Token(), 0.0)
    assert time.monotonic() - start < 0.5


def test_after_a_complaint_requests_start_apart_in_all_threads():
    pace, starts, lock = Pace(), list[float](), threading.Lock()
    pace.slow(0.02, 0.02)
    begun = time.monotonic()

    def ask() -> None:
        pace.take_turn(Token(), 10)
        with lock:
            starts.append(time.monotonic() - begun)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, start in enumerate(sorted(starts), start=1):
        assert start >= 0.02 * number - 0.002


def test_complaints_double_the_distance_and_answers_take_it_back():
    pace = Pace()
    pace.slow(0, 0.1)
    pace.slow(0, 0.1)
    assert pace.apart == pytest.approx(0.2)
    for _ in range(100):
        pace.slow(0, 0.1)
    assert pace.apart == 10
    for _ in range(100):
        pace.ease()
    assert pace.apart == 0


def test_a_turn_that_is_far_away_is_not_waited_for():
    pace = Pace()
    pace.slow(100, 0.1)
    with pytest.raises(VendorBusyError):
        pace.take_turn(Token(), 60)


def test_a_wait_is_called_off():
    pace, token = Pace(), Token()
    pace.slow(50, 0.1)
    threading.Timer(0.02, token.cancel).start()
    with pytest.raises(Cancelled):
        pace.take_turn(token, 60)
