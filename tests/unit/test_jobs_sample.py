import numpy as np

from engine.jobs.exchange import Job
from engine.jobs.reading_messages import Draft, Read, Refusal, Vectors
from engine.jobs.sample import FILES, WORTH_IT, Sample
from engine.store.catalogue_rows import Signature


def jobs(count: int) -> list[Job]:
    return [Job(n, f"/{n}", Signature(n, 0, 0, n)) for n in range(1, count + 1)]


def read(job: Job, *lengths: int) -> Read:
    texts = ["x"] * len(lengths)
    draft = Draft(job.file, job.signature, b"", "", "", "", b"", b"", b"", [], [], texts)
    return Read([draft], Vectors(lengths=np.array(lengths, np.int32).tobytes()), [])


def test_a_small_run_takes_no_sample():
    sample = Sample(jobs(WORTH_IT - 1))
    assert not sample.awaited
    assert (sample.jobs, sample.mean) == (jobs(WORTH_IT - 1), None)


def test_the_sample_is_spread_over_all_sizes_and_comes_first():
    everything = jobs(10 * FILES)
    sample = Sample(everything)
    assert sorted(sample.jobs, key=lambda job: job.file) == everything
    first = sample.jobs[:FILES]
    assert abs(sum(job.file for job in first) / FILES - 5 * FILES) <= 5


def test_its_mean_is_that_of_passages_and_ready_when_all_of_it_was_read():
    sample = Sample(jobs(WORTH_IT))
    for number, job in enumerate(sample.jobs[: FILES - 1]):
        assert sample.awaited
        sample.note(read(job, 10, 20) if number % 2 else read(job))
    sample.note(read(sample.jobs[-1], 9000))  # not of the sample
    assert sample.awaited
    last = Refusal(sample.jobs[FILES - 1].file, "damaged", "", "")
    sample.note(Read([], Vectors(), [last]))
    assert not sample.awaited
    assert sample.mean == 15.0


def test_it_is_not_awaited_for_ever():
    now = [0.0]
    sample = Sample(jobs(WORTH_IT), lambda: now[0])
    assert sample.awaited
    now[0] = 60.0
    assert not sample.awaited
