"""The reader worker: read, split, tell the language, encode. Its process may crash or hang.

Run as ``python -m engine.jobs.reading``; `Reading` is the same without the process.
"""

from __future__ import annotations

import errno
import stat
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec
import numpy as np

from engine.files.hashing import content_hash
from engine.host.child import serve
from engine.jobs.reading_messages import (
    CHANGING,
    VANISHED,
    Answer,
    Batch,
    Began,
    Draft,
    Encoding,
    Read,
    Ready,
    Refusal,
    Request,
    Setup,
    Source,
    Vectors,
)
from engine.protocol.errors import ReadError
from engine.store.catalogue_rows import Signature

if TYPE_CHECKING:
    from engine.models.encoder import EncodedTexts
    from engine.models.entry import ModelEntry
    from engine.models.passages import PassageEncoder
    from engine.read import Document

TOGETHER = 512
"""Passages that are encoded at once: enough to spread the costs of a call, little enough that the
engine has something to write while the worker reads on."""

MOST_BYTES = 512 * 2**20
"""Larger files are not even hashed; the readers have finer limits."""

_decoder = msgspec.msgpack.Decoder(Request)
_encoder = msgspec.msgpack.Encoder()


class Reading:
    """Answers requests; the model is loaded by the `Setup` that comes first."""

    def __init__(self) -> None:
        self._encoder: PassageEncoder | None = None
        self._model: ModelEntry | None = None
        self._outside = False
        self._together = TOGETHER
        self._ledger = ""

    def handle(self, frame: bytes) -> Iterator[bytes]:
        """Answer one frame from the engine."""
        request = _decoder.decode(frame)
        if isinstance(request, Setup):
            self._set_up(request)
            yield _encoder.encode(Ready())
            return
        for answer in self._read_all(request):
            yield _encoder.encode(answer)

    def _set_up(self, setup: Setup) -> None:
        from engine.models.holdings import Holdings
        from engine.models.passages import PassageEncoder

        self._outside, self._together = setup.outside, setup.together or TOGETHER
        if setup.dense_model:
            holdings = Holdings(Path(setup.home) if setup.home else None)
            find = holdings.find if setup.outside else holdings.ready
            self._model = find(setup.dense_model)
        self._encoder = PassageEncoder(None if setup.outside else self._model)

    def _read_all(self, batch: Batch) -> Iterator[Answer]:
        if batch.ledger != self._ledger and self._encoder is not None:
            self._encoder.tell_again()
            self._ledger = batch.ledger
        drafts: list[Draft] = []
        refusals: list[Refusal] = []
        started = time.perf_counter()
        for item in batch.items:
            if isinstance(item, Source):
                yield Began(item.file)
            outcome = item if isinstance(item, Draft) else read(item)
            if isinstance(outcome, Refusal):
                refusals.append(outcome)
                continue
            drafts.append(outcome)
            if sum(len(draft.texts) for draft in drafts) >= self._together:
                spent = time.perf_counter() - started
                yield Encoding()
                yield (yield from self._encode(drafts, refusals, spent, last=False))
                drafts, refusals, started = [], [], time.perf_counter()
        spent = time.perf_counter() - started
        yield Encoding()
        yield (yield from self._encode(drafts, refusals, spent, last=True))

    def _encode(
        self, drafts: list[Draft], refusals: list[Refusal], read_seconds: float, *, last: bool
    ) -> Generator[Encoding, None, Read]:
        """Return the drafts with their vectors; say now and then that it goes on."""
        if self._encoder is None:
            raise RuntimeError("a batch came before the setup")
        started = time.perf_counter()
        langs = [lang for draft in drafts for lang in draft.langs]
        texts = [text for draft in drafts for text in draft.texts]
        wanted = self._wanted(drafts, langs)
        encoding = self._encoder.encode(texts, langs, wanted)
        while True:
            try:
                next(encoding)
            except StopIteration as end:
                encoded = cast("EncodedTexts", end.value)
                break
            yield Encoding()
        read = Read(
            [msgspec.structs.replace(draft, dense=b"") for draft in drafts],
            self._vectors(encoded, drafts),
            refusals,
            last,
            read_seconds,
            time.perf_counter() - started,
            embedded=sum(wanted),
            words=self._encoder.words() if self._ledger else {},
        )
        if self._outside:
            asked = np.array(wanted, np.uint8).tobytes()
            return msgspec.structs.replace(read, embedded=0, wanted=asked)
        return read

    def _vectors(self, encoded: EncodedTexts, drafts: Sequence[Draft]) -> Vectors:
        """Lay the vectors out, those that are known already in their place.

        Where others are to be made outside, and none is known, dense rows are left out: they are
        many bytes that say nothing.
        """
        if self._outside and self._model is not None:
            rows = len(encoded.lengths) if any(draft.dense for draft in drafts) else 0
            blank = np.zeros((rows, self._model.dim), np.float32)
            encoded = replace(encoded, dense=blank)
        _fill_in(encoded, drafts)
        return Vectors.of(encoded)

    def _wanted(self, drafts: Sequence[Draft], langs: Sequence[str]) -> list[bool]:
        """Tell which passages the dense model is to encode."""
        # Sparse rows that a model learned do not come with a draft.
        learns = self._model is not None and self._model.learns
        unmade = [learns or not draft.dense for draft in drafts for _ in draft.texts]
        return [a and b for a, b in zip(unmade, self._known(langs), strict=True)]

    def _known(self, langs: Sequence[str]) -> list[bool]:
        """Tell which passages the dense model knows the language of."""
        from engine.models.entry import knows

        model = self._model
        verdicts = {lang: model is not None and knows(model, lang) for lang in set(langs)}
        return [verdicts[lang] for lang in langs]


def read(source: Source) -> Draft | Refusal:
    """Read one file and cut it into passages."""
    from engine.read import read_document

    path = Path(source.path)
    before = None
    try:
        facts = path.stat()
        before = Signature.of(facts)
        if not stat.S_ISREG(facts.st_mode):  # replaced by a pipe, say, which would never end
            return Refusal(source.file, VANISHED, "it is no file any more", "", before)
        if before.size > MOST_BYTES:
            hint = "Split the file, or leave it out."
            reason = f"{before.size / 1e6:,.0f} MB, and at most {MOST_BYTES / 1e6:,.0f} MB are read"
            return Refusal(source.file, "too-large", reason, hint, before)
        digest = content_hash(path)
        document = read_document(path)
        after = Signature.of(path.stat())
    except (ReadError, OSError) as error:
        if before is not None and _changed(path, before) and not source.restless:
            return _changing(source)  # half of it is no document: no reason to tell anybody
        return _refusal(source, error, before)
    if after != before:
        if not source.restless:
            return _changing(source)
        digest = b""  # of other content than what was read next
    return _cut(source.file, before, digest, document)


def _cut(file: int, signature: Signature, digest: bytes, document: Document) -> Draft:
    from engine.models.language import detect
    from engine.split import split_document

    headings = [(h.offset, h.level, h.title) for h in document.headings]
    passages = split_document(document.text, document.page_starts, headings)
    told = [detect(p.text) for p in passages]
    language = _most_common(told)
    return Draft(
        file=file,
        signature=signature,
        hash=digest,
        media_type=document.media_type,
        title=document.title,
        language=language,
        starts=np.array([p.start for p in passages], np.int32).tobytes(),
        ends=np.array([p.end for p in passages], np.int32).tobytes(),
        pages=np.array([p.page for p in passages], np.int32).tobytes(),
        headings=[p.heading for p in passages],
        langs=[lang or language for lang in told],
        texts=[p.text for p in passages],
        lines=_lines(document.text, [p.start for p in passages]) if document.lined else b"",
    )


def _lines(text: str, starts: Sequence[int]) -> bytes:
    """Return the numbers of the lines that ascending offsets lie in, as a column."""
    line, at, found = 1, 0, np.zeros(len(starts), np.int32)
    for place, start in enumerate(starts):
        line += text.count("\n", at, start)
        found[place], at = line, start
    return found.tobytes()


def _most_common(langs: Sequence[str]) -> str:
    """Return the language of most passages that have one: it is also taken for the others."""
    counts = Counter(lang for lang in langs if lang)
    return counts.most_common(1)[0][0] if counts else ""


def _changed(path: Path, before: Signature) -> bool:
    try:
        return Signature.of(path.stat()) != before
    except OSError:
        return False


def _changing(source: Source) -> Refusal:
    return Refusal(source.file, CHANGING, "it was written to while it was read", "")


def _refusal(source: Source, error: ReadError | OSError, before: Signature | None) -> Refusal:
    if isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError):
        return Refusal(source.file, VANISHED, "it is not there any more", "", before)
    if isinstance(error, OSError) and _is_locked(error):
        hint = "Close it there; it is tried again by itself."
        return Refusal(source.file, "locked", "another program holds it", hint, before)
    if isinstance(error, PermissionError):
        hint = "Give yourself the right to read it."
        return Refusal(source.file, "no-permission", error.strerror or "", hint, before)
    if isinstance(error, OSError):
        hint = "Check the drive that it lies on."
        return Refusal(source.file, "unreadable", error.strerror or str(error), hint, before)
    return Refusal(source.file, error.code, str(error), error.hint, before)


def _is_locked(error: OSError) -> bool:
    # Windows refuses what another program has open (ERROR_SHARING_VIOLATION, _LOCK_VIOLATION).
    if getattr(error, "winerror", None) in (32, 33):
        return True
    return error.errno in (errno.EAGAIN, errno.EBUSY, errno.EDEADLK, errno.ETXTBSY)


def _fill_in(encoded: EncodedTexts, drafts: Sequence[Draft]) -> None:
    """Put the dense vectors in their place that came with the drafts."""
    start = 0
    for draft in drafts:
        end = start + len(draft.texts)
        if draft.dense:
            made = np.frombuffer(draft.dense, np.float32)
            encoded.dense[start:end] = made.reshape(end - start, encoded.dense.shape[1])
        start = end


def main() -> None:
    """Serve until the engine is gone."""
    serve(Reading().handle)


if __name__ == "__main__":
    main()
