"""Leaves a folder out of the index at a person's wish, and takes that back."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot

from app.library.model import Folder
from app.link.answers import trouble_of
from app.look import figures
from engine.protocol.messages import Failed, SetRules

if TYPE_CHECKING:
    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow
    from engine.protocol.messages import Event, Hit, LibraryInfo, Rules

_SPECIAL = re.compile(r"([\\*?\[\]!#])")


def rule_for(folder: str, root: str) -> str:
    """The rule that leaves ``folder`` out of ``root``; empty where it is no folder in there."""
    try:
        inside = PurePath(folder).relative_to(root).as_posix()
    except ValueError:
        return ""
    return "" if inside == "." else "/" + _SPECIAL.sub(r"\\\1", inside) + "/"


class Exclusion(QObject):
    """For the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow) -> None:
        super().__init__(window)
        self._link = link
        self._window = window
        self._libraries: tuple[LibraryInfo, ...] = ()
        self._sent: dict[str, list[Rules]] = {}
        """By library: rules that the engine was sent and has not told back, oldest first."""
        link.libraries_changed.connect(self._note)
        view = window.results.view
        view.actions_of_hit.folder_exclusion_requested.connect(self.exclude)

    @Slot(object)
    def exclude(self, hit: Hit) -> None:
        """Leave the folder of a hit's file out."""
        folder = str(PurePath(hit.path).parent)
        info = next((info for info in self._libraries if info.name == hit.library), None)
        if info is None:
            return
        roots = [root for root in info.folders if PurePath(folder).is_relative_to(root)]
        root = max(roots, key=len, default="")
        rule = rule_for(folder, root) if root else ""
        if rule:
            self._set(info, rule, folder)
        elif root:
            self._offer_removal(Folder(info.name, root))

    def _set(self, info: LibraryInfo, rule: str, folder: str) -> None:
        name, rules = info.name, self._rules(info)
        if rule not in rules.exclude:
            self._send(name, replace(rules, exclude=(*rules.exclude, rule)))
        self._window.results.leave_out(folder)
        self._window.banner.say(
            self.tr("{0} is left out from now on.").format(figures.place(folder)),
            action=self.tr("Undo"),
            topic="exclusion",
            todo=lambda: self._undo(name, rule),
        )

    def _undo(self, library: str, rule: str) -> None:
        """Take back that rule alone: others may have been made since."""
        for info in self._libraries:
            if info.name == library:
                rules = self._rules(info)
                kept = tuple(one for one in rules.exclude if one != rule)
                self._send(library, replace(rules, exclude=kept))
        self._window.results.let_move()
        if self._window.banner.action.hasFocus():  # what hides would hand it to the next in line
            self._window.results.setFocus()
        self._window.banner.retract("exclusion")

    def _rules(self, info: LibraryInfo) -> Rules:
        """What the rules are once all that was sent is carried out."""
        sent = self._sent.get(info.name)
        return sent[-1] if sent else info.rules

    def _send(self, library: str, rules: Rules) -> None:
        self._sent.setdefault(library, []).append(rules)
        self._link.ask(SetRules(rules=rules, library=library), self._receive)

    @Slot(object)
    def _receive(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._sent.clear()
            self._link.command_failed.emit(trouble_of(event))

    def _offer_removal(self, folder: Folder) -> None:
        self._window.banner.say(
            self.tr("{0} is one of the library's own folders.").format(figures.place(folder.path)),
            action=self.tr("Remove it from the library…"),
            topic="exclusion",
            todo=lambda: self._remove(folder),
        )

    def _remove(self, folder: Folder) -> None:
        self._window.banner.retract("exclusion")
        self._window.library.remove_requested.emit(folder)

    @Slot(object)
    def _note(self, libraries: tuple[LibraryInfo, ...]) -> None:
        told = {info.name: info.rules for info in self._libraries}
        self._libraries = libraries
        for info in libraries:
            if info.rules != told.get(info.name):  # else these news were on their way before
                self._sent[info.name] = _after(self._sent.get(info.name, []), info.rules)


def _after(sent: list[Rules], told: Rules) -> list[Rules]:
    """What was sent after the rules that are told; none where they are somebody else's."""
    return sent[sent.index(told) + 1 :] if told in sent else []
