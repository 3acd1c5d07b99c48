"""Vendors' keys: tried, kept and forgotten, one thing at a time for each vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.look import figures, words
from app.models import vendors
from app.models.wishes import KeyNote
from app.shell.refitting import sentence
from engine.protocol.messages import Failed, ModelMeasured, SetKey, TryModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.link.engine_link import EngineLink
    from app.models.page import ModelsPage
    from app.models.wishes import KeyWish
    from engine.protocol.messages import Event

NO_KEYRING = "no-keyring"
KEY_REFUSED = "vendor-key"


class Keying(QObject):
    """Connects a page's key card with the link. All of it runs in the GUI thread."""

    answered = Signal()
    """A vendor takes the key that was tried, or has another one."""

    def __init__(
        self, link: EngineLink, page: ModelsPage, look: Callable[[], None], parent: QObject
    ) -> None:
        """Obey the page.

        Args:
            link: to the engine.
            page: of models.
            look: asks the engine what there is now.
            parent: whose end is the end of this.
        """
        super().__init__(parent)
        self._link = link
        self._page = page
        self._look = look
        self._tasks: dict[str, KeyTask] = {}
        page.try_requested.connect(self._try)
        page.key_chosen.connect(self._keep)

    @Slot(object)
    def _try(self, wish: KeyWish) -> None:
        self._task(wish.vendor).try_key(wish)

    @Slot(object)
    def _keep(self, wish: KeyWish) -> None:
        self._task(wish.vendor).keep(wish)

    def _task(self, vendor: str) -> KeyTask:
        if vendor not in self._tasks:
            self._tasks[vendor] = KeyTask(vendor, self._link, self._page, self._look, self)
        return self._tasks[vendor]


class KeyTask(QObject):
    """What is done with one vendor's key. Keeps no key itself."""

    def __init__(
        self,
        vendor: str,
        link: EngineLink,
        page: ModelsPage,
        look: Callable[[], None],
        parent: Keying,
    ) -> None:
        super().__init__(parent)
        self._vendor = vendor
        self._link = link
        self._page = page
        self._look = look
        self._answered = parent.answered
        self._forgets = False
        self._typed = False

    def try_key(self, wish: KeyWish) -> None:
        """Send one short text of our own and see what comes back."""
        self._typed = bool(wish.key)
        self._say(KeyNote(self.tr("Trying…"), busy=True))
        self._link.ask(TryModel(model=wish.model, key=wish.key), self._tried)

    def keep(self, wish: KeyWish) -> None:
        """Keep a key, or forget it."""
        self._forgets = not wish.key
        self._say(KeyNote("", busy=True))
        command = SetKey(vendor=self._vendor, key=wish.key, place=wish.place)
        self._link.ask(command, self._kept)

    @Slot(object)
    def _tried(self, event: Event) -> None:
        if isinstance(event, ModelMeasured):
            said = self.tr("{0} answers, in {1}.")
            taken = figures.elapsed(event.query_ms / 1000)
            self._say(KeyNote(said.format(vendors.title(self._vendor), taken), "well"))
            if not self._typed:  # a key that is only typed helps nobody yet
                self._answered.emit()
                self._look()
        elif isinstance(event, Failed):
            self._say_why(event)

    @Slot(object)
    def _kept(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._say_why(event)
            return
        self._page.forget_key(self._vendor)
        said = self.tr("The key is forgotten.") if self._forgets else self.tr("The key is kept.")
        self._say(KeyNote(said, "well"))
        if not self._forgets:
            self._answered.emit()  # should this one be refused as well, the next search says so
        self._look()

    def _say_why(self, failed: Failed) -> None:
        if failed.code == "cancelled":
            self._say(KeyNote(""))
            return
        why, advice = sentence(failed), words.hint(failed.code, failed.hint)
        if failed.code == KEY_REFUSED:
            why = self.tr("{0} refuses the key.").format(vendors.title(self._vendor))
            advice = self.tr("Look whether it is whole, and whether it still holds there.")
        elif failed.code == "usage":
            why, advice = self.tr("That is no key: a key has no blanks and no accents."), ""
        offers = failed.code == NO_KEYRING
        self._say(KeyNote(f"{why} {advice}".strip(), "trouble", offers=offers))

    def _say(self, note: KeyNote) -> None:
        self._page.show_key_note(self._vendor, note)
