"""Cross-encoders exported to ONNX, run by onnxruntime without torch.

A model's folder holds ``model.onnx`` (token ids and mask of a pair in, one logit out) and
``tokenizer.json``, whose own template puts the pair together.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.models.errors import ModelDamagedError
from engine.models.logits import shares
from engine.models.onnx_files import model_path, open_session, open_tokenizer
from engine.models.registry import folder
from engine.models.texts import encodable, says

if TYPE_CHECKING:
    from tokenizers import Encoding

    from engine.models.entry import ModelEntry
    from engine.models.vectors import Floats
    from engine.models.vocabulary import Access

_TOKENS = 512
"""Where pairs are cut for a model that does not say: what BERT and its kin have room for."""


class OnnxPairModel:
    """Scores pairs; usable from several threads.

    Every pair is a run of its own, for the reasons that `engine.models.onnx.OnnxSentenceModel`
    gives: a score depends on nothing but its pair.

    Args:
        folder: where the model's files are.
        threads: how many pairs are worked on at once.
        tokens: where longer pairs are cut, the longer text of the two first.

    Raises:
        ModelMissingError: a file is not there.
        ModelDamagedError: a file is not a model or a tokenizer, or the two do not fit together.
    """

    def __init__(self, folder: Path, *, threads: int = 2, tokens: int = _TOKENS) -> None:
        self._folder = folder
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", tokens)
        self._session = open_session(model_path(folder))
        self._inputs = tuple(node.name for node in self._session.get_inputs())
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="pairs")
        self._run(self._tokenizer.encode("a", "a"))

    def scores(self, query: str, texts: Sequence[str]) -> Floats:
        """Return shape (len(texts),), float32, 0 to 1: the logistic function of the one logit.

        A text without a single token scores 0, and so does every text for such a query.

        Raises:
            ModelDamagedError: the model failed on a pair.
        """
        scores = np.zeros(len(texts), np.float32)
        if not self._says_something(query):
            return scores
        rows = [row for row, text in enumerate(texts) if self._says_something(text)]
        encoded = [self._tokenizer.encode(encodable(query), encodable(texts[row])) for row in rows]
        scores[rows] = shares(np.array(list(self._pool.map(self._run, encoded)), np.float32))
        return scores

    def _says_something(self, text: str) -> bool:
        told = self._tokenizer.encode(encodable(text), add_special_tokens=False)
        return says(text) and bool(told.ids)

    def _run(self, encoding: Encoding) -> float:
        """Return one pair's logit."""
        values = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        try:
            feed = {name: np.array([values[name]], np.int64) for name in self._inputs}
            logits = np.asarray(self._session.run(None, feed)[0], np.float32)
        except Exception as error:
            raise ModelDamagedError(str(error), path=str(self._folder)) from error
        if logits.size != 1 or not np.isfinite(logits).all():
            raise ModelDamagedError("the model's answer is no score", path=str(self._folder))
        return float(logits.reshape(()))


def open_reranker(entry: ModelEntry, access: Access) -> OnnxPairModel:
    """Return an entry's model, loaded.

    Raises:
        ModelMissingError, ModelDamagedError: as `OnnxPairModel`.
    """
    return OnnxPairModel(folder(entry), threads=access.threads, tokens=entry.tokens or _TOKENS)
