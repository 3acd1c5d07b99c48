"""Walking a library's folders: which files are there, and where nothing could be seen.

Symbolic links are not followed, except where a root is one: what they lead to belongs to the
library only if it lies in one of its folders itself, and no loop is possible.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.files.descent import Descent, Inside, OtherNameError, entry_facts, left_out
from engine.files.found import Scan
from engine.files.ignoring import LibraryRules, RulesUnreadableError
from engine.files.places import outermost, under
from engine.files.troubles import name_with_nul, rules_unreadable, trouble_of
from engine.files.walk import Walk

if TYPE_CHECKING:
    from engine.files.places import Places
    from engine.host.cancellation import Token


def scan(
    roots: Sequence[str],
    takes: Callable[[str], bool],
    token: Token,
    *,
    rules: LibraryRules = LibraryRules(),  # noqa: B008 - immutable
    entering: Callable[[str], None] = lambda _: None,
    places: Places | None = None,
) -> Scan:
    """Walk folders (or take single files), each place once however often the roots name it.

    Files named as roots are taken whatever the rules say.

    Args:
        roots: absolute paths.
        takes: by name, whether a file is of a supported kind.
        token: checked at every folder.
        rules: the library's own.
        entering: called with each folder before it is listed.
        places: look at these only (they may lie anywhere); None for everything.

    Raises:
        Cancelled: by the token.
    """
    every = sorted({os.path.normpath(root) for root in roots}, key=len)
    tops = [root for root in every if "\0" not in root]
    found = Scan(roots=frozenset(every))
    found.troubles += [name_with_nul(root) for root in every if "\0" in root]
    walk = Walk(found, takes, token, rules, entering)
    if places is not None:
        paths = (path for path in places.paths if "\0" not in path)
        found.doubted = frozenset(os.path.normpath(path) for path in paths)
    if places is None or places.everything:
        for root in tops:
            walk.root(root)
    else:
        found.places = _Looks(walk, tops, rules, found).at(found.doubted, token)
    return found


class _Looks:
    """Looks at single places."""

    def __init__(self, walk: Walk, roots: Sequence[str], rules: LibraryRules, found: Scan) -> None:
        self._walk = walk
        self._roots = roots
        self._rules = rules
        self._found = found
        self._descents: dict[str, Descent | None] = {}

    def at(self, places: frozenset[str], token: Token) -> frozenset[str]:
        """Look at places; return them, with those that they are really called."""
        every = set(places)
        waiting = outermost(places)
        while waiting:
            token.check()
            place = waiting.pop()
            try:
                self._look(place)
            except OtherNameError as other:
                real = other.real + place[len(other.asked) :]
                if real not in every:  # what is there under its real name may be new
                    every.add(real)
                    waiting.append(real)
            except RulesUnreadableError as error:
                self._found.troubles.append(rules_unreadable(error))
            except OSError as error:
                self._found.troubles.append(trouble_of(place, error, missing="folder-missing"))
        return frozenset(outermost(every))

    def _look(self, place: str) -> None:
        settled = False
        for root in self._roots:
            if root == place or under(root, place):
                self._walk.root(root)
            elif under(place, root) and not settled:
                settled = self._look_below(place, root)

    def _look_below(self, place: str, root: str) -> bool:
        """Take a place from one root; tell whether that one has the say about it.

        A walk from the outer root comes first, and where it goes none goes again.
        """
        descent = self._descent(root)
        above = descent.into(os.path.dirname(place)) if descent else None
        if not isinstance(above, Inside):
            return False
        facts = entry_facts(place)
        if facts is not None and not left_out(place, facts, above):
            self._walk.entry(place, facts, above)
        return True

    def _descent(self, root: str) -> Descent | None:
        if root not in self._descents:
            self._descents[root] = None
            try:
                self._descents[root] = Descent(root, self._rules)
            except NotADirectoryError:
                pass  # a file now: nothing is below it
            except RulesUnreadableError as error:
                self._found.troubles.append(rules_unreadable(error))
            except OSError as error:
                self._found.troubles.append(trouble_of(root, error, missing="folder-missing"))
        return self._descents[root]
