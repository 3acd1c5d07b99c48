from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.preview.reflow import reflow


def test_lines_that_the_page_broke_flow_together() -> None:
    text = "The sluice gate controls the flow\nof water into the lock chamber\nbelow.\n\nNew."
    assert reflow(text) == (
        "The sluice gate controls the flow of water into the lock chamber below.\n\nNew."
    )


def test_short_lines_and_lists_stay_lines() -> None:
    text = "Shopping for the week to come:\nmilk\neggs\nbread\n• a very long item in a list here"
    assert reflow(text).count("\n") == 3


@given(st.text(alphabet="ab \n•한😀"))
def test_every_character_keeps_its_offset(text: str) -> None:
    flowed = reflow(text)
    assert len(flowed) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, flowed, strict=True))
