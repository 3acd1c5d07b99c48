"""Candidates in their order as the hits that go over the wire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.files.away import away_places, lies_in
from engine.models.bm25_marks import Matcher, Matches
from engine.protocol.messages import Copy, Hit, Parts, QueryNote, WordWeight
from engine.search.alikeness import alikeness
from engine.search.best_sentences import MOST, BestSentences
from engine.search.calibration import chances
from engine.search.copies import Folding, alone, there
from engine.search.exact import marked
from engine.search.fusion import fused, order_of, shown
from engine.search.listing import predicate_of
from engine.search.name_ranking import least_chances, named_first
from engine.search.small_words import most_chances
from engine.search.standing import standing
from engine.search.versions import Kinship, kinship
from engine.store.catalogue_states import State
from engine.store.filters import FileIn, Not, PkIn

if TYPE_CHECKING:
    from engine.models.encoder import TextEncoder
    from engine.search.candidates import Candidates
    from engine.search.fusion import Floats, Places
    from engine.search.library import SearchedLibrary
    from engine.search.likeness import Likeness
    from engine.search.question import Question
    from engine.search.ranking import Ranking
    from engine.store.catalogue_rows import FileRow, PassageRow
    from engine.store.filters import Filter

_SECOND = 1e-9


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found, best first."""

    hits: tuple[Hit, ...] = ()
    notes: tuple[QueryNote, ...] = ()
    seconds: float = 0.0
    first_seconds: float = 0.0
    """To the first order, inside `seconds`."""
    reranked: bool = False
    late: bool = False
    """Whether more of it is being reranked."""
    models: tuple[str, str] = ("", "")
    """Ids of the dense model and the reranker that score in this library, empty for none. Scores
    of different ones do not compare."""


class Marker:
    """Marks a question's words in passages; each passage once, though it is in both orders."""

    def __init__(self, question: Question, encoder: TextEncoder) -> None:
        self.question = question
        self.best = BestSentences(question, encoder)
        self._matcher = Matcher(question.analysis, ignored=question.common)
        self._made: dict[int, Matches] = {}

    def marks(self, passage: PassageRow) -> Matches:
        """The question's words that a passage has, and where."""
        found = self._made.get(passage.pk)
        if found is None:
            found = self._matcher.find(passage.text, language=passage.lang)
            found = found._replace(marks=marked(self.question, passage.text, found.marks))
            self._made[passage.pk] = found
        return found


class HitBuilder:
    """Builds hits from a library's catalogue."""

    def __init__(self, library: SearchedLibrary) -> None:
        """Build hits of a library; they carry the name that it has by then."""
        self._library = library
        self._catalogue = library.catalogue

    def ranked(
        self, ranking: Ranking, marker: Marker, limit: int, *, best: int = MOST
    ) -> tuple[Hit, ...]:
        """The best passages, as many as `limit`; the best sentences of the first `best` of them.

        Those whose file is gone are left out, though the store may not have let go of them yet.
        """
        passages = ranking.candidates.passages
        keys = np.array([p.pk for p in passages], np.int64)
        folds, whole = ranking.candidates.folds or alone(len(keys)), _order(ranking, keys)
        order = folds.kept(whole)[:limit]
        places: list[int] = order.tolist()
        under = folds.under(order, whole)
        wanted = {passages[p].file for place in places for p in (place, *under[place])}
        files = self._catalogue.files(list(wanted))
        sentences = marker.best.of([passages[place] for place in places], best)
        hits: list[Hit] = []
        likeness = alikeness if marker.question.alike else chances
        likely = likeness(ranking, marker.question)[order]
        if not marker.question.alike:
            most = most_chances(marker.question, [passages[place] for place in places])
            likely = np.maximum(np.minimum(likely, most), least_chances(ranking)[order])
        likely = shown(likely)
        for place, score in zip(places, likely.tolist(), strict=True):
            passage = passages[place]
            file = files.get(passage.file)
            if file is None or file.state is State.GONE:
                continue
            found = marker.marks(passage)
            hit = self._hit(file, passage, score, len(hits) + 1)
            parts = _parts(ranking, marker.question, place)
            hits.append(
                msgspec.structs.replace(
                    hit,
                    parts=parts,
                    terms=found.surfaces,
                    marks=found.marks,
                    best=sentences[passage.pk],
                    copies=self._copies(
                        [(files.get(passages[p].file), passages[p]) for p in under[place]],
                        folds.same[under[place]].tolist(),
                        score,
                        file,
                    ),
                )
            )
        return self._with_drives(hits)

    def folded(self, found: Candidates, question: Question) -> Candidates:
        """The same with each that says what another one says folded under that one."""
        scores = fused(found.share, found.cosine, found.known, found.wordwise)
        folding = Folding(
            found.passages, found.signatures, scores, found.weights, question.weights, found.named
        )
        return replace(found, folds=folding.folds(self._catalogue))

    def equals(self, like: Likeness, where: Filter | None) -> list[FileRow]:
        """The files that a filter admits and whose content is that of another file."""
        if like.content is None:
            return []
        size, content = like.content
        meets = predicate_of(where)
        same = (file for file in self._catalogue.files_sized([size]) if file.hash == content)
        return [file for file in same if file.path != like.path and meets(file)]

    def apart(self, like: Likeness, equals: Sequence[FileRow]) -> Iterator[Filter]:
        """What leaves out the thing that others are to be like, and files equal to it."""
        if like.apart is not None:
            yield like.apart
        if equals:
            yield Not(FileIn(tuple(file.id for file in equals)))
        if own := self._itself(like):
            yield Not(PkIn(tuple(own)))

    def _itself(self, like: Likeness) -> list[int]:
        """The keys of a passage of another library where this one has the same file."""
        if like.start < 0 or like.library == self._library.name:
            return []
        file = self._catalogue.files_at([like.path]).get(like.path)
        passages = self._catalogue.passages_of(file.id) if file else ()
        return [passage.pk for passage in passages if passage.start == like.start]

    def together(self, files: Sequence[FileRow]) -> tuple[Hit, ...]:
        """Files of the same content as one hit: the newest, with the others as its copies."""
        order = sorted(files, key=lambda file: standing(file.mtime_ns, file.path))
        passages = {file.id: self._catalogue.passages_of(file.id) for file in order}
        found = [(file, passages[file.id][0]) for file in order if passages[file.id]]
        copies = tuple(self._copy(file, passage, 1.0, same=True) for file, passage in found[1:])
        return tuple(msgspec.structs.replace(hit, copies=copies) for hit in self.listed(found[:1]))

    def listed(self, found: Sequence[tuple[FileRow, PassageRow]]) -> tuple[Hit, ...]:
        """Files that meet a filter: no similarity was asked for, so they all match in full."""
        return self._with_drives(
            [self._hit(file, passage, 1.0, rank) for rank, (file, passage) in enumerate(found, 1)]
        )

    def _with_drives(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Mark the hits whose drive or folder is not there, as far as the last scan knows."""
        away = away_places(self._catalogue.troubles())
        if not away:
            return tuple(hits)
        return tuple(
            msgspec.structs.replace(hit, away=True) if lies_in(hit.path, away) else hit
            for hit in hits
        )

    def _copies(
        self,
        found: Sequence[tuple[FileRow | None, PassageRow]],
        same: Sequence[bool],
        score: float,
        of: FileRow,
    ) -> tuple[Copy, ...]:
        """Passages of files that are still there; what says what a version says is one, too."""
        kin = {p.text for f, p in found if f and kinship(of.path, f.path) is not Kinship.NONE}
        return tuple(
            self._copy(file, passage, score, same=one, version=not one and passage.text in kin)
            for (file, passage), one in zip(found, same, strict=True)
            if file and there(file)
        )

    def _copy(
        self,
        file: FileRow,
        passage: PassageRow,
        score: float,
        *,
        same: bool,
        version: bool = False,
    ) -> Copy:
        return Copy(
            library=self._library.name,
            path=file.path,
            title=file.title or PurePath(file.path).name,
            modified=file.mtime_ns * _SECOND,
            page=passage.page,
            line=passage.line,
            start=passage.start,
            end=passage.end,
            passage=passage.pk,
            score=score,  # it was not judged by itself in the refined order
            same=same,
            version=version,
        )

    def _hit(self, file: FileRow, passage: PassageRow, score: float, rank: int) -> Hit:
        return Hit(
            rank=rank,
            library=self._library.name,
            path=file.path,
            title=file.title or PurePath(file.path).name,
            media_type=file.media_type,
            modified=file.mtime_ns * _SECOND,
            size=file.size,
            page=passage.page,
            line=passage.line,
            start=passage.start,
            end=passage.end,
            heading=passage.heading,
            language=passage.lang,
            text=passage.text,
            score=score,
            parts=Parts(),
            terms=(),
            marks=(),
            passage=passage.pk,
        )


def _order(ranking: Ranking, keys: Places) -> Places:
    return order_of(named_first(ranking).scores, keys)


def _parts(ranking: Ranking, question: Question, place: int) -> Parts:
    candidates = ranking.candidates
    similarity = float(ranking.similarity[place])
    known = question.means and bool(candidates.known[place])
    return Parts(
        dense=float(candidates.cosine[place]) if known else None,
        sparse=float(candidates.bm25[place]) if len(question.terms) else None,
        rerank=None if np.isnan(similarity) else similarity,
        words=_word_weights(candidates.weights[place], question),
    )


def _word_weights(weights: Floats, question: Question) -> tuple[WordWeight, ...]:
    """What each word of the question adds to a passage's BM25, heaviest first."""
    words: dict[str, float] = {}
    for term in np.flatnonzero(weights).tolist():
        word = question.word_of(int(question.terms[term]))
        words[word] = words.get(word, 0.0) + float(weights[term])
    heaviest = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return tuple(WordWeight(word=word, weight=weight) for word, weight in heaviest)
