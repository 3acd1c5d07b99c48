from collections.abc import Sequence

from engine.jobs import waiting
from engine.jobs.exchange import Job
from engine.jobs.waiting import WaitingJobs
from engine.store.catalogue_rows import Signature


def job(file: int, size: int = 10) -> Job:
    return Job(file, f"/d/{file}.md", Signature(size, 0, 0, file))


def filled(count: int) -> WaitingJobs:
    jobs = WaitingJobs()
    jobs.put(job(file) for file in range(count))
    return jobs


def files(batch: Sequence[Job]) -> list[int]:
    return [job.file for job in batch]


def emptied(jobs: WaitingJobs) -> list[list[int]]:
    batches: list[list[int]] = []
    while batch := jobs.batch(1):
        batches.append(files(batch))
    assert not len(jobs)
    return batches


def test_a_batch_is_limited_by_files_and_by_bytes():
    assert [len(batch) for batch in emptied(filled(150))] == [64, 64, 22]
    jobs = WaitingJobs()
    jobs.put([job(1, waiting.BATCH_BYTES + 1), job(2), job(3, waiting.BATCH_BYTES)])
    assert emptied(jobs) == [[1], [2], [3]]


def test_few_jobs_are_shared_between_the_workers():
    assert [len(filled(10).batch(sharers)) for sharers in (1, 4, 20)] == [10, 3, 1]


def test_urgent_jobs_go_first_and_do_not_wait_for_others_in_their_batch():
    jobs = filled(5)
    jobs.put_first([job(8), job(9)])
    assert emptied(jobs) == [[8, 9], [0, 1, 2, 3, 4]]
    jobs = filled(5)
    jobs.promote(lambda path: path.endswith(("/3.md", "/9.md")))
    assert emptied(jobs) == [[3], [0, 1, 2, 4]]


def test_a_job_that_is_put_again_replaces_the_former_one():
    jobs = filled(3)
    jobs.put_first([job(1, 77)])
    batch = jobs.batch(1)
    assert (files(batch), batch[0].signature.size) == ([1], 77)
    assert emptied(jobs) == [[0, 2]]


def test_suspects_are_read_alone_and_before_all_others():
    jobs = filled(2)
    jobs.put_alone([job(7), job(8)])
    assert emptied(jobs) == [[7], [8], [0, 1]]


def test_withdrawn_jobs_are_not_handed_out():
    jobs = filled(4)
    jobs.put_alone([job(7), job(8)])
    jobs.put_first([job(9)])
    assert sorted(files(jobs.withdraw({2, 8, 9, 55}))) == [2, 8, 9]
    assert emptied(jobs) == [[7], [0, 1, 3]]
    jobs = filled(4)
    jobs.clear()
    assert emptied(jobs) == []
