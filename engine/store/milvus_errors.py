"""What can go wrong with a store, and how pymilvus' and gRPC's exceptions become that."""

from __future__ import annotations

from typing import Any, cast

from engine.protocol.errors import StoreError


class StoreBusyError(StoreError):
    """Another process has this library's index open."""

    code = "store-busy"
    hint = "Another program has this index open; close it and try again."


class StoreBrokenError(StoreError):
    """The index cannot be read, or its server keeps crashing."""

    code = "store-broken"
    hint = "The index can be made again from your files: remove the library and add it again."


class StoreNotStartedError(StoreError):
    """The index's server could not be started: nothing is known against the index itself."""

    code = "store-not-started"
    hint = "The computer may be short of memory or of room for temporary files; it is tried again."


class StoreClosedError(StoreError):
    """The index was closed while somebody still used it, to be opened again."""

    code = "store-closed"
    hint = "The index is being opened again; try again in a moment."


class StoreClockError(StoreBrokenError):
    """The system's clock is behind the time at which rows were written: Lite 2.5 loses sight."""

    hint = "Check the computer's date and time; the index is made anew from what was read before."


class StaleCopyError(StoreBrokenError):
    """A copy that holds at the next start cannot be removed: nothing may be written before that."""

    hint = "The disk may be failing; the index is looked at closely when it is opened again."


class StoreUnreachableError(StoreError):
    """No Milvus server answers at the given address."""

    code = "store-unreachable"
    hint = "Check the address and that the Milvus server is running."


class StoreRefusedError(StoreError):
    """The Milvus server refused the token or the right."""

    code = "store-refused"
    hint = "Check the token and the rights that it has at the Milvus server."


class StoreFullError(StoreError):
    """The disk or the server's quota is full."""

    code = "store-full"
    hint = "Make room there; indexing then goes on by itself."

    def __init__(self, raw: str = "", *, hint: str | None = None, **facts: str) -> None:
        """Tell people what is full, and keep the words of Milvus (``raw``) as a fact."""
        message = "the disk that holds the index, or its quota, is full"
        super().__init__(message, hint=hint, raw=raw, **facts)


class StoreTooNewError(StoreError):
    """The index was written by a newer version."""

    code = "store-too-new"
    hint = "Update this program, or index the library again with this version."


class StoreDimensionError(StoreError):
    """The index holds vectors of another length than the library's model makes."""

    code = "store-dimension"
    hint = "The library's model was changed: index it again."


class StoreMissingError(StoreError):
    """No embedded Milvus is installed."""

    code = "store-missing"
    hint = "Install milvus-lite, or give the library the address of a Milvus server."


class LinkLostError(StoreUnreachableError):
    """The connection broke during a call: whether a write was done is unknown."""


class TooSlowError(StoreUnreachableError):
    """The answer did not come in time."""

    hint = "The Milvus server is too busy or too far away; try again later."


class UnsettledError(StoreBrokenError):
    """A write failed halfway: the server's memory may be ahead of its disk."""


class TryLaterError(StoreUnreachableError):
    """The server asked to try again later (rate limit, recovering)."""

    hint = "The Milvus server is busy; try again later."


_BY_GRPC_CODE: dict[str, type[StoreError]] = {
    "UNAVAILABLE": LinkLostError,
    "CANCELLED": LinkLostError,
    "DEADLINE_EXCEEDED": TooSlowError,
    "UNKNOWN": UnsettledError,
    "INTERNAL": UnsettledError,
    "UNAUTHENTICATED": StoreRefusedError,
    "PERMISSION_DENIED": StoreRefusedError,
}

_BY_WORDS: tuple[tuple[str, type[StoreError]], ...] = (
    ("no space left", StoreFullError),
    ("disk is full", StoreFullError),
    ("disk quota", StoreFullError),
    ("quota exceeded", StoreFullError),
    ("fail connecting", LinkLostError),
    ("unavailable", LinkLostError),
    ("rate limit", TryLaterError),
    ("auth check failure", StoreRefusedError),
    ("permission deny", StoreRefusedError),
    ("unauthenticated", StoreRefusedError),
    ("dimension", StoreDimensionError),
)


def translated(error: BaseException) -> StoreError:
    """Return the store's own error for one of pymilvus or gRPC."""
    kind = _by_grpc(error) or _by_words(str(error)) or StoreBrokenError
    return kind(_said(error))


def is_foreign(error: BaseException) -> bool:
    """Tell whether an exception comes from pymilvus or gRPC (its classes need no import here)."""
    return any(
        kind.__module__.partition(".")[0] in {"pymilvus", "grpc", "milvus_lite"}
        for kind in type(error).__mro__
    )


def _by_grpc(error: BaseException | None) -> type[StoreError] | None:
    while error is not None:
        code = cast("Any", getattr(error, "code", None))
        if callable(code):  # grpc.RpcError has a method, MilvusException a property
            code = code()
        found = _BY_GRPC_CODE.get(str(getattr(code, "name", "")))
        if found is not None:
            return found
        error = error.__cause__  # not __context__: that may be an older, unrelated failure
    return None


def _by_words(text: str) -> type[StoreError] | None:
    lower = text.lower()
    return next((kind for words, kind in _BY_WORDS if words in lower), None)


def _said(error: BaseException) -> str:
    details = cast("Any", getattr(error, "details", None))
    text = details() if callable(details) else getattr(error, "message", None)
    return str(text or error)
