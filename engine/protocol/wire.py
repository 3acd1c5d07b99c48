"""Messages as bytes: MessagePack by msgspec, never pickle."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from engine.protocol.errors import FindlingError, UsageError
from engine.protocol.messages import Command, Event

PROTOCOL = 4
"""Raised by one whenever a client of before would misread an engine of now, or the reverse."""


class WireError(FindlingError):
    """Bytes came that are no message of this protocol."""

    code = "bad-message"


class NoTextError(UsageError):
    """A query or path holds bytes or lone surrogates that no UTF-8 message can carry."""

    code = "no-unicode"
    hint = "Type it anew, or rename the file."


class Hello(msgspec.Struct, frozen=True, tag=True):
    """The first message each side sends. Fields may be added, never removed or renamed."""

    version: str
    protocol: int
    pid: int


_Message = TypeVar("_Message")

_encoder = msgspec.msgpack.Encoder()
_commands: msgspec.msgpack.Decoder[Command] = msgspec.msgpack.Decoder(Command)
_events: msgspec.msgpack.Decoder[Event] = msgspec.msgpack.Decoder(Event)
_hellos = msgspec.msgpack.Decoder(Hello)


def encode_command(command: Command) -> bytes:
    """Return the command's bytes.

    Raises:
        NoTextError: one of its strings is not valid Unicode.
    """
    try:
        return _encoder.encode(command)
    except UnicodeEncodeError as error:
        raise NoTextError("a query or path is not valid Unicode") from error


def decode_command(frame: bytes) -> Command:
    """Return the command.

    Raises:
        WireError: when ``frame`` is none.
    """
    return _decode(_commands, frame)


def encode_event(event: Event) -> bytes:
    """Return the event's bytes."""
    return _encoder.encode(event)


def decode_event(frame: bytes) -> Event:
    """Return the event.

    Raises:
        WireError: when ``frame`` is none.
    """
    return _decode(_events, frame)


def encode_hello(hello: Hello) -> bytes:
    """Return the greeting's bytes."""
    return _encoder.encode(hello)


def decode_hello(frame: bytes) -> Hello:
    """Return the greeting.

    Raises:
        WireError: when ``frame`` is none.
    """
    return _decode(_hellos, frame)


def _decode(decoder: msgspec.msgpack.Decoder[_Message], frame: bytes) -> _Message:
    try:
        return decoder.decode(frame)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WireError(str(error)) from error
