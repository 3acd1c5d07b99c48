"""What a method of a D-Bus interface is here, and how it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.protocol.errors import FindlingError

Body = tuple[Any, ...]


class NoSuchMethodError(FindlingError):
    """Nothing of this name can be called there."""

    code = "unknown-method"


class WrongArgumentsError(FindlingError):
    """The arguments are of other types than the method's."""

    code = "wrong-arguments"


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its signatures (D-Bus Specification, "Type System") and what it does."""

    takes: str
    gives: str
    do: Callable[..., Body]
    searches: bool = False
    """Whether a later call of the same caller makes its answer worthless: an empty list then."""


Methods = Mapping[str, Method]


def nothing(*_: object) -> Body:
    """Do nothing, answer nothing."""
    return ()
