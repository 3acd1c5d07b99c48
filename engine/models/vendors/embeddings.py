"""What the embeddings of all vendors have in common: batches, order, checks and unit length."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec
import numpy as np

from engine.models.errors import VendorAnswerError
from engine.models.vendors.halving import asked
from engine.models.vendors.http import INDEXING, SEARCHING
from engine.models.vendors.lengths import Limits, batches, cut

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.models.entry import ModelEntry
    from engine.models.vectors import FloatMatrix
    from engine.models.vendors.http import VendorClient

Role = Literal["query", "document"]
Numbers = list[float] | str
"""A vector: its numbers, or base64 of little-endian float32."""
Body = dict[str, Any]

_Struct = TypeVar("_Struct", bound=msgspec.Struct)


class _Item(msgspec.Struct):
    index: int
    embedding: Numbers


class _Listed(msgspec.Struct):
    data: list[_Item]


@dataclass(frozen=True, slots=True)
class Wire:
    """A vendor's format.

    Attributes:
        path: where to post.
        body: makes what is posted.
        read: returns the place and the numbers of each vector in an answer; raises
            `msgspec.MsgspecError` for what is none.
        limits: of one request.
    """

    path: str
    body: Callable[[Sequence[str], Role], Body]
    read: Callable[[bytes], list[tuple[int, Numbers]]]
    limits: Limits


class VendorEmbeddings:
    """Makes dense vectors at a vendor. Thread-safe."""

    def __init__(self, entry: ModelEntry, client: VendorClient, wire: Wire) -> None:
        self._entry = entry
        self._client = client
        self._wire = wire

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._entry.dim

    def encode_documents(
        self, texts: Sequence[str], /, *, token: Token | None = None
    ) -> FloatMatrix:
        """Return the vectors of passages, each of which stands for itself.

        Args:
            texts: an empty one is not sent and gets a row of zeros.
            token: calls it off, at any moment.

        Returns:
            Shape (len(texts), dim), float32, rows of length 1 or zero.

        Raises:
            Cancelled: by the token.
            VendorError: it does not serve.
        """
        return self._encoded(self._wire, texts, "document", token)

    def encode_queries(self, texts: Sequence[str], /, *, token: Token | None = None) -> FloatMatrix:
        """Return the vectors of queries; gives up sooner, for a person waits.

        Args, returns and raises: as `encode_documents`.
        """
        return self._encoded(self._wire, texts, "query", token)

    def _encoded(
        self, wire: Wire, texts: Sequence[str], role: Role, token: Token | None
    ) -> FloatMatrix:
        prompt = self._entry.query_prompt if role == "query" else self._entry.document_prompt
        made = np.zeros((len(texts), self.dim), np.float32)
        places = [place for place, text in enumerate(texts) if text.strip()]
        said = [cut(prompt + clean(texts[place]), wire.limits.text_tokens) for place in places]
        patience = SEARCHING if role == "query" else INDEXING

        def ask(some: Sequence[str]) -> FloatMatrix:
            answer = self._client.post(wire.path, wire.body(some, role), token, patience)
            return self._vectors(wire, answer, len(some))

        for batch in batches(said, wire.limits):
            made[places[batch]] = asked(said[batch], ask)
        return made

    def _vectors(self, wire: Wire, answer: bytes, count: int) -> FloatMatrix:
        """Return an answer's vectors in the order of the texts."""
        try:
            found = wire.read(answer)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            found = None
        if found is None:
            raise self._malformed("what came are no vectors")
        if sorted(place for place, _ in found) != list(range(count)):
            raise self._malformed(f"{len(found)} vectors came for {count} texts, or twice the same")
        rows = [self._row(numbers) for _, numbers in sorted(found, key=_place)]
        made = np.stack(rows)
        with np.errstate(over="ignore"):  # what is too large is told below
            lengths = np.linalg.norm(made, axis=1, keepdims=True)
        if not np.isfinite(lengths).all():
            raise self._malformed("a vector has numbers that are none")
        return np.divide(made, lengths, out=np.zeros_like(made), where=lengths > 0)

    def _row(self, numbers: Numbers) -> FloatMatrix:
        row = unpacked(numbers)
        if row is None:
            raise self._malformed("what came are no vectors")
        if len(row) != self.dim:
            raise self._malformed(f"vectors of {len(row)} numbers came, not of {self.dim}")
        return row

    def _malformed(self, message: str) -> VendorAnswerError:
        return VendorAnswerError(f"{self._entry.name}: {message}", model=self._entry.id)


def read_listed(answer: bytes) -> list[tuple[int, Numbers]]:
    """Return the vectors of an answer in OpenAI's format, which others share."""
    return [(item.index, item.embedding) for item in decoded(answer, _Listed).data]


def decoded(answer: bytes, kind: type[_Struct]) -> _Struct:
    """Return an answer; as `Wire.read` is to fail."""
    return msgspec.json.decode(answer, type=kind)


def unpacked(numbers: Numbers) -> FloatMatrix | None:
    """Return a vector, float32; None where it is none."""
    if not isinstance(numbers, str):
        with np.errstate(over="ignore"):  # as above
            return np.array(numbers, np.float32)
    try:
        return np.frombuffer(base64.b64decode(numbers, validate=True), "<f4").astype(np.float32)
    except (binascii.Error, ValueError):
        return None


def clean(text: str) -> str:
    """Return a text without lone surrogates, which no UTF-8 can carry."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _place(item: tuple[int, Numbers]) -> int:
    return item[0]
