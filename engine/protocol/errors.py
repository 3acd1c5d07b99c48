"""Expected failures: what can go wrong in the user's world, each with a stable code and a hint.

Tree::

    FindlingError
    ├── UsageError              the request makes no sense (unknown library, bad query file)
    ├── EngineUnavailableError  the engine cannot be started or does not answer
    ├── ReadError               one document cannot be read; subclasses in engine.read
    ├── StoreError              the index cannot be opened or written; subclasses in engine.store
    ├── ModelError              a model is missing, damaged or failed
    └── Cancelled               the person changed their mind

Anything else that escapes is a bug of ours and is reported as code ``bug``.
"""

from __future__ import annotations


class FindlingError(Exception):
    """An expected failure.

    Attributes:
        code: stable, kebab-case, documented.
        hint: what the person can do, one sentence; may be empty.
        facts: values for the sentence that the window builds (path, limit, …).
    """

    code = "failed"
    hint = ""

    def __init__(self, message: str = "", *, hint: str | None = None, **facts: str) -> None:
        super().__init__(message or self.code)
        if hint is not None:
            self.hint = hint
        self.facts = facts


class UsageError(FindlingError):
    """The request makes no sense as asked."""

    code = "usage"


class UnknownLibraryError(UsageError):
    """No library has this name."""

    code = "unknown-library"
    hint = "`findling libraries` lists the ones there are."


class LibraryExistsError(UsageError):
    """Another library has this name."""

    code = "library-exists"
    hint = "Choose another name."


class PausedError(UsageError):
    """The library is paused: nothing is indexed until it is told to go on."""

    code = "paused"
    hint = "`findling resume` goes on."


class NotAgreedError(UsageError):
    """Somebody has to agree that texts are sent away, and nobody did."""

    code = "not-agreed"
    hint = "Add --yes to agree."


class EngineUnavailableError(FindlingError):
    """The engine could not be started or stopped answering."""

    code = "engine-unavailable"
    hint = "`findling doctor` tells what is missing."


class ReadError(FindlingError):
    """One document cannot be read; the others go on."""

    code = "unreadable"


class StoreError(FindlingError):
    """The index cannot be opened, read or written."""

    code = "store-failed"


class ModelError(FindlingError):
    """A model is missing, damaged or failed."""

    code = "model-failed"


class Cancelled(FindlingError):  # noqa: N818 - the field's word for it, like asyncio.CancelledError
    """The work was called off."""

    code = "cancelled"
