"""Facts of a model in words: languages, speed, version, licence, price."""

from __future__ import annotations

import pytest

from app.models import sentences
from app.models.facts import facts, licence, price
from tests.qt.some_models import ABSENT, BUNDLED, FAR, PLAIN, model, vendors


def test_rows_and_facts_tell_of_languages_only_what_is_known() -> None:
    told = {
        languages: (sentences.languages(each), dict(facts(each))["Languages"])
        for languages in ((), ("en",), ("ko", "en"), tuple("abc"))
        if (each := model("x", languages=languages))
    }
    assert told[()] == ("all languages", "all")
    assert told[("en",)] == ("English", "English")
    assert told[("ko", "en")][0] == "한국어, English"
    assert told[tuple("abc")][0] == "3 languages"
    mute = model("x", languages=(), languages_known=False)
    assert (sentences.languages(mute), dict(facts(mute))["Languages"]) == ("", "not told")


def test_facts_are_told_as_far_as_they_are_known() -> None:
    told = dict(facts(model("x", tokens=256, languages=tuple("abcdefghij"))))
    assert told["Reads of a passage"] == "the first 256 word pieces"
    assert told["Languages"].endswith("2 more")
    assert told["Licence"] == "MIT License"
    assert dict(facts(PLAIN)) == {"Licence": "MIT License", "From": "hub/none"}
    fast = model("x", passages_per_second=11531.2, query_ms=0.41)
    assert sentences.speed(fast) == "11,531 passages a second, a query in 0.4 ms"
    slow = model("x", passages_per_second=3.4, query_ms=1240.0)
    assert sentences.speed(slow) == "3.4 passages a second, a query in 1.2 s"


def test_a_version_is_told_or_that_the_first_download_fixes_it() -> None:
    told = dict(facts(model("x", revision="5c38ec7c405ec4b44b94cc5a9bb96e735b38267a")))
    assert told["Version"] == "5c38ec7c40"
    assert dict(facts(ABSENT))["Version"].startswith("the hub's newest")
    assert "Version" not in dict(facts(BUNDLED))


def test_a_licence_that_is_not_for_everybody_says_so() -> None:
    assert licence(model("x", licence="cc-by-nc-4.0")) == (
        "Creative Commons Attribution-NonCommercial 4.0: not for commercial use"
    )
    assert licence(model("x", licence="apache-2.0")) == "Apache License 2.0"
    assert licence(model("x", licence="unknown")) == "not told"
    assert licence(FAR) == "the vendor's terms"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"price": 0.02}, "$0.02 for a million tokens, by the vendor's list of 3 Jul 2026"),
        ({"price": 0.1}, "$0.10 for a million tokens, by the vendor's list of 3 Jul 2026"),
        ({"search_price": 2.0}, "$2.00 for 1,000 searches, by the vendor's list of 3 Jul 2026"),
        ({"price": 0.006}, "$0.0060 for a million tokens, by the vendor's list of 3 Jul 2026"),
        ({"price": 0.025}, "$0.025 for a million tokens, by the vendor's list of 3 Jul 2026"),
    ],
)
def test_a_price_is_told_with_the_day_of_its_list(fields: dict[str, float], said: str) -> None:
    date = "2026-07-03" if fields else ""
    assert price(vendors("x", price_date=date, **fields)) == said
