"""One judged set in the real program: written, indexed, timed while nothing else runs, searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.jobs.index import CATALOGUE_FILE
from engine.models.language import detect
from tests.bench import outcome, recoll, textbook
from tests.bench.judged import SHARED, read_judgements, write_corpus
from tests.bench.nonsense import is_nonsense, nonsense, summed
from tests.bench.orders import by_meaning, by_words, given, ordered_by, samples, worth
from tests.bench.outcome import Found
from tests.bench.program import Program, write_queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.bench.program import Answer, Model

DEEP = 200
"""Passages of the answers that hold the parts' own orders: so many are taken from each part."""
NORMAL = 100
"""Of the default's: recall@100 asks for so many; candidates are the same as for ten."""
SHOWN = 20
"""Of the timed ones, as the window asks."""
TIMED, WARMED = 40, 5
LIBRARY = "judged"
WORDS = "words-alone"
_MOSTLY = 0.9
"""Share of queries in unknown languages from which on other models are not tried."""
_LABELS = {"static-minilm-256": outcome.STATIC, "minilm-l6-int8": outcome.MINILM}


def label(model: str) -> str:
    """A model's name in the tables."""
    return _LABELS.get(model, model)


class Measuring:
    """One set, in a folder and an engine of its own."""

    def __init__(self, name: str, scratch: Path, *, full: bool) -> None:
        """Read the set.

        Args:
            name: of the judged set.
            scratch: an empty folder.
            full: whether the whole set is indexed by the other dense models, too.
        """
        self.name = name
        self._files = scratch / "files"
        self._scratch = scratch
        self._full = full
        self._data = scratch / "state"
        names = write_corpus(SHARED / name.removesuffix("_train"), self._files)
        self._judged = read_judgements(SHARED / name, names)
        self._plain = write_queries(scratch / "queries.jsonl", self._judged.queries)
        self._queries = write_queries(scratch / "all.jsonl", self._judged.queries | nonsense(name))
        self._others: list[str] = []
        self._rerankers: list[str] = []
        self.found = Found(name, tuple(self._judged.queries), files=len(names))

    @property
    def cost(self) -> int:
        """About how long it takes, to begin with what takes longest."""
        return len(self.found.queries) + self.found.files // 4

    def prepare(self) -> None:
        """Index the files, with each dense model that is wanted."""
        with Program(self._data) as program:
            self.found.passages = program.index(LIBRARY, self._files).passages
            program.index(WORDS, self._files, dense="none")
            usual = program.library(LIBRARY)
            models = [one for one in program.models() if one.installed and not one.sent_to]
            self.found.unknown = self._unknown(models)
            self._rerankers = _of_kind(models, "reranker", usual.reranker)
            if self._full and self.found.unknown < _MOSTLY:
                self._others = _of_kind(models, "dense", usual.dense_model)
            for other in self._others:
                program.index(other, self._files, dense=other)

    def _unknown(self, models: Iterable[Model]) -> float:
        """Share of the queries whose language no model knows; an untold one is left to them."""
        known = {""}
        for model in models:
            if {"dense", "reranker"} & set(model.kinds) and model.id != "none":
                if not model.languages:
                    return 0.0
                known.update(model.languages)
        queries = self._judged.queries.values()
        return sum(detect(query) not in known for query in queries) / len(queries)

    def time(self) -> None:
        """Ask some queries, one at a time, and then again with what was remembered of them."""
        keys = list(self._judged.queries)
        spread = [keys[int(n)] for n in np.linspace(0, len(keys) - 1, WARMED + TIMED)]
        warm, timed = spread[::9][:WARMED], [key for key in spread if key not in spread[::9]]
        queries = {n: self._judged.queries[key] for n, key in enumerate((*warm, *timed))}
        file = write_queries(
            self._scratch / "timed.jsonl", {str(n): text for n, text in queries.items()}
        )
        ms = self.found.ms
        with Program(self._data) as program:
            first = list(program.ask(file, LIBRARY, SHOWN))[WARMED:]
            again = list(program.ask(file, LIBRARY, SHOWN))[WARMED:]
            refined = [1000 * answer.seconds for answer in first]
            ms[outcome.DEFAULT] = float(np.mean(refined))
            ms["p95"] = float(np.percentile(refined, 95))
            ms[outcome.FUSION] = 1000 * float(np.mean([one.first_seconds for one in first]))
            ms["cached"] = 1000 * float(np.mean([one.seconds for one in again]))
            for library, order in [
                (WORDS, outcome.BM25),
                *((other, f"{label(other)} + BM25") for other in self._others),
            ]:
                asked = list(program.ask(file, library, SHOWN, rerank=False))[WARMED:]
                ms[order] = 1000 * float(np.mean([one.seconds for one in asked]))

    def judge(self, *, with_recoll: bool) -> None:
        """Run all queries, and judge the orders.

        Where no model takes part the default is its own first order and holds all that a deep
        answer does: only the other queries are asked twice.
        """
        with Program(self._data) as program:
            strange, best = nonsense(self.name), dict[str, float]()
            again: dict[str, str] = {}
            for answer in program.ask(self._queries, LIBRARY, NORMAL):
                if is_nonsense(answer.id):
                    query = strange[answer.id]
                    best[query] = max((hit.score for hit in answer.hits), default=0.0)
                    continue
                self._take(outcome.DEFAULT, answer, given(answer))
                grades = self._judged.relevant[answer.id]
                self.found.samples += samples(self.name, answer, grades)
                if answer.reranked or any(by_meaning(hit) is not None for hit in answer.hits):
                    again[answer.id] = self._judged.queries[answer.id]
                else:
                    self._take_parts(answer, outcome.STATIC, outcome.FUSION)
                    self._take(outcome.BM25, answer, ordered_by(answer, by_words))
            self.found.nonsense = summed(best)
            deep = write_queries(self._scratch / "deep.jsonl", again)
            for answer in program.ask(deep, LIBRARY, DEEP, rerank=False):
                self._take_parts(answer, outcome.STATIC, outcome.FUSION)
                self._take(outcome.BM25, answer, ordered_by(answer, by_words))
            for other in self._others:
                for answer in program.ask(self._plain, other, DEEP, rerank=False):
                    self._take_parts(answer, label(other), f"{label(other)} + BM25")
            for other in self._rerankers:
                program.rerank_by(LIBRARY, other)
                for answer in program.ask(self._plain, LIBRARY, NORMAL):
                    self._take(f"reranked by {label(other)}", answer, given(answer))
        self._ask_textbook()
        if with_recoll:
            self._ask_recoll()
        self._leave_out_empty()

    def _take_parts(self, answer: Answer, meaning: str, fusion: str) -> None:
        self._take(meaning, answer, ordered_by(answer, by_meaning))
        self._take(fusion, answer, given(answer))

    def _take(self, order: str, answer: Answer, ranking: list[str]) -> None:
        worths = self.found.worths.setdefault(order, {})
        worths[answer.id] = worth(ranking, self._judged.relevant[answer.id])

    def _ask_textbook(self) -> None:
        catalogue = next(iter((self._data / "libraries").glob(f"*/{CATALOGUE_FILE}")))
        found = textbook.rankings(catalogue, self._judged.queries)
        self._take_all(outcome.TEXTBOOK, found)

    def _ask_recoll(self) -> None:
        found = recoll.rankings(self._judged, self._files, self._scratch / "recoll")
        self._take_all(outcome.RECOLL, found)

    def _take_all(self, order: str, found: dict[str, list[str]]) -> None:
        relevant = self._judged.relevant
        worths = {key: worth(ranking, relevant[key]) for key, ranking in found.items()}
        self.found.worths[order] = worths

    def _leave_out_empty(self) -> None:
        """Leave out the orders of models that know none of the set's languages."""
        for order, worths in list(self.found.worths.items()):
            if not any(one.recall for one in worths.values()):
                del self.found.worths[order]


def _of_kind(models: Iterable[Model], kind: str, usual: str) -> list[str]:
    """The installed models of a kind, without the library's own and the absence of one."""
    return [one.id for one in models if kind in one.kinds and one.id not in ("none", usual)]
