"""Vectors that the reader workers leave out, made by the embedder or a vendor, or known already."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
import numpy as np

from engine.jobs.outside import Blanks, Completed
from engine.models.entry import knows
from engine.models.errors import VendorAnswerError, VendorError, in_our_words
from engine.models.families import family_of
from engine.models.near_hosts import is_here
from engine.protocol.errors import ModelError, UsageError
from engine.service.asking import Asking, Temper
from engine.service.portions import Asked, PassageKeys, Portion
from engine.store.made_vectors import MadeVector

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.jobs.reading_messages import Draft, Read
    from engine.models.entry import ModelEntry
    from engine.models.vectors import Meanings
    from engine.store.made_vectors import MadeVectors

log = logging.getLogger(__name__)

STEP = {"embedder": 32, "engine": 96}
"""By place: texts in one request. One that is cut off is asked for again."""
STEP_OWN = 16
"""For a server of the person's own, which may be slow, and is asked for little at once."""
_BLAMED = 3
"""Documents in a row that may end the embedder before it is left alone: each costs a start."""
_HARMLESS = ("The committee met in the spring and decided.",)
_LOOKED_UP = 1000
"""Passages whose vectors are read from the disk at once."""
_MOST_BYTES = 64 * 2**20
"""Known vectors that go to a worker with one document."""


class ModelOutside:
    """`engine.jobs.outside.Outside` of one model."""

    def __init__(
        self,
        entry: ModelEntry,
        encode: Callable[[Sequence[str], Token], Meanings],
        made: MadeVectors,
    ) -> None:
        """Ask and read nothing yet.

        Args:
            entry: the model.
            encode: makes the vectors of passages, where reader workers do not.
            made: those that are known; closed by whoever opened it.
        """
        self.entry = entry
        self.made = made
        self.temper = Temper()
        self.keys = PassageKeys(entry)
        self.asking = Asking(encode, self._keep, entry.dim)
        self._place = family_of(entry).place
        self._encode = encode
        self._blamed = 0
        self._refused: set[bytes] = set()

    @property
    def makes(self) -> bool:
        """Whether the workers leave the vectors to it."""
        return self._place != "readers"

    @property
    def step(self) -> int:
        """Texts in one request, and passages in a read: what is told of progress, too."""
        return STEP_OWN if self.entry.base_url else STEP[self._place]

    @property
    def resting(self) -> float:
        """Seconds for which it is of no use to ask it; infinite where a person has to help."""
        return self.temper.resting

    def wake(self) -> None:
        """Have it asked again (see `Outside`)."""
        self.temper.wake()

    @property
    def refuses(self) -> bool:
        """Whether there are texts that it is not asked for again until `forgive`."""
        return bool(self._refused)

    def forgive(self) -> None:
        """Have it asked again also for what it refused."""
        self._refused = set()

    def is_refused(self, key: bytes) -> bool:
        """Tell whether it refused a text."""
        return key in self._refused

    def refuse(self, keys: Collection[bytes]) -> None:
        """Take note that it refuses texts."""
        self._refused.update(keys)

    def filled(self, draft: Draft) -> Draft:
        """Return a draft with its dense vectors where all are known and workers want them."""
        dim = self.entry.dim
        if self.makes or draft.dense or 4 * dim * len(draft.texts) > _MOST_BYTES:
            return draft
        wanted = [knows(self.entry, lang) for lang in draft.langs]
        keys = [
            key if one else b"" for key, one in zip(self.keys.of(draft.texts), wanted, strict=True)
        ]
        asked = set(keys) - {b""}
        found = self.made.get_many(list(asked), dim)
        if not asked or found.keys() != asked:
            return draft
        dense = np.zeros((len(keys), dim), np.float32)
        for place, key in enumerate(keys):
            if key:
                dense[place] = found[key].dense
        return msgspec.structs.replace(draft, dense=dense.tobytes())

    def complete(self, read: Read, unwanted: Callable[[], bool]) -> Completed:
        """Return a worker's answer with the vectors that it left out (see `Outside`)."""
        if not self.makes:
            self._remember(read)
            return Completed(read)
        return _Completing(self, read, unwanted).go()

    def rehearse(self, texts: Sequence[str], unwanted: Callable[[], bool]) -> None:
        """Make vectors that nobody needs (see `Outside`)."""
        if self._place == "engine" and not is_here(urlsplit(self.entry.base_url).hostname or ""):
            name = family_of(self.entry).vendor
            raise UsageError(f"{name} asks for money: its speed is not measured", hint="")
        asking = Asking(self._encode, _drop, self.entry.dim)
        for start in range(0, len(texts), self.step):
            asking.ask(Portion((), tuple(texts[start : start + self.step]), ()), unwanted)

    def ask(self, portion: Portion, unwanted: Callable[[], bool]) -> dict[bytes, MadeVector]:
        """Return vectors by key; of a document that the model refuses there are none.

        Raises:
            UnwantedError: nobody waits any more.
            ModelError: the model cannot be used at present, whatever the text.
        """
        try:
            made = self.asking.ask(portion, unwanted)
        except ModelError as error:
            if _is_surely_its_own(error):
                raise
            parts = portion.by_document()
            if len(parts) > 1:
                return {k: v for part in parts for k, v in self.ask(part, unwanted).items()}
            return self._ask_again(portion, error, unwanted)
        self.temper.worked()
        self._blamed = 0
        return portion.by_key(made)

    def _ask_again(
        self, portion: Portion, error: ModelError, unwanted: Callable[[], bool]
    ) -> dict[bytes, MadeVector]:
        """Ask for one document's passages that failed alone, if the model is well otherwise."""
        self.asking.ask(Portion((), _HARMLESS, (0,)), unwanted)
        try:
            return portion.by_key(self.asking.ask(portion, unwanted))
        except ModelError as again:
            if _is_surely_its_own(again):
                raise
            self._blamed += 1
            if self._place == "embedder" and self._blamed >= _BLAMED:
                self._blamed = 0
                raise
            said = in_our_words(error)
            log.warning("a document is found by its words alone: %s (%s)", said, error.code)
            return {}

    def _remember(self, read: Read) -> None:
        """Keep what a worker made; a row of zeros says nothing of its text."""
        if not read.embedded or not read.vectors.dim:
            return
        rows = np.frombuffer(read.vectors.dense, np.float32).reshape(-1, read.vectors.dim)
        keys = [key for draft in read.drafts for key in self.keys.of(draft.texts)]
        none, empty = np.zeros(0, np.uint32), np.zeros(0, np.float32)
        self.made.put_many(
            {keys[n]: MadeVector(rows[n], none, empty) for n in np.flatnonzero(rows.any(axis=1))}
        )

    def _keep(self, portion: Portion, made: Meanings) -> None:
        self.made.put_many(portion.by_key(made))


def _is_surely_its_own(error: ModelError) -> bool:
    """Tell whether no text is to blame for an error."""
    return isinstance(error, VendorError) and not isinstance(error, VendorAnswerError)


def _drop(_portion: Portion, _made: Meanings) -> None:
    """Remember nothing."""


class _Completing:
    """The completing of one read."""

    def __init__(self, outside: ModelOutside, read: Read, unwanted: Callable[[], bool]) -> None:
        self._outside = outside
        self._read = read
        self._unwanted = unwanted
        self._blanks = Blanks(read, outside.entry.dim, learns=outside.entry.learns)
        self._open = outside.keys.asked(read)
        self._refused: list[Asked] = []
        self._trouble: ModelError | None = None
        self._embedded = 0

    def go(self) -> Completed:
        """Fill what is known, ask for the rest, and wait for what others ask for already."""
        asking = self._outside.asking
        while self._open and self._trouble is None:
            self._look_up()
            self._leave_out([key for key in self._open if self._outside.is_refused(key)])
            mine = asking.claim(list(self._open))
            try:
                self._ask(mine)
            finally:
                asking.release(mine)
            if self._trouble is None:
                asking.wait(list(self._open), self._unwanted)
        lacking = {self._read.drafts[place].file for place in self._lacking()}
        read = self._blanks.read(lacking=lacking, embedded=self._embedded)
        return Completed(read, self._trouble)

    def _look_up(self) -> None:
        """Fill what is known, some at a time: a long document has many vectors."""
        keys = list(self._open)
        for start in range(0, len(keys), _LOOKED_UP):
            some = keys[start : start + _LOOKED_UP]
            self._fill(self._outside.made.get_many(some, self._outside.entry.dim))

    def _lacking(self) -> set[int]:
        """Return the drafts with passages that are still open, or refused."""
        ends = np.cumsum([len(draft.texts) for draft in self._read.drafts])
        places = [place for one in (*self._open.values(), *self._refused) for place in one.places]
        return set(np.searchsorted(ends, places, side="right").tolist())

    def _ask(self, keys: Sequence[bytes]) -> None:
        """Ask for what is claimed, in portions; a model that is left alone is not asked."""
        outside = self._outside
        claimed = {key: self._open[key] for key in keys}
        for portion in outside.keys.portions(self._read.drafts, claimed, outside.step):
            wakes = outside.temper.wakes
            if outside.temper.resting:
                self._trouble = outside.temper.trouble or ModelError("the model rests", hint="")
                return
            try:
                made = outside.ask(portion, self._unwanted)
            except ModelError as error:
                outside.temper.failed(error, wakes)
                self._trouble = error
                return
            self._fill(made)
            self._embedded += len(portion.texts)
            refused = [key for key in portion.keys if key in self._open]
            outside.refuse(refused)
            self._leave_out(refused)

    def _leave_out(self, keys: Sequence[bytes]) -> None:
        """Have the rows of texts that are refused stay blank."""
        self._refused += [self._open.pop(key) for key in keys]

    def _fill(self, made: dict[bytes, MadeVector]) -> None:
        for key, vector in made.items():
            asked = self._open.pop(key, None)
            if asked is not None:
                self._blanks.put(asked.places, vector)
