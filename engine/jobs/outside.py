"""Vectors not made by reader workers: by another process, a vendor, or known from before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec
import numpy as np

if TYPE_CHECKING:
    from engine.jobs.reading_messages import Draft, Read, Vectors
    from engine.protocol.errors import ModelError
    from engine.store.made_vectors import MadeVector


class Completed(NamedTuple):
    """A read with the vectors that could be had."""

    read: Read
    trouble: ModelError | None = None
    """Why files of it are lacking some; None where none are."""


class Outside(Protocol):
    """What there is beside the reader workers for one model. Thread-safe."""

    @property
    def makes(self) -> bool:
        """Whether the workers leave the vectors to it; otherwise it only remembers theirs."""
        ...

    @property
    def step(self) -> int:
        """Passages that it had best be given at once."""
        ...

    @property
    def resting(self) -> float:
        """Seconds for which it is of no use to ask it; infinite where a person has to help."""
        ...

    def wake(self) -> None:
        """Have it asked again, once at least: a person asks for what it makes."""
        ...

    @property
    def refuses(self) -> bool:
        """Whether there are texts that it is not asked for again until `forgive`."""
        ...

    def forgive(self) -> None:
        """Have it asked again also for what it refused."""
        ...

    def filled(self, draft: Draft) -> Draft:
        """Return a draft with its dense vectors where all are known and workers want them."""
        ...

    def complete(self, read: Read, unwanted: Callable[[], bool]) -> Completed:
        """Return a worker's answer with the vectors that it left out (``read.wanted``).

        Args:
            read: of a worker; one without ``wanted`` is remembered and returned as it is.
            unwanted: asked several times a second while it waits.

        Raises:
            UnwantedError: ``unwanted`` said so. What was asked for is remembered when it comes.
        """
        ...

    def rehearse(self, texts: Sequence[str], unwanted: Callable[[], bool]) -> None:
        """Make vectors that nobody needs, to see how long it takes.

        Raises:
            UsageError: that would cost money.
            UnwantedError: ``unwanted`` said so.
            ModelError: it cannot.
        """
        ...


class Outsides(Protocol):
    """What there is beside the reader workers. Thread-safe."""

    def of(self, model: str, /) -> Outside | None:
        """Return what there is for a model; None where the workers do all, or it is unknown."""
        ...

    def close(self) -> None:
        """Let go of files; nothing is remembered afterwards."""
        ...


class Blanks:
    """The rows of a read that are to be filled."""

    def __init__(self, read: Read, dim: int, *, learns: bool) -> None:
        """Take what is known.

        Args:
            read: whose dense rows may be left out altogether where none are known.
            dim: of the dense vectors; 0 for none.
            learns: whether the model makes learned sparse vectors.
        """
        self._read = read
        self._learns = learns
        count = sum(len(draft.texts) for draft in read.drafts)
        known = np.frombuffer(read.vectors.dense, np.float32)
        shape = (count, dim)
        self._dense = known.reshape(shape).copy() if known.size else np.zeros(shape, np.float32)
        self._terms = [np.zeros(0, np.uint32)] * count
        self._weights = [np.zeros(0, np.float32)] * count
        vectors = read.vectors
        if vectors.learned_indptr:
            cuts = np.frombuffer(vectors.learned_indptr, np.int64)[1:-1]
            self._terms = np.split(np.frombuffer(vectors.learned_terms, np.uint32), cuts)
            self._weights = np.split(np.frombuffer(vectors.learned_weights, np.float32), cuts)

    def put(self, places: Sequence[int], made: MadeVector) -> None:
        """Fill passages' rows with what was made of their text."""
        for place in places:
            self._dense[place] = made.dense
            self._terms[place], self._weights[place] = made.terms, made.weights

    def read(self, *, lacking: Collection[int] = (), embedded: int = 0) -> Read:
        """Return the read with its rows as they are now.

        Args:
            lacking: files of which some rows are still to be made.
            embedded: passages that the model was asked to encode.
        """
        vectors = msgspec.structs.replace(
            self._read.vectors, dense=self._dense.tobytes(), dim=self._dense.shape[1]
        )
        if self._learns:
            vectors = self._with_learned(vectors)
        return msgspec.structs.replace(
            self._read, vectors=vectors, lacking=sorted(lacking), embedded=embedded, wanted=b""
        )

    def _with_learned(self, vectors: Vectors) -> Vectors:
        sizes = np.array([0, *map(len, self._terms)], np.int64)
        return msgspec.structs.replace(
            vectors,
            learned_indptr=np.cumsum(sizes).tobytes(),
            learned_terms=b"".join(terms.tobytes() for terms in self._terms),
            learned_weights=b"".join(weights.tobytes() for weights in self._weights),
        )
