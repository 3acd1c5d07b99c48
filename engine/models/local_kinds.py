"""What kind of model a folder holds: its family, and which of its files belong to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import msgspec

from engine.models.entry import Kind
from engine.models.errors import ModelFolderError
from engine.models.hub_choice import SETTINGS

STATIC = ("model.safetensors", "tokenizer.json", "config.json")
_TOKENIZER = "tokenizer.json"
_SPARSE_HEAD = "sparse_linear.pt"
_PLAIN = (".Transformer", ".Pooling", ".Normalize")
"""Modules that an export to ONNX has in it."""
_THEIRS = "sentence_transformers."
"""Their own code, which the extra brings: any other that a folder names is never run."""
_ROUTERS = ("router_config.json", "config.json")
_SPLADE = re.compile(r"splade|sparse-encoder", re.IGNORECASE)


class Found(msgspec.Struct, frozen=True):
    """A model in a folder."""

    family: str
    kinds: tuple[Kind, ...]
    folder: Path
    """Where it lies: the folder, or ``onnx`` in it."""
    names: tuple[str, ...]
    """Its files, paths below that with ``/``."""


def find(folder: Path) -> Found | None:
    """Return the model that a folder holds; None where it holds none.

    What needs no torch comes first.

    Raises:
        ModelFolderError: it holds one that is not run, and why.
        OSError: it cannot be read.
    """
    config = settings(folder, "config.json")
    if has(folder, STATIC) and not _is_transformer(config):
        return Found("static", ("dense",), folder, STATIC)
    if (folder / _SPARSE_HEAD).is_file():
        return _of_torch("bge-m3", ("dense", "sparse"), folder)
    if "ForSequenceClassification" in _architecture(config):
        return _pairs(folder, config)
    return _sentences(folder, config)


def _pairs(folder: Path, config: dict[str, Any]) -> Found:
    _check_labels(folder, config)
    exported = _exported(folder)
    if exported:
        return Found("onnx-pairs", ("reranker",), *exported)
    return _of_torch("cross-encoder", ("reranker",), folder)


def _sentences(folder: Path, config: dict[str, Any]) -> Found | None:
    modules, exported = _modules(folder), _exported(folder)
    if any(kind.endswith(".SpladePooling") for kind in modules) or _is_bare_splade(folder, config):
        return _of_torch("splade", ("sparse",), folder)
    if exported and all(kind.endswith(_PLAIN) for kind in modules):
        return Found("onnx", ("dense", "reranker"), *exported)
    if modules or _is_transformer(config):
        return _of_torch("transformers", ("dense",), folder)
    return None


def settings(folder: Path, name: str) -> dict[str, Any]:
    """Return a JSON file of the folder, or of the one above where it is ``onnx``; else empty."""
    content = _json(folder, name)
    return cast("dict[str, Any]", content) if isinstance(content, dict) else {}


def has(folder: Path, names: tuple[str, ...]) -> bool:
    """Tell whether a folder has all of these files."""
    return all((folder / name).is_file() for name in names)


def _json(folder: Path, name: str) -> object:
    for place in (folder, folder.parent) if folder.name == "onnx" else (folder,):
        try:
            return json.loads((place / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
    return None


def _modules(folder: Path) -> tuple[str, ...]:
    listed = _json(folder, "modules.json")
    if not isinstance(listed, list):
        return ()
    found = cast("list[Any]", listed)
    return tuple(str(cast("Any", one).get("type")) for one in found if isinstance(one, dict))


def _routed(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """Yield the modules that a router has, by its settings, wherever it lies."""
    for name in names:
        if name.rpartition("/")[2] in _ROUTERS:
            types = settings(folder, name).get("types")
            if isinstance(types, dict):
                yield from map(str, cast("dict[str, object]", types).values())


def _architecture(config: dict[str, Any]) -> str:
    named = config.get("architectures")
    return str(cast("list[object]", named)[0]) if isinstance(named, list) and named else ""


def _is_transformer(config: dict[str, Any]) -> bool:
    """Tell it from Model2Vec, whose files have the same names."""
    if config.get("model_type") == "model2vec" or _architecture(config) == "StaticModel":
        return False
    return bool(_architecture(config) or config.get("hidden_size") or config.get("hidden_dim"))


def _is_bare_splade(folder: Path, config: dict[str, Any]) -> bool:
    """Tell whether it is SPLADE as its authors publish it, which nothing but its name says."""
    if not _architecture(config).endswith("ForMaskedLM"):
        return False
    try:
        card = (folder / "README.md").read_text(encoding="utf-8")[:4000]
    except (OSError, ValueError):
        card = ""
    named = (folder.name, str(config.get("_name_or_path")), card)
    return any(_SPLADE.search(one) for one in named)


def _exported(folder: Path) -> tuple[Path, tuple[str, ...]] | None:
    """Return where an export to ONNX lies, and its files."""
    for place in (folder, folder / "onnx"):
        if has(place, ("model.onnx", _TOKENIZER)):
            return place, (*_beside(place, "model"), _TOKENIZER)
    if has(folder, ("onnx/model.onnx", _TOKENIZER)):
        return folder, (*_beside(folder, "onnx/model"), _TOKENIZER)
    return None


def _beside(folder: Path, stem: str) -> tuple[str, ...]:
    names = (f"{stem}.onnx", f"{stem}.onnx_data")
    return tuple(name for name in names if (folder / name).is_file())


def _check_labels(folder: Path, config: dict[str, Any]) -> None:
    labels = config.get("id2label")
    count = len(cast("dict[str, object]", labels)) if isinstance(labels, dict) else None
    if (count or config.get("num_labels")) != 1:
        raise ModelFolderError(f"{folder} sorts texts into classes and cannot rerank", hint="")


def _of_torch(family: str, kinds: tuple[Kind, ...], folder: Path) -> Found:
    """Return a model that torch runs.

    Raises:
        ModelFolderError: it would need code of its own to be run, or pickles to be read.
    """
    if settings(folder, "config.json").get("auto_map"):
        raise ModelFolderError(f"{folder} brings code of its own, which is never run", hint="")
    every = (path for path in sorted(folder.rglob("*")) if path.is_file())
    paths = {path.relative_to(folder).as_posix(): path for path in every}
    named = (*_modules(folder), *_routed(folder, paths))
    if any(not kind.startswith(_THEIRS) for kind in named):
        raise ModelFolderError(f"{folder} names code of others, which is never run", hint="")
    names = [
        name for name, path in paths.items() if SETTINGS.fullmatch(name) and path.stat().st_size
    ]
    if family == "bge-m3":
        names.append(_SPARSE_HEAD)  # torch reads it, and the next, as numbers alone
        if not any(name.endswith(".safetensors") for name in names):
            names += [name for name in ("pytorch_model.bin",) if name in paths]
    for place in {"", *(name.rpartition("/")[0] for name in names)}:
        _check_weights(folder, place, names)
    return Found(family, kinds, folder, tuple(names))


def _check_weights(folder: Path, place: str, names: list[str]) -> None:
    """See that the weights of one module, or of the folder itself, are not a pickle's alone."""
    inside = [name for name in names if name.rpartition("/")[0] == place]
    whole = any(name.endswith((".safetensors", "pytorch_model.bin")) for name in inside)
    pickled = (folder / place / "pytorch_model.bin").exists()
    if not whole and (pickled or (not place and "config.json" in names)):
        raise ModelFolderError(f"{folder / place} has no weights in safetensors")
