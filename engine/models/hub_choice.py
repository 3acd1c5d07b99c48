"""Which model a hub's repository is: its family and the files to fetch, told by its files.

Only what is listed here is fetched: settings, tokenizers, safetensors and ONNX. Pickles are left,
which can run code; BGE-M3's own are the exception, and are read by torch as weights only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, cast

from engine.models.entry import HubFile, ModelEntry, Pooling
from engine.models.hub_repository import HubModelError

if TYPE_CHECKING:
    from engine.models.hub_repository import Listed, Repository

_TOKENIZER = "tokenizer.json"
_WEIGHTS = "model.safetensors"
_STATIC = ("config.json", _TOKENIZER, _WEIGHTS)
_SPARSE_HEAD = "sparse_linear.pt"
SETTINGS = re.compile(
    r"(?:(?:config|modules|config_sentence_transformers|sentence_bert_config|tokenizer"
    r"|tokenizer_config|special_tokens_map|added_tokens|vocab|model\.safetensors\.index)\.json"
    r"|vocab\.txt|merges\.txt|sentencepiece\.bpe\.model|spiece\.model|tokenizer\.model"
    r"|\d+_[A-Za-z]+/config\.json|\d+_[A-Za-z]+/model\.safetensors"
    r"|model(?:-\d+-of-\d+)?\.safetensors)"
)
"""Files of a model for torch, by their path: none of them can run code."""
_TOKENS, _MOST_TOKENS = 256, 512
_SHORT = 7
"""Hex digits of a commit that tell it from others."""

Kinds = tuple[Literal["dense", "sparse", "reranker"], ...]


def described(repository: Repository) -> ModelEntry:
    """Return an entry for a repository at its commit, nothing of which is here yet.

    Raises:
        HubModelError: it is none that can be used.
        DownloadError: the hub does not tell.
    """
    family, kinds = _family(repository)
    files = files_of(repository, family)
    prompts = repository.settings("config_sentence_transformers.json").get("prompts")
    return ModelEntry(
        id=_id(repository),
        name=repository.name.partition("/")[2],
        kinds=kinds,
        family=family,
        dim=_dim(repository) if "dense" in kinds else 0,
        tokens=0 if family == "static" else _tokens(repository),
        languages=repository.languages,
        licence=repository.licence,
        source=repository.name,
        hub=repository.name,
        revision=repository.commit,
        fetch=files,
        download_bytes=sum(file.bytes for file in files),
        pooling=_pooling(repository) if family == "onnx" else "",
        query_prompt=_prompt(prompts, "query"),
        document_prompt=_prompt(prompts, "document", "passage"),
    )


def files_of(repository: Repository, family: str) -> tuple[HubFile, ...]:
    """Return what is to be fetched of a repository for a model of a family.

    Raises:
        HubModelError: it has not what such a model needs.
    """
    files = repository.files
    if family == "static":
        return tuple(_needed(repository, name).fetched() for name in _STATIC)
    if family in {"onnx", "onnx-pairs"}:
        return _exported(repository)
    chosen = [file.fetched() for file in files.values() if _is_wanted(file)]
    weights = any(file.name.endswith(".safetensors") for file in chosen)
    if family == "bge-m3":
        chosen.append(_needed(repository, _SPARSE_HEAD).fetched())
        if not weights and (pickled := files.get("pytorch_model.bin")):
            chosen.append(pickled.fetched())
            weights = True
    if not weights:
        said = f"{repository.name} has no safetensors, and nothing else is loaded"
        raise HubModelError(said)
    return tuple(chosen)


def _is_wanted(file: Listed) -> bool:
    return file.bytes > 0 and SETTINGS.fullmatch(file.path) is not None


def _exported(repository: Repository) -> tuple[HubFile, ...]:
    """Return an ONNX export under the names that its family knows."""
    files = repository.files
    place = next((p for p in ("", "onnx/") if f"{p}model.onnx" in files), "")
    model = _needed(repository, f"{place}model.onnx")
    tokenizer = files.get(_TOKENIZER) or _needed(repository, place + _TOKENIZER)
    beside = [files[one] for one in (f"{place}model.onnx_data",) if one in files]
    settings = [files[name] for name in ("config.json", "1_Pooling/config.json") if name in files]
    return (
        *(file.fetched() for file in settings),
        tokenizer.fetched(_TOKENIZER),
        *(file.fetched(file.path.removeprefix(place)) for file in (model, *beside)),
    )


def _needed(repository: Repository, name: str) -> Listed:
    found = repository.files.get(name)
    if found is None:
        raise HubModelError(f"{repository.name} has no {name}")
    return found


def _family(repository: Repository) -> tuple[str, Kinds]:
    files, config = repository.files, repository.settings("config.json")
    if config.get("model_type") == "model2vec" and all(name in files for name in _STATIC):
        return "static", ("dense",)
    if _SPARSE_HEAD in files:
        return "bge-m3", ("dense", "sparse")
    exported = _TOKENIZER in files and any(
        name in files for name in ("model.onnx", "onnx/model.onnx")
    )
    architectures = " ".join(map(str, config.get("architectures") or ()))
    if "ForSequenceClassification" in architectures:
        labels: Any = config.get("id2label") or {"0": ""}
        if len(labels) != 1:
            raise HubModelError(f"{repository.name} sorts texts into classes and cannot rerank")
        return ("onnx-pairs" if exported else _safe("cross-encoder", repository, config)), (
            "reranker",
        )
    modules = [str(kind) for kind in _modules(repository)]
    if any("SpladePooling" in kind for kind in modules) or (
        "ForMaskedLM" in architectures and {"splade", "sparse-encoder"} & set(repository.tags)
    ):
        return _safe("splade", repository, config), ("sparse",)
    plain = all(kind.endswith((".Transformer", ".Pooling", ".Normalize")) for kind in modules)
    if modules and exported and plain:
        return "onnx", ("dense", "reranker")
    if modules or config.get("model_type"):
        return _safe("transformers", repository, config), ("dense",)
    raise HubModelError(f"{repository.name} is no model of texts that can be used")


def _safe(family: str, repository: Repository, config: dict[str, Any]) -> str:
    if config.get("auto_map"):
        raise HubModelError(f"{repository.name} brings code of its own, and that is never run")
    return family


def _modules(repository: Repository) -> Iterable[object]:
    listed = repository.json("modules.json")
    if not isinstance(listed, list):
        return ()
    found = cast("list[object]", listed)
    return [cast("dict[str, object]", one).get("type") for one in found if isinstance(one, dict)]


def _dim(repository: Repository) -> int:
    dense = sorted(p for p in repository.files if re.fullmatch(r"\d+_Dense/config\.json", p))
    config = repository.settings("config.json")
    said = (
        *(repository.settings(path).get("out_features") for path in reversed(dense)),
        repository.settings("1_Pooling/config.json").get("word_embedding_dimension"),
        repository.settings("1_Pooling/config.json").get("embedding_dimension"),
        config.get("hidden_size"),
        config.get("hidden_dim"),
        config.get("d_model"),
    )
    for dim in said:
        if isinstance(dim, int) and not isinstance(dim, bool) and dim > 1:
            return dim
    raise HubModelError(f"{repository.name} does not tell how long its vectors are")


def _tokens(repository: Repository) -> int:
    longest = repository.settings("sentence_bert_config.json").get("max_seq_length")
    if longest is None:
        longest = repository.settings("config.json").get("max_position_embeddings")
    if not isinstance(longest, int) or isinstance(longest, bool) or longest < 1:
        return _TOKENS
    return min(longest, _MOST_TOKENS)


def _pooling(repository: Repository) -> Pooling:
    settings = repository.settings("1_Pooling/config.json")
    first = settings.get("pooling_mode_cls_token") or settings.get("pooling_mode") == "cls"
    return "cls" if first else "mean"


def _prompt(prompts: object, *names: str) -> str:
    told = cast("dict[str, object]", prompts) if isinstance(prompts, dict) else {}
    said = (told.get(name) for name in names)
    return next((one for one in said if isinstance(one, str) and one), "")


def _id(repository: Repository) -> str:
    """Return an id of this commit: another one's vectors are others."""
    plain = re.sub(r"[^a-z0-9.]+", "-", repository.name.lower())
    plain = re.sub(r"[-.]*([-.])[-.]*", r"\1", plain).strip("-.")
    return f"{plain}-{repository.commit[:_SHORT]}"
