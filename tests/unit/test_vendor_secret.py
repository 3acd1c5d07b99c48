"""A key does not show."""

from __future__ import annotations

import html
import json
from urllib.parse import quote, quote_plus

import pytest

from engine.models.vendors.secret import Secret

KEY = 'sk-a/b+c=d&e"f'


@pytest.mark.parametrize(
    "written",
    [KEY, quote(KEY, safe=""), quote(KEY, safe="").lower(), quote_plus(KEY), html.escape(KEY)],
)
def test_it_is_hidden_however_it_is_written(written: str):
    assert Secret(KEY).hidden(f"the key <{written}> is wrong") == "the key <…> is wrong"


def test_it_is_hidden_as_json_has_it():
    assert Secret(KEY).hidden(json.dumps({"key": KEY})) == '{"key": "…"}'


def test_it_shows_in_no_repr_and_in_no_fingerprint():
    secret = Secret(f" {KEY}\n")
    assert secret.reveal() == KEY
    assert KEY not in f"{secret!r}{secret}{secret.fingerprint()}"
    assert secret.fingerprint() == Secret(KEY).fingerprint() != Secret("other").fingerprint()


def test_none_hides_nothing():
    for key in ("", "  ", "abc"):
        assert Secret(key).hidden("abcdef") == "abcdef"
    assert not Secret(" ")
    assert Secret(KEY)
