"""The models that can be used on this machine: those of the catalogue, and what was added to them.

What a person downloads or adds has a card: ``<home>/<id>.json`` holds its `ModelEntry`. A
downloaded model's files lie beside it in ``<home>/<id>/``; a local folder's stay where they are.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import msgspec

from engine.host.whole_file import write_whole
from engine.models import registry
from engine.models.entry import ModelEntry
from engine.models.errors import ModelMissingError, UnknownFamilyError, UnknownModelError
from engine.models.families import additions, family_of

CHANGED = "its files changed: add the folder again"
_PARTIAL = ".part"
_LEAST = 2
"""Length of a vector, which says nothing where it is 1."""


class Holdings:
    """What lies in a home of models. Holds nothing itself: every question reads the disk.

    Args:
        home: the folder of downloaded and added models, which need not be there; None for the
            program's own models alone.
        catalogue: another catalogue than the program's.
    """

    def __init__(self, home: Path | None = None, catalogue: Path | None = None) -> None:
        self.home = home
        self._catalogue = catalogue

    def entries(self) -> tuple[ModelEntry, ...]:
        """Return all models: the catalogue's in its order, what is here besides, other packages'.

        Raises:
            ModelCatalogueError: the catalogue cannot be read.
        """
        known = self._known()
        taken = {entry.id for entry in known}
        return (*known, *(entry for entry in additions() if entry.id not in taken))

    def listed(self) -> frozenset[str]:
        """Return the ids of the catalogue.

        Raises:
            ModelCatalogueError: it cannot be read.
        """
        return frozenset(entry.id for entry in registry.load_catalogue(self._catalogue))

    def find(self, model_id: str) -> ModelEntry:
        """Return the model with this id.

        Raises:
            UnknownModelError: there is none.
            BrokenModelEntryError: there is one and it makes no sense.
            ModelCatalogueError: the catalogue cannot be read.
        """
        return registry.find(model_id, self._searched(model_id))

    def find_card(self, model_id: str) -> ModelEntry:
        """Return the model with this id, broken or not.

        Raises:
            UnknownModelError: there is none.
        """
        for entry in self._searched(model_id):
            if entry.id == model_id:
                return entry
        raise UnknownModelError(f"no model {model_id!r}", model=model_id)

    def ready(self, model_id: str) -> ModelEntry:
        """Return the model with this id, whose files are here.

        Raises:
            ModelMissingError: they are not.
            ModelError: as `find`.
        """
        entry = self.find(model_id)
        if not self.has(entry):
            hint = ModelMissingError.hint
            if registry.changed(entry):
                hint = "Add its folder again, or choose another model."
                raise ModelMissingError(f"{entry.name}: {CHANGED}", hint=hint, model=model_id)
            if entry.hub:
                hint = "Download it first."
            elif Path(entry.folder).is_absolute():  # none of the program's own
                hint = f"Bring back {entry.folder}, or choose another model."
            raise ModelMissingError(f"{entry.name} is not here", hint=hint, model=model_id)
        return entry

    def has(self, entry: ModelEntry) -> bool:
        """Tell whether all of a model is here.

        Files of a person's folder that were written again and are the same ones are noted in its
        card, so that they are read once.
        """
        if not registry.installed(entry):
            return False
        fresh = registry.stamped(entry) if entry.is_folder else None
        if fresh is not None and fresh != entry and self.owns(entry):
            with contextlib.suppress(OSError):  # it is read once more, that is all
                self.keep(fresh)
        return True

    def partial(self, entry: ModelEntry) -> bool:
        """Tell whether a download was cut off and can go on."""
        if not entry.hub or self.home is None:
            return False
        return self.arriving(entry).is_dir() and any(self.arriving(entry).iterdir())

    def arriving(self, entry: ModelEntry) -> Path:
        """Name the folder of a download under way."""
        return self._home() / f"{entry.id}{_PARTIAL}"

    def arrived(self, entry: ModelEntry) -> Path:
        """Name the folder of a downloaded model."""
        return self._home() / entry.id

    def keep(self, entry: ModelEntry) -> None:
        """Write a model's card, after which it is known.

        Raises:
            OSError: the disk refuses.
        """
        self._home().mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(self._card(entry.id), msgspec.json.encode(entry))

    def drop(self, entry: ModelEntry) -> None:
        """Forget a model: a downloaded one's files are deleted, a local folder stays.

        Raises:
            OSError: the disk refuses.
        """
        self._card(entry.id).unlink(missing_ok=True)
        if entry.hub:
            for folder in (self.arrived(entry), self.arriving(entry)):
                shutil.rmtree(folder, ignore_errors=True)

    def owns(self, entry: ModelEntry) -> bool:
        """Tell whether it is the person's to remove: downloaded, half downloaded, or a folder."""
        return self.home is not None and (self._card(entry.id).exists() or self.partial(entry))

    def _searched(self, model_id: str) -> tuple[ModelEntry, ...]:
        """Return the models among which one is to be found: others' packages only if need be."""
        known = self._known()
        return known if any(entry.id == model_id for entry in known) else self.entries()

    def _known(self) -> tuple[ModelEntry, ...]:
        listed = registry.load_catalogue(self._catalogue)
        cards = self._cards()
        known = tuple(self._held(entry, cards.pop(entry.id, None)) for entry in listed)
        return (*known, *(self._own(card) for card in cards.values()))

    def _held(self, entry: ModelEntry, card: ModelEntry | None) -> ModelEntry:
        """Return a catalogue's entry with what lies here of the commit that it names.

        One that names no commit has that of its card: the one of its first download.
        """
        if not entry.hub or card is None or card.broken or card.hub != entry.hub:
            return entry
        if entry.revision not in {"", card.revision}:
            return entry
        return self._own(
            msgspec.structs.replace(
                entry, revision=card.revision, fetch=card.fetch or entry.fetch, files=card.files
            )
        )

    def _own(self, card: ModelEntry) -> ModelEntry:
        """Return a card with its folder: a download's lies beside it, wherever that is today."""
        if not card.hub:
            return card
        return msgspec.structs.replace(card, folder=str(self.arrived(card).absolute()))

    def _cards(self) -> dict[str, ModelEntry]:
        found: dict[str, ModelEntry] = {}
        for path in sorted(self.home.glob("*.json")) if self.home is not None else ():
            try:
                card = msgspec.json.decode(path.read_bytes(), type=ModelEntry)
            except (OSError, msgspec.DecodeError) as error:
                why = f"{path}: {error}"
                card = ModelEntry(id=path.stem, name=path.stem, kinds=(), family="", broken=why)
            if card.id == path.stem:
                found[card.id] = _judged(card)
        return found

    def _card(self, model_id: str) -> Path:
        return self._home() / f"{model_id}.json"

    def _home(self) -> Path:
        if self.home is None:
            raise ModelMissingError("there is no place for models", hint="")
        return self.home


def _judged(card: ModelEntry) -> ModelEntry:
    """Return a card, marked as broken where it can be of no use."""
    why = card.broken
    try:
        if not why:
            family_of(card)
    except UnknownFamilyError as error:  # of a package that was here, or of a newer program
        why = f"{error}: {card.family!r}"
    if not why and card.family == "onnx" and card.dim < _LEAST:
        # Only running it tells its length, and it was never run to the end.
        why = "it was not tried: add its folder again"
    return msgspec.structs.replace(card, broken=why) if why else card
