"""Why a file is not indexed: which rule leaves it out, and where that rule stands."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.files.descent import (
    Descent,
    Inside,
    OtherNameError,
    entry_facts,
    left_out,
    telling_names,
)
from engine.files.ignoring import LIBRARY, LibraryRules, Rule, generated
from engine.files.places import under


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a path; see `engine.protocol.records.CheckedPath`."""

    code: str = ""
    """Empty where nothing speaks against it, else ``ignored``, ``unsupported``, ``too-large``,
    ``outside``, ``missing`` or ``unreadable``."""
    detail: str = ""
    """The rule."""
    source: str = ""
    """Path of the file that the rule stands in, ``built-in`` or ``library``."""

    def __bool__(self) -> bool:
        return bool(self.code)


def why_not(
    path: str,
    roots: Sequence[str],
    takes: Callable[[str], bool],
    rules: LibraryRules = LibraryRules(),  # noqa: B008 - immutable
) -> Verdict:
    """Say why a scan does not find a file, or does not look into a folder.

    Args:
        path: absolute.
        roots: the library's folders.
        takes: by name, whether a file is of a supported kind.
        rules: the library's own.
    """
    place = os.path.normpath(path)
    tops = sorted({os.path.normpath(root) for root in roots if "\0" not in root}, key=len)
    if "\0" in place:
        return Verdict("missing")
    if place in tops:
        return Verdict() if os.path.lexists(place) else Verdict("missing")
    verdict = Verdict("outside")
    for root in tops:
        if under(place, root):
            verdict = _below(place, root, takes, rules)
            if verdict.code != "ignored":  # else an inner root may let it in
                break
    return verdict


def _below(path: str, root: str, takes: Callable[[str], bool], rules: LibraryRules) -> Verdict:
    try:
        above = Descent(root, rules).into(os.path.dirname(path))
        facts = entry_facts(path)
    except OtherNameError as other:
        return Verdict("missing", other.real)
    except (FileNotFoundError, NotADirectoryError):
        return Verdict("missing")
    except OSError as error:
        return Verdict("unreadable", error.strerror or str(error))
    if isinstance(above, Rule):
        return Verdict("ignored", *above)
    if above is None or facts is None:
        return Verdict("missing")
    return _entry(path, facts, above, takes, rules)


def _entry(
    path: str,
    facts: os.stat_result,
    above: Inside,
    takes: Callable[[str], bool],
    rules: LibraryRules,
) -> Verdict:
    rule, name = left_out(path, facts, above), os.path.basename(path)
    if rule is None and stat.S_ISDIR(facts.st_mode):
        rule = generated(name, above.names, telling_names(path))
        return Verdict("ignored", *rule) if rule else Verdict()
    if rule is not None:
        return Verdict("ignored", *rule)
    if not takes(name):
        return Verdict("unsupported", os.path.splitext(name)[1])
    if 0 < rules.most_bytes < facts.st_size:
        return Verdict("too-large", str(rules.most_bytes), LIBRARY)
    return Verdict()
