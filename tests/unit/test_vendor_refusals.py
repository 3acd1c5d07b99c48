"""What a vendor's answer other than 200 means, and what of it is shown."""

from __future__ import annotations

import base64
import json
import time
from email.utils import formatdate

import pytest

from engine.models.errors import (
    VendorAccountError,
    VendorAnswerError,
    VendorBusyError,
    VendorError,
    VendorKeyError,
    in_our_words,
)
from engine.models.vendors.exchange import Reply
from engine.models.vendors.refusals import VendorTooLongError, asked_wait, refused
from engine.models.vendors.secret import Secret

NONE = Secret("")


def reply(status: int, body: object = None, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, named, body if isinstance(body, bytes) else json.dumps(body).encode())


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (reply(401, {"error": {"message": "Incorrect API key"}}), VendorKeyError, "Incorrect"),
        (reply(401, b"<html>"), VendorKeyError, "answered 401"),
        (reply(403, {"detail": "not yours"}), VendorAccountError, "not yours"),
        (reply(403, b"<html>the hotel's portal"), VendorBusyError, "answered 403"),
        (reply(402, {"detail": "no money"}), VendorAccountError, "no money"),
        (reply(400, {"error": {"message": "API key expired."}}), VendorKeyError, "expired"),
        (reply(408), VendorBusyError, "answered 408"),
        (reply(429, {"message": "trial key"}), VendorBusyError, "trial key"),
        (reply(503, b"<html>"), VendorBusyError, "answered 503"),
        (reply(404, {"error": "model 'x' not found"}), VendorAnswerError, "model 'x'"),
        (reply(422, {"detail": [{"loc": ["a"], "msg": "bad task"}]}), VendorAnswerError, "bad"),
        (reply(204, b""), VendorAnswerError, "answered 204"),
        (reply(301, b"", location="https://elsewhere"), VendorAnswerError, "sends elsewhere"),
        (reply(400, b"\xff\xfe"), VendorAnswerError, "answered 400"),
        (reply(413, b""), VendorTooLongError, "answered 413"),
    ],
)
def test_each_status_is_what_it_is(answer: Reply, kind: type[VendorError], said: str):
    error = refused(answer, NONE, "a-model")
    assert type(error) is kind
    assert said in str(error)
    assert error.facts["model"] == "a-model"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "This model's maximum context length is 8192 tokens, however you requested 9000"),
        (400, "Requested 300001 tokens, max 300000 tokens per request"),
        (400, "The max allowed tokens per submitted batch is 120000. Your batch has 130000"),
        (400, "too many tokens: max tokens limit is 512"),
        (400, "Input text exceeds maximum length of 8192 tokens"),
        (400, "the input length exceeds the context length"),
        (422, "batch size 33 > maximum allowed batch size 32"),
        (413, "`inputs` must have less than 512 tokens. Given: 600"),
        (500, "input is too large to process. increase the physical batch size"),
    ],
)
def test_texts_that_are_too_long_are_told_from_other_complaints(status: int, words: str):
    assert isinstance(refused(reply(status, {"error": words}), NONE, ""), VendorTooLongError)


def test_ordinary_complaints_are_not_about_length():
    for words in (
        "dimensions: 4096 is not supported",
        "task_type is not supported",
        "no such user",
    ):
        assert type(refused(reply(400, {"detail": words}), NONE, "")) is VendorAnswerError


def test_googles_word_of_a_quota_is_about_this_minute_and_openais_about_the_account():
    words = "You exceeded your current quota, please check your plan and billing details."
    google = {"error": {"code": 429, "message": words, "status": "RESOURCE_EXHAUSTED"}}
    openai = {"error": {"message": words, "type": "insufficient_quota", "code": None}}
    assert isinstance(refused(reply(429, google), NONE, ""), VendorBusyError)
    assert isinstance(refused(reply(429, openai), NONE, ""), VendorAccountError)


def test_a_sentence_is_short_and_one_line():
    said = str(refused(reply(400, {"message": "a\n b  " + "c" * 5000}), NONE, ""))
    assert said.startswith("a b ccc")
    assert len(said) <= 300


def test_a_key_at_the_end_of_what_is_shown_is_not_shown_in_part():
    key = Secret("sk-" + "x" * 40)
    said = str(refused(reply(400, {"message": "a" * 280 + key.reveal()}), key, ""))
    assert "sk-" not in said
    assert "xxx" not in said


@pytest.mark.parametrize(
    "shown",
    [
        "sk-ABCdef1****7890",
        "sk-ABC...",
        "key=sk-ABCdef1",
        "****7890.",
        "sk-ABCdef1234\n567890",
        "sk-ABCdef12345\n67890ab",
        base64.b64encode(b"sk-ABCdef1234567890").decode(),
        base64.b64encode(b"u:sk-ABCdef1234567890").decode(),
        base64.urlsafe_b64encode(b"us:sk-ABCdef1234567890").decode(),
    ],
)
def test_no_piece_of_a_key_is_shown(shown: str):
    key = Secret("sk-ABCdef1234567890")
    said = str(refused(reply(400, {"message": f"Incorrect key ({shown}) given"}), key, ""))
    assert said.startswith("Incorrect key (")
    assert said.endswith(") given")
    pieces = ("sk-ABC", "7890", "c2stQUJD", "NrLUFCQ2", "zay1BQkNkZ")
    assert not [piece for piece in pieces if piece in said]


def test_words_that_are_no_piece_of_a_key_stay():
    key = Secret("sk-ABCdef1234567890")
    words = "The model tiny-1234 of task 17 asks for 8191 tokens, not 78901"
    assert str(refused(reply(400, {"message": words}), key, "")) == words
    assert Secret("secret").hidden("a secret or another secretary") == "a … or another …ary"


def test_what_a_log_says_of_an_answer_quotes_nobody():
    error = refused(reply(400, {"message": "I refuse 'my own text'"}), NONE, "")
    assert (str(error), in_our_words(error)) == (
        "I refuse 'my own text'",
        "the vendor answered 400",
    )
    assert in_our_words(VendorBusyError("it cannot be reached")) == "it cannot be reached"


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (reply(429), None),
        (reply(429, retry_after="7"), 7),
        (reply(429, retry_after="0.5"), 0.5),
        (reply(429, retry_after="soon"), None),
        (reply(429, retry_after="-5"), None),
        (reply(429, retry_after_ms="1500", retry_after="2"), 1.5),
        (reply(429, {"error": {"details": [{"retryDelay": "36.5s"}]}}), 36.5),
        (reply(429, retry_after=formatdate(90, usegmt=True), date=formatdate(30)), 60),
        (reply(429, retry_after=formatdate(90, usegmt=True)), 0),
        (reply(429, retry_after="99999999999"), 900),
        (reply(429, retry_after="9" * 400), 900),
        (reply(429, retry_after=formatdate(90_000, usegmt=True), date=formatdate(30)), 900),
        (reply(429, {"error": {"details": [{"retryDelay": "86400s"}]}}), 900),
    ],
)
def test_the_wait_that_is_asked_for(answer: Reply, seconds: float | None):
    assert asked_wait(answer) == seconds


def test_a_date_is_taken_by_our_clock_where_the_server_tells_no_time():
    wait = asked_wait(reply(429, retry_after=formatdate(time.time() + 100, usegmt=True)))
    assert wait == pytest.approx(100, abs=5)
