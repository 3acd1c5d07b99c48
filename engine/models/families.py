"""The families of models: which class opens a model, and in which process it runs.

A family is one module with ``open_model(entry, access)`` for what makes vectors, and
``open_reranker(entry, access)`` for what scores pairs. It is imported when a model of it is opened,
never before. Other packages add families by an entry point of the group `GROUP` that names a
function without arguments returning an `Addition`; one that fails is listed as broken.
"""

from __future__ import annotations

import importlib
import logging
import re
import shlex
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec

from engine.models.entry import ModelEntry
from engine.models.errors import ExtraMissingError, ModelMissingError, UnknownFamilyError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.models.vocabulary import Access, PairModel, TextModel

_log = logging.getLogger(__name__)

GROUP = "findling.families"

Place = Literal["readers", "embedder", "engine"]
"""Which process runs it. Readers index side by side and have no network; the embedder is one
process for what is large or may crash; the engine itself only asks vendors."""


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """How the models of a family are opened."""

    name: str
    place: Place
    module: str = ""
    """Empty where the engine needs none: ``bm25`` and ``none``."""
    vendor: str = ""
    """Whose servers get the texts; empty where they stay on this machine."""
    host: str = ""
    """Where these are, ``https://host/path``; an entry may name others."""
    keyless: bool = False
    """Whether servers of it may ask for no key."""
    needs: tuple[str, ...] = ()
    """Packages that are not installed with the program, by the names that are imported."""
    extra: str = ""
    """The extra of ours that brings them."""


class Addition(msgspec.Struct, frozen=True, kw_only=True):
    """What another package adds: a family, and entries of its models."""

    family: Family
    entries: tuple[ModelEntry, ...] = ()


_TORCH = ("torch", "transformers", "sentence_transformers")
LEAST = {"torch": "2.6", "transformers": "5", "sentence_transformers": "6"}
"""By package: the version from which on it does; the extra asks for the same ones."""


def _torch(name: str, module: str) -> Family:
    module = f"engine.models.{module}"
    return Family(name=name, place="embedder", module=module, needs=_TORCH, extra="transformers")


def _vendor(name: str, title: str, host: str, *, keyless: bool = False) -> Family:
    module = f"engine.models.vendors.{name}"
    return Family(
        name=name, place="engine", module=module, vendor=title, host=host, keyless=keyless
    )


_OWN = (
    Family(name="bm25", place="readers"),
    Family(name="none", place="readers"),
    Family(name="static", place="readers", module="engine.models.static"),
    Family(name="onnx", place="readers", module="engine.models.onnx"),
    Family(name="onnx-pairs", place="embedder", module="engine.models.onnx_pairs"),
    _torch("transformers", "transformers"),
    _torch("cross-encoder", "cross_encoder"),
    _torch("splade", "splade"),
    _torch("bge-m3", "bge_m3"),
    _vendor("openai", "OpenAI", "https://api.openai.com/v1", keyless=True),
    _vendor("voyage", "Voyage AI", "https://api.voyageai.com/v1"),
    _vendor("jina", "Jina AI", "https://api.jina.ai/v1"),
    _vendor("cohere", "Cohere", "https://api.cohere.com"),
    _vendor("gemini", "Google", "https://generativelanguage.googleapis.com"),
)


@cache
def families() -> Mapping[str, Family]:
    """Return all families by name: ours, then those of other packages."""
    return {family.name: family for family in (*_OWN, *(one.family for one in _sound()))}


@cache
def additions() -> tuple[ModelEntry, ...]:
    """Return the entries that other packages add, broken ones marked as such."""
    return tuple(entry for one in _found() for entry in _entries(one))


def family_of(entry: ModelEntry) -> Family:
    """Return an entry's family.

    Raises:
        UnknownFamilyError: there is none of this name.
    """
    own = next((family for family in _OWN if family.name == entry.family), None)
    found = own or families().get(entry.family)  # other packages are looked for only if need be
    if found is None:
        raise UnknownFamilyError(f"{entry.id} is of an unknown family", model=entry.id)
    return found


def lacks(entry: ModelEntry) -> tuple[str, ...]:
    """Return the packages that are missing, or too old, for an entry; imports none of them."""
    return tuple(filter(None, map(_lacking, family_of(entry).needs)))


def check_packages(entry: ModelEntry) -> None:
    """See that the packages are there that an entry needs; import none of them.

    Raises:
        ExtraMissingError: some are not.
    """
    if missing := lacks(entry):
        said = f"{entry.name} needs {' and '.join(missing)}"
        raise ExtraMissingError(said, hint=how_to_get(family_of(entry), missing), model=entry.id)


def how_to_get(family: Family, missing: tuple[str, ...]) -> str:
    """Return the command that brings the packages that a family needs, by this very Python.

    Not by the name of our extra: nobody may have published a package of our name.
    """
    if getattr(sys, "frozen", False):
        return "This build of Findling cannot take further packages; one installed by pip can."
    wanted = [_requirement(name) for name in family.needs] if family.extra else missing
    return _spelt([sys.executable, "-m", "pip", "install", *wanted])


def _spelt(words: Sequence[str]) -> str:
    """Spell a command as the machine's shell reads it."""
    if sys.platform != "win32":
        return shlex.join(words)
    return " ".join(f'"{word}"' if re.search(r"[\s<>&|^()]", word) else word for word in words)


def _requirement(name: str) -> str:
    least = LEAST.get(name, "")
    return name.replace("_", "-") + (f">={least}" if least else "")


def open_model(entry: ModelEntry, access: Access) -> TextModel:
    """Return what makes an entry's vectors, loaded.

    Raises:
        UnknownFamilyError: there is no such family.
        ExtraMissingError: packages are missing.
        ModelError: it cannot be opened.
    """
    return _opener(entry, "open_model")(entry, access)


def open_reranker(entry: ModelEntry, access: Access) -> PairModel:
    """Return what scores pairs, loaded.

    Raises:
        UnknownFamilyError, ExtraMissingError, ModelError: as `open_model`.
    """
    return _opener(entry, "open_reranker")(entry, access)


def _opener(entry: ModelEntry, name: str) -> Any:  # noqa: ANN401 - a function by its contract
    check_packages(entry)
    family = family_of(entry)
    opener = getattr(importlib.import_module(family.module), name, None) if family.module else None
    if opener is None:
        does = "scores no pairs" if name == "open_reranker" else "makes no vectors"
        raise ModelMissingError(f"{entry.name} {does}", hint="", model=entry.id)
    return opener


def _lacking(name: str) -> str:
    """Return what to ask for where a package is missing or too old; empty where it is not."""
    try:
        # To look into a package for a part of it, find_spec would import it.
        if find_spec(name.partition(".")[0]) is None:
            return name
        least = LEAST.get(name, "")
        old = bool(least) and _numbers(version(name)) < _numbers(least)
    except PackageNotFoundError:  # it is there, and nothing says which version it is
        return ""
    except (ImportError, ValueError):  # "", "a..b", or a module that has no spec
        return name
    return _requirement(name) if old else ""


def _numbers(version: str) -> tuple[int, ...]:
    told = re.match(r"[\d.]*", version)
    return tuple(int(number) for number in told[0].split(".") if number) if told else ()


def _sound() -> list[Addition]:
    return [one for one in _found() if isinstance(one, Addition)]


@cache
def _found() -> tuple[Addition | ModelEntry, ...]:
    """What other packages add; in place of one that fails, a broken entry that says why."""
    found: list[Addition | ModelEntry] = []
    taken = {family.name for family in _OWN}
    for point in entry_points(group=GROUP):
        try:
            added: Addition | ModelEntry = _checked(cast("object", point.load()()), taken)
            taken.add(added.family.name)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - strangers' code, which may even exit
            _log.warning("the models of %s cannot be had: %s", point.value, error)
            why = f"{point.value}: {error}" if str(error) else f"{point.value}: {error!r}"
            added = ModelEntry(id=point.name, name=point.name, kinds=(), family="", broken=why)
        found.append(added)
    return tuple(found)


def _checked(added: object, taken: set[str]) -> Addition:
    """Return what a package adds, all of it as it is declared: a stranger's types prove nothing.

    Raises:
        TypeError, ValueError: it is something else.
    """
    if not isinstance(added, Addition):
        raise TypeError("it returns no Addition")
    sound = msgspec.convert(msgspec.to_builtins(added), Addition)
    name = sound.family.name
    if not name or not sound.family.module:
        raise ValueError("its family needs a name and a module")
    if name in taken:
        raise ValueError(f"there is a family {name} already")
    for entry in sound.entries:
        if not entry.broken and entry.family not in {name, *(own.name for own in _OWN)}:
            raise ValueError(f"{entry.id} is of an unknown family: {entry.family!r}")
    return sound


def _entries(found: Addition | ModelEntry) -> tuple[ModelEntry, ...]:
    return found.entries if isinstance(found, Addition) else (found,)
