"""A folder on this machine as a model: what it is, told from its files."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import cast

from engine.models.entry import ModelEntry, ModelFile, Pooling
from engine.models.errors import ModelFolderError
from engine.models.hashes import sha256_at, stamp_of
from engine.models.local_kinds import Found, find, settings
from engine.models.static import StaticTable
from engine.protocol.errors import ModelError

_MOST_TOKENS = 512
_TOKENS = 256
"""Of a model that does not say."""
_UNKNOWN = 1
"""Length of vectors that only running the model tells."""
_OFFSET = {"roberta", "xlm-roberta", "camembert", "mpnet"}
"""Kinds of models that have two positions more than tokens."""
_FRONT = re.compile(r"\A---\s*\n(.*?)\n---", re.DOTALL)
_LANGUAGES = re.compile(r"^languages?:[ \t]*(\S*)[ \t]*\n((?:[ \t]*-[ \t]*\S+[ \t]*\n)*)", re.M)
_LICENCE = re.compile(r"^license:[ \t]*(\S+)", re.M)


def describe(folder: Path) -> ModelEntry:
    """Return an entry for a folder. Loads no transformer, and needs no torch.

    ``dim`` is what the files say; 1 where they do not, or where only running it can tell (family
    ``onnx``); 0 for what makes no dense vectors.

    Args:
        folder: of Model2Vec; with ``model.onnx`` (there or in ``onnx``) and ``tokenizer.json``; of
            sentence-transformers: sentence or sparse or cross-encoder, with safetensors; BGE-M3's.

    Raises:
        ModelFolderError: it holds no model.
        ModelError: it holds one that cannot be used.
    """
    try:
        found = find(folder)
        if found is None:
            raise ModelFolderError(f"{folder} holds no model", path=str(folder))
        return _entry(found)
    except ModelError:
        raise
    except (OSError, ValueError) as error:
        raise ModelFolderError(f"{folder}: {error}", path=str(folder)) from error


def poolings(entry: ModelEntry) -> tuple[Pooling, ...]:
    """Return the ways in which a folder's token vectors may become one, the likeliest first."""
    if entry.family != "onnx":
        return ("",)
    told = settings(Path(entry.folder), "1_Pooling/config.json")
    if told.get("pooling_mode_cls_token") or told.get("pooling_mode") == "cls":
        return ("cls", "")
    means = told.get("pooling_mode_mean_tokens") or told.get("pooling_mode") == "mean"
    return ("mean", "") if means else ("", "mean")


def _entry(found: Found) -> ModelEntry:
    folder = found.folder
    files = tuple(_file(folder, name) for name in found.names)
    card = _card(folder)
    prompts = settings(folder, _SENTENCES).get("prompts")
    name = folder.parent.name if folder.name == "onnx" else folder.name
    return ModelEntry(
        id=_id(name, folder, files),
        name=name,
        kinds=found.kinds,
        family=found.family,
        dim=_dim(found),
        tokens=0 if found.family == "static" else _length(folder),
        languages=_languages(card),
        licence=said[1] if (said := _LICENCE.search(card)) else "unknown",
        source=str(folder),
        folder=str(folder.absolute()),
        files=files,
        query_prompt=_prompt(prompts, "query"),
        document_prompt=_prompt(prompts, "document") or _prompt(prompts, "passage"),
    )


def _file(folder: Path, name: str) -> ModelFile:
    path = folder / name
    stamp = stamp_of(path)  # first: what is written from here on gives it another one
    return ModelFile(name, path.stat().st_size, sha256_at(path, stamp), stamp)


def _dim(found: Found) -> int:
    """Return how long the dense vectors are, by the last module that says so."""
    if "dense" not in found.kinds:
        return 0
    if found.family == "static":
        return StaticTable.load(found.folder).dim
    if found.family == "onnx":
        return _UNKNOWN
    config = settings(found.folder, "config.json")
    dense = sorted(name for name in found.names if re.fullmatch(r"\d+_Dense/config\.json", name))
    pooling = settings(found.folder, "1_Pooling/config.json")
    said = (
        *(settings(found.folder, name).get("out_features") for name in reversed(dense)),
        pooling.get("embedding_dimension", pooling.get("word_embedding_dimension")),
        config.get("hidden_size", config.get("hidden_dim")),
    )
    return next((dim for dim in said if type(dim) is int and dim > 1), _UNKNOWN)


def _length(folder: Path) -> int:
    """Return at how many tokens texts are cut; what makes no sense counts as not said."""
    said = settings(folder, "sentence_bert_config.json").get("max_seq_length")
    if said is None:
        config = settings(folder, "config.json")
        said = config.get("max_position_embeddings")
        if isinstance(said, int) and config.get("model_type") in _OFFSET:
            said -= 2
    if not isinstance(said, int) or isinstance(said, bool) or said < 1:
        return _TOKENS
    return min(said, _MOST_TOKENS)


def _prompt(prompts: object, name: str) -> str:
    said = cast("dict[str, object]", prompts).get(name) if isinstance(prompts, dict) else ""
    return said if isinstance(said, str) else ""


_SENTENCES = "config_sentence_transformers.json"


def _id(name: str, folder: Path, files: tuple[ModelFile, ...]) -> str:
    """Return an id that the same files in the same place have again."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "model"
    told = "\0".join([str(folder.absolute()), *(file.sha256 for file in files)])
    return f"{plain[:40].strip('-')}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _card(folder: Path) -> str:
    """Return the head of the model's README."""
    for place in (folder, folder.parent) if folder.name == "onnx" else (folder,):
        try:
            found = _FRONT.match((place / "README.md").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        return found[1] + "\n" if found else ""
    return ""


def _languages(card: str) -> tuple[str, ...]:
    """Return the languages that it names by two letters; none where it is silent: all."""
    found = _LANGUAGES.search(card)
    if found is None:
        return ()
    named = [found[1], *re.findall(r"-[ \t]*(\S+)", found[2])]
    codes = (re.split(r"[-_]", one.strip("\"'[],").lower())[0] for one in named)
    return tuple(dict.fromkeys(code for code in codes if re.fullmatch(r"[a-z]{2}", code)))
