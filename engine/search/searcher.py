"""A search in one library, from the line that was typed to the refined answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from engine.host.cancellation import Token
from engine.search.candidates import EACH, GROWTH, Gathering, Scope
from engine.search.hints import Hints
from engine.search.hits import Answer, HitBuilder
from engine.search.likeness import Aim, Indexed, Likeness
from engine.search.listing import newest
from engine.search.name_evidence import NameSearch
from engine.search.narrowing import Narrowing
from engine.search.precision import Precision
from engine.search.question import Asking, Question
from engine.search.refining import Refining, completed, why
from engine.search.several import Several
from engine.search.under_way import UnderWay
from engine.store.filters import And

if TYPE_CHECKING:
    from engine.protocol.messages import Similar
    from engine.search.candidates import Candidates
    from engine.search.library import SearchedLibrary, SearchModels
    from engine.search.rerank import Reranker
    from engine.store.filters import Filter
    from engine.store.vectors import VectorStore

Interim = Callable[[Answer], None]

MOST_FOLDED = 1_000
"""Passages that are looked for, beyond which no more are though few of them say different things:
their words alone take a tenth of a second to be compared."""


class Searcher:
    """Searches one library. Thread-safe; may be used while the library is being indexed."""

    def __init__(self, library: SearchedLibrary, models: SearchModels) -> None:
        """Search a library with the models that it was indexed with."""
        self._library = library
        self._models = models
        self._asking = Asking(library.catalogue, models)
        self._precision = Precision(library.catalogue, models.encoder, self._asking)
        self._hits = HitBuilder(library)
        self._hints = Hints(library.catalogue, models.dense)
        self._names = NameSearch(library.catalogue)
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="search")

    @property
    def reranker(self) -> Reranker | None:
        """What refines the order; None where nothing does."""
        return self._models.reranker

    @property
    def sends_queries(self) -> bool:
        """Whether a vendor gets queries for their vectors."""
        return (queries := self._models.queries) is not None and queries.remote

    def close(self) -> None:
        """Let go of the threads; searches under way are finished first."""
        self._pool.shutdown()

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        aim: Aim = Aim(),  # noqa: B008 - nothing of it can be changed
        rerank: bool = True,
        token: Token | None = None,
        interim: Interim | None = None,
    ) -> Answer:
        """Find passages.

        Args:
            query: in the query language; no string is an error.
            limit: most hits.
            aim: what is to be found besides.
            rerank: whether to refine the first order where that is possible.
            token: to call the search off.
            interim: gets the first order before it is refined, in this thread. Without it nothing
                comes first, and a slow model is waited for at once.

        Returns:
            The final order. What could not be done (no reranker, a vendor that does not answer, a
            library still being loaded) is a note.

        Raises:
            Cancelled: by the token.
            StoreError: the index failed.
        """
        if not query.isascii():  # lone surrogates are no text: no model and no store takes them
            query = query.encode("utf-8", "replace").decode("utf-8")
        search = UnderWay(query, limit, token or Token(), time.perf_counter())
        search.typing = aim.typing and interim is not None
        search.rerank, search.fold = rerank, aim.fold
        like = aim.like
        narrowing = Narrowing(self._library.catalogue, self._library.roots)
        where = narrowing.filter_of(search.parsed.conditions, aim.paths)
        search.notes += (msgspec.structs.replace(n, end=len(query)) for n in narrowing.notes)
        if like is None and search.parsed.says_nothing:
            return self._list(search, where)
        search.models = self._scoring(rerank=rerank)
        store = self._store_for(search)
        if store is None:
            return search.answer()
        question, where = self._question(search, like, where)
        reranker = self._reranker(question) if rerank else None
        if like is not None:
            reranker = self._judge(search, like, reranker)
        return self._find(search, question, where, store, reranker, interim)

    def _scoring(self, *, rerank: bool) -> tuple[str, str]:
        dense, reranker = self._models.dense, self._models.reranker
        return dense.id if dense else "", reranker.id if reranker and rerank else ""

    def likeness(self, similar: Similar) -> Likeness | None:
        """The passage or file of this library that others are to be like; None where it has none.

        Raises:
            StoreError: the index failed.
        """
        dense = self._models.dense
        there = Indexed(self._library.catalogue, self._library.store, dense.id if dense else "")
        found = there.find(similar)
        hosts = frozenset((self._models.dense_host, self._models.reranker_host)) - {""}
        return found and found._replace(library=self._library.name, hosts=hosts)

    def _judge(
        self, search: UnderWay, like: Likeness, reranker: Reranker | None
    ) -> Reranker | None:
        """What refines the order of what is like something; notes whom it was not sent to.

        A text of another library, whose models are on this machine perhaps, is not to get to this
        one's vendor only because it is compared with what is here.
        """
        kept = [] if like.may_go_to(self._models.dense_host) else [self._models.dense_host]
        host = self._models.reranker_host
        if reranker is not None and not like.may_go_to(host):
            kept.append(host)
            reranker = None
        elif reranker is not None and len(like.samples) > 1:
            reranker = Several(reranker, like.samples, remote=bool(host))
        for host in dict.fromkeys(kept):
            said = f"Nothing of it was sent to {host}: texts of {like.library} do not go there."
            search.note("not-sent-on", said)
        return reranker

    def _question(
        self, search: UnderWay, like: Likeness | None, where: Filter | None
    ) -> tuple[Question, Filter | None]:
        totals = self._library.catalogue.totals()
        if like is None:
            ask, token = self._precision.asked, search.token
            asked = ask(search.query, search.parsed, totals, typing=search.typing, token=token)
            search.required, search.missed = asked.required, asked.missed
            search.named = self._names.find(search.parsed.text, where)
            search.notes += asked.notes
            strange = self._hints.notes(search.query, asked.question, totals)
            taking_part = asked.question.means or asked.question.awaited
            search.hints = asked.hints.union(strange if taking_part else ())
            search.notes += strange
            return asked.question, where
        equals = self._hits.equals(like, where) if search.fold else []
        search.equal = self._hits.together(equals)
        parts = (*((where,) if where else ()), *self._hits.apart(like, equals))
        return self._asking.alike(like, totals), And(parts) if parts else None

    def _store_for(self, search: UnderWay) -> VectorStore | None:
        store = self._library.store
        if store is None:
            search.note("library-loading", "This library is still being loaded.")
        elif not self._library.catalogue.totals().passages:
            search.note("library-empty", "Nothing is indexed in this library yet.")
            return None
        return store

    def _list(self, search: UnderWay, where: Filter | None) -> Answer:
        if where is None:
            search.note("nothing-to-find", "There is no word here to search for.")
            return search.answer()
        found = newest(self._library.catalogue, where, search.excluded, search.limit, search.token)
        return search.answer(self._hits.listed(found))

    def _find(
        self,
        search: UnderWay,
        question: Question,
        where: Filter | None,
        store: VectorStore,
        reranker: Reranker | None,
        interim: Interim | None,
    ) -> Answer:
        token, models = search.token, self._models
        queries = models.queries
        if question.awaited and not (search.typing and queries is not None and queries.slow):
            question = completed(self._asking, question, token, search.note, typing=False)
        orders = Refining(self._hits, models.encoder, reranker, search.limit, token)
        orders.begin(question.text, typing=search.typing)
        self._note_lacks(search)
        gathering = Gathering(self._library.catalogue, store, models, self._pool)
        found = self._gathered(gathering, search, question, where)
        first = search.answer(orders.first(question, found))
        if not orders.follows(question) or not (first.hits or question.awaited):
            return first
        if interim is not None:
            interim(first)
        if question.awaited:
            question = completed(self._asking, question, token, search.note, typing=True)
            if question.means:
                found = self._gathered(gathering, search, question, where)
        hits = orders.refined(question, found, search.note)
        return search.answer(
            hits, first_seconds=first.seconds, reranked=orders.reranked, late=orders.late
        )

    def _note_lacks(self, search: UnderWay) -> None:
        """Say what it is searched without, though it is wanted."""
        for role, error in self._models.lacks.items():
            if role == "dense":
                search.note("words-alone", f"Searched by words alone: {why(error)}.", error.code)
            elif search.rerank:
                search.note("not-reranked", f"The order is not refined: {why(error)}.", error.code)

    def _gathered(
        self, gathering: Gathering, search: UnderWay, question: Question, where: Filter | None
    ) -> Candidates:
        scope = Scope(where, search.required, search.excluded, search.limit, search.named)
        found = self._folded(gathering, search, question, scope)
        if search.required and not found.passages:
            search.note(*search.missed)
            if not search.parsed.words:  # which may still find it
                return found
            scope = Scope(where, (), search.excluded, search.limit, search.named)
            found = self._folded(gathering, search, question, scope)
        return found

    def _folded(
        self, gathering: Gathering, search: UnderWay, question: Question, scope: Scope
    ) -> Candidates:
        """Candidates of which as many as are wanted stand for themselves, if there are so many."""
        found = gathering.gather(question, scope, search.token)
        if not search.fold:
            return found
        found = self._hits.folded(found, question)
        while found.lacks(search.limit) and scope.wanted < MOST_FOLDED:
            before = len(found.passages)
            scope = replace(scope, wanted=GROWTH * max(EACH, scope.wanted))
            more = gathering.gather(question, scope, search.token)
            if len(more.passages) <= before:
                break
            found = self._hits.folded(more, question)
        return found

    def _reranker(self, question: Question) -> Reranker | None:
        """The reranker, where it knows the query's language (or that could not be told)."""
        reranker = self._models.reranker
        return reranker if reranker and reranker.knows(question.language) else None
