"""A folder on this machine as a model: what it is, told from its files."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any, cast

from engine.models.entry import ModelEntry, ModelFile, Pooling
from engine.models.errors import ModelFolderError
from engine.models.hashes import sha256_of
from engine.models.static import StaticTable
from engine.protocol.errors import ModelError

_STATIC = ("model.safetensors", "tokenizer.json", "config.json")
_ONNX = ("model.onnx", "tokenizer.json")
_MOST_TOKENS = 512
_TOKENS = 256
"""Of a model that does not say."""
_FRONT = re.compile(r"\A---\s*\n(.*?)\n---", re.DOTALL)
_LANGUAGES = re.compile(r"^languages?:[ \t]*(\S*)[ \t]*\n((?:[ \t]*-[ \t]*\S+[ \t]*\n)*)", re.M)
_LICENCE = re.compile(r"^license:[ \t]*(\S+)", re.M)


def describe(folder: Path) -> ModelEntry:
    """Return an entry for a folder; ``dim`` is 1 where only loading it can tell (family ``onnx``).

    Args:
        folder: Model2Vec's files, or ``model.onnx`` (there or in ``onnx``) and ``tokenizer.json``.

    Raises:
        ModelFolderError: it holds no model.
        ModelError: it holds one that cannot be used.
    """
    try:
        if _has(folder, _STATIC):
            return _entry(folder, _STATIC, "static", StaticTable.load(folder).dim)
        for place in (folder, folder / "onnx"):
            if _has(place, _ONNX):
                return _entry(place, _ONNX, "onnx", 1)
    except ModelError:
        raise
    except (OSError, ValueError) as error:
        raise ModelFolderError(f"{folder}: {error}", path=str(folder)) from error
    raise ModelFolderError(f"{folder} holds no model", path=str(folder))


def poolings(entry: ModelEntry) -> tuple[Pooling, ...]:
    """Return the ways in which a folder's token vectors may become one, the likeliest first."""
    settings = _near(Path(entry.folder), "1_Pooling/config.json")
    if settings.get("pooling_mode_cls_token"):
        return ("cls", "")
    return ("mean", "") if settings.get("pooling_mode_mean_tokens") else ("", "mean")


def _entry(folder: Path, names: tuple[str, ...], family: str, dim: int) -> ModelEntry:
    files = tuple(ModelFile(n, (folder / n).stat().st_size, sha256_of(folder / n)) for n in names)
    card = _card(folder)
    prompts = _near(folder, _SENTENCES).get("prompts")
    longest = _near(folder, "sentence_bert_config.json").get("max_seq_length")
    name = folder.parent.name if folder.name == "onnx" else folder.name
    return ModelEntry(
        id=_id(name, folder, files),
        name=name,
        kinds=("dense",) if family == "static" else ("dense", "reranker"),
        family="static" if family == "static" else "onnx",
        dim=dim,
        tokens=0 if family == "static" else _length(longest),
        languages=_languages(card),
        licence=found[1] if (found := _LICENCE.search(card)) else "unknown",
        source=str(folder),
        folder=str(folder.absolute()),
        files=files,
        query_prompt=_prompt(prompts, "query"),
        document_prompt=_prompt(prompts, "document") or _prompt(prompts, "passage"),
    )


def _length(said: object) -> int:
    """Return at how many tokens texts are cut; what makes no sense counts as not said."""
    if not isinstance(said, int) or isinstance(said, bool) or said < 1:
        return _TOKENS
    return min(said, _MOST_TOKENS)


def _prompt(prompts: object, name: str) -> str:
    said = cast("dict[str, object]", prompts).get(name) if isinstance(prompts, dict) else ""
    return said if isinstance(said, str) else ""


_SENTENCES = "config_sentence_transformers.json"


def _has(folder: Path, names: tuple[str, ...]) -> bool:
    return all((folder / name).is_file() for name in names)


def _id(name: str, folder: Path, files: tuple[ModelFile, ...]) -> str:
    """Return an id that the same files in the same place have again."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "model"
    told = "\0".join([str(folder.absolute()), *(file.sha256 for file in files)])
    return f"{plain[:40].strip('-')}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _near(folder: Path, name: str) -> dict[str, Any]:
    """Return a JSON file of the folder, or of the one above where it is ``onnx``; else empty."""
    for place in (folder, folder.parent) if folder.name == "onnx" else (folder,):
        try:
            content = json.loads((place / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(content, dict):
            return cast("dict[str, Any]", content)
    return {}


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
