"""Sentence transformers exported to ONNX, run by onnxruntime without torch.

A model's folder holds ``model.onnx`` (token ids and mask in; vectors out, or the tokens' vectors
where `ModelEntry.pooling` says how they become one) and ``tokenizer.json``.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.models.errors import ModelDamagedError
from engine.models.onnx_files import model_path, open_session, open_tokenizer
from engine.models.registry import folder
from engine.models.texts import encodable, says

if TYPE_CHECKING:
    from tokenizers import Encoding

    from engine.models.entry import ModelEntry, Pooling
    from engine.models.vocabulary import Access

FloatMatrix = NDArray[np.float32]

_MOST_TOKENS = 256
"""Where texts are cut for a model that does not say: a passage has some 200."""


class OnnxSentenceModel:
    """Turns texts into unit vectors with a sentence transformer; usable from several threads.

    Every text is a run of its own, several side by side with one thread each. An 8-bit model scales
    its activations over all that shares a run: five texts a run gave cosines down to .997 to the
    text alone (.97 with plain quantisation), and a stored vector would not be the one computed
    again. It also costs half the processor time of runs that use all threads (20 passages: 410
    against 770 ms), which spin while they wait for each other, and nothing is padded, so that
    memory is bounded by the longest text.

    Args:
        folder: where the model's files are.
        threads: how many texts are worked on at once.
        tokens: where longer texts are cut, the two marks at their ends included.
        pooling: how a text's token vectors become its vector; empty where the model sees to it.
        prompts: what goes before a query, and before a passage.

    Raises:
        ModelMissingError: a file is not there.
        ModelDamagedError: a file is not a model or a tokenizer, or the two do not fit together.
    """

    dim: int
    """Length of the vectors."""

    def __init__(
        self,
        folder: Path,
        *,
        threads: int = 2,
        tokens: int = 192,
        pooling: Pooling = "",
        prompts: tuple[str, str] = ("", ""),
    ) -> None:
        self._folder = folder
        self._pooling: Pooling = pooling
        self._query_prompt, self._document_prompt = prompts
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", tokens)
        self._session = open_session(model_path(folder))
        self._inputs = tuple(node.name for node in self._session.get_inputs())
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="sentences")
        self.dim = len(self._run(self._tokenizer.encode("a")))

    def encode_documents(self, texts: Sequence[str]) -> FloatMatrix:
        """Return an array of shape (len(texts), dim), float32, rows of length 1.

        A text without a single token (empty, or only white space and control characters) has a row
        of zeros.

        Raises:
            ModelDamagedError: the model failed on a text.
        """
        return self._encode(texts, self._document_prompt)

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        """Return the vectors of queries, which have a prompt of their own with some models."""
        return self._encode(texts, self._query_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> FloatMatrix:
        texts = [encodable(text) for text in texts]
        worded = [self._says_something(text) if prompt else says(text) for text in texts]
        encoded = self._tokenizer.encode_batch([prompt + text for text in texts])
        rows = [row for row, one in enumerate(encoded) if worded[row] and _has_words(one)]
        # the longest first: otherwise one thread may end alone with it
        rows.sort(key=lambda row: len(encoded[row].ids), reverse=True)
        vectors = np.zeros((len(texts), self.dim), np.float32)
        found = self._pool.map(self._run, [encoded[row] for row in rows])
        for row, vector in zip(rows, found, strict=True):
            vectors[row] = vector
        return vectors

    def _says_something(self, text: str) -> bool:
        """Tell whether a text has a token of its own: with a prompt before it, any would."""
        return says(text) and bool(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _run(self, encoding: Encoding) -> NDArray[np.float32]:
        """Return one text's vector, shape (dim,), of length 1.

        onnxruntime's exceptions are of a dozen unrelated classes of its own, all straight below
        Exception; that is why so much is caught.
        """
        ids = np.array([encoding.ids], np.int64)
        values = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        try:
            feed = {name: values[name] for name in self._inputs}
            vector = self._pooled(np.asarray(self._session.run(None, feed)[0], np.float32))
        except Exception as error:
            raise ModelDamagedError(str(error), path=str(self._folder)) from error
        length = float(np.linalg.norm(vector))
        if vector.ndim != 2 or len(vector) != 1 or not np.isfinite(length) or length == 0:
            raise ModelDamagedError("the model's answer is no vector", path=str(self._folder))
        return vector[0] / length

    def _pooled(self, answer: FloatMatrix) -> FloatMatrix:
        """Return shape (1, dim) of an answer that has a vector for each token, (1, tokens, dim)."""
        if self._pooling == "mean":
            return answer.mean(axis=1)  # nothing is padded: every token counts
        return answer[:, 0] if self._pooling == "cls" else answer


def _has_words(encoding: Encoding) -> bool:
    return not all(encoding.special_tokens_mask)


def open_model(entry: ModelEntry, access: Access) -> OnnxSentenceModel:
    """Return an entry's model, loaded.

    Raises:
        ModelMissingError, ModelDamagedError: as `OnnxSentenceModel`.
    """
    return open_sentence_model(entry, threads=access.threads)


def open_sentence_model(entry: ModelEntry, *, threads: int) -> OnnxSentenceModel:
    """Return an entry's model, loaded.

    Raises:
        ModelMissingError, ModelDamagedError: as `OnnxSentenceModel`.
    """
    return OnnxSentenceModel(
        folder(entry),
        threads=threads,
        tokens=entry.tokens or _MOST_TOKENS,
        pooling=entry.pooling,
        prompts=(entry.query_prompt, entry.document_prompt),
    )
