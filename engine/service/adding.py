"""The commands that make models known: of a folder, of the hub, of a server."""

from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from engine.host.leaving import left_behind
from engine.models.entry import ModelEntry
from engine.models.errors import DownloadError, VendorBusyError
from engine.models.families import lacks
from engine.protocol import messages as m
from engine.protocol.errors import UsageError
from engine.service.keyholding import PLACES, checked
from engine.service.keyring_access import NoKeyringError
from engine.service.models import check_usable, list_models
from engine.service.server_address import checked_address
from engine.service.trying import tried

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.models.speeds import Speeds
    from engine.service.answering import Answer
    from engine.service.keys import KeyPlace, VendorKeys
    from engine.service.shelf import ModelShelf
    from engine.service.vendors import Vendors

_log = logging.getLogger(__name__)

_UNKNOWN = 1
"""Length of vectors that nobody knows yet."""


class Adding:
    """Answers what adds to the models that there are."""

    def __init__(
        self, shelf: ModelShelf, speeds: Speeds, vendors: Vendors, keys: VendorKeys
    ) -> None:
        """Answer.

        Args:
            shelf: knows where models lie, and tries them.
            speeds: for the list that answers.
            vendors: try what servers answer.
            keys: keep those of servers.
        """
        self._shelf = shelf
        self._speeds = speeds
        self._vendors = vendors
        self._keys = keys

    @property
    def handlers(self) -> Mapping[type, Callable[[Any, Answer], m.Event | None]]:
        """By command: what answers it."""
        return {
            m.AddModelFolder: self._folder,
            m.AddModelHub: self._hub,
            m.AddModelServer: self._server,
        }

    def _folder(self, command: m.AddModelFolder, answer: Answer) -> m.Event:
        from engine.models.local_folder import describe

        folder = Path(command.path)
        if not folder.is_absolute():
            raise UsageError("a folder is named by its whole path", hint="")
        entry = describe(folder)
        if not lacks(entry):
            entry = tried(entry, self._shelf, answer.token)
        elif entry.dim == _UNKNOWN:
            check_usable(entry, self._keys)
        return self._kept(entry)

    def _hub(self, command: m.AddModelHub, answer: Answer) -> m.Event:
        from engine.models.hub_choice import described
        from engine.models.hub_repository import look_into

        try:
            repository = left_behind(lambda: look_into(command.name.strip()), answer.token)
        except DownloadError as error:
            hint = "Look at the connection and try again."
            raise DownloadError(str(error), hint=hint, **error.facts) from error
        for known in self._shelf.holdings.entries():
            if known.hub == repository.name and known.revision in {"", repository.commit}:
                return self._listed()
        return self._kept(left_behind(lambda: described(repository), answer.token))

    def _server(self, command: m.AddModelServer, answer: Answer) -> m.Event:
        name, key = command.model.strip(), checked(command.key)
        if not name:
            raise UsageError("say which of the server's models", hint="Its own list names them.")
        address = checked_address(command.url)
        if command.place not in {"", *PLACES}:
            raise UsageError(f"a key is kept in {', '.join(PLACES[:-1])} or {PLACES[-1]}")
        guess = ModelEntry(
            id=_id(address, name, command.query_prompt, command.document_prompt),
            name=name,
            kinds=("dense",),
            family="openai",
            dim=_UNKNOWN,
            licence="unknown",
            source=address,
            model=name,
            base_url=address,
            query_prompt=command.query_prompt,
            document_prompt=command.document_prompt,
        )
        try:
            dim = self._vendors.dim_of(guess, key, answer.token)
        except VendorBusyError as error:  # nobody tries again by itself what is not added
            hint = "Look whether the server runs, and whether this is its address."
            raise VendorBusyError(str(error), hint=hint, **error.facts) from error
        if key:
            self._keep_key(address, key, command.place)
        # Vectors of other prompts, or another length, are another model's: those of a library
        # that has the former one stay comparable.
        made = _id(address, name, command.query_prompt, command.document_prompt, str(dim))
        return self._kept(msgspec.structs.replace(guess, id=made, dim=dim))

    def _keep_key(self, address: str, key: str, place: str) -> None:
        """Keep a server's key where it is wanted, or where it can be, as the list says then."""
        if place:
            self._keys.keep(address, key, cast("KeyPlace", place))
            return
        try:
            self._keys.keep(address, key)
        except NoKeyringError as error:
            _log.warning("a server's key is kept until the engine ends: %s", error)
            self._keys.keep(address, key, "memory")

    def _kept(self, entry: ModelEntry) -> m.Event:
        self._shelf.holdings.keep(entry)
        self._shelf.forget(entry.id)
        return self._listed()

    def _listed(self) -> m.Event:
        models = list_models(self._shelf.holdings, self._speeds.all(), self._keys)
        return m.ModelsListed(models=models)


def _id(address: str, name: str, *facts: str) -> str:
    """Return an id that the same model of the same server has again, asked in the same way."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "model"
    told = hashlib.sha256("\0".join((address, name, *facts)).encode()).hexdigest()
    return f"{plain[:40].strip('-')}-{told[:8]}"
