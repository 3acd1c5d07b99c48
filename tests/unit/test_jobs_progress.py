from engine.jobs.progress import FILE_COST, Meter
from engine.protocol.messages import Progress


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_rest_takes_as_long_as_the_like_of_it_took():
    clock, reports = Clock(), list[Progress]()
    meter = Meter("Notes", reports.append, clock)
    meter.files_total, meter.bytes_total = 4, 4 * FILE_COST
    meter.enter("indexing")
    assert reports[-1].eta_seconds is None, "nothing is known yet"
    clock.now = 10.0
    meter.done(FILE_COST)
    meter.tell()
    assert reports[-1].eta_seconds == 30.0
    assert (reports[-1].files_done, reports[-1].running) == (1, True)
    meter.enter("idle")
    assert (reports[-1].running, reports[-1].eta_seconds) == (False, None)


def test_one_file_of_many_tells_no_time():
    clock, reports = Clock(), list[Progress]()
    meter = Meter("Notes", reports.append, clock)
    meter.more(1000, 0)
    meter.enter("indexing")
    clock.now = 6.0
    meter.done(0)
    meter.tell()
    assert reports[-1].eta_seconds is None
    for _ in range(19):
        meter.done(0)
    meter.tell()
    assert reports[-1].eta_seconds == 6.0 * 49


def test_the_rate_is_that_of_the_last_half_minute():
    clock, reports = Clock(), list[Progress]()
    meter = Meter("Notes", reports.append, clock)
    meter.files_total, meter.bytes_total = 1000, 0
    meter.enter("indexing")
    for second in range(1, 101):
        clock.now = float(second)
        for _ in range(1 if second <= 60 else 10):
            meter.done(0)
        meter.tell()
    eta = reports[-1].eta_seconds
    assert eta is not None
    assert abs(eta - (1000 - 460) / 10) < 3


def test_reports_are_spared():
    clock, reports = Clock(), list[Progress]()
    meter = Meter("Notes", reports.append, clock)
    meter.enter("indexing")
    clock.now = 1.0
    for _ in range(100):
        meter.done(1)
        meter.tell_again()
    assert len(reports) == 2
    assert reports[-1].files_done == 1


def test_a_rest_is_told_and_not_taken_for_slowness():
    clock, reports = Clock(), list[Progress]()
    meter = Meter("Notes", reports.append, clock)
    meter.more(4, 0)
    meter.enter("indexing")
    clock.now = 10.0
    meter.done(0)
    meter.hold(held=True)
    meter.hold(held=True)
    assert (reports[-1].phase, reports[-1].eta_seconds, reports[-1].running) == (
        "holding",
        None,
        True,
    )
    clock.now = 5000.0
    meter.hold(held=False)
    clock.now = 5010.0
    meter.done(0)
    meter.tell()
    assert reports[-1].eta_seconds == 20.0


def test_files_that_come_and_go_meanwhile_are_counted():
    clock, reports = Clock(), list[Progress]()
    meter = Meter("Notes", reports.append, clock)
    meter.more(3, 300)
    meter.more(-1, -100)
    meter.done(100)
    meter.done(100, failed=True)
    meter.tell()
    last = reports[-1]
    assert (last.files_total, last.files_done, last.files_failed) == (2, 2, 1)
    assert (last.bytes_total, last.bytes_done) == (200, 200)
