"""Messages survive the wire; what is no message is refused."""

from __future__ import annotations

from typing import Any, get_args, get_origin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.protocol import messages as m
from engine.protocol.wire import (
    PROTOCOL,
    Hello,
    NoTextError,
    WireError,
    decode_command,
    decode_event,
    decode_hello,
    encode_command,
    encode_event,
    encode_hello,
)

COMMANDS = get_args(m.Command)
EVENTS = get_args(m.Event)


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_every_command_comes_back_as_it_was_sent(kind: type[m.Message]) -> None:
    command = _example(kind)
    assert decode_command(encode_command(command)) == command  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_every_event_comes_back_as_it_was_sent(kind: type[m.Message]) -> None:
    event = _example(kind)
    assert decode_event(encode_event(event)) == event  # type: ignore[arg-type]


@given(st.text(), st.integers(0, 2**63))
def test_any_query_comes_back_as_it_was_typed(query: str, ticket: int) -> None:
    command = m.Search(ticket=ticket, query=query)
    assert decode_command(encode_command(command)) == command


def test_half_a_surrogate_pair_is_the_users_world() -> None:
    with pytest.raises(NoTextError):
        encode_command(m.Search(query="half \ud800 of a pair"))


@given(st.binary(max_size=200))
def test_garbage_is_refused_with_the_expected_failure(frame: bytes) -> None:
    for decode in (decode_command, decode_event, decode_hello):
        with pytest.raises(WireError):
            decode(frame)


def test_a_command_is_no_event() -> None:
    with pytest.raises(WireError):
        decode_event(encode_command(m.Quit()))


def test_a_greeting_with_fields_of_the_future_is_understood() -> None:
    frame = msgspec.msgpack.encode(
        {"type": "Hello", "version": "9.9", "protocol": 9, "pid": 1, "colour": "red"}
    )
    assert decode_hello(frame) == Hello("9.9", 9, 1)


def test_a_greeting_comes_back_as_it_was_sent() -> None:
    hello = Hello("0.1.0", PROTOCOL, 42)
    assert decode_hello(encode_hello(hello)) == hello


def test_closing_events_and_interim_events_are_told_apart() -> None:
    interim = set(EVENTS) - set(m.CLOSING)
    assert interim == {
        m.ProgressChanged,
        m.LibrariesChanged,
        m.SearchAnswered,
        m.HitsFollowed,
        m.MapAdvanced,
        m.DownloadAdvanced,
    }


def _example(kind: type[msgspec.Struct]) -> msgspec.Struct:
    """Return a message with a value that is not the default in every field."""
    return kind(**{field.name: _value(field.type) for field in msgspec.structs.fields(kind)})


def _value(kind: Any) -> object:  # noqa: ANN401 - an annotation of any form
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _example(kind)
    plain: dict[Any, object] = {
        int: 3,
        float: 0.25,
        str: "ä",
        bool: True,
        bytes: b"\x00\xff",
        tuple[int, int]: (1, 2),
        tuple[str, str]: ("ä", "ö"),
        tuple[float, float]: (0.25, 0.5),
        dict[str, str]: {"ä": "ö"},
    }
    if kind in plain:
        return plain[kind]
    inner = _value(get_args(kind)[0])  # of tuple[X, ...] or X | None
    return (inner,) if get_origin(kind) is tuple else inner
