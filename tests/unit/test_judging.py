from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.jobs.judging import judge_words, questions, sample_passages
from engine.models import registry
from engine.models.holdings import Holdings
from engine.service.judging import Judged, judge
from engine.service.keys import VendorKeys
from engine.service.vendors import Vendors


@pytest.fixture
def vendors(tmp_path: Path) -> Vendors:
    return Vendors(Holdings(tmp_path), VendorKeys(tmp_path / "keys.json"))


def judged(model: str, vendors: Vendors) -> Judged:
    return judge(registry.find(model), None, vendors, Token())


def test_every_question_is_answered_by_samples_that_there_are():
    files = {passage.file for passage in sample_passages()}
    asked = questions()
    assert {name for one in asked for name in one.files} <= files
    assert len({one.text for one in asked}) == len(asked) >= 30
    assert {one.language for one in asked} >= {"en", "ko"}


def test_words_are_judged_in_every_language():
    found = judge_words(registry.find("bm25"))
    assert 0.2 < found.english < 0.8  # the questions avoid the words of their answers
    assert found.others > found.english


def test_a_transformer_ranks_better_than_a_static_model_and_takes_more_memory(vendors: Vendors):
    static, transformer = (judged(one, vendors) for one in ("static-minilm-256", "minilm-l6-int8"))
    assert static.judgement.english + 0.1 < transformer.judgement.english
    assert transformer.judgement.others == 0  # neither knows another language
    assert 50e6 < static.bytes < transformer.bytes < 400e6
