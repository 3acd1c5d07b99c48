"""What a scan means for the catalogue: which files are new, changed, moved, copied or gone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.jobs.absent import Absent
from engine.jobs.exchange import Stored
from engine.jobs.linked import other_names
from engine.jobs.matching import Matcher
from engine.store.catalogue_rows import FileRow, FoundFile, Signature
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.files.found import Scan
    from engine.host.cancellation import Token
    from engine.store.catalogue import Catalogue


@dataclass(slots=True)
class Plan:
    """What is to be done; ids are the catalogue's."""

    added: list[FoundFile] = field(default_factory=list[FoundFile])
    changed: dict[int, Signature] = field(default_factory=dict[int, Signature])
    touched: dict[int, Signature] = field(default_factory=dict[int, Signature])
    moved: dict[int, FoundFile] = field(default_factory=dict[int, FoundFile])
    gone: list[int] = field(default_factory=list[int])
    copies: dict[str, Stored] = field(default_factory=dict[str, Stored])
    """By path of an added file: where passages of the same content are stored."""
    facts: dict[str, str] = field(default_factory=dict[str, str])
    """To be remembered about the index as a whole."""
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.touched or self.moved or self.gone)


def make_plan(
    catalogue: Catalogue,
    scan: Scan,
    token: Token,
    *,
    retry: Callable[[FileRow], bool],
) -> Plan:
    """Compare a scan with the catalogue, in the places that the scan looked at.

    Content is read (for its hash) only where size, times and kind leave open whether a file is a
    touched, moved or copied one, or where the scan doubts it.

    Args:
        catalogue: what is known.
        scan: what there is; places where a drive is missing are added to its troubles.
        token: checked before a file is read.
        retry: tells of a failed file that did not change whether to read it again.

    Raises:
        Cancelled: by the token.
    """
    known = catalogue.signatures(scan.places)
    known |= other_names(catalogue, scan, known)
    absent = Absent(catalogue, scan, known)
    new = {path: signature for path, signature in scan.files.items() if path not in known}
    missing = absent.missing
    matcher = Matcher(catalogue, missing, new, token, absent.away, scan.share_root)
    plan = Plan(facts=absent.facts)
    for path, signature in new.items():
        _place_new(path, signature, matcher, plan)
    judge = _Judge(scan.doubted, matcher, retry)
    for path, signature in scan.files.items():
        if path in known:
            _place_known(path, signature, known[path], judge, plan)
    plan.gone = [file for file in missing if file not in plan.moved]
    scan.troubles += absent.troubles(plan.moved)
    return plan


class _Judge:
    """Tells what became of a known file that is still there."""

    def __init__(
        self, doubted: Collection[str], matcher: Matcher, retry: Callable[[FileRow], bool]
    ) -> None:
        self._doubted = doubted
        self._matcher = matcher
        self._retry = retry

    def changed(self, path: str, signature: Signature, entry: tuple[int, State, Signature]) -> bool:
        """Tell whether it must be read again."""
        file, state, before = entry
        trusted = signature.untouched_since(before) and path not in self._doubted
        if state is State.SEEN:
            return not trusted  # what is stored of it may be kept only if it can be trusted
        if state is State.FAILED:
            return not trusted or self._retry(self._matcher.row(file))
        if trusted:
            return False
        same_size = before.size == signature.size
        return not (same_size and self._matcher.same_content(self._matcher.row(file), path))


def _place_new(path: str, signature: Signature, matcher: Matcher, plan: Plan) -> None:
    found = FoundFile(path, signature)
    origin, moved = matcher.origin(path, signature)
    if origin is not None and moved:
        plan.moved[origin.id] = found
        plan.unchanged += 1
        return
    plan.added.append(found)
    if origin is not None:
        plan.copies[path] = Stored(origin.id, origin.hash)


def _place_known(
    path: str,
    signature: Signature,
    entry: tuple[int, State, Signature],
    judge: _Judge,
    plan: Plan,
) -> None:
    file, state, before = entry
    if judge.changed(path, signature, entry):
        plan.changed[file] = signature
        return
    if signature != before:
        plan.touched[file] = signature
    plan.unchanged += state in (State.INDEXED, State.FAILED)
