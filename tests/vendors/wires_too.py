"""The documented wire formats of Cohere and Gemini.

Cohere: https://docs.cohere.com/reference/embed and /reference/rerank; Gemini:
https://ai.google.dev/api/embeddings and https://ai.google.dev/gemini-api/docs/embeddings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from tests.vendors import meanings
from tests.vendors.answers import (
    Answer,
    Asked,
    Body,
    Model,
    RefusalError,
    Shop,
    cut,
    fields,
    numbers,
    strings,
)
from tests.vendors.wires import bearer, can, ranked

COHERE = {
    "embed-v4.0": Model(1536, 128_000, dims=(256, 512, 1024, 1536)),
    "embed-multilingual-v3.0": Model(1024, 512, dims=(1024,)),
    "embed-english-v3.0": Model(1024, 512, dims=(1024,)),
    "rerank-v3.5": Model(0, 4096),
    "rerank-v4.0-pro": Model(0, 32_768),
    "rerank-v4.0-fast": Model(0, 32_768),
}
GEMINI = {
    "gemini-embedding-001": Model(3072, 2048),
    "gemini-embedding-2": Model(3072, 8192),
}

_GEMINI_PATH = re.compile(r"/v1beta/models/([\w.-]+):batchEmbedContents")
_ROLES = {"RETRIEVAL_QUERY": "query", "RETRIEVAL_DOCUMENT": "document"}


def cohere(shop: Shop, asked: Asked) -> Body:
    """Answer ``POST /v2/embed`` and ``POST /v2/rerank``."""
    if not bearer(shop, asked):
        raise _no(401, "invalid api token")
    if asked.path == "/v2/embed":
        return _cohere_embed(shop, asked)
    if asked.path == "/v2/rerank":
        return _cohere_rerank(shop, asked)
    raise _no(404, "page not found")


def _cohere_embed(shop: Shop, asked: Asked) -> Body:
    body = asked.body
    needed = ("model", "input_type", "embedding_types", "texts")
    if wrong := fields(body, needed, ("truncate", "output_dimension", "max_tokens")):
        raise _no(400, f"invalid request: {wrong}")
    model = _cohere_model(shop, body)
    asked.texts = strings(body["texts"]) or []
    if not asked.texts or not all(asked.texts):
        raise _no(400, "invalid request: valid texts must be provided")
    if len(asked.texts) > 96:
        message = "invalid request: total number of texts must be at most 96 - received "
        raise _no(400, f"{message}{len(asked.texts)}")
    roles = {"search_query": "query", "search_document": "document"}
    role = roles.get(body["input_type"])
    if role is None:
        raise _no(400, "invalid request: input_type is not valid")
    if body["embedding_types"] != ["float"]:
        raise _no(400, "invalid request: embedding_types is not valid")
    truncate = body.get("truncate", "END")
    if truncate == "NONE" and max(map(shop.tokens, asked.texts)) > model.tokens:
        raise _no(400, f"invalid request: too many tokens: max tokens limit is {model.tokens}")
    dim = body.get("output_dimension", model.dim)
    if not can(model, dim) or ("output_dimension" in body and len(model.dims) == 1):
        raise _no(400, "invalid request: output_dimension is not valid")
    texts = [cut(shop, text, model.tokens) for text in asked.texts]
    made = [numbers(meanings.vector(text, model.dim, role)[:dim]) for text in texts]
    return {
        "id": "5807ee2e-0cda-445a-9ec8-864c60a06606",
        "embeddings": {"float": made},
        "texts": asked.texts,
        "meta": {"api_version": {"version": "2"}},
        "response_type": "embeddings_by_type",
    }


def _cohere_rerank(shop: Shop, asked: Asked) -> Body:
    body = asked.body
    if wrong := fields(
        body, ("model", "query", "documents"), ("top_n", "max_tokens_per_doc", "priority")
    ):
        raise _no(400, f"invalid request: {wrong}")
    _cohere_model(shop, body)
    asked.texts = strings(body["documents"]) or []
    if not asked.texts or not body["query"]:
        raise _no(400, "invalid request: list of documents must not be empty")
    if len(asked.texts) > 10_000:
        raise _no(400, "invalid request: too many documents, max 10000")
    found = ranked(body["query"], asked.texts)[: body.get("top_n") or len(asked.texts)]
    meta = {"api_version": {"version": "2"}, "billed_units": {"search_units": 1}}
    return {"id": "07734bd2-2473-4f07-94e1-0d9f0e6843cf", "results": found, "meta": meta}


def _cohere_model(shop: Shop, body: Body) -> Model:
    model = shop.models.get(body["model"])
    if model is None:
        message = (
            f"model '{body['model']}' not found, make sure the correct model ID was used and that"
            " you have access to the model."
        )
        raise _no(404, message)
    return model


def _no(status: int, message: str) -> RefusalError:
    return RefusalError(status, {"id": "a1b2", "message": message})


def gemini(shop: Shop, asked: Asked) -> Body:
    """Answer ``POST /v1beta/models/M:batchEmbedContents``."""
    if "x-goog-api-key" not in asked.headers:
        message = "Method doesn't allow unregistered callers."
        raise _google(403, "PERMISSION_DENIED", message)
    if asked.headers["x-goog-api-key"] != shop.key:
        reason = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}
        message = "API key not valid. Please pass a valid API key."
        raise _google(400, "INVALID_ARGUMENT", message, reason)
    path = _GEMINI_PATH.fullmatch(asked.path)
    name = path[1] if path else ""
    model = shop.models.get(name)
    if model is None:
        message = f"models/{name} is not found for API version v1beta"
        raise _google(404, "NOT_FOUND", message)
    if wrong := fields(asked.body, ("requests",), ()):
        message = f"Invalid JSON payload received. {wrong}"
        raise _google(400, "INVALID_ARGUMENT", message)
    requests = cast("list[Body]", asked.body["requests"])
    if not 0 < len(requests) <= 100:
        message = "* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch"
        raise _google(400, "INVALID_ARGUMENT", message)
    asked.texts = [_gemini_text(request, name) for request in requests]
    made = [
        _gemini_vector(shop, model, name, request, text)
        for request, text in zip(requests, asked.texts, strict=True)
    ]
    return {"embeddings": [{"values": one} for one in made]}


def _gemini_text(request: Body, name: str) -> str:
    wrong = fields(request, ("model", "content"), ("taskType", "title", "outputDimensionality"))
    if not wrong and request["model"] != f"models/{name}":
        wrong = "requests[].model must match the model of the path"
    if not wrong and name != "gemini-embedding-001" and "taskType" in request:
        wrong = "task_type is not supported by this model"
    if wrong:
        raise _google(400, "INVALID_ARGUMENT", f"Invalid JSON payload received. {wrong}")
    parts = cast("list[Body]", request["content"].get("parts", []))
    texts = [str(part.get("text", "")) for part in parts]
    if len(texts) != 1 or not texts[0]:
        message = "* EmbedContentRequest.content: contains an empty Part."
        raise _google(400, "INVALID_ARGUMENT", message)
    return texts[0]


def _gemini_vector(shop: Shop, model: Model, name: str, request: Body, text: str) -> list[float]:
    dim = request.get("outputDimensionality", model.dim)
    if not can(model, dim):
        raise _google(400, "INVALID_ARGUMENT", "outputDimensionality is out of range")
    role = _ROLES.get(request.get("taskType", ""), "")
    if name != "gemini-embedding-001":
        prompts = {"task: search result | query: ": "query", "title: none | text: ": "document"}
        for prompt, named in prompts.items():
            if text.startswith(prompt):
                role, text = named, text.removeprefix(prompt)
    whole = meanings.vector(cut(shop, text, model.tokens), model.dim, role)
    # Shortened vectors of the first model are as long as they come out.
    return numbers(whole[:dim], normal=name != "gemini-embedding-001")


def _google(status: int, kind: str, message: str, *details: Any) -> RefusalError:  # noqa: ANN401
    inside = {"code": status, "message": message, "status": kind, "details": list(details)}
    return RefusalError(status, {"error": inside})


WIRES: Mapping[str, Answer] = {"cohere": cohere, "gemini": gemini}
