"""Where Findling keeps its state: one data folder, readable by its owner alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from engine.protocol.errors import FindlingError

ENVIRONMENT = "FINDLING_DATA"
"""Names the data folder where no explicit one is given."""


class DataFolderError(FindlingError):
    """The data folder cannot be made or written to."""

    code = "data-folder"
    hint = "Choose another one with --data or FINDLING_DATA."

    def __init__(self, root: Path, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(f"{root} cannot be the data folder: {reason}", path=str(root))


_NOT_TO_BE_INDEXED = """\
# Findling's own files: no news to whoever has this folder searched.
/libraries/
/models/
/speeds.json
/keys.json
/engine.*
/searches.*
/settings.toml
"""
_KEYS = b"/keys.json"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The places inside one data folder.

    `made_library`, `state_folders` and `keep_out_of_indexes` touch the disk.
    """

    root: Path

    @property
    def engine_file(self) -> Path:
        """Address and key of the running engine."""
        return self.root / "engine.json"

    @property
    def lock_file(self) -> Path:
        """Held by the engine as long as it lives."""
        return self.root / "engine.lock"

    @property
    def start_file(self) -> Path:
        """Held by a client while it starts an engine."""
        return self.root / "engine.start"

    @property
    def settings_file(self) -> Path:
        """Libraries and choices."""
        return self.root / "settings.toml"

    @property
    def models(self) -> Path:
        """Models that were downloaded, and the cards of those in other folders."""
        return self.root / "models"

    @property
    def made_vectors(self) -> Path:
        """What models made of passages; no model has an id like this folder's name."""
        return self.models / "_vectors"

    @property
    def speeds_file(self) -> Path:
        """How fast models were on this machine."""
        return self.root / "speeds.json"

    @property
    def keys_file(self) -> Path:
        """Which vendors' keys are in the keyring, and those that a person chose to have here."""
        return self.root / "keys.json"

    @property
    def searches_file(self) -> Path:
        """Former searches, and those that are kept."""
        return self.root / "searches.sqlite"

    @property
    def log_file(self) -> Path:
        """What the engine and its children say."""
        return self.root / "engine.log"

    def keep_out_of_indexes(self) -> None:
        """Say in a rule file that what lies here is not to be indexed; one that exists stays.

        The folder may lie in one that is searched, and its log would be news for ever. One that an
        older version wrote is told of the keys, which no index may hold.

        Raises:
            OSError: the disk refuses.
        """
        rules = self.root / ".findlingignore"
        if not rules.exists():
            rules.write_text(_NOT_TO_BE_INDEXED, encoding="utf-8")
        elif _KEYS not in rules.read_bytes():
            with rules.open("ab") as stream:
                stream.write(b"\n" + _KEYS + b"\n")

    def library(self, library_id: str) -> Path:
        """Name the folder of one library, which need not be there.

        Raises:
            ValueError: when the id could leave the data folder.
        """
        if not _is_id(library_id):
            raise ValueError(f"not a library id: {library_id!r}")
        return self.root / "libraries" / library_id

    def made_library(self, library_id: str) -> Path:
        """Return the folder of one library, made if absent.

        Raises:
            ValueError: when the id could leave the data folder.
            OSError: the disk refuses.
        """
        folder = self.library(library_id)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def state_folders(self) -> list[Path]:
        """Return the folders of libraries that are there, known or not.

        Raises:
            OSError: they cannot be listed.
        """
        libraries = self.root / "libraries"
        if not libraries.is_dir():
            return []
        found = (entry for entry in libraries.iterdir() if _is_id(entry.name))
        return [entry for entry in found if entry.is_dir() and not entry.is_symlink()]


def _is_id(name: str) -> bool:
    return bool(name) and name.replace("-", "").isalnum()


def data_folder(explicit: str | None = None) -> DataFolder:
    """Find the data folder and make it (mode 0700) if absent.

    The order is: ``explicit``, the environment's FINDLING_DATA, the platform's user data folder. A
    folder that exists keeps its mode: it may be one that the person shares knowingly; what lies
    inside is private by itself.

    Raises:
        DataFolderError: it cannot be made.
    """
    named = explicit or os.environ.get(ENVIRONMENT)
    # a Path would fail where somebody names a home that is nobody's
    root = Path(os.path.expanduser(named)) if named else _platform_folder()  # noqa: PTH111
    root = Path(os.path.abspath(root))  # noqa: PTH100 - resolve() would follow the person's links
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise DataFolderError(root, error) from error
    return DataFolder(root)


def _platform_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("findling", appauthor=False)
