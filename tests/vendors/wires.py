"""The documented wire formats: which requests each vendor takes, and how it answers and refuses.

OpenAI: https://platform.openai.com/docs/api-reference/embeddings; Voyage:
https://docs.voyageai.com/reference/embeddings-api and /reranker-api; Jina: https://api.jina.ai/redoc.
Cohere and Gemini are in `tests.vendors.wires_too`.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

import numpy as np

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

_MATRYOSHKA = (256, 512, 1024, 2048)

OPENAI = {
    "text-embedding-3-small": Model(1536, 8192, 300_000),
    "text-embedding-3-large": Model(3072, 8192, 300_000),
    "text-embedding-ada-002": Model(1536, 8192, 300_000, (1536,)),
}
VOYAGE = {
    "voyage-4-large": Model(2048, 32_000, 120_000, _MATRYOSHKA),
    "voyage-4": Model(2048, 32_000, 320_000, _MATRYOSHKA),
    "voyage-4-lite": Model(2048, 32_000, 1_000_000, _MATRYOSHKA),
    "voyage-3-large": Model(2048, 32_000, 120_000, _MATRYOSHKA),
    "voyage-3.5": Model(2048, 32_000, 320_000, _MATRYOSHKA),
    "voyage-3.5-lite": Model(2048, 32_000, 1_000_000, _MATRYOSHKA),
    "voyage-code-3": Model(2048, 32_000, 120_000, _MATRYOSHKA),
    "rerank-2.5": Model(0, 32_000, 600_000),
    "rerank-2.5-lite": Model(0, 32_000, 600_000),
    "rerank-3": Model(0, 32_000, 600_000),
    "rerank-3-lite": Model(0, 32_000, 600_000),
}
JINA = {
    "jina-embeddings-v3": Model(1024, 8192),
    "jina-embeddings-v4": Model(2048, 32_768),
    "jina-embeddings-v5-text-small": Model(1024, 32_768),
    "jina-reranker-v2-base-multilingual": Model(0, 1024),
    "jina-reranker-m0": Model(0, 10_240),
    "jina-reranker-v3": Model(0, 131_072),
}


def openai(shop: Shop, asked: Asked) -> Body:
    """Answer ``POST /v1/embeddings``."""
    if asked.path != "/v1/embeddings":
        raise _sorry(404, f"Invalid URL (POST {asked.path})")
    if shop.key and not bearer(shop, asked):
        given = asked.headers.get("authorization", "").removeprefix("Bearer ")
        shown = f"{given[:8]}***{given[-4:]}" if given else ""
        raise _sorry(401, f"Incorrect API key provided: {shown}.", "invalid_api_key")
    body = asked.body
    allowed = ("encoding_format", "dimensions", "user")
    if wrong := fields(body, ("model", "input"), allowed):
        raise _sorry(400, f"Unrecognized request argument supplied: {wrong}")
    model = shop.models.get(body["model"])
    if model is None:
        message = f"The model `{body['model']}` does not exist or you do not have access to it."
        raise _sorry(404, message, "model_not_found")
    asked.texts = strings(body["input"]) or []
    count = _openai_tokens(shop, model, asked.texts)
    dim = body.get("dimensions", model.dim)
    if not can(model, dim):
        raise _sorry(400, "This model does not support specifying dimensions.")
    encoding = body.get("encoding_format", "float")
    if encoding not in {"float", "base64"}:
        raise _sorry(400, f"{encoding!r} is not one of ['float', 'base64'] - 'encoding_format'")
    packed = shop.base64 or encoding == "base64"
    made = [numbers(meanings.vector(text, model.dim)[:dim]) for text in asked.texts]
    return _list(body["model"], made, count, packed=packed)


def _openai_tokens(shop: Shop, model: Model, texts: list[str]) -> int:
    if not texts or not all(texts):
        raise _sorry(400, "'$.input' is invalid. Please check the API reference.")
    if len(texts) > 2048:
        raise _sorry(400, f"'$.input' is invalid: array too long, {len(texts)} > 2048")
    counts = [shop.tokens(text) for text in texts]
    if max(counts) > model.tokens:
        message = (
            f"This model's maximum context length is {model.tokens} tokens, however you requested"
            f" {max(counts)} tokens ({max(counts)} in your prompt; 0 for the completion)."
            " Please reduce your prompt; or completion length."
        )
        raise _sorry(400, message)
    if sum(counts) > model.batch_tokens:
        message = f"Requested {sum(counts)} tokens, max {model.batch_tokens} tokens per request"
        raise _sorry(400, message, "max_tokens_per_request")
    return sum(counts)


def _sorry(status: int, message: str, code: str | None = None) -> RefusalError:
    kind = "invalid_request_error"
    inside = {"message": message, "type": kind, "param": None, "code": code}
    return RefusalError(status, {"error": inside})


def voyage(shop: Shop, asked: Asked) -> Body:
    """Answer ``POST /v1/embeddings`` and ``POST /v1/rerank``."""
    if not bearer(shop, asked):
        raise RefusalError(401, {"detail": "Provided API key is invalid."})
    if asked.path == "/v1/embeddings":
        return _voyage_embeddings(shop, asked)
    if asked.path == "/v1/rerank":
        return _voyage_rerank(shop, asked)
    raise RefusalError(404, {"detail": "Not Found"})


def _voyage_embeddings(shop: Shop, asked: Asked) -> Body:
    body = asked.body
    allowed = (*("input_type", "truncation", "output_dimension"), "output_dtype", "encoding_format")
    model, asked.texts = _checked(shop, asked, ("input", "model"), allowed, "input")
    role = body.get("input_type")
    if role not in {None, "query", "document"}:
        raise RefusalError(400, {"detail": "Value 'input_type' must be query or document."})
    if len(asked.texts) > 1000:
        message = f"The batch size limit is 1000. Your batch size is {len(asked.texts)}."
        raise RefusalError(400, {"detail": message})
    dim = body.get("output_dimension", 1024)
    if not can(model, dim):
        raise RefusalError(400, {"detail": f"Value '{dim}' of output_dimension is not supported."})
    if not body.get("truncation", True) and max(map(shop.tokens, asked.texts)) > model.tokens:
        raise RefusalError(400, {"detail": "Your input exceeds the context length."})
    total = sum(min(shop.tokens(text), model.tokens) for text in asked.texts)
    if total > model.batch_tokens:
        message = (
            f"Request to model '{body['model']}' failed. The max allowed tokens per submitted batch"
            f" is {model.batch_tokens}. Your batch has {total} tokens after truncation. Please"
            " lower the number of tokens in the batch."
        )
        raise RefusalError(400, {"detail": message})
    texts = [cut(shop, text, model.tokens) for text in asked.texts]
    made = [numbers(meanings.vector(text, model.dim, role or "")[:dim]) for text in texts]
    return _list(body["model"], made, total, packed=body.get("encoding_format") == "base64")


def _voyage_rerank(shop: Shop, asked: Asked) -> Body:
    body = asked.body
    allowed = ("top_k", "return_documents", "truncation")
    model, asked.texts = _checked(
        shop, asked, ("query", "documents", "model"), allowed, "documents"
    )
    if len(asked.texts) > 1000:
        raise RefusalError(400, {"detail": "The number of documents cannot exceed 1000."})
    query = shop.tokens(body["query"])
    total = query * len(asked.texts) + sum(map(shop.tokens, asked.texts))
    if total > model.batch_tokens:
        message = f"The max allowed tokens per submitted batch is {model.batch_tokens}."
        raise RefusalError(400, {"detail": message})
    found = ranked(body["query"], asked.texts)[: body.get("top_k") or len(asked.texts)]
    return {"object": "list", "data": found, "model": body["model"], "usage": _usage(total)}


def jina(shop: Shop, asked: Asked) -> Body:
    """Answer ``POST /v1/embeddings`` and ``POST /v1/rerank``."""
    if not bearer(shop, asked):
        message = "[AuthenticationFailed] Failed to authenticate with the provided api key."
        raise RefusalError(401, {"detail": message})
    if asked.path == "/v1/embeddings":
        return _jina_embeddings(shop, asked)
    if asked.path == "/v1/rerank":
        allowed = ("top_n", "return_documents")
        _, asked.texts = _checked(
            shop, asked, ("model", "query", "documents"), allowed, "documents", status=422
        )
        body = asked.body
        if len(asked.texts) > 2048:
            raise RefusalError(422, {"detail": "documents: at most 2048"})
        found = ranked(body["query"], asked.texts)[: body.get("top_n") or len(asked.texts)]
        if body.get("return_documents", True):
            found = [one | {"document": {"text": asked.texts[one["index"]]}} for one in found]
        return {"model": body["model"], "usage": _usage(1), "results": found}
    raise RefusalError(404, {"detail": "Not Found"})


def _jina_embeddings(shop: Shop, asked: Asked) -> Body:
    body = asked.body
    allowed = (
        *("task", "dimensions", "late_chunking", "truncate"),
        *("normalized", "embedding_type", "return_multivector"),
    )
    model, asked.texts = _checked(shop, asked, ("model", "input"), allowed, "input", status=422)
    tasks = {
        "retrieval.query": "query",
        "retrieval.passage": "document",
        **dict.fromkeys(("text-matching", "classification", "separation", None), ""),
    }
    if body.get("task") not in tasks:
        raise RefusalError(422, {"detail": [{"loc": ["body", "task"], "msg": "unknown task"}]})
    if len(asked.texts) > 2048:
        raise RefusalError(422, {"detail": "input: at most 2048"})
    dim, role = body.get("dimensions", model.dim), tasks[body.get("task")]
    if not can(model, dim):
        raise RefusalError(422, {"detail": f"dimensions: {dim} is not supported"})
    counts = [shop.tokens(text) for text in asked.texts]
    together = body.get("late_chunking", False)
    if (sum(counts) if together else max(counts)) > model.tokens and not body.get("truncate"):
        message = f"Input text exceeds maximum length of {model.tokens} tokens"
        raise RefusalError(400, {"detail": message})
    if together:
        vectors = meanings.late(asked.texts, model.dim, role)
    else:
        texts = [cut(shop, text, model.tokens) for text in asked.texts]
        vectors = [meanings.vector(text, model.dim, role) for text in texts]
    made = [numbers(vector[:dim]) for vector in vectors]
    return _list(body["model"], made, sum(counts))


def bearer(shop: Shop, asked: Asked) -> bool:
    """Tell whether a request has the key."""
    return asked.headers.get("authorization") == f"Bearer {shop.key}"


def _checked(
    shop: Shop,
    asked: Asked,
    needed: tuple[str, ...],
    allowed: tuple[str, ...],
    texts: str,
    *,
    status: int = 400,
) -> tuple[Model, list[str]]:
    if wrong := fields(asked.body, needed, allowed):
        detail: object = [{"loc": ["body"], "msg": wrong, "type": "value_error"}]
        raise RefusalError(status, {"detail": detail if status == 422 else wrong})
    model = shop.models.get(asked.body["model"])
    if model is None:
        raise RefusalError(400, {"detail": f"Model {asked.body['model']} is not supported."})
    found = strings(asked.body[texts])
    if not found or not all(found):
        raise RefusalError(status, {"detail": f"{texts} cannot be empty or have empty strings"})
    return model, found


def can(model: Model, dim: object) -> bool:
    """Tell whether a model makes vectors of a length."""
    if not isinstance(dim, int) or isinstance(dim, bool):
        return False
    return dim in model.dims if model.dims else 0 < dim <= model.dim


def ranked(query: str, texts: list[str]) -> list[Body]:
    """Return a ranking, best first, as all vendors answer."""
    scored = [
        {"index": place, "relevance_score": meanings.score(query, text)}
        for place, text in enumerate(texts)
    ]
    return sorted(scored, key=lambda one: -one["relevance_score"])


def _usage(count: int) -> Body:
    return {"prompt_tokens": count, "total_tokens": count}


def _list(model: str, made: list[list[float]], count: int, *, packed: bool = False) -> Body:
    data = [
        {
            "object": "embedding",
            "index": place,
            "embedding": base64.b64encode(np.array(one, "<f4").tobytes()).decode()
            if packed
            else one,
        }
        for place, one in enumerate(made)
    ]
    return {"object": "list", "data": data, "model": model, "usage": _usage(count)}


WIRES: Mapping[str, Answer] = {"openai": openai, "voyage": voyage, "jina": jina}
